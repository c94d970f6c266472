"""At the village: the proposals that were answered, with who said what."""

from dataclasses import dataclass

from .tables import DITERIMA


@dataclass(frozen=True)
class Terjawab:
    """One proposal that was taken or declined; ``hasil_id``: the resident that was changed or made."""

    id: str
    nama: str
    sumber: str
    baru: bool
    keputusan: str
    alasan: str | None
    hasil_id: str | None
    oleh: str
    pada: str

    @property
    def diterima(self) -> bool:
        return self.keputusan == DITERIMA


def terjawab(node, mulai: int, banyak: int) -> list[Terjawab]:
    """The answered proposals of this village, the latest first."""
    rows = node.engine.run(
        "SELECT u.id, u.nama, u.sumber, CASE WHEN u.untuk_id IS NULL THEN 1 ELSE 0 END, t.keputusan, t.alasan, t.hasil_id,"
        " t.oleh, t.pada FROM sb_tanggapan t JOIN sb_usulan_data u ON u.id = t.untuk_id"
        " WHERE u.wilayah = ? ORDER BY t.pada DESC, t.id LIMIT ? OFFSET ?",
        (node.code, banyak, mulai),
    )
    return [Terjawab(id, nama, sumber, bool(baru), *lain) for id, nama, sumber, baru, *lain in rows]


def jumlah_terjawab(node) -> int:
    """How many proposals of this village were answered."""
    return node.engine.value(
        "SELECT count(*) FROM sb_tanggapan t JOIN sb_usulan_data u ON u.id = t.untuk_id WHERE u.wilayah = ?",
        (node.code,),
    )
