"""The steps of a proposal: handed in, judged at each level its program names, determined, told to the applicant."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan as kata
from ...domain import kode
from ...domain import usulan as alur
from ...domain.peran import PERAN, Operator, boleh, sebutan
from ...domain.usulan import AJUKAN, BERITAHUKAN, CABUT, KEMBALIKAN, SETUJUI, TETAPKAN, TOLAK, TUNGGU, Posisi
from ...domain.wilayah import level, within
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import usulan, usulan_kini, usulan_tempat
from .program import ProgramBantuan, Tahap
from .program import semua as semua_program
from .program import syarat as syarat_program
from .tables_usulan import UsulanBantuan, UsulanLangkah
from .usulan_catat import tulis
from .usulan_kini import peran_tahap

POSITIF = (SETUJUI, TETAPKAN)
ISI = ("alasan", "catatan", "nomor_keputusan", "pemberitahu", "diberitahukan_pada")
"""What a step may bring beside its kind."""
TIADA = {kode.MATI: "meninggal", kode.PINDAH: "pindah", kode.PERGI: "pindah", kode.HILANG: "hilang"}
PANJANG = (("catatan", 500), ("nomor_keputusan", 100), ("pemberitahu", 100))


def tindakan(node, operator: Operator, baris: UsulanBantuan, di: Posisi, tahap: tuple[Tahap, ...]) -> list[str]:
    """The steps this operator may take now, what lets it go on first. Four eyes are asked when it is taken."""
    boleh_milik = boleh(operator, "usulan_bantuan", "ubah", baris.wilayah)
    boleh_langkah = boleh(operator, "usulan_langkah", "tambah", baris.wilayah)
    milik = node.code in (baris.node, baris.wilayah)
    dapat = []
    if di.keadaan in (kata.DRAF, kata.DIKEMBALIKAN) and milik and boleh_milik and tahap:
        dapat.append(AJUKAN)
    if boleh_langkah:
        dapat += _menilai(node, operator, baris, di, tahap)
    if milik and boleh_milik and di.keadaan not in alur.SELESAI:
        dapat.append(CABUT)
    selesai = di.keadaan in (*alur.SELESAI, kata.DAFTAR_TUNGGU)
    if boleh_langkah and selesai and not di.diberi_tahu and di.keadaan != kata.DICABUT:
        dapat.append(BERITAHUKAN)
    return dapat


def _menilai(node, operator: Operator, baris: UsulanBantuan, di: Posisi, tahap: tuple[Tahap, ...]) -> list[str]:
    if di.sudah:  # determined: only its place is waited for, and that is the village's to give
        return [TETAPKAN, TOLAK] if di.keadaan == kata.DAFTAR_TUNGGU and node.code == baris.wilayah else []
    if di.keadaan == kata.DRAF:
        return [TOLAK] if node.code == baris.wilayah != baris.node else []
    if di.giliran != level(node.code) or not 1 <= di.tahap <= len(tahap) or di.keadaan == kata.DIKEMBALIKAN:
        return []
    if not berperan(operator, tahap[di.tahap - 1]):
        return []
    akhir = di.tahap == len(tahap)
    tunggu = [TUNGGU] if akhir and di.keadaan != kata.DAFTAR_TUNGGU else []
    return [TETAPKAN if akhir else SETUJUI, KEMBALIKAN, TOLAK, *tunggu]


def berperan(operator: Operator, tahap: Tahap) -> bool:
    """Whether a stage is this operator's: one of its roles is his, or it names none that exists at its level."""
    dikenal = {satu for satu in peran_tahap(tahap) if tahap.tingkat in PERAN.get(satu, ())}
    return not dikenal or bool(dikenal & operator.peran)


@dataclass(frozen=True, order=True)
class Milik:
    """One stage that is somebody's: the program, its number, and the days on which a proposal was made that has it there.

    ``area``: the place below that made the program for itself; empty where it holds for all of this node's.
    """

    program: str
    tahap: int
    dari: date = date.min
    sampai: date = date.max
    area: str = ""


def tahap_milik(node, operator: Operator) -> set[Milik]:
    """The stages that are this operator's here: what waits for him and not only for his office."""
    tingkat = level(node.code)
    return {
        Milik(program.tertulis, ke, dari or date.min, sampai or date.max, _area(node, program))
        for program in semua_program(node).values()
        for dari, sampai, semua in usulan_kini.masa_tahap(program)
        for ke, tahap in enumerate(semua, 1)
        if tahap.tingkat == tingkat and berperan(operator, tahap)
    }


def _area(node, program: ProgramBantuan) -> str:
    return "" if within(node.code, program.milik) else program.milik


def menunggu(node, operator: Operator, area: str, program: str = "") -> list[tuple[str, str, str]]:
    """Proposals of an area whose stage is this operator's: (id, village, program), what is due first, then who waited longest."""
    milik = sorted(tahap_milik(node, operator))
    if not milik or not boleh(operator, "usulan_langkah", "tambah", area):
        return []
    satu = "(k.program = ? AND k.tahap = ? AND u.tgl_usul BETWEEN ? AND ? AND (k.wilayah = ? OR k.wilayah LIKE ?))"
    salah_satu = " OR ".join([satu] * len(milik))
    syarat = ["k.giliran = ?", "k.keadaan IN (?, ?)", f"({salah_satu})"]
    isi = [level(node.code), kata.DIAJUKAN, kata.DIVERIFIKASI]
    for m in milik:
        di = m.area or node.code
        isi += [m.program, m.tahap, m.dari.isoformat(), m.sampai.isoformat(), di, f"{di}.%"]
    if area != node.code:
        syarat, isi = [*syarat, "(k.wilayah = ? OR k.wilayah LIKE ?)"], [*isi, area, f"{area}.%"]
    if program:
        pilih, isi_pilih = syarat_program(semua_program(node), program, "k")
        syarat, isi = [*syarat, f"({pilih})"], [*isi, *isi_pilih]
    return node.engine.run(
        "SELECT k.usulan_id, k.wilayah, k.program FROM sb_usulan_kini k JOIN sb_usulan_bantuan u ON u.id = k.usulan_id"
        f" WHERE {' AND '.join(syarat)} ORDER BY k.batas IS NULL, k.batas, k.sejak, k.usulan_id",
        isi,
    )


def ambil(
    node, operator: Operator, id: str, langkah: str, tanda: str | None = None, dokumen: Iterable[str] = (), **isi
) -> UsulanLangkah:
    """Take one step. ``tanda``: the state that was read; ``dokumen``: what is said to be there now; ``isi``: of ``ISI``.

    A determination for which there is no place becomes a wait. The same step of the same state twice, as by a double
    click, is one. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        baris = usulan.ambil(node, id)
        if tanda and (dulu := _sudah(node, operator, id, langkah, tanda)):
            return dulu
        di, tahap = usulan_kini.posisi(node, id)
        program = usulan_kini.program_usulan(baris.program, baris.wilayah)
        _tolak_bila_bukan(node, operator, baris, di, tahap, langkah, tanda)
        isi = _isi(langkah, di, tahap, isi, baris)
        if langkah in (*POSITIF, AJUKAN):
            _lengkap(node, operator, baris, di, tahap, dokumen, isi)
        if langkah in POSITIF:
            _masih_ada(baris, program)
        if langkah in (*POSITIF, TOLAK):
            _empat_mata(node, operator, baris, program)
        if langkah == TETAPKAN and node.code == baris.wilayah:
            langkah, isi = _tempatkan(node, operator, baris, program, di, isi)
        return tulis(node, operator, baris, di, langkah, **isi)


def _sudah(node, operator: Operator, id: str, langkah: str, tanda: str) -> UsulanLangkah | None:
    """The step this operator took of that very state already."""
    jadi = (TETAPKAN, TUNGGU) if langkah == TETAPKAN else (langkah,)
    pilih = (UsulanLangkah.usulan_id == id, UsulanLangkah.dinilai == tanda, UsulanLangkah.node == node.code)
    return (
        UsulanLangkah.select()
        .where(*pilih, UsulanLangkah.langkah.in_(jadi), UsulanLangkah.oleh == operator.nama[:100])
        .first()
    )


def _tolak_bila_bukan(node, operator, baris, di: Posisi, tahap, langkah: str, tanda: str | None) -> None:
    if tanda is not None and tanda != di.tanda:
        raise DataDitolak([Kesalahan("usulan_berubah", isi={"nama": baris.nama})])
    if langkah in tindakan(node, operator, baris, di, tahap):
        return
    ini = tahap[di.tahap - 1] if 1 <= di.tahap <= len(tahap) else None
    if ini and di.giliran == level(node.code) and not berperan(operator, ini):
        peran = ", ".join(sebutan(satu, node.code) for satu in sorted(peran_tahap(ini)))
        raise DataDitolak([Kesalahan("usulan_bukan_wewenang", isi={"tahap": ini.nama, "peran": peran})])
    keadaan = kata.KEADAAN_USULAN[di.keadaan].lower()
    raise DataDitolak([Kesalahan("usulan_bukan_giliran", isi={"nama": baris.nama, "keadaan": keadaan})])


def _isi(langkah: str, di: Posisi, tahap, isi: dict, baris: UsulanBantuan) -> dict:
    """What the step brings, checked: a reason where it needs one, the day somebody was told."""
    bersih = {nama: (" ".join(nilai.split()) or None) if isinstance(nilai, str) else nilai
              for nama, nilai in isi.items() if nama in ISI}  # fmt: skip
    salah = [Kesalahan("terlalu_panjang", nama) for nama, batas in PANJANG if len(bersih.get(nama) or "") > batas]
    if langkah in alur.PILIHAN_ALASAN:
        salah += _salah_alasan(langkah, bersih)
    else:
        bersih.pop("alasan", None)
    if langkah == BERITAHUKAN:
        salah += _salah_hari(bersih, baris)
    elif langkah == TOLAK and 1 <= di.tahap <= len(tahap):
        bersih.setdefault("pemberitahu", tahap[di.tahap - 1].pemberitahu[:100] or None)
    if bersih.get("diberitahukan_pada") and langkah != BERITAHUKAN:
        salah += _salah_hari(bersih, baris)
    if salah:
        raise DataDitolak(salah)
    return bersih


def _salah_alasan(langkah: str, bersih: dict) -> list[Kesalahan]:
    if langkah == TUNGGU:
        bersih["alasan"] = bersih.get("alasan") or alur.KUOTA_PENUH
    if bersih.get("alasan") not in alur.PILIHAN_ALASAN[langkah]:
        return [Kesalahan("wajib_diisi", "alasan")]
    if bersih["alasan"] == "lainnya" and not bersih.get("catatan"):
        return [Kesalahan("usulan_alasan_lainnya", "catatan")]
    return []


def _salah_hari(bersih: dict, baris: UsulanBantuan) -> list[Kesalahan]:
    hari = bersih.get("diberitahukan_pada")
    if hari is None:
        return [Kesalahan("wajib_diisi", "diberitahukan_pada")]
    if hari > date.today():
        return [Kesalahan("tanggal_belum_terjadi", "diberitahukan_pada")]
    return [Kesalahan("tanggal_sebelum_usulan", "diberitahukan_pada")] if hari < baris.tgl_usul else []


# ---- documents


def dokumen_tahap(di: Posisi, tahap: tuple[Tahap, ...]) -> tuple[str, ...]:
    """The documents that must be there for the step that is due now."""
    if di.keadaan in (kata.DRAF, kata.DIKEMBALIKAN):
        return tahap[0].dokumen if tahap and usulan_kini.tahap_mulai(tahap) > 1 else ()
    return tahap[di.tahap - 1].dokumen if 1 <= di.tahap <= len(tahap) and di.giliran else ()


def _lengkap(node, operator, baris: UsulanBantuan, di: Posisi, tahap, dokumen: Iterable[str], isi: dict) -> None:
    """Every document of the stage is said to be there. The number of a decision says that there is one.

    What another office than the one that wrote the proposal has seen, its step says.
    """
    perlu, tercatat, dilihat = dokumen_tahap(di, tahap), set(usulan.dokumen(baris)), {*dokumen}
    if isi.get("nomor_keputusan"):
        dilihat |= {satu for satu in perlu if satu.lower().startswith("keputusan")}
    if kurang := [satu for satu in perlu if satu not in tercatat | dilihat]:
        raise DataDitolak([Kesalahan("usulan_dokumen_kurang", "dokumen", isi={"kurang": ", ".join(kurang)})])
    baru = [satu for satu in perlu if satu in dilihat - tercatat]
    if baris.node == node.code and dilihat - tercatat:
        usulan.lengkapi(node, operator, baris.id, tercatat | dilihat)
    elif baru:
        catatan = "; ".join(filter(None, (f"Dokumen ada: {', '.join(baru)}", isi.get("catatan"))))
        isi["catatan"] = catatan[:500]


def _masih_ada(baris: UsulanBantuan, program: ProgramBantuan | None) -> None:
    """Nobody goes on who died or left since the step before, as far as this office knows: no village could enrol him."""
    orang = usulan.warga(baris.orang_id, baris.wilayah)
    if orang is None or orang.status_dasar == kode.HIDUP:
        return
    if not (program and program.karena_kematian and orang.status_dasar == kode.MATI):
        sebab = TIADA.get(orang.status_dasar, "tidak tercatat lagi")
        raise DataDitolak([Kesalahan("usulan_orang_tiada", isi={"nama": orang.nama, "sebab": sebab})])


def _empat_mata(node, operator: Operator, baris: UsulanBantuan, program: ProgramBantuan | None) -> None:
    """Nobody judges what he himself entered or changed, where the program says so."""
    if program is None or not program.empat_mata:
        return
    catatan = node.engine.run(
        "SELECT aksi, perubahan FROM sb_jejak WHERE rekam_id = ? AND jenis = 'usulan_bantuan' AND oleh_id = ?"
        " AND aksi IN ('tambah', 'ubah')",
        (baris.id, operator.id),
    )
    # Saying that a document is there changes nothing of what is judged.
    if any(aksi == "tambah" or set(json.loads(beda or "{}")) & set(alur.DINILAI) for aksi, beda in catatan):
        raise DataDitolak([Kesalahan("usulan_empat_mata")])


# ---- a place


def _tempatkan(node, operator, baris: UsulanBantuan, program, di: Posisi, isi: dict) -> tuple[str, dict]:
    """Enrol whom the village determines: the step it comes to. Raises ``DataDitolak`` where a rule forbids it."""
    hasil = usulan_tempat.tempatkan(node, operator, baris, program, di, isi.get("nomor_keputusan"))
    if hasil.terdaftar:
        return TETAPKAN, isi
    if hasil.kode != alur.KUOTA_PENUH:
        alasan = {"nama": baris.nama, "alasan": hasil.kata}
        raise DataDitolak([Kesalahan("usulan_ditolak_aturan", isi=alasan)])
    if di.keadaan == kata.DAFTAR_TUNGGU:
        raise DataDitolak([Kesalahan("usulan_masih_penuh", isi={"nama": baris.nama})])
    return TUNGGU, {"alasan": alur.KUOTA_PENUH, "catatan": isi.get("catatan")}
