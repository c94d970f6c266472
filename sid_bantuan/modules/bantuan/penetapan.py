"""Lists of agencies: a new one takes the place of the one before, line by line; it can be taken back as a whole.

A line is the same one as before where program, village and number (or name and card) are; it keeps its row. What the
new list names no longer has ended. Who somebody is by his number is found by each node for itself, never written here.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...domain import bantuan
from ...domain.ids import derived_id, new_id
from ...domain.masa import is_masa
from ...domain.peran import Operator
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah import is_code, within
from ...domain.wilayah_nama import nama_pendek
from ...jejak import catat
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import penetapan_atas
from . import program as katalog
from .penetapan_atas import BERLAKU
from .penetapan_baca import MILIK_ATAS, Baris, kunci
from .tables import DaftarLuar

BARU, UBAH, TETAP, BERAKHIR, DISISIHKAN = "baru", "ubah", "tetap", "berakhir", "disisihkan"
_ISI = ("nik", "no_kk", "nama", "alamat", "komponen", "keadaan", "desil", "rincian")
"""What a line says; a difference in any of it is a change."""
SIMPAN = (*_ISI, "mulai", "sampai", "daftar_id", "per_tanggal", "sumber")
KELOMPOK = 500
DIINGAT = 3
"""So many lists about one place can be taken back, the last one first; 20,000 lines take some 10 MB each."""

Maju = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Kepala:
    """What is said of a list as a whole. ``wilayah``: what it covers; what it does not name there has ended."""

    program: str
    per_tanggal: date
    sumber: str
    wilayah: str
    masa: str | None = None
    nama_berkas: str = ""


@dataclass
class Rencana:
    """What taking a list would do: each line with its fate, and the rows that end."""

    kepala: Kepala
    baris: list[tuple[str, Baris, dict | None]] = field(default_factory=list)
    """(fate, line, the row it is one with)."""
    berakhir: list[dict] = field(default_factory=list)
    tanpa_penduduk: frozenset[int] = frozenset()
    """The numbers of lines whose NIK nobody here has."""

    def jumlah(self) -> dict[str, int]:
        """Fate -> how many; those that end among them."""
        hitung = Counter(nasib for nasib, _, _ in self.baris)
        return {
            nama: hitung[nama] for nama in (BARU, UBAH, TETAP, DISISIHKAN)
        } | {BERAKHIR: len(self.berakhir), "tak_dikenal": len(self.tanpa_penduduk), "baris": len(self.baris)}  # fmt: skip


def periksa_kepala(node, kepala: Kepala, setuju_lama: bool = False) -> None:
    """Raise ``DataDitolak`` with every fault of what is said of the list."""
    salah = []
    punya = katalog.satu(node, kepala.program) if kepala.program else None
    if kepala.program != bantuan.DTSEN and (punya is None or not punya.aktif):
        salah.append(Kesalahan("daftar_program_tidak_ada", "program"))
    elif punya is not None and punya.penetap != "luar":
        salah.append(Kesalahan("daftar_bukan_luar", "program", isi={"nama": punya.nama}))
    if not kepala.sumber:
        salah.append(Kesalahan("daftar_tanpa_sumber", "sumber"))
    if kepala.per_tanggal > date.today():
        salah.append(Kesalahan("daftar_tanggal_mendatang", "per_tanggal"))
    if kepala.masa and not is_masa(kepala.masa):
        salah.append(Kesalahan("daftar_masa_salah", "masa"))
    if not is_code(kepala.wilayah) or not within(kepala.wilayah, node.code):
        salah.append(Kesalahan("desa_tidak_dikenal", "wilayah"))
    if not salah and (atas := penetapan_atas.milik_atas(node, kepala.program, kepala.wilayah)):
        salah.append(
            Kesalahan("daftar_milik_atas", "program", isi={"program": kepala.program, "kantor": nama_pendek(atas)})
        )
    ada = None if salah else terbaru(node, kepala)
    if ada and ada > kepala.per_tanggal and not setuju_lama:
        isi = {"ada": teks_tanggal(ada), "program": punya.singkatan if punya else kepala.program}
        salah.append(Kesalahan("daftar_lebih_lama", "per_tanggal", isi=isi))
    if salah:
        raise DataDitolak(salah)


def terbaru(node, kepala: Kepala) -> date | None:
    """The latest day a list of this program told of any part of that area, whoever took it in."""
    rows = node.engine.run(
        "SELECT wilayah, per_tanggal FROM sb_daftar_luar WHERE program = ? AND keadaan = ?", (kepala.program, BERLAKU)
    )
    kena = [
        katalog.hari(per) for satu, per in rows if within(satu, kepala.wilayah) or within(kepala.wilayah, satu)
    ]  # fmt: skip
    return max(kena, default=None)


# ---- what it would do


def rencanakan(node, kepala: Kepala, baris: Sequence[Baris]) -> Rencana:
    """Hold the lines of a list against what this node has of it. Nothing is stored."""
    rencana = Rencana(kepala)
    ada, atas = _yang_berjalan(node, kepala), penetapan_atas.wilayah_atas(node, kepala.program)
    for satu in baris:
        if not satu.sisih and any(within(satu.wilayah, di) for di in atas):
            satu.sisih = MILIK_ATAS
        lama = None if satu.sisih else ada.pop((satu.wilayah, satu.kunci), None)
        nasib = DISISIHKAN if satu.sisih else BARU if lama is None else TETAP if _sama(lama, satu.isi) else UBAH
        rencana.baris.append((nasib, satu, lama))
    rencana.berakhir = list(ada.values())
    rencana.tanpa_penduduk = frozenset(_tak_dikenal(node, baris))
    return rencana


def _yang_berjalan(node, kepala: Kepala) -> dict[tuple, dict]:
    """(village, key) -> this node's row, of those of this program that have not ended, in the list's area."""
    nama = ("id", "wilayah", *SIMPAN)
    rows = node.engine.run(
        f"SELECT {', '.join(nama)} FROM sb_penetapan WHERE program = ? AND node = ? AND sampai IS NULL ORDER BY id",
        (kepala.program, node.code),
    )
    semua = (dict(zip(nama, satu, strict=True)) for satu in rows)
    return {
        (satu["wilayah"], kunci(satu["nik"], satu["nama"], satu["no_kk"])): satu
        for satu in semua
        if within(satu["wilayah"], kepala.wilayah)
    }


def _sama(lama: dict, isi: dict) -> bool:
    return all(lama[nama] == isi[nama] for nama in _ISI)


def _tak_dikenal(node, baris: Sequence[Baris]) -> Iterable[int]:
    """Lines whose number no resident here has or had."""
    nomor = sorted({satu.isi["nik"] for satu in baris if satu.isi.get("nik")})
    kenal: set[str] = set()
    for awal in range(0, len(nomor), 5_000):
        pilih, isi = node.engine.ids(nomor[awal : awal + 5_000])
        sql = f"SELECT nik FROM sb_penduduk WHERE nik IN ({pilih}) UNION SELECT nik FROM sb_nik_kenal WHERE nik IN ({pilih})"
        kenal |= {satu[0] for satu in node.engine.run(sql, (*isi, *isi))}
    return (satu.nomor for satu in baris if not satu.sisih and satu.isi["nik"] not in kenal)


# ---- taking it


def terapkan(
    node,
    operator: Operator,
    kepala: Kepala,
    baris: Sequence[Baris],
    maju: Maju | None = None,
    setuju_lama: bool = False,
) -> tuple:
    """Take a list: ``(its row, what was done)``. One transaction; a memory stays by which it can be taken back.

    Raises ``DataDitolak``, also for what came since it was looked through: a later list, or one from above.
    """
    with rekam.transaksi(node):
        periksa_kepala(node, kepala, setuju_lama)
        rencana = rencanakan(node, kepala, baris)
        if not any(nasib != DISISIHKAN for nasib, *_ in rencana.baris):
            raise DataDitolak([Kesalahan("daftar_tanpa_desa", "berkas")])
        daftar = _kepala(node, operator, rencana)
        _lupakan(node, daftar)
        semua = [*_baris(node, daftar, rencana), *_habis(daftar, rencana)]
        for awal in range(0, len(semua), KELOMPOK):
            _simpan(node, daftar.id, semua[awal : awal + KELOMPOK])
            if maju:
                maju("Menyimpan baris", min(awal + KELOMPOK, len(semua)), len(semua))
        catat_daftar(node, operator, "impor", daftar)
    return daftar, rencana


def _kepala(node, operator: Operator, rencana: Rencana) -> DaftarLuar:
    kepala, jumlah = rencana.kepala, rencana.jumlah()
    daftar = DaftarLuar(
        id=new_id(), node=node.code, wilayah=kepala.wilayah, program=kepala.program, masa=kepala.masa,
        per_tanggal=kepala.per_tanggal, sumber=kepala.sumber[:120], nama_berkas=kepala.nama_berkas[:200] or None,
        jumlah=sum(jumlah[nama] for nama in (BARU, UBAH, TETAP)), keadaan=BERLAKU, oleh=operator.nama, pada=now(),
    )  # fmt: skip
    daftar.save(force_insert=True)
    node.engine.run(
        "INSERT INTO sb_daftar_hasil (daftar_id, baru, tetap, ubah, berakhir, disisihkan) VALUES (?, ?, ?, ?, ?, ?)",
        (daftar.id, *(jumlah[nama] for nama in (BARU, TETAP, UBAH, BERAKHIR, DISISIHKAN))),
    )
    return daftar


def _lupakan(node, baru: DaftarLuar) -> None:
    """Of lists about the same place only the last ``DIINGAT`` can be taken back, one after the other."""
    rows = node.engine.run(
        "SELECT id, wilayah FROM sb_daftar_luar d WHERE program = ? AND node = ? AND keadaan = ? AND id <> ?"
        " AND EXISTS (SELECT 1 FROM sb_daftar_ingat i WHERE i.daftar_id = d.id) ORDER BY pada DESC, id DESC",
        (baru.program, node.code, BERLAKU, baru.id),
    )
    kena = [id for id, di in rows if within(di, baru.wilayah) or within(baru.wilayah, di)]
    for id in kena[DIINGAT - 1 :]:
        node.engine.run("DELETE FROM sb_daftar_ingat WHERE daftar_id = ?", (id,))


def _baris(node, daftar: DaftarLuar, rencana: Rencana) -> Iterable[tuple[dict, str | None]]:
    """(the row to store, what stood there before as JSON, None where it is new)."""
    pernah = _pernah(node, rencana)
    for nasib, satu, lama in rencana.baris:
        if nasib == DISISIHKAN:
            continue
        baru = {nama: satu.isi[nama] for nama in (*_ISI, "mulai")}
        baru |= {
            "wilayah": satu.wilayah, "sampai": None, "daftar_id": daftar.id, "per_tanggal": daftar.per_tanggal,
            "sumber": daftar.sumber,
        }  # fmt: skip
        if lama is None:
            ke = pernah[satu.wilayah, satu.kunci]
            baru["id"] = derived_id("penetapan", node.code, daftar.program, satu.wilayah, *satu.kunci, str(ke))
            yield baru, None
        else:
            baru |= {"id": lama["id"], "mulai": katalog.hari(lama["mulai"])}
            yield baru, _ingatan(lama)


def _pernah(node, rencana: Rencana) -> Counter:
    """(village, key) -> how many rows that ended there are: who is named again begins anew, the gap stays seen."""
    rows = node.engine.run(
        "SELECT wilayah, nik, nama, no_kk FROM sb_penetapan WHERE program = ? AND node = ? AND sampai IS NOT NULL",
        (rencana.kepala.program, node.code),
    )
    return Counter((wilayah, kunci(nik, nama, no_kk)) for wilayah, nik, nama, no_kk in rows)


def _habis(daftar: DaftarLuar, rencana: Rencana) -> Iterable[tuple[dict, str]]:
    """Rows the list names no longer: they ended the day before it tells of."""
    sehari_sebelum = daftar.per_tanggal - timedelta(days=1)
    for lama in rencana.berakhir:
        mulai = katalog.hari(lama["mulai"])
        akhir = {"sampai": max(mulai, sehari_sebelum), "mulai": mulai, "per_tanggal": katalog.hari(lama["per_tanggal"])}
        yield lama | akhir, _ingatan(lama)


def _ingatan(lama: dict) -> str:
    return json.dumps({nama: rekam.sebagai_teks(lama[nama]) for nama in SIMPAN}, ensure_ascii=False)


def _simpan(node, daftar_id: str, semua: Sequence[tuple[dict, str | None]]) -> None:
    program = node.engine.value("SELECT program FROM sb_daftar_luar WHERE id = ?", (daftar_id,))
    nama = ("id", "node", "wilayah", "program", *SIMPAN)
    rows = [
        tuple(rekam.sebagai_teks(({"node": node.code, "program": program} | satu)[kolom]) for kolom in nama)
        for satu, _ in semua
    ]
    node.engine.upsert("sb_penetapan", nama, "id", rows)
    node.engine.many(
        "INSERT INTO sb_daftar_ingat (daftar_id, penetapan_id, isi) VALUES (?, ?, ?)",
        [(daftar_id, satu["id"], ingatan) for satu, ingatan in semua],
    )


def catat_daftar(node, operator: Operator, aksi: str, daftar: DaftarLuar, catatan: str = "") -> None:
    label = f"Daftar {daftar.program} per {teks_tanggal(daftar.per_tanggal)}, {daftar.jumlah} baris"
    catat(node.engine, operator, aksi, "daftar_luar", daftar.id, daftar.wilayah, label=label, catatan=catatan or None)
