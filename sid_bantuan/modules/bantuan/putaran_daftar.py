"""The list a village reviews in a round: its lines as the register knows them, what stands out, what was decided.

Every line of the list is kept unless it is proposed out; families that are not in it can be proposed in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ...domain import bantuan, kode
from ...domain.ids import derived_id
from . import hari_kerja, periksa
from . import program as katalog
from .tables_usulan import Putaran

MASUK, KELUAR, TETAP = bantuan.ARAH
SARAN = {
    "meninggal": "Meninggal",
    "pindah": "Pindah",
    "ganda": "Tercatat ganda",
    "tidak_ditemukan": "Tidak lagi tercatat",
    "nik_tidak_padan": "NIK tidak ditemukan di desa",
}
"""What stands out about a line of the list, worded as the reason it would be proposed out for."""
_SEBAB = {"meninggal": "meninggal", "pindah": "pindah", "hilang": "tidak_ditemukan", "tidak_tercatat": "tidak_ditemukan",
          "keluarga_habis": "tidak_ditemukan"}  # fmt: skip
DESIL = 4
"""Up to which desil a family that is not in the list is suggested."""


@dataclass(frozen=True)
class Nama:
    """One name of the review. ``kunci``: the id its decision has. ``sumber``: the line of the list; "" where it is in none.

    ``arah``, ``alasan``, ``catatan``: what was decided; empty where nothing was. ``saran``: a key of ``SARAN``, or "masuk".
    """

    kunci: str
    sumber: str
    nama: str
    nik: str | None = None
    no_kk: str | None = None
    alamat: str | None = None
    orang_id: str | None = None
    keluarga_id: str | None = None
    komponen: str | None = None
    penduduk_id: str | None = None
    desil: int | None = None
    desil_per: date | None = None
    saran: str = ""
    arah: str = ""
    alasan: str = ""
    catatan: str = ""
    oleh: str = ""
    pada: str = ""

    @property
    def hasil(self) -> str:
        """What is handed in of it: a line nobody spoke of is kept."""
        return self.arah or (TETAP if self.sumber else "")


@dataclass(frozen=True)
class Daftar:
    """All names of a round in a village: those of the list, and those proposed into it."""

    lama: tuple[Nama, ...] = ()
    masuk: tuple[Nama, ...] = ()
    hitung: dict[str, int] = field(default_factory=dict)
    """Kind of suggestion -> how many lines nobody decided on yet have it."""

    @property
    def semua(self) -> tuple[Nama, ...]:
        """What would be handed in."""
        return (*self.lama, *self.masuk)

    def jumlah(self, arah: str) -> int:
        """How many would be handed in so."""
        return sum(satu.hasil == arah for satu in self.semua)

    @property
    def belum(self) -> int:
        """How many lines of the list nobody decided on."""
        return sum(not satu.arah for satu in self.lama)


def kunci(putaran_id: str, sumber: str) -> str:
    """The id of the decision on a line of the list (``sumber``), or on a family or a person proposed in."""
    return derived_id("putaran_usulan", putaran_id, sumber)


def susun(node, putaran: Putaran, hari: date) -> Daftar:
    """The list of this village as it stands, with what was decided so far."""
    lama = _berganda([_baris(putaran.id, *satu) for satu in _daftar(node, putaran.daftar, hari)])
    putusan = _putusan(node, putaran.id)
    lama = [replace(satu, **putusan.pop(satu.kunci, {})) for satu in lama]
    # A list that was renewed meanwhile may have them by now: nobody is handed in twice.
    sudah = {nilai for satu in lama if satu.hasil != KELUAR for nilai in (satu.keluarga_id, satu.orang_id) if nilai}
    masuk = [
        Nama(kunci=id, sumber="", **isi, penduduk_id=None)
        for id, isi in putusan.items()
        if isi["arah"] == MASUK and not {isi["keluarga_id"], isi["orang_id"]} & sudah
    ]
    hitung: dict[str, int] = defaultdict(int)
    for satu in lama:
        if satu.saran and not satu.arah:
            hitung[satu.saran] += 1
    return Daftar(tuple(lama), tuple(sorted(masuk, key=lambda satu: (satu.nama, satu.kunci))), dict(hitung))


_KOLOM = """t.id, t.nama, t.nik, t.no_kk, t.alamat, COALESCE(t.orang_id, p.orang_id), COALESCE(t.keluarga_id, i.keluarga),
 t.komponen, i.penduduk, i.sebab"""


def _daftar(node, program: str, hari: date) -> list[tuple]:
    pilih = (
        "LEFT JOIN sb_ikut i ON i.sumber = t.id AND i.ke = 0 LEFT JOIN sb_penduduk p ON p.id = i.penduduk"
        " WHERE t.wilayah = ? AND t.program = ? AND t.keadaan IN (?, ?) AND (t.sampai IS NULL OR t.sampai >= ?)"
    )
    isi = (node.code, program, bantuan.AKTIF, bantuan.DITANGGUHKAN, hari.isoformat())
    return node.engine.run(
        f"SELECT {_KOLOM}, t.desil, t.per_tanggal FROM sb_penetapan t {pilih}"
        f" UNION ALL SELECT {_KOLOM}, NULL, NULL FROM sb_penerima t {pilih} ORDER BY 2, 1",
        (*isi, *isi),
    )


def _baris(putaran_id, id, nama, nik, no_kk, alamat, orang, keluarga, komponen, penduduk, sebab, desil, per) -> Nama:
    saran = _SEBAB.get(sebab, "") if penduduk or keluarga or sebab else "nik_tidak_padan"
    return Nama(kunci(putaran_id, id), id, nama, nik, no_kk, alamat, orang, keluarga, komponen, penduduk, desil,
                katalog.hari(per), saran)  # fmt: skip


def _berganda(baris: Sequence[Nama]) -> list[Nama]:
    """The second line about a person, or with a NIK, is a double; the newest one is the first."""
    urut = sorted(baris, key=lambda satu: (str(satu.desil_per or ""), satu.sumber), reverse=True)
    ada: set[str] = set()
    ganda: set[str] = set()
    for satu in urut:
        tanda = {nilai for nilai in (satu.orang_id, satu.nik) if nilai}
        if tanda & ada:
            ganda.add(satu.sumber)
        ada |= tanda
    return [replace(satu, saran="ganda") if satu.sumber in ganda and not satu.saran else satu for satu in baris]


_PUTUSAN = ("nama", "nik", "no_kk", "alamat", "orang_id", "keluarga_id", "komponen", "arah", "alasan", "catatan", "oleh",
            "pada")  # fmt: skip


def _putusan(node, putaran_id: str) -> dict[str, dict]:
    """Decision -> what it says. Of a line of the list only the decision counts; the line says the rest."""
    rows = node.engine.run(
        f"SELECT id, {', '.join(_PUTUSAN)} FROM sb_putaran_usulan WHERE putaran_id = ? AND wilayah = ?",
        (putaran_id, node.code),
    )
    hasil = {}
    for id, *isi in rows:
        kata = dict(zip(_PUTUSAN, isi, strict=True)) | {"alasan": isi[8] or "", "catatan": isi[9] or ""}
        lengkap = _PUTUSAN if kata["arah"] == MASUK else _PUTUSAN[7:]
        hasil[id] = {nama: kata[nama] for nama in lengkap}
    return hasil


# ---- families that are not in the list


def layak_masuk(node, putaran: Putaran, hari: date, batas: int = DESIL) -> list[Nama]:
    """Families up to this desil that are neither in the list nor proposed, and that no rule of its program refuses.

    The neediest first; each by its head.
    """
    hari_kerja.siapkan(node, hari)
    menolak, isi = periksa.menolak(node.engine, katalog.aturan(node).get(putaran.daftar, []), hari)
    rows = node.engine.run(
        f"SELECT {_KELUARGA}, u.nilai, u.per_tanggal FROM sb_ukuran_kini u JOIN sb_penduduk p ON p.keluarga_id = u.subjek"
        " LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
        f" WHERE u.nama = 'desil' AND u.nilai <= ? AND p.wilayah = ? AND p.status_dasar = ? AND {KEPALA}"
        f" AND NOT COALESCE(({menolak}), FALSE) ORDER BY u.nilai, p.nama, p.id",
        (batas, node.code, kode.HIDUP, *isi),
    )
    return _di_luar(node, putaran, rows, hari)


def calon(node, putaran: Putaran, keluarga: Sequence[str], hari: date) -> list[Nama]:
    """These families, each by its head, where they are neither in the list nor proposed."""
    chosen, params = node.engine.ids(keluarga)
    rows = node.engine.run(
        f"SELECT {_KELUARGA}, NULL, NULL FROM sb_penduduk p LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
        f" WHERE p.keluarga_id IN ({chosen}) AND p.wilayah = ? AND p.status_dasar = ? AND {KEPALA} ORDER BY p.nama, p.id",
        (*params, node.code, kode.HIDUP),
    )
    return _di_luar(node, putaran, rows, hari)


_KELUARGA = "p.id, p.orang_id, p.keluarga_id, p.nama, p.nik, k.no_kk, COALESCE(p.alamat_sekarang, k.alamat)"
_KE = "COALESCE({0}.hubungan_keluarga, 99)"
KEPALA = f"""p.id = (SELECT MIN(a.id) FROM sb_penduduk a
 WHERE a.keluarga_id = p.keluarga_id AND a.status_dasar = {kode.HIDUP} AND {_KE.format("a")} = (SELECT
 MIN({_KE.format("b")}) FROM sb_penduduk b WHERE b.keluarga_id = p.keluarga_id AND b.status_dasar = {kode.HIDUP}))"""
"""That a resident ``p`` is the head of his family, or who comes next where none lives there (any more)."""


def _di_luar(node, putaran: Putaran, rows: Sequence[tuple], hari: date) -> list[Nama]:
    ada = susun(node, putaran, hari).semua
    sudah = {nilai for satu in ada if satu.hasil != KELUAR for nilai in (satu.keluarga_id, satu.orang_id) if nilai}
    return [
        Nama(kunci(putaran.id, keluarga), "", nama, nik, no_kk, alamat, orang, keluarga, None, id, desil,
             katalog.hari(per), "masuk")
        for id, orang, keluarga, nama, nik, no_kk, alamat, desil, per in rows
        if keluarga not in sudah and orang not in sudah
    ]  # fmt: skip
