"""What becomes of a recipient: his state with its reason, where his file is, who took his place.

Each change leaves a step that is never changed again. A place of the quota is given back, or taken again, in the
transaction of the change itself.
"""

from collections.abc import Mapping
from datetime import date

from ...domain import aturan as domain
from ...domain import bantuan
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from . import kuota, pendaftaran, periksa
from . import program as katalog
from .penerima_catat import (
    PANJANG_CATATAN,
    ambil,
    catat,
    id_urung,
    ingat_awal,
    jaga,
    langkah_keadaan,
    simpan,
    tolak,
)
from .penerima_orang import penduduk
from .tables import Penerima, PenerimaLangkah

LAINNYA = "lainnya"
URUNG = "Perubahan terakhir diurungkan"
BERKAS = ("tgl_pengajuan", "posisi_berkas", "nomor_sk")
"""What is written about a recipient's papers; it changes nobody's right."""


def ubah_keadaan(
    node, operator: Operator, id: str, versi: int | None, keadaan: str, alasan: str | None = None, catatan: str = ""
) -> Penerima:
    """Set the written state, with its reason. ``versi``: as the screen showed it.

    Whoever held no place and is to hold one again is judged and counted like somebody new. Raises ``DataDitolak``,
    ``SudahBerubah``.
    """
    isi = _isi_keadaan(keadaan, alasan, catatan)
    with rekam.transaksi(node):
        satu = ambil(node, id)
        if (isi["keadaan"], isi["alasan"], None) == (satu.keadaan, satu.alasan, isi["catatan"]):
            return satu
        jaga(node, satu, versi, isi)
        return _pindah(node, operator, satu, isi)


def ubah_banyak(
    node, operator: Operator, pilih: Mapping[str, int], keadaan: str, alasan: str | None = None, catatan: str = ""
) -> dict[str, str]:
    """The same state for many (id -> version), each by itself; id -> why, of those that could not be changed.

    Raises ``DataDitolak`` for a state or a reason that fits nobody.
    """
    _isi_keadaan(keadaan, alasan, catatan)
    gagal = {}
    for id, versi in pilih.items():
        try:
            ubah_keadaan(node, operator, id, versi, keadaan, alasan, catatan)
        except DataDitolak as salah:
            gagal[id] = "; ".join(satu.judul for satu in salah.kesalahan)
        except SudahBerubah:
            gagal[id] = "Baru saja diubah orang lain"
    return gagal


def urungkan(node, operator: Operator, id: str, versi: int | None) -> Penerima:
    """Go back to the state before the last change of it; that too leaves a step. What else changed since stays.

    Raises ``DataDitolak``, ``SudahBerubah``.
    """
    with rekam.transaksi(node):
        satu = ambil(node, id)
        *_, sebelum, terakhir = (None, None, *langkah_keadaan(satu.id))
        if sebelum is None:
            raise tolak("penerima_tanpa_perubahan")
        isi = {"keadaan": sebelum.keadaan, "alasan": sebelum.alasan, "catatan": sebelum.catatan}
        jaga(node, satu, versi, isi)
        return _pindah(node, operator, satu, isi, URUNG, id_urung(terakhir.id))


def keadaan_sebelum(satu: Penerima) -> PenerimaLangkah | None:
    """How he stood before the last change of his state that was not undone; None where he always stood so."""
    *_, sebelum, _terakhir = (None, None, *langkah_keadaan(satu.id))
    return sebelum


def _isi_keadaan(keadaan: str, alasan: str | None, catatan: str) -> dict:
    """The columns of a state. Raises ``DataDitolak`` with every fault."""
    catatan = " ".join((catatan or "").split()) or None
    salah = []
    if keadaan not in bantuan.KEADAAN_PENERIMA:
        salah.append(Kesalahan("penerima_keadaan_salah", "keadaan"))
    if keadaan == bantuan.AKTIF:
        alasan = None
    elif alasan not in bantuan.ALASAN_PENERIMA:
        salah.append(Kesalahan("penerima_perlu_alasan", "alasan"))
    if alasan == LAINNYA and not catatan:
        salah.append(Kesalahan("penerima_perlu_catatan", "catatan"))
    if len(catatan or "") > PANJANG_CATATAN:
        salah.append(Kesalahan("penerima_catatan_panjang", "catatan"))
    if salah:
        raise DataDitolak(salah)
    return {"keadaan": keadaan, "alasan": alasan, "catatan": catatan}


def _pindah(
    node, operator: Operator, satu: Penerima, isi: Mapping, mengapa: str = "", langkah_id: str | None = None
) -> Penerima:
    """Store a state, keep its step, and count the quota anew."""
    menempati, akan = satu.keadaan in bantuan.MEMAKAI_KUOTA, isi["keadaan"] in bantuan.MEMAKAI_KUOTA
    if akan and (not menempati or (isi["keadaan"] == bantuan.AKTIF and satu.keadaan != bantuan.AKTIF)):
        _boleh_lagi(node, satu, menempati)
    if akan and not menempati:
        _pesan(node, satu)
    ingat_awal(node, satu)
    if not simpan(node, operator, satu, isi, mengapa or isi["catatan"]):
        return satu
    catat(node, operator, satu, mengapa or isi["catatan"], langkah_id)
    if menempati and not akan:
        kuota.hitung(node, [(satu.wilayah, satu.program)])
    return satu


def _boleh_lagi(node, satu: Penerima, menempati: bool) -> None:
    """Raise unless the rules would let him in today."""
    warga = penduduk(node, satu)
    program = katalog.satu(node, satu.program)
    if warga is None or program is None:
        return
    # What a death entitles to was judged once, by the deceased; its heir stands for nobody else.
    dinilai = not program.karena_kematian
    jawaban = dinilai and periksa.untuk(node, satu.program, warga.id, date.today(), satu.sampai, satu.id)
    if jawaban and jawaban.hasil == domain.DITOLAK:
        alasan = "; ".join(aturan.alasan for aturan in jawaban.aturan)
        raise tolak("penerima_ditolak_aturan", "keadaan", alasan=alasan)
    if not menempati and pendaftaran.berlangsung(node, program, warga, _masa(satu), satu.id):
        raise tolak("penerima_sudah_ada_lain", "keadaan", nama=satu.nama, program=program.singkatan)


def _masa(satu: Penerima) -> pendaftaran.Pendaftaran:
    return pendaftaran.Pendaftaran(
        satu.program, "", max(katalog.hari(satu.mulai), date.today()), katalog.hari(satu.sampai)
    )


def _pesan(node, satu: Penerima) -> None:
    """Take a place, or raise. Counted first, so that what was given back a moment ago is there."""
    program = katalog.satu(node, satu.program)
    if program is not None and not program.berkuota:
        return
    kuota.hitung(node, [(satu.wilayah, satu.program)])
    if not kuota.pesan(node, satu.wilayah, satu.program, katalog.hari(satu.mulai), katalog.hari(satu.sampai)):
        raise tolak("penerima_penuh", "keadaan", program=program.singkatan if program else satu.program)


# ---- his papers


def ubah_berkas(node, operator: Operator, id: str, versi: int | None, isi: Mapping) -> Penerima:
    """Write when he applied and where the file is now: the columns of ``BERKAS``. Raises as ``ubah_keadaan`` does."""
    isi = {nama: isi[nama] or None for nama in BERKAS if nama in isi}
    panjang = {nama: Penerima._meta.fields[nama].max_length for nama in ("posisi_berkas", "nomor_sk")}
    salah = [Kesalahan("terlalu_panjang", nama) for nama, batas in panjang.items() if len(isi.get(nama) or "") > batas]
    if isi.get("tgl_pengajuan") and isi["tgl_pengajuan"] > date.today():
        salah.append(Kesalahan("tanggal_belum_terjadi", "tgl_pengajuan"))
    if salah:
        raise DataDitolak(salah)
    with rekam.transaksi(node):
        satu = ambil(node, id)
        jaga(node, satu, versi, isi)
        simpan(node, operator, satu, isi, "Berkas")
        return satu


# ---- somebody in his place


def gantikan(node, operator: Operator, id: str, isi: pendaftaran.Pendaftaran) -> pendaftaran.Hasil:
    """Enrol somebody in the place of one who gave it back. Raises ``DataDitolak`` where it is not free."""
    with rekam.transaksi(node):
        lama = ambil(node, id)
        periksa_terganti(node, lama)
        if isi.program != lama.program:
            raise tolak("penerima_ganti_program_lain", "program", nama=lama.nama, program=lama.program)
        baru = {nama: getattr(isi, nama) for nama in isi.__dataclass_fields__}
        return pendaftaran.daftarkan(node, operator, pendaftaran.Pendaftaran(**baru | {"menggantikan_id": lama.id}))


def periksa_terganti(node, lama: Penerima) -> None:
    """Raise unless his place may be given to somebody else."""
    if lama.keadaan in bantuan.MEMAKAI_KUOTA:
        raise tolak("penerima_masih_menempati", nama=lama.nama)
    if ganti := pengganti(lama.id):
        raise tolak("penerima_sudah_diganti", nama=lama.nama, pengganti=ganti.nama)


def pengganti(id: str) -> Penerima | None:
    """Who took the place of this recipient, in his village."""
    lama = Penerima.alias()
    desa = lama.select(lama.wilayah).where(lama.id == id)
    return Penerima.get_or_none((Penerima.menggantikan_id == id) & (Penerima.wilayah == desa))
