"""What the villages handed in against what the agency's list says, name by name, each difference with the version it
stems from.

The agency's list is the lines in force of the list the round is about. A difference that a version handed in before
explains is told so: the agency read that one, not the last.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ...domain import bantuan
from ...domain.tanggal import baca_tanggal, hari_setempat, teks_tanggal
from ...domain.wilayah import within
from ...domain.wilayah_nama import nama_pendek
from ...sync.engine import Engine
from .hasil import di_dalam
from .rekonsiliasi_cocok import Baris, Pasangan, beda, pasangkan
from .segar import desa
from .tables_usulan import Putaran
from .tanda_terima import MILIK

SAMA, HILANG, MASIH, ASING, BEDA, GANDA = "sama", "hilang", "masih", "asing", "beda", "ganda"
JENIS = {
    SAMA: "Sama",
    HILANG: "Tidak ada di sana",
    MASIH: "Masih ada di sana",
    ASING: "Tidak dikenal di sini",
    BEDA: "Isinya berbeda",
    GANDA: "Tercatat ganda di sana",
}
SELISIH = (HILANG, MASIH, ASING, BEDA, GANDA)
"""Everything that is not the same."""


@dataclass(frozen=True)
class Temuan:
    """One name of either list: how the two stand to each other, and why as far as anybody can tell.

    ``dari_versi``: the version handed in before that says what the agency's list says; 0 where none does.
    """

    jenis: str
    nama: str
    nik: str | None
    no_kk: str | None
    arah: str = ""
    beda: tuple[tuple[str, str, str], ...] = ()
    dari_versi: int = 0
    sebab: str = ""


@dataclass(frozen=True)
class Rekon:
    """One village: its last version (0: none), the agency's list, and what differs.

    ``sama_versi``: the version before whose content the agency's list has from end to end; 0 where it is none.
    """

    wilayah: str
    versi: int = 0
    diserahkan: str = ""
    di_sana: int = 0
    per_tanggal: str = ""
    sumber: str = ""
    temuan: tuple[Temuan, ...] = ()
    sama_versi: int = 0
    hitung: Mapping[str, int] = field(default_factory=dict)
    lama: int = 0
    """How many names stem from an older version."""

    @property
    def selisih(self) -> int:
        """How many names differ."""
        return sum(self.hitung.get(jenis, 0) for jenis in SELISIH)


def susun(node, putaran: Putaran, area: str, hari: date) -> list[Rekon]:
    """Every village of the area within the round, by code."""
    area = area if within(area, putaran.wilayah) else putaran.wilayah
    kiriman, sana = _kiriman(node.engine, putaran.id, area), _sana(node.engine, putaran.daftar, area, hari)
    baris = _baris(node.engine, [satu.id for semua in kiriman.values() for satu in semua[:1]])
    rekon = {kode: _desa(kode, kiriman.get(kode, []), baris, sana.get(kode, [])) for kode in desa(area)}
    perlu = [kode for kode, satu in rekon.items() if satu.selisih and len(kiriman.get(kode, ())) > 1]
    if perlu:
        lama = _baris(node.engine, [satu.id for kode in perlu for satu in kiriman[kode][1:]])
        for kode in perlu:
            rekon[kode] = _desa(kode, kiriman[kode], baris | lama, sana.get(kode, []))
    kenal = _kenal(node.engine, [satu.nik for one in rekon.values() for satu in one.temuan if satu.jenis == ASING])
    return [_jelaskan(satu, kenal) for satu in rekon.values()]


def keadaan(node, putaran: Putaran) -> tuple:
    """What tells one state of both sides from the next: another version came, or another list of the agency."""
    versi = node.engine.value("SELECT COUNT(*) FROM sb_putaran_kiriman WHERE putaran_id = ?", (putaran.id,))
    daftar = "SELECT COUNT(*), MAX(id) FROM sb_daftar_luar WHERE program = ?"
    return versi, *node.engine.one(daftar, (putaran.daftar,))


# ---- reading


@dataclass(frozen=True)
class _Versi:
    id: str
    versi: int
    pada: str


def _kiriman(engine: Engine, putaran_id: str, area: str) -> dict[str, list[_Versi]]:
    """Village -> its versions, the last one first."""
    di, isi = di_dalam(area, "wilayah")
    hasil: dict[str, list[_Versi]] = defaultdict(list)
    for kode, id, versi, pada in engine.run(
        f"SELECT wilayah, id, versi, pada FROM sb_putaran_kiriman WHERE putaran_id = ? AND {di} ORDER BY versi DESC, id DESC",
        (putaran_id, *isi),
    ):
        hasil[kode].append(_Versi(id, versi, pada))
    return hasil


def _baris(engine: Engine, kiriman: Sequence[str]) -> dict[str, list[Baris]]:
    """Version -> its lines; who is meant by a NIK is looked up where the line itself does not say."""
    chosen, params = engine.ids(kiriman)
    hasil: dict[str, list[Baris]] = {id: [] for id in kiriman}
    for id, milik, nama, nik, no_kk, orang, lahir, arah in engine.run(
        "SELECT b.id, b.kiriman_id, b.nama, b.nik, b.no_kk, COALESCE(b.orang_id, (SELECT MAX(n.orang) FROM sb_nik_kenal n"
        " WHERE n.nik = b.nik)), (SELECT MAX(p.tanggal_lahir) FROM sb_penduduk p WHERE p.orang_id = b.orang_id), b.arah"
        f" FROM sb_putaran_kiriman k JOIN sb_putaran_baris b ON {MILIK} WHERE k.id IN ({chosen}) ORDER BY b.id",
        params,
    ):
        hasil[milik].append(Baris(id, nama, nik, no_kk, orang, str(lahir)[:10] if lahir else None, arah))
    return hasil


def _sana(engine: Engine, program: str, area: str, hari: date) -> dict[str, list[tuple[Baris, str, str]]]:
    """Village -> the agency's lines about it that are in force, each with its day and source."""
    di, isi = di_dalam(area, "t.wilayah")
    hasil: dict[str, list] = defaultdict(list)
    for id, kode, nama, nik, no_kk, orang, per, sumber, rincian in engine.run(
        "SELECT t.id, t.wilayah, t.nama, t.nik, t.no_kk, COALESCE(t.orang_id, p.orang_id, (SELECT MAX(n.orang)"
        " FROM sb_nik_kenal n WHERE n.nik = t.nik)), t.per_tanggal, t.sumber, t.rincian FROM sb_penetapan t"
        " LEFT JOIN sb_ikut i ON i.sumber = t.id AND i.ke = 0 LEFT JOIN sb_penduduk p ON p.id = i.penduduk"
        f" WHERE t.program = ? AND {di} AND t.keadaan IN (?, ?) AND (t.sampai IS NULL OR t.sampai >= ?) ORDER BY t.id",
        (program, *isi, bantuan.AKTIF, bantuan.DITANGGUHKAN, hari.isoformat()),
    ):
        hasil[kode].append((Baris(id, nama, nik, no_kk, orang, _lahir(rincian)), str(per)[:10], sumber))
    return hasil


def _lahir(rincian: str | None) -> str | None:
    """The birth date among the other columns of an agency's list, whatever it calls it."""
    if not rincian or "lahir" not in rincian.lower():
        return None
    try:
        isi = json.loads(rincian)
    except ValueError:
        return None
    for judul, nilai in isi.items() if isinstance(isi, dict) else ():
        if "lahir" in judul.lower() and (hari := baca_tanggal(nilai)[0]):
            return hari.isoformat()
    return None


def _kenal(engine: Engine, nik: Sequence[str | None]) -> dict[str, set[str]]:
    """NIK -> the villages of this node's register where somebody has it."""
    chosen, params = engine.ids(sorted({satu for satu in nik if satu}))
    hasil: dict[str, set[str]] = defaultdict(set)
    for satu, wilayah in engine.run(f"SELECT nik, wilayah FROM sb_penduduk WHERE nik IN ({chosen})", params):
        hasil[satu].add(wilayah)
    return hasil


# ---- comparing


def _desa(kode: str, versi: Sequence[_Versi], baris: Mapping[str, list[Baris]], sana) -> Rekon:
    per, sumber = max(((satu[1], satu[2]) for satu in sana), default=("", ""))
    if not versi:
        return Rekon(kode, di_sana=len(sana), per_tanggal=per, sumber=sumber)
    di_sana = [satu[0] for satu in sana]
    kini = _banding(baris[versi[0].id], di_sana)
    dulu = [(satu.versi, _banding(baris[satu.id], di_sana)) for satu in versi[1:] if satu.id in baris]
    dulu.sort(key=lambda satu: (satu[1].selisih, -satu[0]))
    temuan = tuple(_asal(satu, dulu) for satu in kini.temuan)
    sama = next((nomor for nomor, satu in dulu if not satu.selisih), 0) if kini.selisih else 0
    return Rekon(
        kode, versi[0].versi, versi[0].pada, len(sana), per, sumber,
        tuple(satu for satu, _ in temuan), sama, Counter(satu.jenis for satu, _ in temuan),
        sum(1 for satu, _ in temuan if satu.dari_versi),
    )  # fmt: skip


@dataclass(frozen=True)
class _Banding:
    """One version against the agency's list: each finding with the two lines it is of."""

    temuan: tuple[tuple[Temuan, Baris | None, Baris | None], ...]
    pasangan: Pasangan
    sini: Mapping[object, Baris]

    @property
    def selisih(self) -> int:
        return sum(satu[0].jenis != SAMA for satu in self.temuan)


def _banding(sini: Sequence[Baris], sana: Sequence[Baris]) -> _Banding:
    pasangan = pasangkan(sini, sana)
    temuan: list[tuple] = [_di_sana(pasangan, satu) for satu in sana]
    temuan += [(_temuan(HILANG if satu.diharapkan else SAMA, satu, satu.arah), satu, None) for satu in pasangan.tanpa]
    return _Banding(tuple(temuan), pasangan, {_siapa(satu): satu for satu in sini})


def _di_sana(pasangan: Pasangan, sana: Baris) -> tuple[Temuan, Baris | None, Baris]:
    if (ganda := pasangan.ganda.get(sana.id)) is not None:
        return _temuan(GANDA, sana, ganda.arah), ganda, sana
    if (sini := pasangan.sana.get(sana.id)) is None:
        return _temuan(ASING, sana), None, sana
    if not sini.diharapkan:
        return _temuan(MASIH, sini, sini.arah), sini, sana
    lain = beda(sini, sana)
    return replace(_temuan(BEDA if lain else SAMA, sini, sini.arah), beda=lain), sini, sana


def _temuan(jenis: str, satu: Baris, arah: str = "") -> Temuan:
    return Temuan(jenis, satu.nama, satu.nik, satu.no_kk, arah)


def _siapa(satu: Baris) -> object:
    return satu.orang or satu.nik or (satu.no_kk, satu.nama)


def _asal(satu: tuple[Temuan, Baris | None, Baris | None], dulu: Sequence[tuple[int, _Banding]]):
    """The finding with the version that says what the agency's list says: the one nearest to that list goes first."""
    temuan, sini, sana = satu
    if temuan.jenis not in (HILANG, MASIH, ASING, BEDA):
        return temuan, sini
    nomor = next((nomor for nomor, lama in dulu if _menjelaskan(lama, temuan.jenis, sini, sana)), 0)
    return (replace(temuan, dari_versi=nomor) if nomor else temuan), sini


def _menjelaskan(lama: _Banding, jenis: str, sini: Baris | None, sana: Baris | None) -> bool:
    if jenis == HILANG:
        dulu = lama.sini.get(_siapa(sini))
        return dulu is None or not dulu.diharapkan
    dulu = lama.pasangan.sana.get(sana.id)
    return dulu is not None and dulu.diharapkan and (jenis != BEDA or not beda(dulu, sana))


# ---- telling why


def _jelaskan(rekon: Rekon, kenal: Mapping[str, set[str]]) -> Rekon:
    return replace(rekon, temuan=tuple(replace(satu, sebab=_sebab(rekon, satu, kenal)) for satu in rekon.temuan))


def _sebab(rekon: Rekon, satu: Temuan, kenal: Mapping[str, set[str]]) -> str:
    """Why a name differs, in a sentence; nothing where nothing is known."""
    if satu.jenis in (SAMA, GANDA):
        return ""
    if satu.dari_versi:
        return f"Berasal dari versi {satu.dari_versi}, bukan versi {rekon.versi} yang terakhir."
    if satu.jenis == HILANG and not satu.nik:
        return "Diserahkan tanpa NIK, jadi instansi tidak dapat mencocokkannya."
    if satu.jenis == ASING and not satu.nik:
        return "Tanpa NIK di daftar instansi, dan namanya tidak cocok dengan siapa pun yang diserahkan."
    if satu.jenis == ASING and rekon.wilayah not in (di := kenal.get(satu.nik or "", set())):
        lain = ", ".join(sorted(map(nama_pendek, di)))
        return f"NIK ini milik penduduk {lain}." if lain else "NIK ini tidak dimiliki siapa pun di desa ini."
    hari = hari_setempat(rekon.diserahkan)
    if satu.jenis != BEDA and rekon.per_tanggal and hari and rekon.per_tanggal < hari.isoformat():
        return (
            f"Daftar instansi per {teks_tanggal(rekon.per_tanggal)}, sebelum versi {rekon.versi} diserahkan"
            f" {teks_tanggal(hari)}."
        )
    return "NIK ini ada di desa, tetapi tidak pernah diserahkan." if satu.jenis == ASING else ""
