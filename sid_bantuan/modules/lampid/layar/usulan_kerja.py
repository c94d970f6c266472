"""Answering many proposals at once, in the background: each is answered wholly or not at all."""

import hashlib
import json
from collections.abc import Sequence

from ....domain.peran import Operator
from ....sync.local import drain
from ...kependudukan import pekerjaan
from ..usulan import Hasil, Usulan, jawab_banyak

JENIS = "jawab_usulan"
SEKALI = 25
"""How many are answered between two notes of how far it is."""


def sidik(semua: Sequence[Usulan]) -> str:
    """A mark of exactly these proposals as they are shown: what is answered must be what was seen."""
    isi = [(satu.id, satu.beda) for satu in semua]
    return hashlib.sha256(json.dumps(isi, default=str).encode()).hexdigest()[:32]


def berjalan(node) -> str | None:
    """The id of such work that is under way, or None."""
    return next((satu.id for satu in pekerjaan.daftar(node, JENIS) if satu.berjalan), None)


def mulai(node, operator: Operator, ids: Sequence[str], alasan: str | None, kolom: str | None) -> str:
    """Answer these in the background: decline them for ``alasan``, else take them or one column of each. The work's id."""
    judul = f"Menolak {len(ids)} usulan" if alasan else f"Menerima {len(ids)} usulan"
    id = pekerjaan.buat(node, operator, JENIS, judul)
    pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "jawab", _kerja(operator, list(ids), alasan, kolom))
    return id


def _kerja(operator: Operator, ids: list[str], alasan: str | None, kolom: str | None) -> pekerjaan.Kerja:
    def kerja(node, maju):
        hasil = Hasil()
        for awal in range(0, len(ids), SEKALI):
            maju("Menjawab usulan", awal, len(ids))
            bagian = jawab_banyak(node, operator, ids[awal : awal + SEKALI], alasan, kolom)
            hasil.selesai += bagian.selesai
            hasil.gagal += bagian.gagal
        maju("Menyusun pencarian dan peringatan", len(ids), len(ids))
        while drain(node):
            pass
        isi = {"selesai": hasil.selesai, "gagal": len(hasil.gagal), "menolak": bool(alasan)}
        return pekerjaan.Hasil(pekerjaan.SELESAI, "", isi, None, [list(satu) for satu in hasil.gagal])

    return kerja
