"""What happened there to those who are known here: new events are recorded, vanished ones cancelled, edited ones corrected.

It goes by the same core as an event recorded at the desk: rows, lines, audit log, announcement.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from ...domain import kode, lampid
from ...domain.lampid import Golongan
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak
from ..lampid import golongan
from ..lampid.batal import batal
from ..lampid.perubahan import Perubahan
from ..lampid.tables import BERLAKU
from ..lampid.ubah import ubah
from . import ingatan
from .buku import STATUS
from .garis import Peristiwa, luruskan
from .ingatan import Ingat
from .laporan import BATAL, PERISTIWA, UBAH
from .orang import LOG, LOG_KELUARGA, TABEL, Orang
from .peristiwa import PERGI
from .putaran import Putaran
from .sejarah import bulan_masuk, ingat_log, sidik_log

ALASAN_BATAL = "Peristiwanya dihapus di OpenSID"
_SEKALI_SAJA = (lampid.LAHIR, lampid.MATI)
"""Nobody is born or dies twice: the same event, whatever the days say."""


def batalkan_yang_hilang(putaran: Putaran, semua: Sequence[Orang]) -> list[Orang]:
    """Cancel here the events that are not told there any more. Where that is refused, it is tried again next time."""
    dikenal = {satu.nomor: satu for satu in semua if not satu.baru}
    for ingat in ingatan.baca(putaran.node, LOG, list(dikenal), "induk").values():
        dikenal[ingat.induk].log_dulu[ingat.nomor] = ingat
    lupa = []
    for satu in dikenal.values():
        masih = {baris["id"] for baris in satu.log}
        for nomor in satu.log_dulu.keys() - masih:
            if _batal(putaran, satu, satu.log_dulu[nomor]):
                lupa.append(nomor)
                del satu.log_dulu[nomor]
            else:
                satu.tertunda = True
    ingatan.lupakan(putaran.node, LOG, lupa)
    return list(semua)


def _batal(putaran: Putaran, satu: Orang, ingat: Ingat) -> bool:
    if ingat.id is None or _keadaan(putaran.node, ingat.id) != BERLAKU:
        return True
    try:
        batal(putaran.node, putaran.operator, ingat.id, ALASAN_BATAL)
    except DataDitolak as ditolak:
        alasan = "; ".join(f"{salah.judul}. {salah.saran}" for salah in ditolak.kesalahan)
        putaran.laporan.lihat(LOG, ingat.nomor, satu.nama, "", "opensid_batal_ditolak", "", alasan)
        return False
    putaran.laporan.tambah(LOG, BATAL)
    return True


def _keadaan(node, mutasi_id: str) -> str | None:
    return node.engine.value("SELECT keadaan FROM sb_mutasi WHERE id = ?", (mutasi_id,))


def pilah(putaran: Putaran, ada: Sequence[Orang], dihitung: Mapping[str, Golongan]) -> set[int]:
    """The numbers of those whose books are told here already: known ones, and residents with events of their own here."""
    cocok = [satu for satu in ada if satu.baru and satu.kini is not None]
    sejak = bulan_masuk(putaran.node, [satu.id for satu in cocok])
    pilih, isi = putaran.node.engine.ids([satu.id for satu in cocok])
    berperistiwa = {
        id
        for (id,) in putaran.node.engine.run(
            f"SELECT DISTINCT penduduk_id FROM sb_mutasi_orang WHERE penduduk_id IN ({pilih})", isi
        )
    }
    lanjut = {satu.nomor for satu in ada if not satu.baru}
    for satu in cocok:
        if satu.id in berperistiwa or (satu.id in dihitung and satu.id not in sejak):
            lanjut.add(satu.nomor)
    return lanjut


def lanjutkan(putaran: Putaran, semua: Sequence[Orang]) -> list[Ingat]:
    """Record what is new of these residents' events; what is to be remembered of each event."""
    ids = [satu.id for satu in semua]
    di_sini, dihitung = _peristiwa_di_sini(putaran.node, ids), golongan.tercatat(putaran.node, ids)
    hasil: list[Ingat] = []
    for satu in semua:
        hasil += _lanjutkan(putaran, satu, di_sini[satu.id], satu.id in dihitung)
    return hasil


def _lanjutkan(putaran: Putaran, satu: Orang, di_sini: list[tuple], dihitung: bool) -> list[Ingat]:
    dicatat, baru = _pasangkan(putaran, satu, di_sini)
    _betulkan(putaran, satu)
    tetap = satu.isi["status_dasar"] == kode.HIDUP
    # The books do not count who stays for a while: his coming and going needs no one to have been there.
    awal = None if satu.isi["status_penduduk"] == 2 and not dihitung else dihitung
    dipakai, disisihkan = luruskan(baru, tetap, awal)
    for peristiwa in dipakai:
        dicatat[peristiwa.nomor] = _catat(putaran, satu, peristiwa)
    _pecah(putaran, satu)
    _status(putaran, satu)
    alasan = {peristiwa.nomor: sebab for peristiwa, sebab in disisihkan}
    return [ingat for ingat in ingat_log(satu, dicatat, alasan) if not _masih(satu.log_dulu.get(ingat.nomor), ingat)]


def _masih(lama: Ingat | None, baru: Ingat) -> bool:
    """Whether an event is remembered as it is: what was found of it then stays on record."""
    return lama is not None and (lama.hash, lama.id) == (baru.hash, baru.id)


def sidik_log_dari(satu: Orang, nomor: int) -> str | None:
    """The hash of one of his events as it stands there now."""
    return next((sidik_log(baris) for baris in satu.log if baris["id"] == nomor), None)


def _pasangkan(putaran: Putaran, satu: Orang, di_sini: list[tuple]) -> tuple[dict[int, str], list[Peristiwa]]:
    """``(event there -> the event here that it is, events that are new)``."""
    dicatat = {nomor: ingat.id for nomor, ingat in satu.log_dulu.items() if ingat.id}
    terpakai, baru = set(dicatat.values()), []
    for peristiwa in satu.riwayat.peristiwa:
        if peristiwa.nomor in dicatat:
            continue
        sama = next((id for id, *isi in di_sini if id not in terpakai and _sama(putaran, peristiwa, id, *isi)), None)
        if sama:
            dicatat[peristiwa.nomor] = sama
            terpakai.add(sama)
        elif peristiwa.nomor not in satu.log_dulu or not _tetap_disisihkan(satu, peristiwa.nomor):
            baru.append(peristiwa)
    return dicatat, baru


def _tetap_disisihkan(satu: Orang, nomor: int) -> bool:
    """Whether an event that was set aside is still the one it was, of somebody whose status is still what it was."""
    ingat = satu.log_dulu[nomor]
    return ingat.hash == sidik_log_dari(satu, nomor) and satu.dulu.isi.get("status_dasar") == satu.status_sana


def _sama(putaran: Putaran, peristiwa: Peristiwa, id: str, jenis: str, terjadi: str) -> bool:
    if id == putaran.id_untuk(LOG, peristiwa.nomor):
        return True
    return jenis == peristiwa.jenis and (jenis in _SEKALI_SAJA or terjadi == peristiwa.terjadi)


def _peristiwa_di_sini(node, ids: Sequence[str]) -> dict[str, list[tuple]]:
    """Resident -> (id, kind, day) of the events that stand here."""
    pilih, isi = node.engine.ids(ids)
    hasil = defaultdict(list)
    for penduduk_id, *satu in node.engine.run(
        "SELECT DISTINCT o.penduduk_id, m.id, m.jenis, CAST(m.tgl_peristiwa AS TEXT) FROM sb_mutasi_orang o"
        f" JOIN sb_mutasi m ON m.id = o.mutasi_id WHERE m.keadaan = ? AND o.penduduk_id IN ({pilih})",
        (BERLAKU, *isi),
    ):
        hasil[penduduk_id].append(tuple(satu))
    return hasil


def _catat(putaran: Putaran, satu: Orang, peristiwa: Peristiwa) -> str:
    """Record one event by the core all events go through; its id."""
    node = putaran.node
    baris = rekam.ambil(node.catalog["penduduk"], satu.id, node.code)
    status = STATUS.get(peristiwa.jenis, kode.HIDUP)
    if status == kode.PINDAH and satu.isi["status_dasar"] == kode.PERGI and _pergi(satu, peristiwa.nomor):
        status = kode.PERGI
    perubahan = Perubahan(node, putaran.operator, peristiwa.jenis, putaran.id_untuk(LOG, peristiwa.nomor))
    perubahan.libatkan([satu.id])
    perubahan.ubah("penduduk", baris, {"status_dasar": status})
    perubahan.simpan(_kolom(peristiwa), [satu.id], baris.keluarga_id)
    putaran.laporan.tambah(LOG, PERISTIWA)
    return perubahan.id


def _pergi(satu: Orang, nomor: int) -> bool:
    return any(baris["id"] == nomor and baris["kode_peristiwa"] == PERGI for baris in satu.log)


def _kolom(peristiwa: Peristiwa) -> dict:
    hari = {"tgl_peristiwa": peristiwa.terjadi, "tgl_lapor": peristiwa.lapor}
    return (
        dict(peristiwa.isi)
        | {nama: date.fromisoformat(nilai) for nama, nilai in hari.items()}
        | {"sumber": f"OpenSID, peristiwa nomor {peristiwa.nomor}"}
    )


def _betulkan(putaran: Putaran, satu: Orang) -> None:
    """Take over what was corrected there about events that are recorded here from there."""
    for peristiwa in satu.riwayat.peristiwa:
        dulu = satu.log_dulu.get(peristiwa.nomor)
        if dulu is None or dulu.id != putaran.id_untuk(LOG, peristiwa.nomor):
            continue
        if dulu.hash == sidik_log_dari(satu, peristiwa.nomor) or _keadaan(putaran.node, dulu.id) != BERLAKU:
            continue
        try:
            ubah(putaran.node, putaran.operator, dulu.id, _kolom(peristiwa))
            putaran.laporan.tambah(LOG, UBAH)
        except DataDitolak as ditolak:
            alasan = "; ".join(salah.judul for salah in ditolak.kesalahan)
            satu.riwayat.temuan.append((peristiwa.nomor, "", "opensid_peristiwa_tetap", alasan))


def _pecah(putaran: Putaran, satu: Orang) -> None:
    """That he left for a card of his own since; as what he counts now follows from his row."""
    ditutup = putaran.ditutup
    for baris in satu.pecah:
        hari = str(baris.get("tgl_peristiwa") or "")[:10]
        id = putaran.id_untuk(LOG_KELUARGA, baris["id"])
        if hari < "1901" or (ditutup and hari[:7] <= ditutup) or _keadaan(putaran.node, id):
            continue
        hari = date.fromisoformat(min(hari, putaran.hari_ini.isoformat()))
        isi = {"tgl_peristiwa": hari, "tgl_lapor": hari, "sumber": f"OpenSID, peristiwa keluarga nomor {baris['id']}"}
        perubahan = Perubahan(putaran.node, putaran.operator, lampid.PECAH_KK, id)
        perubahan.simpan(isi, [satu.id], satu.isi["keluarga_id"])
        putaran.laporan.tambah(LOG_KELUARGA, PERISTIWA)


def _status(putaran: Putaran, satu: Orang) -> None:
    """A status that no event explains is taken as it is; the books tell it as an adjustment of their own."""
    baris = rekam.ambil(putaran.node.catalog["penduduk"], satu.id, putaran.node.code)
    if baris.status_dasar == satu.isi["status_dasar"]:
        return
    sebelum = rekam.nilai(baris)
    rekam.ubah(baris, {"status_dasar": satu.isi["status_dasar"]})
    rekam.jejak(putaran.node, putaran.operator, "ubah", "penduduk", baris, baris.nama, sebelum=sebelum,
                sesudah=rekam.nilai(baris), catatan="Dari OpenSID")  # fmt: skip
    putaran.laporan.tambah(TABEL, UBAH)
