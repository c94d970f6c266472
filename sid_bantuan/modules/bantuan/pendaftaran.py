"""The one door through which anybody is enrolled: rules, doubles and quota in one transaction, on every path.

The form, a line in a table, an Excel sheet and a proposal that was granted all come through here.
"""

import json
from dataclasses import dataclass, replace
from datetime import date

from ...domain import aturan as domain
from ...domain import bantuan, kode
from ...domain.ids import new_id
from ...domain.peran import Operator
from ...domain.tanggal import teks_tanggal
from ...sync.schema import now
from ...sync.triggers import LOCAL
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Keluarga, Penduduk
from . import ikut, kuota, periksa
from . import program as katalog
from .penerima_orang import tetap
from .periksa import Jawaban
from .program import ProgramBantuan
from .tables import Penerima

TERDAFTAR, PENUH, DITOLAK, SUDAH = "terdaftar", "penuh", "ditolak", "sudah"


@dataclass(frozen=True)
class Pendaftaran:
    """Whom to enrol in what. ``komponen``: [{kode, orang_id}]. ``id``: the row's, where it follows from a cause.

    ``untuk_penduduk_id``: the deceased, where a death entitles and the heir receives: rules judge him, not the heir.
    """

    program: str
    penduduk_id: str
    mulai: date
    sampai: date | None = None
    komponen: tuple[dict, ...] = ()
    id: str | None = None
    usulan_id: str | None = None
    menggantikan_id: str | None = None
    sumber: str | None = None
    tgl_pengajuan: date | None = None
    posisi_berkas: str | None = None
    nomor_sk: str | None = None
    catatan: str | None = None
    untuk_penduduk_id: str | None = None

    @property
    def dinilai(self) -> str:
        """The resident whom the rules judge."""
        return self.untuk_penduduk_id or self.penduduk_id


@dataclass(frozen=True)
class Hasil:
    """What became of it: ``terdaftar`` with the recipient; ``penuh`` (no place), ``ditolak`` (a rule), ``sudah`` (has it)."""

    hasil: str
    jawaban: Jawaban
    penerima: Penerima | None = None


class _Berlebih(Exception):
    """What was enrolled a moment ago, with its components, stands against a rule that counts."""

    def __init__(self, jawaban: Jawaban):
        super().__init__()
        self.jawaban = jawaban


def daftarkan(node, operator: Operator, isi: Pendaftaran) -> Hasil:
    """Enrol a resident of this village, or say why not. Raises ``DataDitolak`` for what makes no sense at all."""
    try:
        return _daftarkan(node, operator, isi)
    except _Berlebih as berlebih:
        return Hasil(DITOLAK, berlebih.jawaban)


def _daftarkan(node, operator: Operator, isi: Pendaftaran) -> Hasil:
    with rekam.transaksi(node):
        if isi.id and (ada := Penerima.get_or_none(Penerima.id == isi.id)):
            if _sama(node, ada, isi):
                return Hasil(TERDAFTAR, _nilai(node, isi), ada)
            isi = replace(isi, id=None)  # a form that was gone back to, for another program or person
        program, warga = _periksa(node, isi)
        isi = replace(isi, sampai=isi.sampai or akhir(program, isi.mulai))
        _susulkan(node, warga)
        jawaban = _nilai(node, isi)
        if berlangsung(node, program, warga, isi) or _pernah(node, isi):
            return Hasil(SUDAH, jawaban)
        if jawaban.hasil == domain.DITOLAK:
            return Hasil(DITOLAK, jawaban)
        if program.berkuota and not kuota.pesan(node, node.code, program.kode, isi.mulai, isi.sampai):
            return Hasil(PENUH, jawaban)
        penerima = rekam.tambah(
            node.catalog["penerima"], isi.id or new_id(), node.code, _isi(program, warga, isi, operator)
        )
        _hitung_komponen(node, isi, penerima)
        rekam.jejak(node, operator, "tambah", "penerima", penerima, label=f"{warga.nama}, {program.singkatan}")
        return Hasil(TERDAFTAR, jawaban, penerima)


def _hitung_komponen(node, isi: Pendaftaran, penerima: Penerima) -> None:
    """Ask the rules once more with the components that came along: some count the people who have one."""
    if isi.komponen:
        ikut.bangun(node, [penerima.id])
        jawaban = _nilai(node, isi, penerima.id)
        if jawaban.hasil == domain.DITOLAK:
            raise _Berlebih(jawaban)


def _nilai(node, isi: Pendaftaran, dinilai: str = "") -> Jawaban:
    ahli_waris = isi.penduduk_id if isi.untuk_penduduk_id else ""
    return periksa.untuk(node, isi.program, isi.dinilai, isi.mulai, isi.sampai, dinilai, ahli_waris)


def _sama(node, ada: Penerima, isi: Pendaftaran) -> bool:
    """Whether this very enrolment was stored before: of one proposal there is one, whoever looks after it by now."""
    if isi.usulan_id is not None:
        return ada.usulan_id == isi.usulan_id
    siapa = node.engine.value("SELECT orang_id FROM sb_penduduk WHERE id = ?", (isi.penduduk_id,))
    return ada.program == isi.program and siapa in (ada.orang_id, ada.orang_id and tetap(node, ada.orang_id))


_SERUMAH = "{0} IN (SELECT a.{0} FROM sb_penduduk a WHERE a.rumah_tangga_id = ?)"


def _susulkan(node, warga: Penduduk) -> None:
    """Derive what aid of him, his family and his house was stored a moment ago: rules ask what is derived, and must see it."""
    milik = [
        ("penerima", "orang_id = ?", warga.orang_id), ("penerima", "keluarga_id = ?", warga.keluarga_id),
        ("penerima", _SERUMAH.format("orang_id"), warga.rumah_tangga_id),
        ("penerima", _SERUMAH.format("keluarga_id"), warga.rumah_tangga_id),
        ("penetapan", "orang_id = ?", warga.orang_id), ("penetapan", "nik = ?", warga.nik),
    ]  # fmt: skip
    cari = " UNION ".join(
        f"SELECT t.id FROM sb_{asal} t WHERE t.{syarat}"
        " AND EXISTS (SELECT 1 FROM sb_pending s WHERE s.peer = ? AND s.type = ? AND s.id = t.id)"
        for asal, syarat, _ in milik
    )
    params = [isi for asal, _, nilai in milik for isi in (nilai, LOCAL, asal)]
    if baru := [satu[0] for satu in node.engine.run(cari, params)]:
        ikut.bangun(node, baru)


def akhir(program: ProgramBantuan, mulai: date) -> date | None:
    """When aid ends of which nobody said so: that of an event is over with its day, or it would bar other aid for ever;
    any other with its program."""
    return mulai if program.kali_setahun == 0 else program.sampai


def _periksa(node, isi: Pendaftaran) -> tuple[ProgramBantuan, Penduduk]:
    program = katalog.satu(node, isi.program)
    warga = rekam.ambil(node.catalog["penduduk"], isi.penduduk_id, node.code)
    salah = []
    if program is None or not program.aktif:
        salah.append(Kesalahan("bantuan_program_tidak_ada", "program"))
    elif not program.perorangan:
        salah.append(Kesalahan("bantuan_bukan_perorangan", "program", isi={"nama": program.nama}))
    elif program.penetap == "luar":
        salah.append(Kesalahan("bantuan_daftar_luar", "program", isi={"nama": program.nama}))
    if warga is None:
        salah.append(Kesalahan("bantuan_warga_tidak_ada", "penduduk"))
    elif (
        program
        and warga.status_dasar != kode.HIDUP
        and not (program.karena_kematian and warga.status_dasar == kode.MATI)
    ):
        salah.append(Kesalahan("bantuan_warga_tidak_di_sini", "penduduk", isi={"nama": warga.nama}))
    if program and not (program.mulai or isi.mulai) <= isi.mulai <= (program.sampai or isi.mulai):
        masa = {"dari": teks_tanggal(program.mulai) or "dahulu", "sampai": teks_tanggal(program.sampai) or "seterusnya"}
        salah.append(Kesalahan("bantuan_di_luar_masa", "mulai", isi={"nama": program.nama} | masa))
    salah += salah_masa(isi.mulai, isi.sampai)
    if program and any(not program.satu_komponen(satu.get("kode", "")) for satu in isi.komponen):
        salah.append(Kesalahan("bantuan_komponen_tak_dikenal", "komponen"))
    if warga and any(not sekeluarga(node, warga, satu.get("orang_id")) for satu in isi.komponen):
        salah.append(Kesalahan("penerima_komponen_bukan_anggota", "komponen", isi={"nama": warga.nama}))
    if salah:
        raise DataDitolak(salah)
    return program, warga


def salah_masa(mulai: date, sampai: date | None) -> list[Kesalahan]:
    """What is wrong with a span, whoever it is for: offices above take in none that began before there were quotas."""
    salah = [] if Penerima.tahun.fault(mulai.year) is None else [Kesalahan("bantuan_mulai_mustahil", "mulai")]
    return salah + ([Kesalahan("bantuan_masa_terbalik", "sampai")] if sampai and sampai < mulai else [])


def sekeluarga(node, warga: Penduduk, orang: str | None) -> bool:
    """Whether a component can be this person's: he himself (also where nobody is named), or one of his family here."""
    if not isinstance(orang, str):
        return orang is None
    if warga.orang_id in (orang, tetap(node, orang)):
        return True
    return warga.keluarga_id is not None and bool(
        node.engine.run(
            "SELECT 1 FROM sb_penduduk WHERE keluarga_id = ? AND orang_id = ? AND wilayah = ?",
            (warga.keluarga_id, tetap(node, orang), warga.wilayah),
        )
    )


def berlangsung(node, program: ProgramBantuan, warga: Penduduk, isi: Pendaftaran, kecuali: str = "") -> bool:
    """Whether he, or his family where it is the family's, holds this aid in that span already, whatever its source.

    ``kecuali``: a recipient that does not count, for it is he himself who comes back.
    """
    siapa = [("orang_id = ?", warga.orang_id)]
    if program.keluarga and warga.keluarga_id:
        siapa.append(("keluarga_id = ?", warga.keluarga_id))
    ikut = [("i.orang = ?", warga.orang_id)]
    if program.keluarga:
        ikut.append(("i.keluarga = ?", warga.keluarga_id or warga.orang_id))
    masa = "(sampai IS NULL OR sampai >= ?) AND (CAST(? AS VARCHAR) IS NULL OR mulai <= ?)"
    sampai = isi.sampai and isi.sampai.isoformat()
    keadaan = ", ".join("?" * len(bantuan.MEMAKAI_KUOTA))
    cari = [
        f"SELECT 1 FROM sb_penerima WHERE {pilih} AND id <> ? AND program = ? AND keadaan IN ({keadaan}) AND {masa}"
        for pilih, _ in siapa
    ] + [
        f"SELECT 1 FROM sb_ikut i WHERE {pilih} AND i.sumber <> ? AND i.program = ? AND i.ke = 0"
        f" AND i.keadaan IN ({keadaan}) AND {masa}"
        for pilih, _ in ikut
    ]
    params = [
        nilai
        for _, satu in (*siapa, *ikut)
        for nilai in (satu, kecuali, program.kode, *bantuan.MEMAKAI_KUOTA, isi.mulai.isoformat(), sampai, sampai)
    ]
    return bool(node.engine.run(" UNION ALL ".join(cari), params))


def _pernah(node, isi: Pendaftaran) -> bool:
    """Whether the same death was the ground of this aid already."""
    if isi.untuk_penduduk_id is None:
        return False
    keadaan = ", ".join("?" * len(bantuan.MEMAKAI_KUOTA))
    return bool(
        node.engine.run(
            "SELECT 1 FROM sb_penduduk p JOIN sb_usulan_bantuan u ON u.untuk_orang_id = p.orang_id"
            f" JOIN sb_penerima t ON t.usulan_id = u.id WHERE p.id = ? AND t.program = ? AND t.keadaan IN ({keadaan})",
            (isi.untuk_penduduk_id, isi.program, *bantuan.MEMAKAI_KUOTA),
        )
    )


def _isi(program: ProgramBantuan, warga: Penduduk, isi: Pendaftaran, operator: Operator) -> dict:
    no_kk = Keluarga.select(Keluarga.no_kk, Keluarga.alamat).where(Keluarga.id == warga.keluarga_id).first()
    return {
        "program": program.kode,
        "orang_id": warga.orang_id,
        "keluarga_id": warga.keluarga_id,
        "nik": warga.nik,
        "no_kk": no_kk and no_kk.no_kk,
        "nama": warga.nama,
        "alamat": warga.alamat_sekarang or (no_kk and no_kk.alamat),
        "komponen": json.dumps(list(isi.komponen), ensure_ascii=False) if isi.komponen else None,
        "keadaan": bantuan.AKTIF,
        "mulai": isi.mulai,
        "sampai": isi.sampai,
        "tahun": isi.mulai.year,
        "tgl_pengajuan": isi.tgl_pengajuan,
        "posisi_berkas": isi.posisi_berkas,
        "usulan_id": isi.usulan_id,
        "menggantikan_id": isi.menggantikan_id,
        "nomor_sk": isi.nomor_sk,
        "sumber": isi.sumber,
        "catatan": isi.catatan,
        "oleh": operator.nama,
        "pada": now(),
    }
