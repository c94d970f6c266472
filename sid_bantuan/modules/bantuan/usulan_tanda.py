"""What is told of a proposal beside its state: whether its NIK is there, and what else is proposed for the same people."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from ...domain import bantuan as kata
from ...domain import kode
from ..kependudukan.tables import Penduduk
from . import usulan_kini
from .program import semua as semua_program
from .tables_usulan import UsulanBantuan

NIK_ADA, NIK_BELUM_ADA, NIK_TIDAK_DITEMUKAN = "ada", "belum_ada", "tidak_ditemukan"
SEBUT_NIK = {
    NIK_ADA: "NIK ada",
    NIK_BELUM_ADA: "Belum ada NIK",
    NIK_TIDAK_DITEMUKAN: "NIK tidak ditemukan",
}
"""A proposal without a NIK and one whose NIK nobody has are two different things, and both are seen."""


def keadaan_nik(baris: Sequence[UsulanBantuan]) -> dict[str, str]:
    """Of each proposal whether its NIK is there, is none, or is one that nobody has."""
    orang = [satu.orang_id for satu in baris if satu.orang_id]
    nik = [satu.nik for satu in baris if satu.nik]
    pilih = Penduduk.select(Penduduk.orang_id, Penduduk.nik, Penduduk.keadaan_nik)
    tahu = list(pilih.where(Penduduk.orang_id.in_(orang) | Penduduk.nik.in_(nik)).tuples())
    keadaan = {oid: ada for oid, _nik, ada in tahu}
    dikenal = {nomor for _oid, nomor, ada in tahu if ada != kode.NIK_TIDAK_DITEMUKAN}
    hasil = {}
    for satu in baris:
        hilang = keadaan.get(satu.orang_id) == kode.NIK_TIDAK_DITEMUKAN or satu.nik not in dikenal
        hasil[satu.id] = NIK_BELUM_ADA if not satu.nik else NIK_TIDAK_DITEMUKAN if hilang else NIK_ADA
    return hasil


def ganda(node, usulan: UsulanBantuan) -> list[tuple[UsulanBantuan, str]]:
    """Other open or granted proposals for the same person, or the same family where it is the family's aid, of the
    same program and year; each with its state."""
    program = usulan_kini.program_usulan(usulan.program, usulan.wilayah)
    keluarga = usulan.keluarga_id if program and program.keluarga else None
    pasangan = (("orang_id", usulan.orang_id), ("nik", usulan.nik), ("keluarga_id", keluarga))
    sama = [getattr(UsulanBantuan, nama) == nilai for nama, nilai in pasangan if nilai]
    if not sama:
        return []
    pilih = (UsulanBantuan.program == usulan.program) & (UsulanBantuan.tahun == usulan.tahun)
    lain = UsulanBantuan.select().where(reduce(or_, sama), pilih, UsulanBantuan.id != usulan.id)
    semua = list(lain.order_by(UsulanBantuan.id).limit(20))
    kini = usulan_kini.baca(node, [satu.id for satu in semua])
    keadaan = ((satu, kini[satu.id].keadaan if satu.id in kini else kata.DRAF) for satu in semua)
    return [(satu, ini) for satu, ini in keadaan if ini not in (kata.DITOLAK, kata.DICABUT)]


def berjalan(node, orang: Penduduk, tahun: int) -> dict[str, tuple[UsulanBantuan, str]]:
    """Program -> a proposal of this year or later that nobody ended, for this person or his family, and its state."""
    siapa = UsulanBantuan.orang_id == orang.orang_id
    if orang.keluarga_id:
        siapa |= UsulanBantuan.keluarga_id == orang.keluarga_id
    semua = list(UsulanBantuan.select().where(siapa, UsulanBantuan.tahun >= tahun).order_by(UsulanBantuan.id))
    kini, program = usulan_kini.baca(node, [satu.id for satu in semua]), semua_program(node)
    hasil = {}
    for satu in semua:
        keluarga = satu.program in program and program[satu.program].keluarga
        keadaan = kini[satu.id].keadaan if satu.id in kini else kata.DRAF
        if (keluarga or satu.orang_id == orang.orang_id) and keadaan not in (kata.DITOLAK, kata.DICABUT):
            hasil[satu.program] = (satu, keadaan)
    return hasil
