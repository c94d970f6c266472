"""A place for whom a proposal was granted: the village enrols him, by the one door everybody comes through.

Where an office above determined, that happens when its step is here and all rows of the village are: twice is once.
"""

from dataclasses import dataclass
from datetime import date

from ...domain import bantuan as kata
from ...domain import usulan as alur
from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.usulan import TETAPKAN, TOLAK, TUNGGU, Posisi
from ...domain.wilayah import level
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..persuratan.nomor import sedang_kembali
from . import pendaftaran, usulan, usulan_kini
from .program import ProgramBantuan
from .tables import Penerima
from .tables_usulan import UsulanBantuan
from .usulan_catat import tulis

SENDIRI = Operator("otomatis", "Diterapkan otomatis", frozenset(), "")
LUAR = "luar"


@dataclass(frozen=True)
class Tempat:
    """Whether he is enrolled; else the reason (``kuota_penuh``, ``aturan``) and its words."""

    terdaftar: bool
    kode: str = ""
    kata: str = ""


def tempatkan(
    node, operator: Operator, baris: UsulanBantuan, program: ProgramBantuan | None, di: Posisi, nomor: str | None = None
) -> Tempat:
    """Enrol whom a proposal is about, within the caller's transaction. An agency's own list has no place to give.

    Raises ``DataDitolak`` for what makes no sense: nobody of the register is meant, say.
    """
    if program is None or program.penetap == LUAR:
        return Tempat(True)
    if not program.aktif:
        raise DataDitolak([Kesalahan("usulan_program_ditutup", isi={"nama": program.nama})])
    if (warga := usulan.warga(baris.orang_id, node.code)) is None:
        raise DataDitolak([Kesalahan("usulan_tanpa_orang", isi={"nama": baris.nama})])
    untuk = usulan.warga(baris.untuk_orang_id, node.code)
    mulai = _mulai(baris.tahun, di)
    isi = pendaftaran.Pendaftaran(
        baris.program, warga.id, mulai, _sampai(program, mulai), _komponen(node, baris, warga),
        id=derived_id("penerima", baris.id), usulan_id=baris.id, menggantikan_id=_digantikan(baris),
        sumber="Usulan", tgl_pengajuan=baris.tgl_usul, nomor_sk=nomor,
        untuk_penduduk_id=untuk and untuk.id,
    )  # fmt: skip
    hasil = pendaftaran.daftarkan(node, operator, isi)
    if hasil.hasil == pendaftaran.TERDAFTAR:
        return Tempat(True)
    if hasil.hasil == pendaftaran.PENUH:
        return Tempat(False, alur.KUOTA_PENUH, "Kuota sudah penuh.")
    if hasil.hasil == pendaftaran.SUDAH:
        return Tempat(False, alur.ATURAN, f"Sudah menerima {program.singkatan}.")
    alasan = " ".join(satu.alasan for satu in hasil.jawaban.aturan if satu.alasan)
    return Tempat(False, alur.ATURAN, alasan or "Ditolak aturan program.")


def _komponen(node, baris: UsulanBantuan, warga) -> tuple[dict, ...]:
    """The components that were proposed, without those of who belongs to another family by now."""
    semua = usulan.komponen(baris)
    return tuple(satu for satu in semua if pendaftaran.sekeluarga(node, warga, satu.get("orang_id")))


def _digantikan(baris: UsulanBantuan) -> str | None:
    """Whose place he takes, unless somebody took it meanwhile: a place is given on once."""
    sudah = Penerima.select().where(Penerima.menggantikan_id == baris.menggantikan_id).exists()
    return None if sudah else baris.menggantikan_id


def _mulai(tahun: int, di: Posisi) -> date:
    """The day he gets it: that of the determination, not before the year it is for; who waited longer takes a later year's."""
    ini = di.terakhir
    hari = usulan_kini.hari_dari(ini.pada) if ini and ini.langkah == TETAPKAN else None
    return max(hari or date.today(), date(tahun, 1, 1))


def _sampai(program: ProgramBantuan, mulai: date) -> date | None:
    """Aid of an event is over with the day, temporary aid ends with the year, and any aid with its program."""
    tahun = date(mulai.year, 12, 31) if program.sifat == kata.TEMPORER else None
    return min(filter(None, (tahun, pendaftaran.akhir(program, mulai))), default=None)


# ---- determined above


def at_rest(node) -> None:
    """Once everything is derived and all rows of this village are here: enrol whom offices above determined."""
    if level(node.code) != "desa":
        return
    if (menunggu := _menunggu(node)) and not sedang_kembali(node):
        for id in menunggu:
            _dari_atas(node, id)


def _menunggu(node) -> list[str]:
    """Proposals that an office above determined and that have no recipient yet."""
    return [
        id
        for (id,) in node.engine.run(
            "SELECT k.usulan_id FROM sb_usulan_kini k JOIN sb_usulan_langkah l ON l.id = k.langkah_id"
            " WHERE k.wilayah = ? AND k.keadaan = ? AND l.node <> ?"
            " AND k.program NOT IN (SELECT kode FROM sb_program WHERE penetap = ?)"
            " AND NOT EXISTS (SELECT 1 FROM sb_penerima p WHERE p.usulan_id = k.usulan_id) ORDER BY k.usulan_id",
            (node.code, kata.DITETAPKAN, node.code, LUAR),
        )
    ]


def _dari_atas(node, id: str) -> None:
    with rekam.transaksi(node):
        baris = usulan.ambil(node, id)
        di, _tahap = usulan_kini.posisi(node, id)
        program = usulan_kini.program_usulan(baris.program, baris.wilayah)
        if di.keadaan != kata.DITETAPKAN or program is None:
            return
        try:
            hasil = tempatkan(node, SENDIRI, baris, program, di, di.terakhir.nomor_keputusan)
        except DataDitolak as salah:
            hasil = Tempat(
                False, alur.BELUM_TERDAFTAR, " ".join(f"{one.judul}. {one.saran}" for one in salah.kesalahan)
            )
        if not hasil.terdaftar:
            langkah = TOLAK if hasil.kode == alur.ATURAN else TUNGGU
            tulis(node, SENDIRI, baris, di, langkah, derived_id("usulan_tempat", di.terakhir.id),
                  alasan=hasil.kode, catatan=hasil.kata[:500])  # fmt: skip
