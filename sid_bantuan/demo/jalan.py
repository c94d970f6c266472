"""The road driven without a browser: import, sync, verdicts both ways, a correction, a second round, proof."""

import time
from collections.abc import Callable
from pathlib import Path

from ..domain.wilayah import parent
from ..modules.kependudukan.cli import impor_penduduk
from ..modules.kependudukan.contoh_berkas import tulis_desa
from ..modules.verval.putusan import nilai
from ..modules.verval.tables import PERLU_PERBAIKAN, VALID
from ..sync import digest, enrol, rounds
from ..sync.courier import Courier
from ..sync.freeze import freshen
from ..sync.local import drain_all
from ..sync.node import Node
from ..sync.transport import Http
from . import bantuan, peristiwa, surat
from .proses import Gagal, Kumpulan
from .tempat import DESA, KABUPATEN, KECAMATAN, SEMUA, Tempat, petugas, sebagai

DIKEMBALIKAN, DIPERIKSA_KABUPATEN = 5, 3
Kata = Callable[[str], None]


def isi_desa(tempat: dict[str, Tempat], jumlah: int, kata: Kata) -> dict[str, Path]:
    """Generate each village's sheet and import it; the sheets by code."""
    sheets = {}
    for kode in DESA:
        sheet, rows = tulis_desa(kode, tempat[kode].folder, jumlah)
        with sebagai(tempat[kode]) as node:
            plan = impor_penduduk(node, sheet)
        counts = plan.jumlah()
        kata(f"{tempat[kode].nama}: {rows} baris Excel, {counts['baru']} diambil, {counts['tolak']} ditolak.")
        sheets[kode] = sheet
    return sheets


def daftarkan(tempat: dict[str, Tempat], kata: Kata) -> None:
    """Enrol every node with the one above, with a one-time code; the servers are running."""
    for kode in SEMUA[1:]:
        above = tempat[parent(kode)]
        with sebagai(above) as node:
            code = enrol.issue_code(node, kode)
        with sebagai(tempat[kode]) as node:
            Courier(node, Http(above.url)).enrol(above.kode, above.url, code)
    kata("Semua terdaftar dengan kode sekali pakai.")


def putaran(tempat: dict[str, Tempat], kata: Kata, pulang: bool = True) -> None:
    """Carry everything up and, where there are answers to bring home, every answer down and what follows from it up."""
    for _ in range(1 + pulang):
        for kode in (*DESA, KECAMATAN):
            _kurir(tempat[kode])
    for satu in tempat.values():
        with sebagai(satu) as node:
            drain_all(node)
    kata("Satu putaran sinkronisasi selesai.")


def _kurir(tempat: Tempat) -> None:
    """One round of a node's courier, over HTTP to the server process above. Raises ``Gagal``."""
    with sebagai(tempat) as node:
        done = rounds.run(node, tempat.folder)
    if not done.ok:
        raise Gagal(f"Sinkronisasi {tempat.kode} gagal: {done.sentence}")


def nilai_semua(tempat: dict[str, Tempat], kata: Kata) -> int:
    """The kecamatan's steward returns the riskiest of each village and finds the unwarned valid; the kabupaten a few."""
    given = 0
    with sebagai(tempat[KECAMATAN]) as node:
        for kode in DESA:
            given += _nilai(node, _antrean(node, kode, "risiko DESC", DIKEMBALIKAN), PERLU_PERBAIKAN, "perlu_bukti")
            given += _nilai(node, _antrean(node, kode, "id", 10**6, "AND peringatan = 0"), VALID)
    with sebagai(tempat[KABUPATEN]) as node:
        for kode in DESA:
            chosen = _antrean(node, kode, "id", DIPERIKSA_KABUPATEN, "AND peringatan = 0")
            given += _nilai(node, chosen, PERLU_PERBAIKAN, "isian_belum_lengkap")
    kata(f"{given} putusan diberikan.")
    return given


def nilai_ulang(tempat: dict[str, Tempat], kata: Kata) -> int:
    """The steward finds what the villages mended valid."""
    with sebagai(tempat[KECAMATAN]) as node:
        mended = dict(
            node.engine.run(
                "SELECT a.id, a.hash FROM sb_antrean a WHERE a.keadaan = 'menunggu'"
                " AND EXISTS (SELECT 1 FROM sb_perbaikan p WHERE p.rekam_id = a.id AND p.keadaan = 'selesai')"
            )
        )
        given = _nilai(node, mended, VALID)
    kata(f"{given} perbaikan dinyatakan valid.")
    return given


def _antrean(node: Node, kode: str, order: str, limit: int, which: str = "") -> dict[str, str]:
    rows = node.engine.run(
        f"SELECT id, hash FROM sb_antrean WHERE keadaan = 'menunggu' AND jenis = 'penduduk' AND wilayah = ? {which}"
        f" ORDER BY {order} LIMIT ?",
        (kode, limit),
    )
    return dict(rows)


def _nilai(node: Node, chosen: dict[str, str], putusan: str, alasan: str | None = None) -> int:
    return len(nilai(node, petugas(node, "wali_data"), "penduduk", chosen, putusan, alasan).dinilai) if chosen else 0


def perbaiki(tempat: dict[str, Tempat], kata: Kata) -> int:
    """Each village corrects every resident that came back; how many."""
    mended = 0
    for kode in DESA:
        with sebagai(tempat[kode]) as node:
            for (row_id,) in node.engine.run("SELECT rekam_id FROM sb_perbaikan WHERE keadaan = 'terbuka'"):
                node.engine.run("UPDATE sb_penduduk SET telepon = '081200000000' WHERE id = ?", (row_id,))
                mended += 1
    kata(f"{mended} data diperbaiki oleh desa.")
    return mended


def bukti(tempat: dict[str, Tempat], given: int) -> dict:
    """Counts per node, and whether both ends of every link hold the same, by digests computed anew."""
    nodes, roots = {}, {}
    arrived = lapsed = 0
    for kode in SEMUA:
        with sebagai(tempat[kode]) as node:
            nodes[kode] = _hitung(node)
            roots |= _sidik(node)
            if kode in DESA:
                arrived += node.engine.value("SELECT count(*) FROM sb_verval")
                lapsed += _gugur(node)
    equal = all(
        roots[child, parent(child), near] == roots[parent(child), child, near]
        for child in SEMUA[1:]
        for near in (True, False)
    )
    return {
        "equal": equal and not any(one["pending"] for one in nodes.values()),
        "nodes": nodes,
        "verval": {"given": given, "arrived": arrived, "lapsed": lapsed},
    }


def _hitung(node: Node) -> dict:
    engine = node.engine
    rows = {one.name: engine.value(f"SELECT count(*) FROM {one.table}") for one in node.catalog}
    return {
        "rows": rows,
        "pending": engine.value("SELECT count(*) FROM sb_pending WHERE peer <> ''"),
        "refused": engine.value("SELECT count(*) FROM sb_refused_in"),
    }


def _sidik(node: Node) -> dict:
    with node.engine.transaction():
        node.begin_step()
        freshen(node)
        node.digest.flush()
        for link in node.links():
            digest.recompute(node, link.peer)
    return {
        (node.code, link.peer, near): digest.root(node.engine, link.peer, near)
        for link in node.links()
        for near in (True, False)
    }


def _gugur(node: Node) -> int:
    """Verdicts whose judged content is no longer what the record says."""
    rows = node.engine.run("SELECT v.hash_dinilai, r.h FROM sb_verval v LEFT JOIN sb_row r ON r.id = v.rekam_id")
    return sum(h is None or bytes(h).hex() != judged for judged, h in rows)


def sekali(tempat: dict[str, Tempat], jumlah: int, kata: Kata) -> dict:
    """Drive the whole road once; the figures, with ``equal`` true only if every digest agreed."""
    began = time.monotonic()
    isi_desa(tempat, jumlah, kata)
    with Kumpulan() as kumpulan:
        for kode in (KABUPATEN, KECAMATAN):
            kumpulan.serve(tempat[kode])
        for kode in (KABUPATEN, KECAMATAN):
            kumpulan.wait_for(tempat[kode].url)
        daftarkan(tempat, kata)
        putaran(tempat, kata, pulang=False)
        given = nilai_semua(tempat, kata)
        putaran(tempat, kata)
        perbaiki(tempat, kata)
        putaran(tempat, kata)
        given += nilai_ulang(tempat, kata)
        putaran(tempat, kata)
        lampid = peristiwa.jalankan(tempat, putaran, kata)
        letters = surat.jalankan(tempat, putaran, kata)
        aid = bantuan.jalankan(tempat, putaran, kata)
    given += lampid["verdicts"]["given"]
    proof = bukti(tempat, given) | {"lampid": lampid, "surat": letters, "bantuan": aid}
    return proof | {"seconds": round(time.monotonic() - began, 1)}
