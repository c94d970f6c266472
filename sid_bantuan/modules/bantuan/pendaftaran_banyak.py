"""The answers of ``pendaftaran.daftarkan`` for many at once, in a few statements: to show before anybody is enrolled.

Enrolling itself goes through ``daftarkan``, one by one; that both answer alike is held by a test.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import aturan as domain
from ...domain import aturan_sql, bantuan, kode
from . import hari_kerja, periksa
from . import program as katalog
from .pendaftaran import DITOLAK, PENUH, SUDAH, TERDAFTAR
from .program import ProgramBantuan

TIDAK_DI_SINI = "tidak_di_sini"
_KELOMPOK = 500


@dataclass(frozen=True)
class Nilai:
    """What would become of one resident. ``alasan``: why, in the words of the rules; also of rules that cannot tell."""

    hasil: str
    alasan: tuple[str, ...] = ()
    belum_pasti: bool = False
    keluarga: str | None = None
    orang: str = ""


def nilai(
    node, program: ProgramBantuan, penduduk: Sequence[str], mulai: date, sampai: date | None = None
) -> dict[str, Nilai]:
    """Resident -> the answer of the rules and of what he has already; quotas are ``jatah``'s."""
    hari_kerja.siapkan(node, mulai)
    aturan = [
        satu for satu in katalog.aturan(node).get(program.kode, ()) if satu.efek == domain.TOLAK and satu.berlaku(mulai)
    ]
    di = periksa.letak(node.engine, mulai)
    bagian = [aturan_sql.susun(satu.syarat, di, mulai, sampai) for satu in aturan]
    hasil: dict[str, Nilai] = {}
    for awal in range(0, len(penduduk), _KELOMPOK):
        kelompok = penduduk[awal : awal + _KELOMPOK]
        sudah = _sudah(node, program, kelompok, mulai, sampai)
        for row in _tanya(node, bagian, kelompok):
            hasil[row[0]] = _satu(program, aturan, row, row[0] in sudah)
    return hasil


def _tanya(node, bagian, penduduk: Sequence[str]) -> list[tuple]:
    chosen, params = node.engine.ids(list(penduduk))
    kolom = "".join(f", ({teks})" for teks, _ in bagian)
    return node.engine.run(
        f"SELECT p.id, p.orang_id, p.keluarga_id, p.status_dasar, p.wilayah{kolom} FROM sb_penduduk p"
        f" WHERE p.id IN ({chosen})",
        (*(satu for _, isi in bagian for satu in isi), *params),
    )


def _satu(program: ProgramBantuan, aturan: Sequence[domain.Aturan], row: tuple, sudah: bool) -> Nilai:
    _, orang, keluarga, status, _, *jawab = row
    milik = keluarga if program.keluarga else None
    if status != kode.HIDUP and not (program.karena_kematian and status == kode.MATI):
        return Nilai(TIDAK_DI_SINI, keluarga=milik, orang=orang)
    if sudah:
        return Nilai(SUDAH, keluarga=milik, orang=orang)
    ya = tuple(satu.alasan for satu, benar in zip(aturan, jawab, strict=True) if benar)
    if ya:
        return Nilai(DITOLAK, ya, keluarga=milik, orang=orang)
    terbuka = tuple(satu.alasan for satu, benar in zip(aturan, jawab, strict=True) if benar is None)
    return Nilai(TERDAFTAR, terbuka, bool(terbuka), milik, orang)


def _sudah(node, program: ProgramBantuan, penduduk: Sequence[str], mulai: date, sampai: date | None) -> set[str]:
    """Who holds this aid in that span already, himself or his family, whatever its source."""
    chosen, params = node.engine.ids(list(penduduk))
    keadaan = ", ".join("?" * len(bantuan.MEMAKAI_KUOTA))
    masa = f"keadaan IN ({keadaan}) AND (sampai IS NULL OR sampai >= ?) AND (CAST(? AS VARCHAR) IS NULL OR mulai <= ?)"
    akhir = sampai and sampai.isoformat()
    isi = (program.kode, *bantuan.MEMAKAI_KUOTA, mulai.isoformat(), akhir, akhir)
    cari = ["t.orang_id = p.orang_id"] + ["t.keluarga_id = p.keluarga_id"] * program.keluarga
    # Who has no family card is a family by himself.
    ikut = ["t.orang = p.orang_id"] + ["t.keluarga = COALESCE(p.keluarga_id, p.orang_id)"] * program.keluarga
    ada = [f"EXISTS (SELECT 1 FROM sb_penerima t WHERE {satu} AND program = ? AND {masa})" for satu in cari] + [
        f"EXISTS (SELECT 1 FROM sb_ikut t WHERE {satu} AND ke = 0 AND program = ? AND {masa})" for satu in ikut
    ]
    rows = node.engine.run(
        f"SELECT p.id FROM sb_penduduk p WHERE p.id IN ({chosen}) AND ({' OR '.join(ada)})", (*params, *isi * len(ada))
    )
    return {row[0] for row in rows}


class Jatah:
    """The places left, taken one by one as ``kuota.pesan`` would take them."""

    def __init__(self, node, program: ProgramBantuan):
        rows = node.engine.run(
            "SELECT tahun, jumlah - terpakai FROM sb_kuota_pakai WHERE wilayah = ? AND program = ?",
            (node.code, program.kode),
        )
        self.sisa: dict[int, int] = dict(rows) if program.berkuota else {}

    def ambil(self, mulai: date, sampai: date | None) -> bool:
        """Take a place in every year of the span that has a quota; False where one is full."""
        kena = [tahun for tahun in self.sisa if mulai.year <= tahun <= (sampai.year if sampai else 9_999)]
        if any(self.sisa[tahun] <= 0 for tahun in kena):
            return False
        for tahun in kena:
            self.sisa[tahun] -= 1
        return True


def urutkan(
    node,
    program: ProgramBantuan,
    dinilai: Mapping[Hashable, Nilai],
    minta: Sequence[tuple[Hashable, date, date | None]],
) -> Iterator[Nilai]:
    """The fate of each (key of ``dinilai``, from, until) in the order of the sheet: doubles within it, then places."""
    jatah, ada = Jatah(node, program), {}
    for siapa, mulai, sampai in minta:
        satu = dinilai[siapa]
        masa = ada.setdefault(satu.keluarga or satu.orang, [])
        if satu.hasil == TERDAFTAR and any(_bertindih((mulai, sampai), lain) for lain in masa):
            yield Nilai(SUDAH, ("Sudah ada di baris lain lembar ini",))
        elif satu.hasil == TERDAFTAR and not jatah.ambil(mulai, sampai):
            yield Nilai(PENUH)
        else:
            masa += [(mulai, sampai)] if satu.hasil == TERDAFTAR else []
            yield satu


def _bertindih(satu: tuple[date, date | None], lain: tuple[date, date | None]) -> bool:
    return satu[0] <= (lain[1] or date.max) and lain[0] <= (satu[1] or date.max)
