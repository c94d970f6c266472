"""Every enrolment is judged again when either side changes: aid granted later elsewhere flags the one before it.

At each node the enrolment shows a warning; a level above also writes a ``putusan``, which flows back to the village.
Nothing is refused or taken away here: that an enrolment stands against a rule is for people to settle.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...domain import aturan as domain
from ...domain import aturan_sql, bantuan
from ...domain.ids import derived_id
from ...domain.wilayah import level, within
from ...sync.engine import Engine
from ...sync.schema import now
from ...sync.triggers import LOCAL
from . import hari_kerja, periksa
from . import program as katalog

PERINGATAN = "bantuan_melanggar_aturan"
BERAT = 3


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Judge anew whom a measure or a step upwards concerns; have all of a program judged whose rules changed."""
    if type_name == "ukuran":
        chosen, params = node.engine.ids(ids)
        subjek = [satu[0] for satu in node.engine.run(f"SELECT subjek FROM sb_ukuran WHERE id IN ({chosen})", params)]
        nilai(node, subjek, subjek)
    elif type_name == "aturan":
        tandai(node.engine, *_milik_aturan(node.engine, ids))


def nilai(node, orang: Iterable[str], keluarga: Iterable[str]) -> None:
    """Judge all aid of these people and families by the rules of today, and of who shares their houses."""
    ikut = _ikut(node.engine, orang, _serumah(node.engine, set(keluarga)))
    if ikut:
        temuan = _langgar(node, ikut, date.today())
        _peringatkan(node.engine, ikut, temuan)
        if level(node.code) != "desa":
            _putuskan(node, ikut, temuan)


def _serumah(engine: Engine, keluarga: set[str]) -> set[str]:
    chosen, params = engine.ids(sorted(keluarga))
    rows = engine.run(
        "SELECT DISTINCT b.keluarga_id FROM sb_penduduk a JOIN sb_penduduk b ON b.rumah_tangga_id = a.rumah_tangga_id"
        f" WHERE a.keluarga_id IN ({chosen}) AND b.keluarga_id IS NOT NULL",
        params,
    )
    return keluarga | {satu[0] for satu in rows}


_BACA = ("sumber", "asal", "program", "penduduk", "wilayah", "keadaan", "sampai")


def _ikut(engine: Engine, orang: Iterable[str], keluarga: Iterable[str]) -> list[dict]:
    (satu, isi_satu), (dua, isi_dua) = engine.ids(sorted(orang)), engine.ids(sorted(keluarga))
    kolom = ", ".join(_BACA)
    rows = engine.run(
        f"SELECT {kolom} FROM sb_ikut WHERE ke = 0 AND orang IN ({satu})"
        f" UNION SELECT {kolom} FROM sb_ikut WHERE ke = 0 AND keluarga IN ({dua})",
        (*isi_satu, *isi_dua),
    )
    return [dict(zip(_BACA, satu, strict=True)) for satu in rows]


def _langgar(node, ikut: Sequence[Mapping], hari: date) -> dict[str, list[domain.Aturan]]:
    """Enrolment -> the rules it stands against today: of those that run, and whose person is known here."""
    jalan = [
        satu
        for satu in ikut
        if satu["keadaan"] == bantuan.AKTIF and (satu["sampai"] is None or str(satu["sampai"]) >= hari.isoformat())
        if satu["penduduk"]
    ]
    if not jalan:
        return {}
    hari_kerja.siapkan(node, hari)
    semua = katalog.semua(node)
    aturan, di = katalog.aturan(node, semua), periksa.letak(node.engine, hari, "s.sumber")
    per: dict[str, list[str]] = defaultdict(list)
    for satu in jalan:
        # A program that one village made for itself says nothing of another's recipients.
        punya = katalog.di(semua, satu["program"], satu["wilayah"])
        if punya is not None and within(satu["wilayah"], punya.milik):
            per[punya.kode].append(satu["sumber"])
    temuan = {}
    for kode, sumber in per.items():
        if semua[kode].karena_kematian:
            continue  # its rules are about the deceased and were answered once; the heir stands for nobody else
        berlaku = [satu for satu in aturan[kode] if satu.efek == domain.TOLAK and satu.berlaku(hari)]
        temuan |= _kena(node.engine, berlaku, di, sumber, hari)
    return temuan


def _kena(engine: Engine, aturan, di, sumber: Iterable[str], hari: date) -> dict[str, list[domain.Aturan]]:
    """Enrolment -> the rules it stands against; what it is itself is no ground against it."""
    if not aturan:
        return {}
    bagian = [aturan_sql.susun(satu.syarat, di, hari, None) for satu in aturan]
    chosen, params = engine.ids(sorted(sumber))
    kolom = ", ".join(f"({teks})" for teks, _ in bagian)
    rows = engine.run(
        f"SELECT s.sumber, {kolom} FROM sb_ikut s JOIN sb_penduduk p ON p.id = s.penduduk"
        f" WHERE s.ke = 0 AND s.sumber IN ({chosen})",
        (*(satu for _, isi in bagian for satu in isi), *params),
    )
    hasil = {id: [satu for satu, benar in zip(aturan, jawab, strict=True) if benar] for id, *jawab in rows}
    return {id: langgar for id, langgar in hasil.items() if langgar}


# ---- what it leaves


def _peringatkan(engine: Engine, ikut: Sequence[Mapping], temuan: Mapping[str, list[domain.Aturan]]) -> None:
    """Make the warnings of these enrolments what was found; where that differs they are marked, so that the queue counts."""
    chosen, params = engine.ids([satu["sumber"] for satu in ikut])
    lama: dict[str, set[str]] = defaultdict(set)
    for id, isi in engine.run(
        f"SELECT id, isi FROM sb_peringatan WHERE kode = ? AND id IN ({chosen})", (PERINGATAN, *params)
    ):
        lama[id].add(isi)
    baru = {id: {_isi(satu) for satu in semua} for id, semua in temuan.items()}
    ubah = [satu for satu in ikut if lama.get(satu["sumber"], set()) != baru.get(satu["sumber"], set())]
    if not ubah:
        return
    chosen, params = engine.ids([satu["sumber"] for satu in ubah])
    engine.run(f"DELETE FROM sb_peringatan WHERE kode = ? AND id IN ({chosen})", (PERINGATAN, *params))
    rows = [
        (satu["sumber"], PERINGATAN, "program", BERAT, isi, satu["asal"], satu["wilayah"])
        for satu in ubah
        for isi in sorted(baru.get(satu["sumber"], ()))
    ]
    if rows:
        engine.many(
            "INSERT INTO sb_peringatan (id, kode, kolom, bobot, isi, jenis, wilayah) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
        )
    tandai(engine, chosen, params)


def _isi(satu: domain.Aturan) -> str:
    return json.dumps({"aturan": satu.kode, "alasan": satu.alasan}, ensure_ascii=False)


def _putuskan(node, ikut: Sequence[Mapping], temuan: Mapping[str, list[domain.Aturan]]) -> None:
    """Write the flags that flow back, and withdraw those that are true no more. One that another level wrote suffices."""
    engine = node.engine
    chosen, params = engine.ids([satu["sumber"] for satu in ikut])
    ada = engine.run(f"SELECT id, untuk_id, aturan, node FROM sb_putusan WHERE untuk_id IN ({chosen})", params)
    milik = {id for id, *_, penulis in ada if penulis == node.code}
    lain = {(untuk, aturan) for _, untuk, aturan, penulis in ada if penulis != node.code}
    baru = {
        derived_id("putusan", satu["sumber"], aturan.kode, node.code): (satu, aturan)
        for satu in ikut
        for aturan in temuan.get(satu["sumber"], ())
        if (satu["sumber"], aturan.kode) not in lain
    }
    if usang := sorted(milik - baru.keys()):
        chosen, params = engine.ids(usang)
        engine.run(f"DELETE FROM sb_putusan WHERE id IN ({chosen})", params)
    rows = [
        (id, node.code, satu["wilayah"], satu["asal"], satu["sumber"], satu["program"], aturan.kode, domain.DITOLAK,
         aturan.alasan, now())
        for id, (satu, aturan) in sorted(baru.items())
        if id not in milik
    ]  # fmt: skip
    if rows:
        engine.many(
            "INSERT INTO sb_putusan (id, node, wilayah, untuk_jenis, untuk_id, program, aturan, hasil, alasan, pada)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _milik_aturan(engine: Engine, ids: Sequence[str]) -> tuple[str, Sequence]:
    """The enrolments of the programs of these rules, and those a rule that may be gone stood against."""
    chosen, params = engine.ids(ids)
    return (
        f"SELECT i.sumber FROM sb_ikut i JOIN sb_aturan a ON a.program = i.program WHERE a.id IN ({chosen})"
        " UNION SELECT id FROM sb_peringatan WHERE kode = ?",
        (*params, PERINGATAN),
    )


def tandai(engine: Engine, pilih: str, isi: Sequence) -> None:
    """Mark enrolments changed for this node's own derivations; they travel nowhere for it."""
    engine.run(
        "INSERT INTO sb_pending (peer, type, id, rev) SELECT ?, s.type, s.id, s.rev FROM sb_row s"
        f" WHERE s.deleted = 0 AND s.id IN ({pilih}) ON CONFLICT (peer, type, id) DO NOTHING",
        (LOCAL, *isi),
    )
