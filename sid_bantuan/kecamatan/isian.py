"""The columns of a record in the words of the office, in the order of the paper, with what changed marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.pesan import nama_kolom
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
    "mutasi": (
        ("Peristiwa", ("jenis", "keadaan", "alasan_batal", "tgl_peristiwa", "tgl_lapor", "bulan", "keluarga_id", "keterangan")),
        ("Pelapor", ("pelapor", "nik_pelapor", "hubungan_pelapor", "nomor_surat")),
        ("Kelahiran dan kematian", ("tempat", "jam", "sebab", "penentu", "akta", "tempat_dilahirkan", "jenis_kelahiran",
                                    "penolong", "anak_ke", "berat_gram", "panjang_cm")),
        ("Perpindahan", ("yang_pindah", "cakupan", "alasan_pindah", "lawan_wilayah", "lawan_alamat")),
        ("Dicatat", ("sumber", "oleh", "pada")),
    ),
    "penerima": (
        ("Penerima", ("nama", "nik", "no_kk", "alamat")),
        ("Bantuan", ("program", "komponen", "keadaan", "alasan", "catatan", "mulai", "sampai", "tahun", "menggantikan_id")),
        ("Berkas", ("tgl_pengajuan", "posisi_berkas", "nomor_sk", "sumber", "oleh", "pada")),
    ),
}  # fmt: skip
"""The columns in the order of the paper; what is not named here follows under "Lainnya" where it is filled."""

_TERSEMBUNYI = frozenset(
    {"orang_id", "sumber", "lintang", "bujur", "rumah_tangga_id", "ubahan", "masuk_id", "usulan_id"}
)
_NOMOR = frozenset({"nik", "no_kk", "nik_ayah", "nik_ibu", "nik_pelapor"})
_NAMA = {"keluarga_id": "No KK", "hubungan_keluarga": "Hubungan", "status_kawin": "Perkawinan", "pendidikan_kk": "Pendidikan",
         "pendidikan_sedang": "Sedang sekolah", "kewarganegaraan": "Warga negara", "alamat_sekarang": "Alamat kini",
         "status_penduduk": "Status"}  # fmt: skip
"""Shorter than elsewhere: here they stand beside the section they belong to, and a whole person fits one screen."""
SELALU = frozenset({"nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "keluarga_id", "hubungan_keluarga",
                    "no_kk", "alamat", "lingkungan_id"})  # fmt: skip
"""Shown even where empty: that nothing stands there is something to judge."""


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


class Penyaji:
    """Shows the records of one node to one person; ``lengkap``: numbers are part of his task."""

    def __init__(self, node, lengkap: bool):
        self.node, self.nomor = node, tampil.nomor if lengkap else tampil.nomor_tersamar

    def bagian(
        self, jenis: str, isi: dict, lama: dict | None, bertanda: Sequence[str] = ()
    ) -> list[tuple[str, list[Isian]]]:
        """A record by section. ``lama``: the content last judged; ``bertanda``: columns with a warning."""
        beda = perubahan(lama, isi)
        fields = {column.name: column.field for column in self.node.catalog[jenis].columns}
        named = BAGIAN.get(jenis, ())
        taken = {name for _, columns in named for name in columns}
        lainnya = ("Lainnya", tuple(name for name in fields if name not in taken | _TERSEMBUNYI))
        found = []
        for judul, columns in (*named, lainnya):
            shown = [name for name in columns if _tampak(name, isi, beda)]
            rows = [self._satu(name, fields[name], isi, beda, name in bertanda) for name in shown]
            found += [(judul, rows)] if rows else []
        return found

    def _satu(self, name: str, field, isi: dict, beda: dict, bertanda: bool) -> Isian:
        lama = (self.teks(name, field, beda[name][0]) or "(kosong)") if name in beda else None
        return Isian(name, _NAMA.get(name) or nama_kolom(name), self.teks(name, field, isi.get(name)), lama, bertanda)

    def teks(self, name: str, field, value) -> str:
        """One value as people read it; empty for none."""
        if value is None:
            return ""
        if isinstance(field, CodeField):
            return field.codes.get(value, str(value))
        if isinstance(field, DayField):
            return tampil.tanggal(value if isinstance(value, str) else value.isoformat())
        if name == "keluarga_id":
            no_kk = self.node.engine.value("SELECT no_kk FROM sb_keluarga WHERE id = ?", (value,))
            return self.nomor(no_kk) or "Belum ada No KK"
        if name == "lingkungan_id":
            return str(Lingkungan.get_or_none(Lingkungan.id == value) or "")
        if name == "foto":
            return self.node.engine.value("SELECT MIN(nama) FROM sb_berkas WHERE sha256 = ?", (value,)) or "Terpasang"
        return self.nomor(value) if name in _NOMOR else str(value)


def _tampak(name: str, isi: dict, beda: dict) -> bool:
    """Whether a column is worth a line: filled, changed, or one whose emptiness says something."""
    if name == "keadaan_nik" and isi.get("nik") and name not in beda:
        return False
    return name in isi or name in beda or name in SELALU
