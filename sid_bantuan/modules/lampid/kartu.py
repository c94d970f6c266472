"""The family card an event makes or changes: its columns checked, its one head, an emptied card used again."""

from collections.abc import Iterable, Mapping

from ...domain import kode
from ...domain.nik import baca_no_kk
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.keluarga_simpan import no_kk_dipakai
from ..kependudukan.kesalahan import Kesalahan
from ..kependudukan.tables import Keluarga
from . import kepala

KOLOM = ("no_kk", "alamat", "lingkungan_id", "tanggal_cetak_kk")


def bersihkan(node, kartu: Mapping) -> tuple[dict, list[Kesalahan]]:
    """The card's columns that are filled, and what is wrong with them by themselves."""
    isi = rapikan(node.catalog["keluarga"], {nama: kartu[nama] for nama in KOLOM if kartu.get(nama)})
    no_kk, temuan = baca_no_kk(isi.pop("no_kk", None))
    if temuan:
        return isi, [Kesalahan(temuan, "no_kk", isi={"no_kk": kartu["no_kk"]})]
    if no_kk:
        isi["no_kk"] = no_kk
    salah = salah_kolom(node.catalog["keluarga"], isi, None)
    if isi.get("lingkungan_id") and rekam.ambil(node.catalog["lingkungan"], isi["lingkungan_id"], node.code) is None:
        salah.append(Kesalahan("rujukan_tidak_ada", "lingkungan_id", isi={"jenis": "dusun/RW/RT"}))
    return isi, salah


def salah_nomor(node, isi: Mapping, sendiri: str | None = None) -> list[Kesalahan]:
    """The fault of a number that another card has whose family still lives here."""
    if not isi.get("no_kk") or kosong(node, isi["no_kk"]):
        return []
    return no_kk_dipakai(node, isi["no_kk"], sendiri)


def kosong(node, no_kk: str | None) -> Keluarga | None:
    """The card with this number whose whole family has left or died: who comes back gets it again."""
    if not no_kk:
        return None
    ada = list(Keluarga.select().where(Keluarga.no_kk == no_kk, Keluarga.wilayah == node.code))
    return ada[0] if len(ada) == 1 and not kepala.anggota_hidup(ada[0].id) else None


def siapkan(perubahan, isi: Mapping, id: str, sumber: str) -> str:
    """Make the card, or take an emptied one with its number into use again; its id."""
    if lama := kosong(perubahan.node, isi.get("no_kk")):
        perubahan.ubah("keluarga", lama, isi)
        return lama.id
    return perubahan.tambah("keluarga", id, {"sumber": sumber} | dict(isi)).id


def salah_kepala(hubungan: Iterable[tuple[str, str, int | None]], kolom: str = "hubungan_keluarga") -> list[Kesalahan]:
    """That a new card has exactly one head, and everybody a relation. ``hubungan``: (row, name, relation) each."""
    semua = list(hubungan)
    salah = [Kesalahan("wajib_diisi", kolom, baris) for baris, _, satu in semua if not satu]
    salah += [
        Kesalahan("kode_tak_dikenal", kolom, baris)
        for baris, _, satu in semua
        if satu and satu not in kode.daftar("hubungan_keluarga")
    ]
    yang_kepala = [(baris, nama) for baris, nama, satu in semua if satu == kode.KEPALA_KELUARGA]
    if not yang_kepala and not salah:
        salah.append(Kesalahan("kepala_belum_ada", kolom))
    nama = yang_kepala[0][1] if yang_kepala else ""
    return salah + [Kesalahan("kepala_ganda", kolom, baris, {"nama": nama}) for baris, _ in yang_kepala[1:]]


def salah_menumpang(
    keluarga_id: str, hubungan: Iterable[tuple[str, str, int | None]], kolom: str = "hubungan_keluarga"
) -> list[Kesalahan]:
    """That those who join a family have a relation, and none is a second head."""
    semua = list(hubungan)
    if any(satu == kode.KEPALA_KELUARGA for _, _, satu in semua):
        ada = [satu for satu in kepala.anggota_hidup(keluarga_id) if satu.hubungan_keluarga == kode.KEPALA_KELUARGA]
        if ada:
            return [
                Kesalahan("kepala_sudah_ada", kolom, baris, {"nama": ada[0].nama}, ("penduduk", ada[0].id))
                for baris, _, satu in semua
                if satu == kode.KEPALA_KELUARGA
            ]
        return salah_kepala(semua, kolom)
    return [satu for satu in salah_kepala(semua, kolom) if satu.kode != "kepala_belum_ada"]
