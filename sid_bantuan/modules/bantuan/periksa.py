"""What somebody may receive and why not the rest: every rule of every program in one statement.

The same predicate is asked for one resident at the counter and for all of a kabupaten; beside the answer stand the
facts it rests on, with their source and day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import aturan as domain
from ...domain import aturan_baca, aturan_sql, bantuan, kode
from ...domain.ids import is_id
from ...domain.wilayah import within
from ...sync.engine import Engine
from . import hari_kerja, kuota, segar, ukuran
from . import program as katalog
from .program import ProgramBantuan


@dataclass(frozen=True)
class Bukti:
    """One fact an answer rests on: aid somebody of the family receives, from where it is known and of what day."""

    program: str
    nama: str
    orang: str | None
    komponen: str | None
    keadaan: str
    mulai: date
    sampai: date | None
    asal: str
    sumber: str
    per_tanggal: date | None
    wilayah: str


@dataclass(frozen=True)
class Jawaban:
    """What the rules of one program say of one resident.

    ``hasil``: boleh, ditolak or belum_pasti. ``menerima``: the aid of this very program he or his family has already.
    ``sisa``: places left this year in his village; None where no quota was set.
    """

    program: ProgramBantuan
    hasil: str
    aturan: tuple[domain.Aturan, ...] = ()
    peringatan: tuple[domain.Aturan, ...] = ()
    bukti: tuple[Bukti, ...] = ()
    menerima: tuple[Bukti, ...] = ()
    sisa: int | None = None


@dataclass(frozen=True)
class Dampak:
    """Whom a rule would refuse: of those who receive, and of all residents; ``…_baru``: whom no rule refuses yet."""

    penerima: int
    penerima_baru: int
    warga: int
    warga_baru: int


_KELUARGA = "COALESCE({0}.keluarga_id, {0}.orang_id)"
"""Who has no family card is a family by himself."""
_ANGGOTA = f"sb_penduduk q WHERE q.keluarga_id = p.keluarga_id AND q.status_dasar = {kode.HIDUP} AND q.id <> p.id"
_SERUMAH = ("sb_penduduk a", _KELUARGA.format("a"), "a.rumah_tangga_id = p.rumah_tangga_id")


def letak(engine: Engine, hari: date, dinilai: str = "") -> aturan_sql.Letak:
    """Where the predicates find things, for residents ``p`` on this day. ``dinilai``: the enrolment that is judged, in SQL."""
    return aturan_sql.Letak(
        "p.orang_id",
        _KELUARGA.format("p"),
        "p.wilayah",
        ukuran.sql(engine, hari),
        "sb_ikut",
        segar.tabel(hari),
        _SERUMAH,
        dinilai,
        _ANGGOTA,
        ukuran.sql(engine, hari, "q"),
    )


def untuk(
    node, kode: str, penduduk_id: str, hari: date, sampai: date | None = None, dinilai: str = "", ahli_waris: str = ""
) -> Jawaban | None:
    """The answer of one program for one resident; None where there is no such program or resident.

    ``dinilai``: the id of his own enrolment, where that is what is judged: it stands against itself in nothing.
    ``ahli_waris``: who receives, where it is a death that entitles: rules about the heir ask him, all others the deceased.
    """
    return next(iter(semua(node, penduduk_id, hari, sampai, (kode,), dinilai, ahli_waris)), None)


def semua(
    node, penduduk_id: str, hari: date, sampai: date | None = None, hanya: Sequence[str] = (), dinilai: str = "",
    ahli_waris: str = "",
) -> list[Jawaban]:  # fmt: skip
    """The answer of every program in force (or of those of the codes ``hanya``) for one resident."""
    warga = node.engine.one(
        f"SELECT orang_id, {_KELUARGA.format('p')}, wilayah FROM sb_penduduk p WHERE id = ?", (penduduk_id,)
    )
    if warga is None:
        return []
    program = katalog.semua(node)
    aturan = katalog.aturan(node, program)
    pilih = [satu for satu in program.values() if within(warga[2], satu.milik) and _diminta(satu, hanya, hari)]
    berlaku = {satu.kode: [one for one in aturan[satu.kode] if one.berlaku(hari)] for satu in pilih}
    hari_kerja.siapkan(node, hari)
    aturan = [one for semua in berlaku.values() for one in semua]
    di = letak(node.engine, hari, _teks(dinilai))
    nilai = _nilai(node.engine, aturan, penduduk_id, di, hari, sampai)
    if ahli_waris:
        nilai |= _nilai(node.engine, [one for one in aturan if _tentang_ahli_waris(one)], ahli_waris, di, hari, sampai)
    serumah = _serumah(node.engine, aturan, penduduk_id) - {warga[1]}
    fakta = _fakta(node.engine, warga[0], [warga[1], *sorted(serumah)])
    tahu = domain.Fakta(warga[0], warga[1], {}, [satu for satu, _ in fakta], serumah=serumah, dinilai=dinilai)
    sisa = _sisa(node.engine, warga[2], hari.year)
    return [_jawab(satu, berlaku[satu.kode], nilai, fakta, tahu, hari, sampai, sisa) for satu in pilih]


def _tentang_ahli_waris(satu: domain.Aturan) -> bool:
    return any(isinstance(one, domain.Ukuran) and one.nama == ukuran.AHLI_WARIS for one in domain.bagian(satu.syarat))


def _diminta(satu: ProgramBantuan, hanya: Sequence[str], hari: date) -> bool:
    return satu.kode in hanya or satu.tertulis in hanya if hanya else satu.terbuka(hari)


def _teks(id: str) -> str:
    """An id of hexadecimal digits as SQL; whatever else somebody sends is none."""
    return f"'{id}'" if is_id(id) else ""


def _serumah(engine: Engine, aturan: Sequence[domain.Aturan], penduduk_id: str) -> set[str]:
    """The families of his house, where a rule asks for them."""
    bagian = (one for satu in aturan for one in domain.bagian(satu.syarat))
    if not any(isinstance(one, domain.Menerima) and one.siapa == domain.SERUMAH for one in bagian):
        return set()
    rows = engine.run(
        f"SELECT DISTINCT {_KELUARGA.format('a')} FROM sb_penduduk p JOIN sb_penduduk a"
        " ON a.rumah_tangga_id = p.rumah_tangga_id WHERE p.id = ?",
        (penduduk_id,),
    )
    return {satu[0] for satu in rows}


def _nilai(
    engine: Engine, aturan: Sequence[domain.Aturan], penduduk_id: str, di: aturan_sql.Letak, hari: date,
    sampai: date | None,
) -> dict:  # fmt: skip
    """Rule -> True, False or None, all of them in one statement; what several programs ask alike is asked once."""
    if not aturan:
        return {}
    syarat = list(dict.fromkeys(satu.syarat for satu in aturan))
    bagian = [aturan_sql.susun(satu, di, hari, sampai) for satu in syarat]
    kolom = ", ".join(f"({teks})" for teks, _ in bagian)
    isi = [satu for _, nilai in bagian for satu in nilai]
    baris = engine.one(f"SELECT {kolom} FROM sb_penduduk p WHERE p.id = ?", (*isi, penduduk_id))
    jawab = {satu: None if hasil is None else bool(hasil) for satu, hasil in zip(syarat, baris, strict=True)}
    return {satu: jawab[satu.syarat] for satu in aturan}


_FAKTA = """SELECT i.sumber, i.program, i.keluarga, i.orang, i.keadaan, i.mulai, i.sampai, i.komponen, i.asal, i.wilayah,
 COALESCE(r.nama, l.nama, p.nama, ''), COALESCE(r.sumber, l.sumber, ''), l.per_tanggal
 FROM sb_ikut i LEFT JOIN sb_penerima r ON r.id = i.sumber LEFT JOIN sb_penetapan l ON l.id = i.sumber
 LEFT JOIN sb_penduduk p ON p.id = i.penduduk WHERE"""


def _fakta(engine: Engine, orang: str, keluarga: Sequence[str]) -> list[tuple[domain.Ikut, Bukti]]:
    """All aid of this person and of these families, each as the rules see it and as people read it."""
    dua = f"{_FAKTA} i.orang = ? UNION {_FAKTA} i.keluarga IN ({', '.join('?' * len(keluarga))})"
    return [_satu_fakta(*satu) for satu in engine.run(dua, (orang, *keluarga))]


def _satu_fakta(
    rekam, program, keluarga, orang, keadaan, mulai, sampai, komponen, asal, wilayah, nama, sumber, per
) -> tuple[domain.Ikut, Bukti]:
    mulai, sampai, per = katalog.hari(mulai), katalog.hari(sampai), katalog.hari(per)
    return (
        domain.Ikut(program, keluarga, orang, keadaan, mulai, sampai, komponen, rekam=rekam),
        Bukti(program, nama, orang, komponen, keadaan, mulai, sampai, asal, sumber, per, wilayah),
    )


def _sisa(engine: Engine, wilayah: str, tahun: int) -> dict[str, int]:
    return dict(
        engine.run(
            "SELECT program, jumlah - terpakai FROM sb_kuota_pakai WHERE wilayah = ? AND tahun = ?", (wilayah, tahun)
        )
    )


def _jawab(program, aturan, nilai, fakta, tahu: domain.Fakta, hari, sampai, sisa) -> Jawaban:
    menolak = [satu for satu in aturan if satu.efek == domain.TOLAK and nilai[satu] is True]
    terbuka = [satu for satu in aturan if satu.efek == domain.TOLAK and nilai[satu] is None]
    dipakai = menolak or terbuka
    return Jawaban(
        program,
        domain.DITOLAK if menolak else domain.BELUM_PASTI if terbuka else domain.BOLEH,
        tuple(dipakai),
        tuple(satu for satu in aturan if satu.efek == domain.PERINGATKAN and nilai[satu] is True),
        tuple(
            bukti
            for ikut, bukti in fakta
            if any(domain.disebut(one.syarat, ikut, tahu, hari, sampai) for one in dipakai)
        ),
        tuple(bukti for ikut, bukti in fakta if ikut.program == program.tertulis and _miliknya(ikut, program, tahu)),
        sisa.get(program.tertulis),
    )


def _miliknya(ikut: domain.Ikut, program: ProgramBantuan, warga: domain.Fakta) -> bool:
    if program.keluarga and ikut.orang is None and ikut.keluarga == warga.keluarga:
        return True
    return ikut.orang == warga.orang


# ---- for everybody at once


def menolak(engine: Engine, aturan: Sequence[domain.Aturan], hari: date, dinilai: str = "") -> tuple[str, list]:
    """All refusing rules that hold on this day as one predicate over ``p``: TRUE refused, NULL open, FALSE allowed."""
    berlaku = [satu.syarat for satu in aturan if satu.efek == domain.TOLAK and satu.berlaku(hari)]
    if not berlaku:
        return "FALSE", []
    return aturan_sql.susun(domain.SalahSatu(tuple(berlaku)), letak(engine, hari, dinilai), hari, None)


_BELUM_PASTI = 1 << 32
"""Added up for each whose answer is open: one sum then tells both numbers, and each rule is asked once."""


def per_wilayah(node, hari: date, hanya: Sequence[str] = ()) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(village, kode) -> (allowed, refused, open) of all living residents, for every program that holds for the whole area."""
    program = katalog.semua(node)
    aturan = katalog.aturan(node, program)
    pilih = [kode for kode, ini in program.items() if within(node.code, ini.milik) and _diminta(ini, hanya, hari)]
    if not pilih:
        return {}
    hari_kerja.siapkan(node, hari)
    bagian = [menolak(node.engine, aturan[kode], hari) for kode in pilih]
    kolom = ", ".join(f"SUM(COALESCE(CAST(({teks}) AS INTEGER), {_BELUM_PASTI}))" for teks, _ in bagian)
    rows = node.engine.run(
        f"SELECT p.wilayah, COUNT(*), {kolom} FROM sb_penduduk p WHERE p.status_dasar = 1 GROUP BY p.wilayah",
        [satu for _, nilai in bagian for satu in nilai],
    )
    hasil = {}
    for wilayah, banyak, *jumlah in rows:
        for satu, angka in zip(pilih, jumlah, strict=True):
            terbuka, ditolak = divmod(int(angka), _BELUM_PASTI)
            hasil[wilayah, satu] = (banyak - terbuka - ditolak, ditolak, terbuka)
    return hasil


def dampak(node, kode: str, syarat: Mapping | str, hari: date | None = None) -> Dampak:
    """Whom a rule with this condition (JSON) would refuse today. Raises ``AturanSalah`` where it cannot be read."""
    hari = hari or date.today()
    program = katalog.semua(node)
    isi = aturan_baca.muat(syarat) if isinstance(syarat, str) else syarat
    baca = aturan_baca.baca(katalog.luaskan(isi, program, kode), ukuran.UKURAN, {*program, katalog.TIADA})
    baca = domain.sertakan(baca, kode, kode in program and program[kode].keluarga)
    hari_kerja.siapkan(node, hari)
    lama = katalog.aturan(node, program).get(kode, [])
    penerima = _jumlah(
        node.engine, baca, lama, hari, "sb_ikut s JOIN sb_penduduk p ON p.id = s.penduduk"
        " WHERE s.program = ? AND s.ke = 0 AND s.keadaan = ?", (kode, bantuan.AKTIF), "s.sumber",
    )  # fmt: skip
    warga = _jumlah(node.engine, baca, lama, hari, "sb_penduduk p WHERE p.status_dasar = 1")
    return Dampak(*penerima, *warga)


def _jumlah(engine: Engine, baca, lama, hari: date, dari: str, isi: Sequence = (), dinilai: str = "") -> list[int]:
    """Whom a condition meets, and of them whom no refusing rule there is meets."""
    baru, isi_baru = aturan_sql.susun(baca, letak(engine, hari, dinilai), hari, None)
    sudah, isi_sudah = menolak(engine, lama, hari, dinilai)
    belum = f"({baru}) AND NOT COALESCE(({sudah}), FALSE)"
    jumlah = engine.one(
        f"SELECT SUM(CASE WHEN {baru} THEN 1 ELSE 0 END), SUM(CASE WHEN {belum} THEN 1 ELSE 0 END) FROM {dari}",
        (*isi_baru, *isi_baru, *isi_sudah, *isi),
    )
    return [int(satu or 0) for satu in jumlah]


def sisa(node, kode: str, wilayah: str, tahun: int) -> int | None:
    """Places left of a quota; None where none was set."""
    return kuota.sisa(node, kode, wilayah, tahun)
