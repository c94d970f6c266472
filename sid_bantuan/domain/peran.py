"""Who may do what, where: the one table (role x resource x action x territory).

Every screen and every command asks ``boleh``; what the table does not allow is refused.
The triggers of ``sync`` guard the rows once more, whoever the operator is.
"""

from dataclasses import dataclass
from typing import NamedTuple

from .wilayah import LEVELS, is_code, is_kelurahan, level, within

DESA = ("desa",)
ATAS = ("kecamatan", "kabupaten")

PERAN: dict[str, tuple[str, ...]] = {
    "operator": DESA,
    "pengelola_data": DESA,
    "sekretaris": DESA,
    "kepala_desa": DESA,
    "wali_data": ATAS,
    "camat": ATAS,
    "pengelola_program": ATAS,
    "admin": DESA + ATAS,
}
"""Each role and the levels it exists at: a village operator's role means nothing at a kecamatan."""

AKSI = ("lihat", "lihat_nik", "tambah", "ubah", "hapus", "ekspor", "impor", "verval", "sinkron", "kelola")
"""``lihat_nik``: a full NIK is part of the task. Who has only ``lihat`` reads it masked, and one at a time in full,
with an entry in the audit log."""

SENDIRI, KE_BAWAH = "sendiri", "ke_bawah"
"""Territories: exactly the operator's own area, or that area and all that lies inside it."""


class Baris(NamedTuple):
    """One row of the table; words are separated by spaces."""

    peran: str
    sumber: str
    aksi: str
    cakupan: str


REKAM_DESA = "lingkungan keluarga rumah_tangga penduduk kelompok kelompok_anggota"
SURAT = "jenis_surat templat_surat pejabat_surat permohonan_surat surat surat_masuk"
KABAR = "verval perbaikan penolakan"
BARIS_BUKU = "mutasi_orang penyesuaian tanggapan"
KATALOG = "program aturan format_laporan"
DAFTAR = "kuota daftar_luar penetapan ukuran"
PENERIMA = "usulan_bantuan penerima pernyataan musdes"
SALUR = "rekening penyaluran penyaluran_baris pembetulan_salur"
PEMUTAKHIRAN = "putaran putaran_usulan putaran_kiriman putaran_baris tanda_terima"
BANTUAN = f"{KATALOG} {DAFTAR} {PENERIMA} {SALUR} {PEMUTAKHIRAN} hari_libur usulan_langkah penerima_langkah putusan"

TABEL = (
    # Di desa
    Baris("operator pengelola_data", REKAM_DESA, "lihat tambah ubah hapus ekspor", SENDIRI),
    Baris("operator pengelola_data", "penduduk keluarga", "lihat_nik", SENDIRI),
    Baris("operator pengelola_data", "penggabungan berkas", "lihat tambah", SENDIRI),
    Baris("operator pengelola_data", "berkas", "hapus", SENDIRI),
    Baris("operator pengelola_data", "perbaikan", "ubah", SENDIRI),
    Baris("operator pengelola_data", "impor", "lihat impor", SENDIRI),
    Baris("operator pengelola_data", "sinkronisasi", "lihat ubah sinkron", SENDIRI),
    Baris("operator pengelola_data", "sampah", "lihat ubah", SENDIRI),
    Baris("sekretaris kepala_desa", "sampah", "lihat hapus", SENDIRI),
    Baris("pengelola_data", "sinkronisasi", "kelola", SENDIRI),
    Baris("sekretaris kepala_desa", f"{REKAM_DESA} penggabungan berkas sinkronisasi", "lihat", SENDIRI),
    Baris("sekretaris", REKAM_DESA, "ekspor", SENDIRI),
    Baris("operator pengelola_data sekretaris kepala_desa", f"beranda {KABAR} {BARIS_BUKU}", "lihat", SENDIRI),
    Baris("pengelola_data sekretaris kepala_desa", "jejak", "lihat", SENDIRI),
    # Peristiwa (LAMPID), buku penduduk, kiriman dan usulan dari atas
    Baris("operator pengelola_data", "mutasi penduduk_sementara", "lihat tambah ubah hapus ekspor", SENDIRI),
    Baris("operator pengelola_data", "mutasi_masuk usulan_data", "lihat ubah", SENDIRI),
    Baris("operator pengelola_data sekretaris", "buku statistik", "lihat ekspor", SENDIRI),
    Baris("pengelola_data sekretaris", "tutup_buku", "lihat tambah", SENDIRI),
    Baris("operator kepala_desa", "tutup_buku", "lihat", SENDIRI),
    Baris("kepala_desa", "buku statistik", "lihat ekspor", SENDIRI),
    Baris("operator pengelola_data sekretaris wali_data", "buku", "ubah", SENDIRI),
    Baris("sekretaris kepala_desa", "mutasi penduduk_sementara mutasi_masuk usulan_data", "lihat", SENDIRI),
    # Surat
    Baris("operator pengelola_data sekretaris kepala_desa", f"{SURAT} surat_langkah", "lihat", SENDIRI),
    Baris("operator pengelola_data", "surat permohonan_surat surat_masuk", "tambah ubah ekspor", SENDIRI),
    Baris("sekretaris kepala_desa", "surat", "ubah ekspor", SENDIRI),
    # Who a letter that came goes to is for the secretary and the head to say; the secretary also keeps its agenda.
    Baris("sekretaris", "surat_masuk", "tambah ubah ekspor", SENDIRI),
    # Files only of records that are theirs to change: for the secretary, the scans of letters that came.
    Baris("sekretaris", "berkas", "tambah hapus", SENDIRI),
    Baris("kepala_desa", "surat_masuk", "ubah ekspor", SENDIRI),
    Baris("operator pengelola_data sekretaris", "surat_pengajuan", "ubah", SENDIRI),
    Baris("sekretaris", "surat_pemeriksaan surat_tanda_tangan_wakil", "ubah", SENDIRI),
    Baris("kepala_desa", "surat_tanda_tangan", "ubah", SENDIRI),
    Baris("sekretaris kepala_desa", "surat_pembatalan", "ubah", SENDIRI),
    Baris("pengelola_data sekretaris", "jenis_surat templat_surat pejabat_surat", "tambah ubah", SENDIRI),
    # Bantuan di desa
    Baris("operator pengelola_data sekretaris kepala_desa", BANTUAN, "lihat", SENDIRI),
    Baris("operator pengelola_data", f"{PENERIMA} {SALUR} ukuran putaran_usulan", "tambah ubah impor ekspor", SENDIRI),
    Baris("operator pengelola_data", "usulan_bantuan penerima penetapan", "lihat_nik", SENDIRI),
    Baris("operator pengelola_data", "usulan_bantuan putaran_usulan", "hapus", SENDIRI),
    Baris("pengelola_data sekretaris", f"{KATALOG} kuota", "tambah ubah", SENDIRI),
    Baris("pengelola_data", "daftar_luar penetapan", "tambah ubah impor ekspor", SENDIRI),
    Baris("pengelola_data sekretaris kepala_desa", "putaran_kiriman", "tambah", SENDIRI),
    # The secretary keeps the minutes of a meeting; the head signs the decision that follows.
    Baris("sekretaris", "musdes", "tambah ubah", SENDIRI),
    Baris("kepala_desa", "musdes", "ubah", SENDIRI),
    # Which role takes which step of a proposal is the program's to say.
    Baris("operator pengelola_data sekretaris kepala_desa", "usulan_langkah", "tambah", SENDIRI),
    Baris("sekretaris kepala_desa", f"{PENERIMA} {SALUR} penetapan putaran_usulan", "ekspor", SENDIRI),
    # Di kecamatan dan kabupaten
    Baris("wali_data camat", f"beranda antrean desa {REKAM_DESA} penggabungan berkas {KABAR}", "lihat", KE_BAWAH),
    Baris("wali_data", "penduduk keluarga", "lihat_nik ekspor", KE_BAWAH),
    Baris("wali_data", "antrean verval", "verval", KE_BAWAH),
    Baris("wali_data", "berkas", "sinkron", KE_BAWAH),
    Baris("wali_data", "desa", "ubah", KE_BAWAH),
    Baris("wali_data camat", "sinkronisasi", "lihat", KE_BAWAH),
    Baris("wali_data", "sinkronisasi", "sinkron", KE_BAWAH),
    Baris(
        "wali_data camat",
        f"mutasi {BARIS_BUKU} penduduk_sementara mutasi_masuk usulan_data buku statistik tutup_buku",
        "lihat",
        KE_BAWAH,
    ),
    Baris("wali_data", "buku statistik mutasi", "ekspor", KE_BAWAH),
    Baris("wali_data", "mutasi_masuk usulan_data", "tambah ubah", KE_BAWAH),
    Baris("wali_data camat", f"{SURAT} surat_langkah", "lihat", KE_BAWAH),
    Baris("wali_data camat", "surat_mengetahui", "lihat", KE_BAWAH),
    # The steward prepares the camat's answer: hands a letter on to him, or gives it back to its village.
    Baris("wali_data camat", "surat_mengetahui", "tambah", KE_BAWAH),
    Baris("camat", "surat_mengetahui", "ubah", KE_BAWAH),
    Baris("wali_data", "surat", "ekspor", KE_BAWAH),
    Baris("wali_data camat", "pejabat_surat", "tambah ubah", SENDIRI),
    Baris("wali_data", "jenis_surat templat_surat", "tambah ubah", SENDIRI),
    # Bantuan di kecamatan dan kabupaten
    Baris("pengelola_program", f"beranda desa {REKAM_DESA} {KABAR}", "lihat", KE_BAWAH),
    Baris("wali_data camat pengelola_program", BANTUAN, "lihat", KE_BAWAH),
    Baris("wali_data pengelola_program", f"{PENERIMA} {SALUR} {DAFTAR} {PEMUTAKHIRAN}", "ekspor", KE_BAWAH),
    Baris("wali_data pengelola_program", "usulan_bantuan penerima penetapan", "lihat_nik", KE_BAWAH),
    Baris("wali_data camat pengelola_program", "usulan_langkah", "tambah", KE_BAWAH),
    Baris("wali_data pengelola_program", "putaran tanda_terima", "tambah ubah", KE_BAWAH),
    Baris("pengelola_program", f"{KATALOG} hari_libur", "tambah ubah hapus", SENDIRI),
    Baris("pengelola_program", f"{DAFTAR} {SALUR}", "tambah ubah impor", KE_BAWAH),
    # Di mana pun: admin mengurus pengguna dan sambungan, bukan data warga
    Baris("admin", "pengguna", "lihat tambah ubah hapus kelola", SENDIRI),
    Baris("admin", "beranda desa", "lihat", KE_BAWAH),
    Baris("admin", "jejak", "lihat", KE_BAWAH),
    Baris("admin", "sinkronisasi", "lihat sinkron kelola", KE_BAWAH),
)

_BOLEH: dict[tuple[str, str, str], frozenset[str]] = {}
for _baris in TABEL:
    for _peran in _baris.peran.split():
        for _sumber in _baris.sumber.split():
            for _aksi in _baris.aksi.split():
                _kunci = (_peran, _sumber, _aksi)
                _BOLEH[_kunci] = _BOLEH.get(_kunci, frozenset()) | {_baris.cakupan}

SUMBER = frozenset(sumber for _, sumber, _ in _BOLEH)
"""Every resource the table knows."""


@dataclass(frozen=True, slots=True)
class Operator:
    """The person at the screen: identity, roles, and the area those roles hold for."""

    id: str
    nama: str
    peran: frozenset[str]
    wilayah: str


def boleh(operator: Operator | None, sumber: str, aksi: str, wilayah: str) -> bool:
    """Whether the table allows this operator this action on this resource of this area.

    Anything unknown (no operator, role, resource, action, code) is refused.
    """
    if operator is None or not is_code(operator.wilayah) or not is_code(wilayah):
        return False
    tingkat = level(operator.wilayah)
    for peran in operator.peran:
        if tingkat in PERAN.get(peran, ()):
            for cakupan in _BOLEH.get((peran, sumber, aksi), ()):
                if _mencakup(cakupan, operator.wilayah, wilayah):
                    return True
    return False


def _mencakup(cakupan: str, milik: str, wilayah: str) -> bool:
    return wilayah == milik if cakupan == SENDIRI else within(wilayah, milik)


def peran_di(wilayah: str) -> tuple[str, ...]:
    """The roles that exist at the level of this area, in the order offices name them."""
    return tuple(peran for peran, tingkat in PERAN.items() if level(wilayah) in tingkat)


def sebutan(peran: str, wilayah: str) -> str:
    """The role's name as people of this area say it: a kelurahan has a lurah, a kabupaten no camat."""
    khusus = {
        "kepala_desa": "Lurah" if is_kelurahan(wilayah) else "Kepala Desa",
        "sekretaris": "Sekretaris Kelurahan" if is_kelurahan(wilayah) else "Sekretaris Desa",
        "camat": "Camat" if level(wilayah) == LEVELS[3] else "Pimpinan (hanya melihat)",
        "wali_data": f"Wali Data {level(wilayah).capitalize()}",
    }
    return khusus.get(peran, peran.replace("_", " ").title())
