"""Letters and events make each other with one click, and never disagree.

An event is recorded from its letter with the letter's values; a letter is begun from its event with the
event's. Afterwards a draft follows its event; a letter that was issued says what it said, so it is marked
for somebody to look at when its event changes or is cancelled.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from ...domain import lampid
from ...domain import surat as kata
from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.pesan import nama_kolom
from ...domain.wilayah import level
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from ..lampid import catat as catat_peristiwa
from ..lampid import kabar
from ..lampid.tables import BATAL, Mutasi, MutasiOrang
from . import jenis as jenis_surat
from . import surat as draf
from .jenis import Jenis
from .peristiwa_surat import BAYI, SAMA, beda, dari_mutasi, mutasi_surat, orang_peristiwa, tercatat
from .tables import Surat

BATAL_PERISTIWA, BERUBAH = "peristiwa_dibatalkan", "peristiwa_berubah"


def tawaran(node, mutasi: Mutasi) -> list[Jenis]:
    """The kinds of letter that go with an event; empty where it was cancelled, or has its letter already."""
    if mutasi.jenis not in SAMA or mutasi.keadaan == BATAL or surat_peristiwa(node, mutasi.id):
        return []
    return [satu for satu in jenis_surat.semua(node) if satu.peristiwa == mutasi.jenis]


def surat_peristiwa(node, mutasi_id: str) -> list[Surat]:
    """The letters of an event that were not cancelled."""
    pilih = (Surat.mutasi_id == mutasi_id) & (Surat.wilayah == node.code) & (Surat.keadaan != kata.BATAL)
    return list(Surat.select().where(pilih).order_by(Surat.pada, Surat.id))


# ---- from the event to the letter


def dari_peristiwa(node, operator: Operator, mutasi_id: str, kode: str | None = None) -> Surat:
    """Begin the letter of an event with what the event says; a second click finds the first. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        mutasi = rekam.ambil(node.catalog["mutasi"], mutasi_id, node.code)
        if mutasi is None or mutasi.keadaan == BATAL or mutasi.jenis not in SAMA:
            raise DataDitolak([Kesalahan("peristiwa_tanpa_surat")])
        if ada := surat_peristiwa(node, mutasi_id):
            return ada[0]
        pilih = [satu for satu in jenis_surat.semua(node) if satu.peristiwa == mutasi.jenis]
        jenis = next((satu for satu in pilih if kode in (None, satu.kode)), None)
        if jenis is None:
            raise DataDitolak([Kesalahan("peristiwa_tanpa_surat")])
        subjek, isian = _isi_surat(node, mutasi)
        isian = {nama: nilai for nama, nilai in isian.items() if jenis.satu_bidang(nama)}
        gagal = node.engine.value("SELECT COUNT(*) FROM sb_surat WHERE mutasi_id = ?", (mutasi_id,))
        id = derived_id("surat", mutasi_id, *([str(gagal)] if gagal else []))
        baru = draf.buat(node, operator, jenis.kode, subjek, isian, id)
        rekam.ubah(baru, {"mutasi_id": mutasi_id})
        return baru


def _isi_surat(node, mutasi: Mutasi) -> tuple[str | None, dict]:
    """Whom the letter is about, and its fields."""
    isian = dari_mutasi(mutasi)
    orang = orang_peristiwa(mutasi)
    if mutasi.jenis == lampid.PINDAH and len(orang) > 1:
        isian["pengikut"] = orang[1:]
    if mutasi.jenis != lampid.LAHIR:
        return (orang[0] if orang else None), isian
    anak = rekam.ambil(node.catalog["penduduk"], orang[0], node.code) if orang else None
    if anak is None:
        return None, isian
    isian |= {nama: getattr(anak, nama) for nama in BAYI if getattr(anak, nama)}
    ayah, ibu = _orang_tua(anak)
    if ayah and ibu:
        isian["ayah"] = ayah.id
    satu = ibu or ayah
    return (satu.id if satu else None), isian


def _orang_tua(anak: Penduduk) -> tuple[Penduduk | None, Penduduk | None]:
    from .data_surat import kerabat

    ada = kerabat(anak)
    return ada.get("ayah"), ada.get("ibu")


# ---- from the letter to the event


def isi_peristiwa(node, surat: Surat) -> dict:
    """What a letter says, as columns of its event: for a form that shows them before they are recorded."""
    jenis = jenis_surat.satu(node, surat.kode)
    if jenis.peristiwa not in SAMA:
        raise DataDitolak([Kesalahan("surat_bukan_peristiwa")])
    isian = draf.isian(surat)
    isi = {nama: isian[nama] for nama in SAMA[jenis.peristiwa] if nama in isian}
    isi["tgl_peristiwa"] = date.fromisoformat(isi["tgl_peristiwa"]) if isi.get("tgl_peristiwa") else None
    return isi | {"nomor_surat": surat.nomor and surat.nomor[:60]}


def catat(node, operator: Operator, surat_id: str, **pilihan) -> Mutasi:
    """Record the event of a letter with the letter's values, once. Raises ``DataDitolak``.

    ``pilihan``: ``kepala_baru``, ``hubungan``, ``kartu`` and further columns in ``isi``, as ``lampid.catat`` takes them;
    what the letter says goes before ``isi``.
    """
    with rekam.transaksi(node):
        surat = draf.ambil(node, surat_id)
        if surat.keadaan == kata.BATAL:
            raise DataDitolak([Kesalahan("surat_tidak_dapat_diubah", isi=draf.sebut(surat))])
        lama = rekam.ambil(node.catalog["mutasi"], surat.mutasi_id, node.code) if surat.mutasi_id else None
        if lama is not None and lama.keadaan != BATAL:
            raise DataDitolak([Kesalahan("surat_sudah_berperistiwa", rekam=("mutasi", lama.id))])
        jenis = jenis_surat.satu(node, surat.kode)
        isi = dict(pilihan.pop("isi", None) or {}) | isi_peristiwa(node, surat)
        batal = node.engine.value("SELECT COUNT(*) FROM sb_mutasi WHERE id = ?", (derived_id("mutasi", surat.id),))
        id = derived_id("mutasi", surat.id, *([now()] if batal else []))
        mutasi = _CATAT[jenis.peristiwa](node, operator, surat, isi, pilihan, id)
        rekam.ubah(surat, {"mutasi_id": mutasi.id, "ditandai": None})
        _selaraskan(node, surat, mutasi)
        return mutasi


def _mati(node, operator, surat: Surat, isi: Mapping, pilihan: Mapping, id: str) -> Mutasi:
    return catat_peristiwa.catat_kematian(node, operator, isi, surat.penduduk_id, id=id, **pilihan)


def _pindah(node, operator, surat: Surat, isi: Mapping, pilihan: Mapping, id: str) -> Mutasi:
    orang = [surat.penduduk_id, *(satu for satu in draf.isian(surat).get("pengikut", ()) if satu != surat.penduduk_id)]
    return catat_peristiwa.catat_pindah(node, operator, isi, orang, id=id, **pilihan)


def _lahir(node, operator, surat: Surat, isi: Mapping, pilihan: Mapping, id: str) -> Mutasi:
    isian = draf.isian(surat)
    ibu = rekam.ambil(node.catalog["penduduk"], surat.penduduk_id, node.code)
    ayah = rekam.ambil(node.catalog["penduduk"], isian["ayah"], node.code) if isian.get("ayah") else None
    bayi = {nama: isian[nama] for nama in BAYI if nama in isian}
    bayi |= {"nama_ibu": ibu.nama, "nik_ibu": ibu.nik, "kewarganegaraan": ibu.kewarganegaraan, "agama": ibu.agama}
    if ayah:
        bayi |= {"nama_ayah": ayah.nama, "nik_ayah": ayah.nik}
    if isi.get("akta"):
        bayi["akta_lahir"] = isi["akta"]
    return catat_peristiwa.catat_kelahiran(node, operator, isi, bayi, ibu.keluarga_id, id=id)


_CATAT = {lampid.MATI: _mati, lampid.PINDAH: _pindah, lampid.LAHIR: _lahir}


def peristiwa_lepas(node, surat: Surat) -> list[Mutasi]:
    """Events of this kind about the same resident that have no letter yet: recorded by themselves, to be tied."""
    if surat.keadaan == kata.BATAL or mutasi_surat(node, surat):
        return []
    return peristiwa_tanpa_surat(node, jenis_surat.satu(node, surat.kode), surat.penduduk_id)


def peristiwa_tanpa_surat(node, jenis: Jenis, penduduk_id: str | None) -> list[Mutasi]:
    """Events a letter of this kind about this resident would be of, and that have none yet."""
    if jenis.peristiwa not in SAMA or not penduduk_id:
        return []
    # Of his own event alone: a move or a death of another may have left him a new relation, and so a line.
    orang = MutasiOrang.select(MutasiOrang.mutasi_id).where(
        MutasiOrang.penduduk_id == penduduk_id, MutasiOrang.baris == jenis.peristiwa
    )
    milik = Mutasi.id.in_(orang) & (Mutasi.jenis == jenis.peristiwa)
    if jenis.peristiwa == lampid.LAHIR:
        ibu = rekam.ambil(node.catalog["penduduk"], penduduk_id, node.code)
        milik = (Mutasi.jenis == lampid.LAHIR) & (Mutasi.keluarga_id == (ibu and ibu.keluarga_id))
    pilih = milik & (Mutasi.wilayah == node.code) & (Mutasi.keadaan != BATAL)
    return [satu for satu in Mutasi.select().where(pilih).order_by(Mutasi.id) if not surat_peristiwa(node, satu.id)]


def kaitkan(node, operator: Operator, surat_id: str, mutasi_id: str) -> Mutasi:
    """Tie a letter to an event recorded by itself; a draft takes its words. Raises ``DataDitolak`` where they differ."""
    with rekam.transaksi(node):
        surat = draf.ambil(node, surat_id)
        mutasi = next((satu for satu in peristiwa_lepas(node, surat) if satu.id == mutasi_id), None)
        if mutasi is None:
            raise DataDitolak([Kesalahan("surat_bukan_peristiwanya")])
        berbeda = beda(mutasi, surat.penduduk_id, draf.isian(surat))
        if berbeda and surat.keadaan not in draf.DAPAT_DIUBAH:
            nama = ", ".join(_judul_bidang(node, surat, satu) for satu in berbeda)
            raise DataDitolak([Kesalahan("surat_beda_tak_terkait", isi={"bidang": nama}, rekam=("mutasi", mutasi.id))])
        rekam.ubah(surat, {"mutasi_id": mutasi.id, "ditandai": None})
        _selaraskan(node, surat, mutasi)
        rekam.jejak(node, operator, "ubah", "surat", surat, str(surat), catatan="Dikaitkan dengan peristiwanya")
        return mutasi


def _judul_bidang(node, surat: Surat, nama: str) -> str:
    bidang = jenis_surat.satu(node, surat.kode).satu_bidang(nama)
    return bidang.judul if bidang else nama_kolom(nama)


# ---- staying the same


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """After any change of an event or of a child that was born, whatever path it took: letters follow, or are marked."""
    if type_name not in ("mutasi", "penduduk") or level(node.code) != "desa":
        return
    peristiwa = ids if type_name == "mutasi" else _kelahiran(node, ids)
    pilih, nilai = node.engine.ids(peristiwa)
    if not node.engine.value(f"SELECT 1 FROM sb_surat WHERE mutasi_id IN ({pilih}) LIMIT 1", nilai):
        return
    for surat in Surat.select().where(
        Surat.mutasi_id.in_(peristiwa), Surat.wilayah == node.code, Surat.keadaan != kata.BATAL
    ):
        mutasi = rekam.ambil(node.catalog["mutasi"], surat.mutasi_id, node.code)
        if mutasi is None or mutasi.keadaan == BATAL:
            rekam.ubah(surat, {"ditandai": BATAL_PERISTIWA})
        else:
            _selaraskan(node, surat, mutasi)


def _kelahiran(node, ids: Sequence[str]) -> list[str]:
    """The births of these residents that have a letter."""
    pilih, nilai = node.engine.ids(ids)
    rows = node.engine.run(
        f"SELECT o.mutasi_id FROM sb_mutasi_orang o JOIN sb_surat s ON s.mutasi_id = o.mutasi_id"
        f" WHERE o.penduduk_id IN ({pilih}) AND o.baris = ?",
        (*nilai, lampid.LAHIR),
    )
    return [row[0] for row in rows]


def _selaraskan(node, surat: Surat, mutasi: Mutasi) -> None:
    """A draft takes the event's values; an issued letter that differs is marked, and the mark goes when it agrees again."""
    if mutasi.jenis not in SAMA:
        return
    isian = draf.isian(surat)
    berbeda = beda(mutasi, surat.penduduk_id, isian)
    if surat.keadaan not in draf.DAPAT_DIUBAH:
        rekam.ubah(surat, {"ditandai": BERUBAH if berbeda else None})
        return
    ada = tercatat(mutasi, surat.penduduk_id)
    sisa = {nama: nilai for nama, nilai in isian.items() if nama not in berbeda}
    baru = sisa | {nama: ada[nama] for nama in berbeda if ada.get(nama)}
    rekam.ubah(surat, {"isian": draf.tulis(baru), "ditandai": None})


def _dibatalkan(node, mutasi: Mutasi, orang) -> None:
    for surat in surat_peristiwa(node, mutasi.id):
        rekam.ubah(surat, {"ditandai": BATAL_PERISTIWA})


def pasang() -> None:
    """Listen to the events: a cancelled one marks its letters in the same transaction."""
    kabar.dengar(kabar.DIBATALKAN, _dibatalkan)
