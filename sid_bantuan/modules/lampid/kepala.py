"""Who heads those who stay when the head of a family leaves, and that a card has one head."""

from collections.abc import Mapping, Sequence

from ...domain import kode
from ..kependudukan.kesalahan import Kesalahan
from ..kependudukan.tables import Penduduk

BELUM_DITENTUKAN = "belum"
"""Said of ``kepala_baru``: the family has no new head yet, and the office knows it."""


def anggota_hidup(keluarga_id: str | None, selain: Sequence[str] = ()) -> list[Penduduk]:
    """The living members of a family but these, the head first."""
    if not keluarga_id:
        return []
    syarat = (Penduduk.keluarga == keluarga_id) & (Penduduk.status_dasar == kode.HIDUP)
    ada = Penduduk.select().where(syarat).order_by(Penduduk.hubungan_keluarga, Penduduk.tanggal_lahir, Penduduk.id)
    return [satu for satu in ada if satu.id not in selain]


def salah_pengganti(
    pergi: Sequence[Penduduk], tinggal: Sequence[Penduduk], kepala_baru: str | None, hubungan: Mapping[str, int] | None
) -> list[Kesalahan]:
    """What is wrong with who is to head those who stay."""
    ada_kepala = any(satu.hubungan_keluarga == kode.KEPALA_KELUARGA for satu in tinggal)
    kepala_pergi = any(satu.hubungan_keluarga == kode.KEPALA_KELUARGA for satu in pergi)
    if tinggal and kepala_pergi and not ada_kepala and not kepala_baru:
        nama = next(satu.nama for satu in pergi if satu.hubungan_keluarga == kode.KEPALA_KELUARGA)
        return [Kesalahan("kepala_baru_belum_dipilih", "kepala_baru", isi={"nama": nama, "jumlah": len(tinggal)})]
    return salah_susunan(tinggal, kepala_baru, hubungan, ada_kepala)


def salah_susunan(
    tinggal: Sequence[Penduduk], kepala_baru: str | None, hubungan: Mapping[str, int] | None, ada_kepala: bool
) -> list[Kesalahan]:
    """What is wrong with a new head and new relations among these."""
    ids = {satu.id: satu for satu in tinggal}
    salah = []
    if kepala_baru and kepala_baru != BELUM_DITENTUKAN:
        if kepala_baru not in ids:
            salah.append(Kesalahan("kepala_baru_bukan_anggota", "kepala_baru"))
        elif ada_kepala:
            nama = next(satu.nama for satu in tinggal if satu.hubungan_keluarga == kode.KEPALA_KELUARGA)
            salah.append(Kesalahan("kepala_sudah_ada", "kepala_baru", isi={"nama": nama}))
    for id, satu in (hubungan or {}).items():
        if id not in ids:
            salah.append(Kesalahan("hubungan_bukan_anggota", "hubungan", baris=id))
        elif satu not in kode.daftar("hubungan_keluarga"):
            salah.append(Kesalahan("kode_tak_dikenal", "hubungan", baris=id))
        elif satu == kode.KEPALA_KELUARGA and id != kepala_baru and ids[id].hubungan_keluarga != satu:
            salah.append(Kesalahan("kepala_ganda", "hubungan", baris=id, isi={"nama": ids[id].nama}))
    return salah


def susun(perubahan, tinggal: Sequence[Penduduk], kepala_baru: str | None, hubungan: Mapping[str, int] | None) -> None:
    """Give those who stay their new relations."""
    baru = dict(hubungan or {})
    if kepala_baru and kepala_baru != BELUM_DITENTUKAN:
        baru[kepala_baru] = kode.KEPALA_KELUARGA
    for satu in tinggal:
        if satu.id in baru:
            perubahan.ubah("penduduk", satu, {"hubungan_keluarga": baru[satu.id]})
