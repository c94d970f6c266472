"""Residents with their events: who is new is taken with his history, who is known follows what changed there."""

from collections.abc import Mapping, Sequence

from ...domain import kode
from ...domain.ids import new_id
from ...jejak import catat_banyak
from ..kependudukan import rekam
from ..kependudukan.actions import keadaan_nik, nik_dipakai
from ..lampid import golongan
from . import ingatan, sejarah, sementara, susulan, tulis
from .buku import Buku
from .cocok import cocokkan
from .ingatan import Ingat
from .laporan import BARU, DIBACA, TAHAN, TETAP, UBAH
from .orang import LOG, TABEL, Orang, alir
from .padu import SINI, padukan
from .putaran import Putaran
from .serasi import catat_beda

_WAJIB = {"nama": "nama_kosong", "jenis_kelamin": "jenis_kelamin_kosong"}


def serasikan_penduduk(putaran: Putaran) -> None:
    """Bring all residents over; afterwards ``putaran.peta`` knows their ids."""
    for berubah, banyak in alir(putaran):
        putaran.laporan.tambah(TABEL, DIBACA, banyak)
        putaran.laporan.tambah(TABEL, TETAP, banyak - len(berubah))
        if berubah:
            with rekam.transaksi(putaran.node):
                _ambil(putaran, berubah)
    putaran.peta[TABEL] = ingatan.peta_id(putaran.node, TABEL)


def _ambil(putaran: Putaran, semua: list[Orang]) -> None:
    node = putaran.node
    dulu = ingatan.baca(node, TABEL, [satu.nomor for satu in semua])
    for satu in semua:
        satu.baca(putaran.hari_ini.isoformat(), putaran.peta["sebutan_tempat"])
        satu.dulu = dulu.get(satu.nomor)
    lengkap = _lengkap(putaran, semua)
    lengkap = _kenali(putaran, lengkap)
    for satu in lengkap:
        satu.id = satu.id or satu.dulu.id
    lengkap = susulan.batalkan_yang_hilang(putaran, lengkap)
    _tulis(putaran, lengkap)


def _lengkap(putaran: Putaran, semua: Sequence[Orang]) -> list[Orang]:
    """Those a record can be made of; what the others lack is remembered until it is filled in there."""
    hasil, kurang = [], []
    for satu in semua:
        temuan = [[nama, salah, ""] for nama, salah in _WAJIB.items() if satu.isi[nama] is None]
        if not temuan:
            hasil.append(satu)
            continue
        satu.terbaca.temuan[:] = [lama for lama in satu.terbaca.temuan if lama[1] not in _WAJIB.values()] + temuan
        kurang.append(_ingat(satu, satu.dulu and satu.dulu.id))
        putaran.laporan.tambah(TABEL, TAHAN)
    ingatan.catat(putaran.node, TABEL, kurang)
    return hasil


def _kenali(putaran: Putaran, semua: Sequence[Orang]) -> list[Orang]:
    """Give the new ones their ids. Of whom it is not sure who he is, nothing is taken or remembered."""
    tahan = cocokkan(putaran, [satu for satu in semua if satu.baru])
    for satu in semua:
        if satu.nomor in tahan:
            alasan, siapa = tahan[satu.nomor]
            putaran.laporan.tambah(TABEL, TAHAN)
            putaran.laporan.lihat(TABEL, satu.nomor, satu.nama, "nik", alasan, satu.baris.get("nik"), siapa)
    return [satu for satu in semua if satu.nomor not in tahan]


def _tulis(putaran: Putaran, semua: Sequence[Orang]) -> None:
    """Store the rows, then what the books say of them, then that they were read."""
    node = putaran.node
    kini = tulis.baca(node, "penduduk", [satu.id for satu in semua])
    baru: list[dict] = []
    ubah: dict[str, dict] = {}
    ada = []
    for satu in semua:
        satu.kini = kini.get(satu.id)
        if satu.kini is not None:
            satu.orang_id = satu.kini["orang_id"]
            ubah[satu.id] = _padukan(putaran, satu)
        elif satu.baru:
            baru.append(_rekam_baru(putaran, satu))
        else:
            putaran.laporan.lihat(TABEL, satu.nomor, satu.nama, "", "opensid_dibuang_di_sini")
            continue
        ada.append(satu)
    dihitung = golongan.tercatat(node, [satu.id for satu in ada])
    lanjut = susulan.pilah(putaran, ada, dihitung)
    for satu in ada:
        # Of who is taken for the first time all events are known: his status is one column more, not an event of today.
        if satu.kini is not None and satu.nomor not in lanjut and satu.kini["status_dasar"] != satu.isi["status_dasar"]:
            ubah[satu.id]["status_dasar"] = satu.isi["status_dasar"]
    tulis.sisip(node, "penduduk", baru)
    _ubah(putaran, ada, ubah)
    buku = Buku(putaran)
    awal = [satu for satu in ada if satu.nomor not in lanjut]
    log = sejarah.bukukan(putaran, buku, awal, dihitung)
    buku.simpan()
    log += susulan.lanjutkan(putaran, [satu for satu in ada if satu.nomor in lanjut])
    sementara.catat(putaran, ada)
    ingatan.catat(node, LOG, log)
    ingatan.catat(node, TABEL, [_ingat(satu, satu.id) for satu in semua])


def _rekam_baru(putaran: Putaran, satu: Orang) -> dict:
    putaran.laporan.tambah(TABEL, BARU)
    satu.orang_id = new_id()
    bingkai = {"id": satu.id, "orang_id": satu.orang_id, "sumber": putaran.asal}
    return satu.isi | bingkai | {"keadaan_nik": keadaan_nik(satu.isi["nik"], None)}


def _padukan(putaran: Putaran, satu: Orang) -> dict:
    """The columns of a resident recorded here that follow the source now."""
    dasar = satu.dulu.isi if satu.dulu and satu.dulu.isi else None
    ubah, beda = padukan(satu.kini, satu.isi, dasar, putaran.utamakan)
    for tempat in (ubah, beda):
        tempat.pop("status_dasar", None)
    satu.isi["status_dasar"], berselisih = _status(satu, dasar, putaran.utamakan)
    if berselisih:
        beda["status_dasar"] = berselisih
    if "nik" in ubah and ubah["nik"] and (salah := nik_dipakai(putaran.node, ubah["nik"], (satu.id,))):
        putaran.laporan.lihat(TABEL, satu.nomor, satu.nama, "nik", "nik_dipakai", ubah.pop("nik"), salah[0].isi["nama"])
    if "nik" in ubah:
        ubah["keadaan_nik"] = keadaan_nik(ubah["nik"], None)
    catat_beda(putaran, TABEL, satu.nomor, satu.nama, beda)
    return ubah


def _status(satu: Orang, dasar: Mapping | None, utamakan: str | None) -> tuple[int, tuple | None]:
    """``(the status to hold from now on, (there, here) where that is not the source's)``.

    Who left by an event here is not brought back by a source that has not heard of it yet.
    """
    sana, sini = satu.isi["status_dasar"], satu.kini["status_dasar"]
    lama = dasar.get("status_dasar") if dasar else None
    if sana == sini:
        return sana, None
    boleh = utamakan != SINI and not satu.tertunda
    if boleh and (sini == lama or (dasar is None and sini == kode.HIDUP)):
        return sana, None
    return sini, None if sana == lama else (sana, sini)


def _ubah(putaran: Putaran, ada: Sequence[Orang], ubah: Mapping[str, dict]) -> None:
    """Store what changed, with an entry of the audit log for each."""
    kini = {satu.id: satu for satu in ada}
    berubah = {id: isi for id, isi in ubah.items() if isi}
    tulis.ubah(putaran.node, "penduduk", berubah)
    putaran.laporan.tambah(TABEL, UBAH, len(berubah))
    jejak = [
        (id, putaran.node.code, kini[id].kini["nama"], {nama: kini[id].kini[nama] for nama in isi}, isi)
        for id, isi in berubah.items()
    ]
    if jejak:
        catat_banyak(putaran.node.engine, putaran.operator, "ubah", "penduduk", jejak, catatan="Dari OpenSID")


def _ingat(satu: Orang, id: str | None) -> Ingat:
    """How he was read. What is still open gets no hash, so that the next round looks at him again."""
    sidik = "" if satu.tertunda else satu.sidik
    isi = satu.isi | {"status_dasar": satu.status_sana}
    return Ingat(satu.nomor, id, sidik, None, isi, satu.terbaca.lain, satu.terbaca.temuan)
