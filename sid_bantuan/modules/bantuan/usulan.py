"""Proposals: who is proposed for which program, with or without a NIK; begun, changed, told of duplicates."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from ...domain import bantuan as kata
from ...domain import kode
from ...domain.ids import new_id
from ...domain.nik import baca_nik
from ...domain.peran import Operator
from ...domain.wilayah import within
from ...jejak import catat
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from ..kependudukan.tables import Keluarga, Penduduk, Penggabungan
from . import usulan_kini
from .program import ProgramBantuan
from .tables import Penerima
from .tables_usulan import UsulanBantuan

BEBAS = frozenset(
    (
        "nama",
        "nik",
        "no_kk",
        "alamat",
        "tahun",
        "tgl_usul",
        "alasan",
        "telepon",
        "lewat",
        "menggantikan_id",
        "musdes_id",
    )
)
"""What a form sends as it is stored; the rest is looked up."""
_DARI_WARGA = ("orang_id", "keluarga_id", "nik", "no_kk", "nama", "alamat")


def ambil(node, id: str) -> UsulanBantuan:
    """The proposal with this id, of this place or of one below it. Raises ``DataDitolak``."""
    ada = UsulanBantuan.get_or_none(UsulanBantuan.id == id) if id else None
    if ada is None or not within(ada.wilayah, node.code):
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "usulan"})])
    return ada


def program_terbuka(kode_program: str, wilayah: str) -> ProgramBantuan:
    """The program somebody can be proposed for in this village. Raises ``DataDitolak``."""
    program = usulan_kini.program_usulan(kode_program, wilayah)
    if program is None:
        raise DataDitolak([Kesalahan("usulan_program_tidak_ada", "program", isi={"program": kode_program})])
    if not program.aktif or program.berakhir(date.today()):
        raise DataDitolak([Kesalahan("usulan_program_berhenti", "program", isi={"nama": program.nama})])
    if not program.perorangan:
        raise DataDitolak([Kesalahan("usulan_bukan_perorangan", "program", isi={"nama": program.nama})])
    return program


def simpan(
    node, operator: Operator, isi: Mapping, id: str | None = None, versi: int | None = None, wilayah: str | None = None
) -> UsulanBantuan:
    """Enter a proposal, or change one that is still open; a change takes back every step that judged it.

    ``isi``: ``program``, the columns of ``BEBAS``, ``penduduk_id`` or the name as it was given, ``komponen`` (codes),
    ``dokumen`` (names), ``untuk_penduduk_id``. What is left out stays. Raises ``DataDitolak``, ``SudahBerubah``.
    """
    with rekam.transaksi(node):
        lama = _lama(node, id)
        wilayah = lama.wilayah if lama else wilayah or node.code
        program = program_terbuka(lama.program if lama else isi.get("program") or "", wilayah)
        bersih = _bersih(node, program, isi, lama, wilayah)
        if lama is None:
            return _baru(node, operator, bersih, id, wilayah)
        _tolak_bila_berubah(node, lama, bersih, versi)
        sebelum = rekam.nilai(lama)
        if rekam.ubah(lama, bersih):
            catat(node.engine, operator, "ubah", "usulan_bantuan", lama.id, wilayah, label=sebut(lama),
                  sebelum=_json(sebelum), sesudah=_json(rekam.nilai(lama)))  # fmt: skip
        return lama


def _lama(node, id: str | None) -> UsulanBantuan | None:
    """The open proposal that is changed; None where the id is not there yet."""
    lama = UsulanBantuan.get_or_none(UsulanBantuan.id == id) if id else None
    if lama is None:
        return None
    if lama.node != node.code:
        raise DataDitolak([Kesalahan("usulan_milik_atas")])
    di = usulan_kini.posisi(node, lama.id)[0]
    if di.keadaan in (kata.DITETAPKAN, kata.DITOLAK, kata.DICABUT):
        keadaan = kata.KEADAAN_USULAN[di.keadaan].lower()
        raise DataDitolak([Kesalahan("usulan_selesai", isi={"keadaan": keadaan})])
    return lama


def _bersih(node, program: ProgramBantuan, isi: Mapping, lama: UsulanBantuan | None, wilayah: str) -> dict:
    """The columns to store. Raises ``DataDitolak`` with every fault found."""
    tipe = node.catalog["usulan_bantuan"]
    bersih = rapikan(tipe, {nama: nilai for nama, nilai in isi.items() if nama in BEBAS})
    salah = _nomor(bersih)
    if "penduduk_id" in isi:
        salah += _subjek(program, isi["penduduk_id"], bersih, wilayah)
    if "komponen" in isi:
        salah += _komponen(program, isi["komponen"] or (), bersih, lama, wilayah)
    if "dokumen" in isi:
        bersih["dokumen"] = tulis_dokumen(isi["dokumen"])
    if "untuk_penduduk_id" in isi:
        salah += _untuk(isi["untuk_penduduk_id"], bersih, wilayah)
    if (ganti := bersih.get("menggantikan_id")) and ganti != (lama and lama.menggantikan_id):
        salah += _digantikan(program, ganti, wilayah)
    if lama is None:
        awal = {"tgl_usul": date.today(), "tahun": date.today().year, "lewat": "desa"}
        bersih = awal | {nama: nilai for nama, nilai in bersih.items() if nilai is not None} | {"program": program.kode}
    if salah := salah or _salah(tipe, bersih, lama):
        raise DataDitolak(salah)
    return bersih


def _salah(tipe, bersih: dict, lama) -> list[Kesalahan]:
    salah = salah_kolom(tipe, bersih | ({} if lama else {"oleh": "-", "pada": now()}), lama)
    if not salah and bersih.get("tgl_usul", date.min) > date.today():
        salah.append(Kesalahan("tanggal_belum_terjadi", "tgl_usul"))
    if not salah and abs(bersih.get("tahun", date.today().year) - date.today().year) > 1:
        salah.append(Kesalahan("usulan_tahun_salah", "tahun"))
    return salah


def _nomor(bersih: dict) -> list[Kesalahan]:
    """A NIK that was typed must be one; none at all is allowed, and seen."""
    if not bersih.get("nik"):
        return []
    bersih["nik"], temuan = baca_nik(bersih["nik"])
    return [Kesalahan(temuan, "nik")] if temuan else []


def _subjek(program: ProgramBantuan, penduduk_id: str | None, bersih: dict, wilayah: str) -> list[Kesalahan]:
    """Whom it is about as the register has him; without a resident what was typed stands alone."""
    if not penduduk_id:
        bersih |= {"orang_id": None, "keluarga_id": None}
        return []
    orang = _warga(penduduk_id, wilayah)
    if orang is None:
        return [Kesalahan("bukan_penduduk_desa", "penduduk_id")]
    if orang.status_dasar != kode.HIDUP:
        return [Kesalahan("usulan_orang_tidak_hidup", "penduduk_id", isi={"nama": orang.nama})]
    if program.keluarga and not orang.keluarga_id:
        rujuk = ("penduduk", orang.id)
        return [Kesalahan("usulan_tanpa_keluarga", "penduduk_id", isi={"nama": orang.nama}, rekam=rujuk)]
    bersih |= subjek(orang)
    return []


def subjek(orang: Penduduk) -> dict:
    """Who somebody is today, as a record of aid keeps it."""
    keluarga = Keluarga.get_or_none(Keluarga.id == orang.keluarga_id) if orang.keluarga_id else None
    nilai = (orang.orang_id, orang.keluarga_id, orang.nik, keluarga and keluarga.no_kk, orang.nama,
             alamat(keluarga, orang)[:200] or None)  # fmt: skip
    return dict(zip(_DARI_WARGA, nilai, strict=True))


def alamat(keluarga: Keluarga | None, orang: Penduduk | None = None) -> str:
    """The address within the village: the road, RT and RW, the dusun."""
    tempat = keluarga.lingkungan if keluarga else None
    rt_rw = [f"{kata} {nilai}" for kata, nilai in (("RT", tempat and tempat.rt), ("RW", tempat and tempat.rw)) if nilai]
    jalan = (keluarga and keluarga.alamat) or (orang and orang.alamat_sekarang)
    return ", ".join(satu for satu in (jalan, " ".join(rt_rw), tempat and tempat.dusun) if satu)


def warga(orang_id: str | None, wilayah: str) -> Penduduk | None:
    """The resident of this village whom a proposal means; whoever he was merged into since."""
    dilalui: set[str] = set()
    while orang_id and orang_id not in dilalui:
        if ada := Penduduk.get_or_none((Penduduk.orang_id == orang_id) & (Penduduk.wilayah == wilayah)):
            return ada
        dilalui.add(orang_id)
        gabung = Penggabungan.select().where(Penggabungan.orang_lama == orang_id).order_by(Penggabungan.id.desc())
        orang_id = next((satu.orang_tetap for satu in gabung.limit(1)), None)
    return None


def _warga(id: str, wilayah: str) -> Penduduk | None:
    return Penduduk.get_or_none((Penduduk.id == id) & (Penduduk.wilayah == wilayah))


def _untuk(penduduk_id: str | None, bersih: dict, wilayah: str) -> list[Kesalahan]:
    """The deceased whose death entitles."""
    orang = _warga(penduduk_id, wilayah) if penduduk_id else None
    bersih["untuk_orang_id"] = orang and orang.orang_id
    return [Kesalahan("bukan_penduduk_desa", "untuk_penduduk_id")] if penduduk_id and orang is None else []


def _digantikan(program: ProgramBantuan, id: str, wilayah: str) -> list[Kesalahan]:
    """Whose place is asked for gave it back, in this program and village."""
    milik = (Penerima.id == id) & (Penerima.wilayah == wilayah) & (Penerima.program == program.kode)
    ada = Penerima.get_or_none(milik & Penerima.keadaan.not_in(kata.MEMAKAI_KUOTA))
    return [] if ada else [Kesalahan("usulan_bukan_pengganti", "menggantikan_id")]


def _komponen(program: ProgramBantuan, pilihan: Iterable, bersih: dict, lama, wilayah: str) -> list[Kesalahan]:
    """Parts of the program, each with whose it is, a resident; without a name they are the one's who is proposed."""
    orang = bersih.get("orang_id") or (lama and lama.orang_id)
    hasil = []
    for satu in pilihan:
        kode_komponen, milik = (satu, orang) if isinstance(satu, str) else (satu.get("kode"), satu.get("orang_id"))
        if program.satu_komponen(kode_komponen) is None:
            return [Kesalahan("usulan_komponen_tak_dikenal", "komponen")]
        if milik and milik != orang and warga(milik, wilayah) is None:
            return [Kesalahan("bukan_penduduk_desa", "komponen")]
        hasil.append({"kode": kode_komponen, "orang_id": milik or orang})
    bersih["komponen"] = json.dumps(hasil) if hasil else None
    return []


def _baru(node, operator: Operator, bersih: dict, id: str | None, wilayah: str) -> UsulanBantuan:
    isi = bersih | {"oleh": operator.nama[:100], "pada": now()}
    baris = UsulanBantuan(id=id or new_id(), node=node.code, wilayah=wilayah, **isi)
    baris.save(force_insert=True)
    catat(node.engine, operator, "tambah", "usulan_bantuan", baris.id, wilayah, label=sebut(baris))
    return baris


def _tolak_bila_berubah(node, lama: UsulanBantuan, bersih: dict, versi: int | None) -> None:
    """Nobody's fields are written over unseen."""
    sekarang, ada = rekam.versi(node, lama.id), rekam.nilai(lama)
    if versi is None or sekarang == versi:
        return
    beda = {nama: (nilai, ada.get(nama)) for nama, nilai in bersih.items() if nilai != ada.get(nama)}
    if beda:
        raise SudahBerubah([Beda("usulan_bantuan", lama.id, str(lama), sekarang, beda)])


def _json(nilai: Mapping) -> dict:
    return {nama: rekam.sebagai_teks(satu) for nama, satu in nilai.items()}


def sebut(usulan: UsulanBantuan) -> str:
    """A proposal in the audit log."""
    return f"{usulan.nama}, {usulan.program} {usulan.tahun}"


def komponen(usulan: UsulanBantuan) -> list[dict]:
    """The parts of the program it asks for: [{kode, orang_id}]."""
    return [satu for satu in _daftar(usulan.komponen) if isinstance(satu, dict) and satu.get("kode")]


# ---- documents


def dokumen(usulan: UsulanBantuan) -> list[str]:
    """The documents that are said to be there."""
    return [satu for satu in _daftar(usulan.dokumen) if isinstance(satu, str)]


def _daftar(teks: str | None) -> list:
    """A list as it is stored; one that another office wrote and that cannot be read is empty."""
    try:
        isi = json.loads(teks or "[]")
    except ValueError:
        return []
    return isi if isinstance(isi, list) else []


def tulis_dokumen(nama: Iterable[str]) -> str | None:
    """Names of documents as they are stored."""
    ada = sorted({" ".join(satu.split())[:100] for satu in nama if satu.strip()})
    return json.dumps(ada, ensure_ascii=False) if ada else None


def lengkapi(node, operator: Operator, id: str, ada: Iterable[str]) -> UsulanBantuan:
    """Say which documents are there. No step is taken back by it."""
    with rekam.transaksi(node):
        baris = _lama(node, id) or ambil(node, id)
        sebelum = {"dokumen": baris.dokumen}
        if rekam.ubah(baris, {"dokumen": tulis_dokumen(ada)}):
            catat(node.engine, operator, "ubah", "usulan_bantuan", baris.id, baris.wilayah, label=sebut(baris),
                  sebelum=sebelum, sesudah={"dokumen": baris.dokumen})  # fmt: skip
        return baris
