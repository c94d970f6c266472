"""What a steward sees of one record: its columns in words, its warnings, and what else is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.kode import HIDUP
from ..domain.pesan import kalimat, kalimat_tersimpan, nama_kolom
from ..domain.wilayah_nama import nama_pendek
from ..modules.kependudukan.tables import Lingkungan
from ..modules.verval.isi import perubahan
from ..sync.fields import CodeField, DayField
from ..ui import tampil

BAGIAN: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "penduduk": (
        ("Identitas", ("nik", "keadaan_nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "status_dasar")),
        ("Keluarga", ("keluarga_id", "hubungan_keluarga", "status_kawin", "nama_ayah", "nik_ayah", "nama_ibu", "nik_ibu")),
        ("Keterangan", ("agama", "pendidikan_kk", "pendidikan_sedang", "pekerjaan", "kewarganegaraan", "golongan_darah",
                        "status_penduduk", "alamat_sekarang", "telepon")),
    ),
    "keluarga": (("Kartu keluarga", ("no_kk", "alamat", "lingkungan_id", "tanggal_cetak_kk")),),
}  # fmt: skip
"""The columns in the order of the paper; what is not named here follows under "Lainnya" where it is filled."""

_TERSEMBUNYI = frozenset({"orang_id", "foto", "sumber", "lintang", "bujur", "rumah_tangga_id"})
_NOMOR = frozenset({"nik", "no_kk", "nik_ayah", "nik_ibu"})
_NAMA = {"keluarga_id": "No KK", "hubungan_keluarga": "Hubungan", "status_kawin": "Perkawinan", "pendidikan_kk": "Pendidikan",
         "pendidikan_sedang": "Sedang sekolah", "kewarganegaraan": "Warga negara", "alamat_sekarang": "Alamat kini",
         "status_penduduk": "Status"}  # fmt: skip
"""Shorter than elsewhere: here they stand beside the section they belong to, and a whole person fits one screen."""
SELALU = frozenset({"nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "keluarga_id", "hubungan_keluarga",
                    "no_kk", "alamat", "lingkungan_id"})  # fmt: skip
"""Shown even where empty: that nothing stands there is something to judge."""

SEBUTAN = {"penduduk": "Penduduk", "keluarga": "Keluarga"}


@dataclass(frozen=True)
class Isian:
    """One column as people read it; ``lama`` is what stood there at the last verdict, where that differs."""

    kolom: str
    nama: str
    teks: str
    lama: str | None = None
    peringatan: bool = False

    @property
    def berubah(self) -> bool:
        return self.lama is not None


def isian(
    node, jenis: str, isi: dict, lama: dict | None, bertanda: Sequence[str] = ()
) -> list[tuple[str, list[Isian]]]:
    """The columns of a record by section. ``lama``: the content last judged; ``bertanda``: columns with a warning."""
    beda = perubahan(lama, isi)
    fields = {column.name: column.field for column in node.catalog[jenis].columns}
    named = [(judul, columns) for judul, columns in BAGIAN.get(jenis, ())]
    taken = {name for _, columns in named for name in columns}
    named.append(("Lainnya", tuple(name for name in fields if name not in taken | _TERSEMBUNYI)))

    def one(name: str) -> Isian | None:
        known = name == "keadaan_nik" and isi.get("nik") and name not in beda
        if known or not (name in isi or name in beda or name in SELALU):
            return None
        field = fields[name]
        before = (_teks(node, name, field, beda[name][0]) or "(kosong)") if name in beda else None
        label = _NAMA.get(name) or nama_kolom(name)
        return Isian(name, label, _teks(node, name, field, isi.get(name)), before, name in bertanda)

    parts = [(judul, [found for name in columns if (found := one(name))]) for judul, columns in named]
    return [(judul, rows) for judul, rows in parts if rows]


def _teks(node, name: str, field, value) -> str:
    if value is None:
        return ""
    if isinstance(field, CodeField):
        return field.codes.get(value, str(value))
    if isinstance(field, DayField):
        return tampil.tanggal(value if isinstance(value, str) else value.isoformat())
    if name == "keluarga_id":
        return (
            tampil.nomor(node.engine.value("SELECT no_kk FROM sb_keluarga WHERE id = ?", (value,))) or "Belum ada No KK"
        )
    if name == "lingkungan_id":
        return str(Lingkungan.get_or_none(Lingkungan.id == value) or "")
    return tampil.nomor(value) if name in _NOMOR else str(value)


def label_banyak(node, jenis: str, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """id -> (name, number) of many records of one type: a family is named after its head."""
    chosen, params = node.engine.ids(ids)
    if jenis == "keluarga":
        rows = node.engine.run(
            "SELECT k.id, (SELECT MIN(p.nama) FROM sb_penduduk p WHERE p.keluarga_id = k.id AND p.hubungan_keluarga = 1),"
            f" k.no_kk FROM sb_keluarga k WHERE k.id IN ({chosen})",
            params,
        )
        return {row[0]: (f"Keluarga {row[1]}" if row[1] else "Keluarga tanpa kepala", row[2] or "") for row in rows}
    rows = node.engine.run(f"SELECT id, nama, nik FROM sb_penduduk WHERE id IN ({chosen})", params)
    return {row[0]: (row[1], row[2] or "") for row in rows}


@dataclass(frozen=True)
class Peringatan:
    """One warning in words."""

    kode: str
    kolom: str
    bobot: int
    judul: str
    saran: str

    @property
    def berat(self) -> str:
        return {1: "ringan", 2: "sedang"}.get(self.bobot, "berat")


def peringatan(node, ids: Sequence[str]) -> dict[str, list[Peringatan]]:
    """id -> its warnings, the heaviest first."""
    chosen, params = node.engine.ids(ids)
    rows = node.engine.run(
        f"SELECT id, kode, kolom, bobot, isi FROM sb_peringatan WHERE id IN ({chosen}) ORDER BY bobot DESC, kode, kolom",
        params,
    )
    found: dict[str, list[Peringatan]] = {}
    for row_id, kode, kolom, bobot, isi in rows:
        found.setdefault(row_id, []).append(Peringatan(kode, kolom, bobot, *kalimat_tersimpan(kode, isi)))
    return found


def judul_umum(kode: str) -> str:
    """What a kind of warning means, without any one record's particulars."""
    return kalimat(kode)[0]


@dataclass(frozen=True)
class Orang:
    """Another person beside the record: a family member, or who bears the same number."""

    id: str
    nama: str
    nik: str | None
    tanggal_lahir: str | None
    hubungan: str
    wilayah: str
    keadaan: str | None
    status_dasar: int = HIDUP

    @property
    def tempat(self) -> str:
        return nama_pendek(self.wilayah)


def anggota(node, keluarga_id: str | None, kecuali: str = "") -> list[Orang]:
    """The members of a family, the head first."""
    if not keluarga_id:
        return []
    return _orang(
        node,
        "p.keluarga_id = ? AND p.id <> ? ORDER BY p.hubungan_keluarga, p.tanggal_lahir",
        (keluarga_id, kecuali),
        20,
    )


def nik_sama(node, nik: str | None, kecuali: str) -> list[Orang]:
    """Everyone else this node knows with the same NIK."""
    return _orang(node, "p.nik = ? AND p.id <> ? ORDER BY p.wilayah", (nik, kecuali), 10) if nik else []


def kk_sama(node, no_kk: str | None, kecuali: str) -> list[tuple[str, str]]:
    """(id, village) of every other family with the same number."""
    if not no_kk:
        return []
    return node.engine.run("SELECT id, wilayah FROM sb_keluarga WHERE no_kk = ? AND id <> ? LIMIT 10", (no_kk, kecuali))


def _orang(node, where: str, params: tuple, banyak: int) -> list[Orang]:
    codes = {column.name: column.field for column in node.catalog["penduduk"].columns}["hubungan_keluarga"].codes
    rows = node.engine.run(
        "SELECT p.id, p.nama, p.nik, p.tanggal_lahir, p.hubungan_keluarga, p.wilayah, a.keadaan, p.status_dasar"
        f" FROM sb_penduduk p LEFT JOIN sb_antrean a ON a.id = p.id WHERE {where} LIMIT {banyak}",
        params,
    )
    return [
        Orang(*row[:3], row[3] and str(row[3]), codes.get(row[4], "").capitalize(), row[5], row[6], row[7])
        for row in rows
    ]
