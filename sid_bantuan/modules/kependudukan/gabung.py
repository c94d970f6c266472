"""Two records of one person become one: chosen column by column, and undone as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain.ids import new_id
from ...domain.peran import Operator
from ...sync.tables import Berkas
from . import rekam, sampah
from .actions import TERKUNCI, rapikan, salah_penduduk, tulis_penduduk
from .kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from .tables import KelompokAnggota, Penduduk, Penggabungan

TETAP, LAMA = "tetap", "lama"
"""Whose value a column keeps: of the record that stays, or of the one that goes."""

BERSAMA = {"nik": ("nik", "keadaan_nik"), "keluarga_id": ("keluarga_id", "hubungan_keluarga"),
           "rumah_tangga_id": ("rumah_tangga_id", "hubungan_rumah_tangga")}  # fmt: skip
"""Columns that mean something only together are chosen together, under the name of the first."""

_IKUT = {anak for induk, semua in BERSAMA.items() for anak in semua if anak != induk}
TIDAK_DIPILIH = frozenset((*TERKUNCI, "sumber", *_IKUT))
"""Columns with no choice of their own."""


@dataclass(frozen=True)
class Pilihan:
    """One column where the two records differ. ``usul``: the side to take where nobody says otherwise."""

    kolom: str
    tetap: object
    lama: object
    usul: str


@dataclass(frozen=True)
class Pratinjau:
    """What a merge would do, for the operator to see before it is done."""

    tetap: Penduduk
    lama: Penduduk
    versi: tuple[int, int]
    pilihan: list[Pilihan]
    sama: list[str]
    pindah: int
    catatan: list[str]


def pratinjau(node, tetap_id: str, lama_id: str) -> Pratinjau:
    """Both records beside each other, with what goes along and what to mind."""
    tetap, lama = _dua(node, tetap_id, lama_id)
    isi, isi_lama = rekam.nilai(tetap), rekam.nilai(lama)
    kolom = [nama for nama in node.catalog["penduduk"].model._meta.columns if nama in isi and nama not in TIDAK_DIPILIH]
    pilihan = [_pilihan(nama, isi[nama], isi_lama[nama]) for nama in kolom if isi[nama] != isi_lama[nama]]
    sama = [nama for nama in kolom if isi[nama] == isi_lama[nama] and isi[nama] is not None]
    pindah = KelompokAnggota.select().where(KelompokAnggota.penduduk == lama_id).count()
    versi = (rekam.versi(node, tetap_id), rekam.versi(node, lama_id))
    return Pratinjau(tetap, lama, versi, pilihan, sama, pindah, _catatan(tetap, lama))


def gabungkan(
    node,
    operator: Operator,
    tetap_id: str,
    lama_id: str,
    pilihan: Mapping[str, str],
    alasan: str,
    versi: tuple[int, int] | None = None,
) -> Penggabungan:
    """Merge ``lama`` into ``tetap`` and move ``lama`` to the recycle bin.

    ``pilihan`` maps a column to ``tetap`` or ``lama``; a column not named keeps what the
    preview proposes. ``versi``: both versions as previewed, so that nothing unseen is merged.
    """
    with rekam.transaksi(node):
        lihat = pratinjau(node, tetap_id, lama_id)
        if versi is not None and versi != lihat.versi:
            raise SudahBerubah([Beda("penduduk", satu.id, satu.nama, None, {}) for satu in (lihat.tetap, lihat.lama)])
        alasan = " ".join(alasan.split())
        if not alasan:
            raise DataDitolak([Kesalahan("wajib_diisi", "alasan")])
        isi = _terpilih(lihat, pilihan)
        sebelum = {nama: rekam.sebagai_teks(satu) for nama, satu in rekam.nilai(lihat.tetap).items() if nama in isi}
        keputusan = _catat_keputusan(node, lihat, alasan)
        pindah = _pindahkan_rujukan(node, lihat)
        _buang_lama(node, operator, lihat, keputusan, isi, sebelum, pindah)
        _terapkan(node, operator, lihat.tetap, isi)
        rekam.jejak(node, operator, "gabung", "penduduk", lihat.tetap, lihat.tetap.nama, catatan=alasan)
        return keputusan


def batalkan(node, operator: Operator, lama_id: str) -> list[str]:
    """Undo a merge: the record comes back, and with it what was moved and chosen.

    A column changed since the merge keeps its newer value; the words returned name those.
    """
    with rekam.transaksi(node):
        satu = sampah.cari_isi(node, "penduduk", lama_id)
        if satu is None or not satu.gabung:
            raise DataDitolak([Kesalahan("gabung_tidak_ada")])
        jejak = satu.gabung
        tetap = rekam.ambil(node.catalog["penduduk"], jejak["tetap"], node.code)
        if tetap is None:
            raise DataDitolak([Kesalahan("gabung_tetap_hilang", isi={"nama": jejak["nama"]})])
        catatan = _kembalikan_isi(node, operator, tetap, jejak)
        catatan += sampah.pulihkan(node, operator, satu.kelompok, gabung=True)
        _kembalikan_rujukan(node, jejak, lama_id)
        Penggabungan.delete().where(Penggabungan.id == jejak["penggabungan"]).execute()
        rekam.jejak(node, operator, "batal_gabung", "penduduk", tetap, tetap.nama, catatan=satu.label)
        return catatan


def _dua(node, tetap_id: str, lama_id: str) -> tuple[Penduduk, Penduduk]:
    if tetap_id == lama_id:
        raise DataDitolak([Kesalahan("gabung_diri_sendiri")])
    jenis = node.catalog["penduduk"]
    dua = rekam.ambil(jenis, tetap_id, node.code), rekam.ambil(jenis, lama_id, node.code)
    if None in dua:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "penduduk"})])
    return dua


def _pilihan(nama: str, tetap, lama) -> Pilihan:
    """Where only one record knows something, that is proposed; else the record that stays."""
    return Pilihan(nama, tetap, lama, LAMA if tetap in (None, "") else TETAP)


def _catatan(tetap: Penduduk, lama: Penduduk) -> list[str]:
    """What a careful clerk would ask before merging these two, as codes of the catalogue of words."""
    catatan = []
    if tetap.nik and lama.nik and tetap.nik != lama.nik:
        catatan.append("gabung_nik_berbeda")
    if tetap.jenis_kelamin != lama.jenis_kelamin:
        catatan.append("gabung_jenis_kelamin_berbeda")
    if tetap.tanggal_lahir and lama.tanggal_lahir and tetap.tanggal_lahir != lama.tanggal_lahir:
        catatan.append("gabung_tanggal_lahir_berbeda")
    if tetap.status_dasar != lama.status_dasar:
        catatan.append("gabung_status_dasar_berbeda")
    if lama.keluarga_id and lama.keluarga_id != tetap.keluarga_id:
        catatan.append("gabung_kk_berbeda")
    return catatan


def _terpilih(lihat: Pratinjau, pilihan: Mapping[str, str]) -> dict:
    """The columns the staying record takes over, those that belong together with them."""
    dari = rekam.nilai(lihat.lama)
    ambil = [satu.kolom for satu in lihat.pilihan if pilihan.get(satu.kolom, satu.usul) == LAMA]
    return {nama: dari[nama] for induk in ambil for nama in BERSAMA.get(induk, (induk,))}


def _catat_keputusan(node, lihat: Pratinjau, alasan: str) -> Penggabungan:
    isi = {"orang_lama": lihat.lama.orang_id, "orang_tetap": lihat.tetap.orang_id,
           "nik_lama": lihat.lama.nik, "alasan": alasan[:200]}  # fmt: skip
    return rekam.tambah(node.catalog["penggabungan"], new_id(), node.code, isi)


def _pindahkan_rujukan(node, lihat: Pratinjau) -> dict[str, list[str]]:
    """Move group membership and files; a membership both have stays with the old record, and goes with it."""
    sudah = {satu.kelompok_id for satu in KelompokAnggota.select().where(KelompokAnggota.penduduk == lihat.tetap.id)}
    pindah = {"kelompok_anggota": [], "berkas": []}
    for satu in KelompokAnggota.select().where(KelompokAnggota.penduduk == lihat.lama.id):
        if satu.kelompok_id not in sudah:
            rekam.ubah(satu, {"penduduk_id": lihat.tetap.id})
            pindah["kelompok_anggota"].append(satu.id)
    for satu in Berkas.select().where(Berkas.untuk_id == lihat.lama.id, Berkas.node == node.code):
        rekam.ubah(satu, {"untuk_id": lihat.tetap.id})
        pindah["berkas"].append(satu.id)
    return pindah


def _buang_lama(node, operator, lihat: Pratinjau, keputusan, isi: dict, sebelum: dict, pindah: dict) -> None:
    jejak = {
        "penggabungan": keputusan.id,
        "tetap": lihat.tetap.id,
        "nama": lihat.tetap.nama,
        "sebelum": sebelum,
        "sesudah": {nama: rekam.sebagai_teks(satu) for nama, satu in isi.items()},
        "pindah": pindah,
    }
    sampah.buang(node, operator, "penduduk", [lihat.lama.id], gabung=jejak)


def _terapkan(node, operator, tetap: Penduduk, isi: dict) -> None:
    bersih = rapikan(node.catalog["penduduk"], isi)
    if salah := salah_penduduk(node, bersih, tetap):
        raise DataDitolak(salah)
    tulis_penduduk(node, operator, bersih, tetap, None)


def _kembalikan_isi(node, operator, tetap: Penduduk, jejak: dict) -> list[str]:
    """Give the staying record its own values back, but never over somebody's later work."""
    sekarang = {nama: rekam.sebagai_teks(satu) for nama, satu in rekam.nilai(tetap).items()}
    kembali = {nama: satu for nama, satu in jejak["sebelum"].items() if sekarang[nama] == jejak["sesudah"].get(nama)}
    if rekam.ubah(tetap, kembali):
        sesudah = sekarang | kembali
        rekam.jejak(node, operator, "ubah", "penduduk", tetap, tetap.nama, sebelum=sekarang, sesudah=sesudah)
    return [nama for nama in jejak["sebelum"] if nama not in kembali]


def _kembalikan_rujukan(node, jejak: dict, lama_id: str) -> None:
    for jenis, kolom in (("kelompok_anggota", "penduduk_id"), ("berkas", "untuk_id")):
        for id in jejak["pindah"][jenis]:
            satu = rekam.ambil(node.catalog[jenis], id, node.code)
            if satu is not None and rekam.nilai(satu)[kolom] == jejak["tetap"]:
                rekam.ubah(satu, {kolom: lama_id})
