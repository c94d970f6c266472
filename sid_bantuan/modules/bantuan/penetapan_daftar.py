"""Lists of agencies as people look at them: what each brought, and its lines with what is known of them here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...domain import bantuan
from ...domain.wilayah import is_code, level, within
from . import program as katalog

TAK_DIKENAL, MENINGGAL, PINDAH, GANTI, DITEGUR, BERAKHIR = (
    "tak_dikenal",
    "meninggal",
    "pindah",
    "ganti",
    "ditegur",
    "berakhir",
)
TANDA = {
    TAK_DIKENAL: "NIK tidak dikenal di sini",
    MENINGGAL: "Meninggal",
    PINDAH: "Pindah atau tidak tercatat lagi",
    GANTI: "Perlu pengurus baru",
    DITEGUR: "Bertentangan dengan aturan",
    BERAKHIR: "Tidak lagi disebut daftar ini",
}
"""What a list is narrowed by."""
_SYARAT = {
    TAK_DIKENAL: "i.penduduk IS NULL",
    MENINGGAL: "i.sebab IN ('meninggal', 'keluarga_habis')",
    PINDAH: "i.sebab IN ('pindah', 'hilang', 'tidak_tercatat')",
    GANTI: "i.sebab = 'ganti_pengurus'",
    DITEGUR: "(t.id IN (SELECT id FROM sb_peringatan WHERE kode = 'bantuan_melanggar_aturan')"
    " OR t.id IN (SELECT untuk_id FROM sb_putusan))",
}


@dataclass(frozen=True)
class Daftar:
    """One list as it was taken in. ``baru`` and the like: None where another office took it in."""

    id: str
    node: str
    wilayah: str
    program: str
    masa: str | None
    per_tanggal: date
    sumber: str
    nama_berkas: str | None
    jumlah: int
    keadaan: str
    oleh: str
    pada: str
    baru: int | None = None
    tetap: int | None = None
    ubah: int | None = None
    berakhir: int | None = None
    disisihkan: int | None = None
    disini: int = 0
    """How many of its lines are here: a village has only its own."""
    tak_dikenal: int = 0


_KOLOM = (
    "id",
    "node",
    "wilayah",
    "program",
    "masa",
    "per_tanggal",
    "sumber",
    "nama_berkas",
    "jumlah",
    "keadaan",
    "oleh",
    "pada",
)
_BANYAK = 100


def semua(node, area: str = "") -> list[Daftar]:
    """The lists that concern this place, the newest first; their lines counted within an area."""
    return _baca(node, area, "1 = 1", ())


def yang_berjalan(node, program: str, area: str = "") -> Daftar:
    """Every line of a program that runs today, whichever list names it; it has no ``id``."""
    hari = date.today()
    semua = Daftar(
        "", node.code, node.code, program, None, hari, "Semua daftar yang berlaku", None, 0, "berlaku", "", ""
    )
    return replace(semua, disini=baris_banyak(node, semua, Pilihan(wilayah=area)))


def satu(node, id: str, area: str = "") -> Daftar | None:
    """One list; its lines counted within an area."""
    return next(iter(_baca(node, area, "d.id = ?", (id,))), None)


def _baca(node, area: str, syarat: str, isi: tuple) -> list[Daftar]:
    kolom = ", ".join(f"d.{nama}" for nama in _KOLOM)
    rows = node.engine.run(
        f"SELECT {kolom}, h.baru, h.tetap, h.ubah, h.berakhir, h.disisihkan FROM sb_daftar_luar d"
        f" LEFT JOIN sb_daftar_hasil h ON h.daftar_id = d.id WHERE {syarat} ORDER BY d.pada DESC, d.id DESC LIMIT ?",
        (*isi, _BANYAK),
    )
    chosen, params = node.engine.ids([row[0] for row in rows])
    dalam, isi_dalam = _dalam(area)
    disini = {
        id: (banyak, int(kosong or 0))
        for id, banyak, kosong in node.engine.run(
            "SELECT t.daftar_id, COUNT(*), SUM(CASE WHEN i.penduduk IS NULL THEN 1 ELSE 0 END) FROM sb_penetapan t"
            " JOIN sb_daftar_luar d ON d.id = t.daftar_id AND d.node = t.node"
            f" LEFT JOIN sb_ikut i ON i.sumber = t.id AND i.ke = 0 WHERE t.daftar_id IN ({chosen}) AND {dalam}"
            " GROUP BY t.daftar_id",
            (*params, *isi_dalam),
        )
    }
    return [
        Daftar(*row[:5], katalog.hari(row[5]), *row[6:], *disini.get(row[0], (0, 0)))
        for row in rows
    ]  # fmt: skip


# ---- the lines of one


@dataclass(frozen=True)
class Pilihan:
    """What the lines are narrowed by."""

    cari: str = ""
    tanda: str = ""
    wilayah: str = ""
    keadaan: str = ""

    @classmethod
    def dari(cls, alamat: Mapping[str, str], di: str) -> "Pilihan":
        """As an address asks, within an area; what it may not ask falls away."""
        wilayah = alamat.get("wilayah", "")
        return cls(
            " ".join(alamat.get("cari", "").split())[:100].upper(),
            alamat.get("tanda", "") if alamat.get("tanda") in TANDA else "",
            wilayah if is_code(wilayah) and within(wilayah, di) and wilayah != di else "",
            alamat.get("keadaan", "") if alamat.get("keadaan") in bantuan.KEADAAN_PENERIMA else "",
        )

    @property
    def alamat(self) -> dict[str, str]:
        """The same as it stands in an address."""
        return {nama: isi for nama, isi in vars(self).items() if isi}


@dataclass(frozen=True)
class BarisDaftar:
    """One line, with how it stands here."""

    id: str
    nama: str
    nik: str | None
    no_kk: str | None
    alamat: str | None
    wilayah: str
    keadaan: str
    mulai: date | None
    sampai: date | None
    desil: int | None
    sebab: str | None
    penduduk: str | None

    @property
    def mengapa(self) -> str:
        """Why it stands otherwise than the list says; or that nobody knows the number."""
        if self.sebab:
            return bantuan.SEBAB.get(self.sebab, self.sebab)
        if self.penduduk is None:
            return "NIK tidak dikenal di sini" if self.nik else "Tanpa NIK"
        return ""


def baris(node, daftar: Daftar, pilih: Pilihan, banyak: int = 0, mulai: int = 0) -> tuple[int, list[BarisDaftar]]:
    """(how many, those of one page) of the lines; ``banyak`` 0: all."""
    syarat, isi = _syarat(daftar, pilih)
    dari = f"FROM sb_penetapan t LEFT JOIN sb_ikut i ON i.sumber = t.id AND i.ke = 0 WHERE {syarat}"
    jumlah = node.engine.value(f"SELECT COUNT(*) {dari}", isi)
    batas = f" LIMIT {int(banyak)} OFFSET {int(mulai)}" if banyak else ""
    rows = node.engine.run(
        "SELECT t.id, t.nama, t.nik, t.no_kk, t.alamat, t.wilayah, COALESCE(i.keadaan, t.keadaan), t.mulai, t.sampai,"
        f" t.desil, i.sebab, i.penduduk {dari} ORDER BY t.wilayah, t.nama, t.id{batas}",
        isi,
    )
    return jumlah, [BarisDaftar(*row[:7], *map(katalog.hari, row[7:9]), *row[9:]) for row in rows]


def jumlah_tanda(node, daftar: Daftar, area: str = "") -> dict[str, int]:
    """Mark -> how many lines of an area bear it."""
    dicari = [tanda for tanda in TANDA if daftar.id or tanda != BERAKHIR]
    return dict.fromkeys(TANDA, 0) | {
        tanda: baris_banyak(node, daftar, Pilihan(tanda=tanda, wilayah=area)) for tanda in dicari
    }


def baris_banyak(node, daftar: Daftar, pilih: Pilihan) -> int:
    """How many lines fit."""
    syarat, isi = _syarat(daftar, pilih)
    return node.engine.value(
        f"SELECT COUNT(*) FROM sb_penetapan t LEFT JOIN sb_ikut i ON i.sumber = t.id AND i.ke = 0 WHERE {syarat}", isi
    )


def _syarat(daftar: Daftar, pilih: Pilihan) -> tuple[str, list]:
    if not daftar.id:
        bagian = ["t.program = ? AND (t.sampai IS NULL OR t.sampai >= ?)"]
        isi = [daftar.program, daftar.per_tanggal.isoformat()]
    elif pilih.tanda == BERAKHIR:
        # Who is not named has no list of his own: he ended the day before this one tells of.
        bagian = [
            "t.program = ? AND t.node = ? AND t.daftar_id <> ? AND t.sampai IS NOT NULL AND t.sampai >= ? AND t.sampai < ?"
        ]
        awal = date.fromordinal(daftar.per_tanggal.toordinal() - 1)
        isi = [daftar.program, daftar.node, daftar.id, awal.isoformat(), daftar.per_tanggal.isoformat()]
    else:
        # A line that another office wrote under this list is none of it.
        bagian, isi = ["t.daftar_id = ? AND t.node = ?"], [daftar.id, daftar.node]
    if pilih.tanda in _SYARAT:
        bagian.append(_SYARAT[pilih.tanda])
    if pilih.keadaan:
        bagian.append("COALESCE(i.keadaan, t.keadaan) = ?")
        isi.append(pilih.keadaan)
    dalam, isi_dalam = _dalam(pilih.wilayah)
    bagian.append(dalam)
    isi += isi_dalam
    for kata in pilih.cari.split()[:6]:
        bagian.append("(t.nama LIKE ? ESCAPE '!' OR t.nik = ? OR t.no_kk = ?)")
        aman = kata.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        isi += [f"%{aman}%", kata, kata]
    return " AND ".join(bagian), isi


def _dalam(wilayah: str) -> tuple[str, list[str]]:
    """The condition that a line is about this area, and its parameters; empty is everywhere."""
    if not wilayah:
        return "1 = 1", []
    if level(wilayah) == "desa":
        return "t.wilayah = ?", [wilayah]
    return "(t.wilayah > ? AND t.wilayah < ?)", [f"{wilayah}.", f"{wilayah}/"]
