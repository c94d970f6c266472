"""The news that goes back to where a move began: taken in at the other village, or declined and why."""

from collections.abc import Sequence

from ...domain.ids import derived_id
from ...domain.lampid import DATANG
from ...domain.wilayah_nama import nama_pendek
from ...sync.schema import now
from .masuk_baca import Masuk, baca_banyak
from .masuk_teks import teks
from .tables import DICABUT, DITERIMA, DITOLAK, MENUNGGU, PEMBERITAHUAN


def id_kabar(masuk_id: str) -> str:
    """The one news about what waited under this id."""
    return derived_id("kabar", masuk_id)


def kabarkan(node, mutasi_ids: Sequence[str]) -> None:
    """Make the news about these moves say what the other villages answered, within the caller's transaction."""
    pilih, nilai = node.engine.ids(mutasi_ids)
    syarat = f"s.node = ? AND s.jenis = ? AND s.mutasi_id IN ({pilih})"
    for satu in baca_banyak(node, syarat, (node.code, DATANG, *nilai)):
        asal = node.engine.value("SELECT wilayah FROM sb_mutasi WHERE id = ?", (satu.mutasi_id,))
        if asal:
            _tulis(node, satu, asal)


def _tulis(node, satu: Masuk, asal: str) -> None:
    id, kolom = id_kabar(satu.id), _kolom(node, satu)
    if kolom is None:
        node.engine.run("UPDATE sb_mutasi_masuk SET keadaan = ? WHERE id = ?", (DICABUT, id))
        return
    nama = ("id", "node", "wilayah", "pada", *kolom)
    node.engine.run(
        f"INSERT INTO sb_mutasi_masuk ({', '.join(nama)}) VALUES ({', '.join('?' * len(nama))}) ON CONFLICT DO NOTHING",
        (id, node.code, asal, now(), *kolom.values()),
    )
    isi = ", ".join(f"{satu} = ?" for satu in kolom)
    node.engine.run(f"UPDATE sb_mutasi_masuk SET {isi} WHERE id = ?", (*kolom.values(), id))


def _kolom(node, satu: Masuk) -> dict | None:
    """The news as columns; None where there is none (any more)."""
    if satu.letak not in (DITERIMA, DITOLAK):
        return None
    desa = nama_pendek(satu.wilayah)
    if satu.letak == DITERIMA:
        kata = f"{satu.nama} sudah dicatat datang di {desa}."
    else:
        kata = f"{desa} menolak kedatangan {satu.nama}: {satu.alasan or 'tanpa alasan'}."
    rincian = {"kabar": satu.letak, "alasan": satu.alasan, "nama": satu.nama, "hasil_id": satu.hasil_id}
    return {
        "jenis": PEMBERITAHUAN, "keadaan": MENUNGGU, "mutasi_id": satu.mutasi_id, "tgl_peristiwa": satu.tgl_peristiwa,
        "tgl_lapor": satu.tgl_lapor, "lawan_wilayah": satu.wilayah, "rincian": teks(rincian),
        "keterangan": kata[:500], "oleh": _oleh(node, satu),
    }  # fmt: skip


def _oleh(node, satu: Masuk) -> str:
    """Who answered, over there."""
    oleh = node.engine.value("SELECT oleh FROM sb_mutasi WHERE id = ?", (satu.hasil_id,)) if satu.hasil_id else None
    return (satu.dijawab_oleh or oleh or "Operator desa")[:100]
