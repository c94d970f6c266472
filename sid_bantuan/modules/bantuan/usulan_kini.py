"""Where every proposal stands, as this node sees it: ``sb_usulan_kini``, built from the proposal, its program and its steps.

The same rows give the same state at every node, whatever order they came in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from ...domain import usulan as domain
from ...domain.tanggal import hari_setempat
from ...domain.wilayah import within
from ...sync.record import canonical
from . import hari_kerja
from .program import ProgramBantuan, Tahap, dari_baris
from .tables import Program

BIASA = {
    "desa": (Tahap("Penetapan desa", "desa", ("kepala_desa",)),),
    "kabupaten": (Tahap("Verifikasi kecamatan", "kecamatan"), Tahap("Penetapan kabupaten", "kabupaten")),
    "luar": (Tahap("Verifikasi kecamatan", "kecamatan"), Tahap("Diteruskan ke instansi", "kabupaten")),
}
"""The stages of a program that names none, by who says finally who receives."""
TINGKAT = ("desa", "kecamatan", "kabupaten")
MENGUSULKAN = frozenset({"operator", "pengelola_data"})
SEKALI = 500
_USULAN = ("id", "node", "wilayah", *domain.DINILAI)
_LANGKAH = ("id", "usulan_id", "node", "wilayah", "langkah", "dinilai", "alasan", "diberitahukan_pada", "pada", "oleh",
            "nomor_keputusan")  # fmt: skip
_KINI = ("usulan_id", "wilayah", "program", "tahun", "keadaan", "tahap", "giliran", "alasan", "langkah_id", "sejak",
         "batas", "diberi_tahu")  # fmt: skip


@dataclass(frozen=True, slots=True)
class BarisUsulan:
    """A proposal as far as its state follows from it."""

    id: str
    node: str
    wilayah: str
    isi: Mapping


@dataclass(frozen=True, slots=True)
class BarisLangkah:
    """A step as far as a state follows from it."""

    id: str
    usulan_id: str
    node: str
    wilayah: str
    langkah: str
    dinilai: str | None
    alasan: str | None
    diberitahukan_pada: date | None
    pada: str
    oleh: str
    nomor_keputusan: str | None


def tahap_program(program: ProgramBantuan | None, hari: date | None = None) -> tuple[Tahap, ...]:
    """The stages of a program for a proposal of this day (today) that can be read; the usual ones where it names none."""
    if program is None:
        return ()
    tahap = program.tahap_pada(hari or date.today())
    return tuple(satu for satu in tahap if satu.tingkat in TINGKAT) or BIASA[program.penetap]


def masa_tahap(program: ProgramBantuan) -> list[tuple[date | None, date | None, tuple[Tahap, ...]]]:
    """(first day, last day, stages) of every span of days in which a proposal could be made; None: from or for ever."""
    hasil, mulai = [], None
    for sampai in sorted({sampai for sampai, _ in program.tahap_dahulu}):
        hasil.append((mulai, sampai, tahap_program(program, sampai)))
        if sampai == date.max:
            return hasil
        mulai = sampai + timedelta(1)
    return [*hasil, (mulai, None, tahap_program(program, date.max))]


def _tahap_usulan(program: ProgramBantuan | None, satu: BarisUsulan) -> tuple[Tahap, ...]:
    return tahap_program(program, date.fromisoformat(str(satu.isi["tgl_usul"])[:10]))


def peran_tahap(tahap: Tahap) -> frozenset[str]:
    """The roles a stage names; empty: whoever may act at its level."""
    return frozenset([tahap.peran] if isinstance(tahap.peran, str) else tahap.peran)


def tahap_mulai(tahap: Sequence[Tahap]) -> int:
    """The stage that is due when a proposal was handed in: a first one that only proposes is done by that."""
    peran = peran_tahap(tahap[0]) if len(tahap) > 1 and tahap[0].tingkat == "desa" else frozenset()
    return 2 if peran and peran <= MENGUSULKAN else 1


def program_di(semua: Iterable[Program], kode: str, wilayah: str) -> ProgramBantuan | None:
    """The program of this kode that holds in a village: of several the highest level's."""
    cocok = [satu for satu in semua if satu.kode == kode and within(wilayah, satu.wilayah)]
    ada = min(cocok, key=lambda satu: (len(satu.wilayah), satu.id), default=None)
    return ada and dari_baris(ada)


def program_usulan(kode: str, wilayah: str) -> ProgramBantuan | None:
    """The same, looked up."""
    return program_di(Program.select().where(Program.kode == kode), kode, wilayah)


# ---- reading


def posisi(node, usulan_id: str) -> tuple[domain.Posisi, tuple[Tahap, ...]] | None:
    """Where a proposal stands now with all its steps, and the stages of its program; None where it is not here."""
    baris = _usulan(node, [usulan_id])
    if not baris:
        return None
    satu = baris[0]
    tahap = _tahap_usulan(program_usulan(satu.isi["program"], satu.wilayah), satu)
    return _posisi(satu, tahap, _langkah(node, [usulan_id]).get(usulan_id, ())), tahap


def _posisi(satu: BarisUsulan, tahap: Sequence[Tahap], langkah: Iterable[BarisLangkah]) -> domain.Posisi:
    mulai = tahap_mulai(tahap) if tahap else 1
    return domain.posisi(satu, domain.sidik(satu.isi), tahap, langkah, mulai)


def _usulan(node, ids: Sequence[str]) -> list[BarisUsulan]:
    pilih, isi = node.engine.ids(ids)
    hasil = []
    for id, pembuat, wilayah, *kolom in node.engine.run(
        f"SELECT {', '.join(_USULAN)} FROM sb_usulan_bantuan WHERE id IN ({pilih})", isi
    ):
        nilai = {nama: canonical(satu) for nama, satu in zip(domain.DINILAI, kolom, strict=True)}
        hasil.append(BarisUsulan(id, pembuat, wilayah, nilai))
    return hasil


def _langkah(node, usulan_ids: Sequence[str]) -> dict[str, list[BarisLangkah]]:
    pilih, isi = node.engine.ids(usulan_ids)
    hasil: dict[str, list[BarisLangkah]] = {}
    for baris in node.engine.run(
        f"SELECT {', '.join(_LANGKAH)} FROM sb_usulan_langkah WHERE usulan_id IN ({pilih})", isi
    ):
        satu = BarisLangkah(*baris)
        hasil.setdefault(satu.usulan_id, []).append(satu)
    return hasil


@dataclass(frozen=True, slots=True)
class Kini:
    """One line of ``sb_usulan_kini``."""

    usulan_id: str
    wilayah: str
    program: str
    tahun: int
    keadaan: str
    tahap: int
    giliran: str | None
    alasan: str | None
    langkah_id: str | None
    sejak: str | None
    batas: str | None
    diberi_tahu: bool


def baca(node, ids: Sequence[str]) -> dict[str, Kini]:
    """The states of these proposals as they were derived."""
    pilih, isi = node.engine.ids(ids)
    semua = node.engine.run(f"SELECT {', '.join(_KINI)} FROM sb_usulan_kini WHERE usulan_id IN ({pilih})", isi)
    return {satu[0]: Kini(*satu[:10], satu[10] and str(satu[10])[:10], bool(satu[11])) for satu in semua}


# ---- deriving


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Say anew where the proposals stand that a change touches."""
    if usulan := _tersentuh(node, type_name, ids):
        for mulai in range(0, len(usulan), SEKALI):
            susun(node, usulan[mulai : mulai + SEKALI])


def _tersentuh(node, type_name: str, ids: Sequence[str]) -> list[str]:
    pilih, isi = node.engine.ids(ids)
    cari = {
        "usulan_langkah": f"SELECT DISTINCT usulan_id FROM sb_usulan_langkah WHERE id IN ({pilih})"
        f" UNION SELECT usulan_id FROM sb_usulan_kini WHERE langkah_id IN ({pilih})",
        "program": f"SELECT id FROM sb_usulan_bantuan WHERE program IN (SELECT kode FROM sb_program WHERE id IN ({pilih}))",
        "hari_libur": "SELECT usulan_id FROM sb_usulan_kini WHERE batas IS NOT NULL",
    }
    if type_name == "usulan_bantuan":
        return list(ids)
    if type_name not in cari:
        return []
    isi = {"usulan_langkah": (*isi, *isi), "hari_libur": ()}.get(type_name, isi)
    return [id for (id,) in node.engine.run(cari[type_name], isi)]


def susun(node, ids: Sequence[str]) -> None:
    """Write the states of these proposals, within the caller's transaction; those that are gone lose theirs."""
    pilih, isi = node.engine.ids(ids)
    node.engine.run(f"DELETE FROM sb_usulan_kini WHERE usulan_id IN ({pilih})", isi)
    semua, langkah, program = _usulan(node, ids), _langkah(node, ids), list(Program.select())
    kenal: dict[tuple, ProgramBantuan | None] = {}
    tenggat = cache(partial(_tenggat, node))
    baris = []
    for satu in semua:
        kunci = (satu.isi["program"], satu.wilayah)
        if kunci not in kenal:
            kenal[kunci] = program_di(program, *kunci)
        tahap = _tahap_usulan(kenal[kunci], satu)
        di = _posisi(satu, tahap, langkah.get(satu.id, ()))
        baris.append(_kini(satu, di, tahap, tenggat))
    node.engine.upsert("sb_usulan_kini", _KINI, "usulan_id", baris)


def _kini(satu: BarisUsulan, di: domain.Posisi, tahap: Sequence[Tahap], tenggat: Callable) -> tuple:
    akhir = di.terakhir
    return (
        satu.id, satu.wilayah, satu.isi["program"], satu.isi["tahun"], di.keadaan, di.tahap, di.giliran,
        akhir and akhir.alasan, akhir and akhir.id, akhir and akhir.pada, _batas(di, tahap, tenggat), int(di.diberi_tahu),
    )  # fmt: skip


def _batas(di: domain.Posisi, tahap: Sequence[Tahap], tenggat: Callable) -> str | None:
    """The day a stage is due; after a refusal the day the applicant is to be told by."""
    if di.terakhir is None or not 1 <= di.tahap <= len(tahap):
        return None
    ini = tahap[di.tahap - 1]
    menunggu = di.keadaan in (domain.DIAJUKAN, domain.DIVERIFIKASI)
    hari = (
        ini.hari if menunggu else ini.hari_memberitahu if di.keadaan == domain.DITOLAK and not di.diberi_tahu else None
    )
    return tenggat(di.terakhir.pada, hari) if hari else None


def _tenggat(node, dari: str, hari) -> str | None:
    """So many working days after a day; None where either can be none."""
    mulai = hari_dari(dari)
    try:
        return hari_kerja.tambah(node, mulai, int(hari)).isoformat() if mulai else None
    except (ValueError, TypeError):
        return None


def hari_dari(pada: str) -> date | None:
    """The day of a moment that another office wrote; None where its clock was dead, or far ahead."""
    hari = hari_setempat(pada)
    return hari if hari and hari_kerja.PERTAMA <= hari <= date.today() + timedelta(370) else None
