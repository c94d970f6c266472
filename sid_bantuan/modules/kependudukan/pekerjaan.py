"""Long work in the background: it can be left and found again, and a killed process leaves it marked, not half done.

The work runs in a thread of this process with a connection of its own. Its state is a row
of ``sb_pekerjaan``; how far it is stands in a small file beside its lock, because the
database may be inside the work's one transaction. The lock falls with the process: work
that says it is running while nobody holds its lock was interrupted.
"""

import json
import logging
import os
import tempfile
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from ...domain.ids import new_id
from ...domain.peran import Operator
from ...sync.node import Node
from ...sync.schema import now

log = logging.getLogger("sid_bantuan.pekerjaan")

MENUNGGU, BERJALAN, SIAP, SELESAI, GAGAL, TERPUTUS = "menunggu", "berjalan", "siap", "selesai", "gagal", "terputus"
"""``siap``: one stage is done and the next waits for the operator's word."""

BERAKHIR = (SELESAI, GAGAL, TERPUTUS)
DISIMPAN = 10
"""How many pieces of finished work of one kind are kept, with their files."""
SETIAP = 0.2
"""Seconds between two notes of how far the work is."""


@dataclass(frozen=True)
class Pekerjaan:
    """One piece of work as people see it: ``langkah`` in words, ``maju`` of ``jumlah`` (0 where nothing is known yet)."""

    id: str
    jenis: str
    judul: str
    keadaan: str
    tahap: str
    pesan: str
    isi: dict
    oleh: str
    pada: str
    ada_hasil: bool = False
    langkah: str = ""
    maju: int = 0
    jumlah: int = 0

    @property
    def berjalan(self) -> bool:
        return self.keadaan in (MENUNGGU, BERJALAN)

    @property
    def kemajuan(self) -> dict:
        """How far it is, as the script of the page that waits reads it."""
        return {"berjalan": self.berjalan, "langkah": self.langkah, "maju": self.maju, "jumlah": self.jumlah}


@dataclass
class Hasil:
    """What the work leaves: how it ended, a sentence, figures, a file to download, and rows to look through."""

    keadaan: str = SELESAI
    pesan: str = ""
    isi: dict = field(default_factory=dict)
    berkas: bytes | None = None
    rincian: list | None = None


class Gagal(Exception):
    """The work cannot be done; the text is for the person at the desk."""


Maju = Callable[[str, int, int], None]
"""Called with the step in words, how much is done, and of how much."""
Kerja = Callable[[Node, Maju], Hasil]


def buat(node, operator: Operator, jenis: str, judul: str, berkas: bytes | None = None, isi: dict | None = None) -> str:
    """Write down a new piece of work, with the file it is about; its id. Old finished work is cleared away.

    ``isi``: what was said beside the file, kept also where a stage fails.
    """
    id, saat = new_id(), now()
    with node.engine.transaction():
        node.engine.run(
            "INSERT INTO sb_pekerjaan (id, jenis, wilayah, judul, keadaan, tahap, berkas, isi, oleh_id, oleh, pada, diubah)"
            " VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?)",
            (
                id,
                jenis,
                node.code,
                judul[:150],
                MENUNGGU,
                berkas,
                isi and json.dumps(isi, ensure_ascii=False),
                operator.id[:64],
                operator.nama[:100],
                saat,
                saat,
            ),
        )
        _bersihkan(node, jenis)
    return id


def mulai(node, id: str, dari: tuple[str, ...], tahap: str, kerja: Kerja) -> bool:
    """Start a stage in the background, if the work still is in one of the states ``dari``.

    False where it is not: a second click finds the first one's work under way.
    """
    # The lock comes first: whoever reads the row must never find it running with nobody at it.
    kunci = _kunci(id)
    try:
        kunci.acquire(timeout=SETIAP)
    except Timeout:
        return False
    if not _ambil(node, id, dari, tahap):
        kunci.release()
        return False
    lain = Node(node.engine, node.code, node.catalog)
    threading.Thread(target=_jalankan, args=(lain, id, kerja, kunci), daemon=True, name=f"pekerjaan-{id[:8]}").start()
    return True


def _ambil(node, id: str, dari: tuple[str, ...], tahap: str) -> bool:
    """Claim the stage by compare and update."""
    ditandai = ", ".join("?" * len(dari))
    with node.engine.transaction():
        return bool(
            node.engine.run(
                "UPDATE sb_pekerjaan SET keadaan = ?, tahap = ?, pesan = NULL, diubah = ?"
                f" WHERE id = ? AND keadaan IN ({ditandai}) RETURNING id",
                (BERJALAN, tahap, now(), id, *dari),
            )
        )


def _jalankan(node: Node, id: str, kerja: Kerja, kunci: FileLock) -> None:
    try:
        with node.engine.database.connection_context():
            _tulis_hasil(node, id, _lindungi(node, id, kerja))
    except Exception:
        log.exception("Hasil pekerjaan %s tidak dapat ditulis", id)
    finally:
        kunci.release()
        for sisa in (_catatan(id), Path(kunci.lock_file)):
            with suppress(OSError):
                sisa.unlink()


def _lindungi(node: Node, id: str, kerja: Kerja) -> Hasil:
    try:
        return kerja(node, _pencatat(id))
    except Gagal as salah:
        return Hasil(GAGAL, str(salah))
    except Exception:
        log.exception("Pekerjaan %s gagal", id)
        return Hasil(GAGAL, "Terjadi kesalahan, dan tidak ada yang disimpan. Rinciannya ada di log; coba sekali lagi.")


def _tulis_hasil(node: Node, id: str, hasil: Hasil) -> None:
    """Write how it ended. The file it was about, full of people's data, goes as soon as nothing needs it any more."""
    # A stage that failed says nothing new: what was known before it stays.
    isi = json.dumps(hasil.isi, ensure_ascii=False) if hasil.isi or hasil.keadaan != GAGAL else None
    rincian = None if hasil.rincian is None else zlib.compress(json.dumps(hasil.rincian, ensure_ascii=False).encode())
    with node.engine.transaction():
        node.engine.run(
            "UPDATE sb_pekerjaan SET keadaan = ?, pesan = ?, isi = COALESCE(?, isi), hasil = COALESCE(?, hasil),"
            " rincian = COALESCE(?, rincian), berkas = CASE WHEN ? = ? THEN NULL ELSE berkas END, diubah = ? WHERE id = ?",
            (hasil.keadaan, hasil.pesan[:500], isi, hasil.berkas, rincian, hasil.keadaan, SELESAI, now(), id),
        )


def baca(node, id: str) -> Pekerjaan | None:
    """One piece of work as it stands; what was interrupted says so from now on."""
    ada = _pilih(node, "id = ?", (id,))
    return ada[0] if ada else None


def daftar(node, jenis: str, banyak: int = DISIMPAN) -> list[Pekerjaan]:
    """The latest work of one kind, the newest first."""
    return _pilih(node, "jenis = ? ORDER BY id DESC LIMIT ?", (jenis, banyak))


def _pilih(node, syarat: str, nilai: tuple) -> list[Pekerjaan]:
    baris = node.engine.run(
        "SELECT id, jenis, judul, keadaan, tahap, pesan, isi, oleh, pada, CASE WHEN hasil IS NULL THEN 0 ELSE 1 END"
        f" FROM sb_pekerjaan WHERE {syarat}",
        nilai,
    )
    return [_lengkapi(node, *satu) for satu in baris]


def _lengkapi(node, id, jenis, judul, keadaan, tahap, pesan, isi, oleh, pada, ada_hasil) -> Pekerjaan:
    kemajuan = ("", 0, 0)
    if keadaan == BERJALAN:
        if _hidup(id):
            kemajuan = _kemajuan(id)
        else:
            keadaan, pesan = _tandai_terputus(node, id)
    isi = json.loads(isi) if isi else {}
    return Pekerjaan(id, jenis, judul, keadaan, tahap, pesan or "", isi, oleh, pada, bool(ada_hasil), *kemajuan)


def _tandai_terputus(node, id: str) -> tuple[str, str]:
    pesan = "Terputus di tengah jalan, misalnya karena listrik padam. Tidak ada yang tersimpan setengah. Ulangi saja."
    with node.engine.transaction():
        node.engine.run(
            "UPDATE sb_pekerjaan SET keadaan = ?, pesan = ?, diubah = ? WHERE id = ? AND keadaan = ?",
            (TERPUTUS, pesan, now(), id, BERJALAN),
        )
        # It may have ended properly between the two looks.
        keadaan, pesan = node.engine.one("SELECT keadaan, pesan FROM sb_pekerjaan WHERE id = ?", (id,))
    return keadaan, pesan


def berkas(node, id: str, kolom: str = "berkas") -> bytes | None:
    """The file the work is about, or the one it left (``hasil``)."""
    if kolom not in ("berkas", "hasil"):
        raise ValueError(kolom)
    isi = node.engine.value(f"SELECT {kolom} FROM sb_pekerjaan WHERE id = ?", (id,))
    return bytes(isi) if isi is not None else None


def rincian(node, id: str) -> list:
    """The rows the work left to look through."""
    isi = node.engine.value("SELECT rincian FROM sb_pekerjaan WHERE id = ?", (id,))
    return json.loads(zlib.decompress(bytes(isi))) if isi is not None else []


def hapus(node, id: str) -> None:
    """Forget a piece of work and its files; what is running stays."""
    node.engine.run("DELETE FROM sb_pekerjaan WHERE id = ? AND keadaan <> ?", (id, BERJALAN))


def _bersihkan(node, jenis: str) -> None:
    """Uploaded sheets are full of people's data: none is kept longer than it is of use."""
    node.engine.run(
        "DELETE FROM sb_pekerjaan WHERE jenis = ? AND keadaan <> ? AND id NOT IN"
        " (SELECT id FROM sb_pekerjaan WHERE jenis = ? ORDER BY id DESC LIMIT ?)",
        (jenis, BERJALAN, jenis, DISIMPAN),
    )


# ---- how far it is, and whether anybody is at it


def _tempat() -> Path:
    siapa = os.getuid() if hasattr(os, "getuid") else "pengguna"
    tempat = Path(tempfile.gettempdir()) / f"sid-bantuan-{siapa}"
    tempat.mkdir(mode=0o700, exist_ok=True)
    return tempat


def _kunci(id: str) -> FileLock:
    return FileLock(_tempat() / f"{id}.lock", thread_local=False)


def _catatan(id: str) -> Path:
    return _tempat() / f"{id}.json"


def _hidup(id: str) -> bool:
    """Whether some process holds the work's lock."""
    kunci = _kunci(id)
    try:
        kunci.acquire(timeout=0)
    except Timeout:
        return True
    kunci.release()
    return False


def _pencatat(id: str) -> Maju:
    terakhir = 0.0

    def maju(langkah: str, selesai: int, jumlah: int) -> None:
        nonlocal terakhir
        saat = time.monotonic()
        if saat - terakhir < SETIAP and 0 < selesai < jumlah:
            return
        terakhir = saat
        with suppress(OSError):
            _catatan(id).write_text(json.dumps([langkah, selesai, jumlah]), encoding="utf-8")

    return maju


def _kemajuan(id: str) -> tuple[str, int, int]:
    try:
        langkah, maju, jumlah = json.loads(_catatan(id).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "", 0, 0
    return langkah, maju, jumlah
