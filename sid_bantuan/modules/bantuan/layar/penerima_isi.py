"""What the page of a recipient shows at every level: who he is and was, how he stands, what is said against it."""

from ....domain import bantuan as kata
from ...kependudukan.layar.dasar import peringatan
from ...kependudukan.layar.sambungan import sisipan
from ...verval.putusan import keadaan as keadaan_verval
from .. import boleh, penerima, penerima_catat, penerima_orang
from .. import program as katalog
from ..tables import Penerima, PutusanAturan
from .penerima_dasar import NADA, baca_kini

TEMPLAT = "sid_bantuan/bantuan/penerima.html"


def tentang(node, satu: Penerima) -> dict:
    """What the template shows of him; on ``satu`` itself stands what follows from the register."""
    baca_kini([satu])
    warga = penerima_orang.penduduk(node, satu)
    program = katalog.satu(node, satu.program, satu.wilayah)
    return {
        "satu": satu, "program": program, "warga": warga, "kata": kata, "NADA": NADA,
        "kini": penerima_orang.identitas(warga) if warga else None,
        "langkah": penerima_catat.langkah(satu.id)[::-1],
        "verval": keadaan_verval(node, [satu.id]), "peringatan": peringatan(node, [satu.id]).get(satu.id, []),
        "putusan": list(
            PutusanAturan.select().where(PutusanAturan.untuk_id == satu.id, PutusanAturan.wilayah == satu.wilayah)
        ),
        "jawaban": _jawaban(node, satu, program, warga),
        "digantikan": _lain(satu, satu.menggantikan_id), "pengganti": penerima.pengganti(satu.id),
        "komponen": _komponen(node, satu, program), "sisipan_bawah": sisipan("penerima.bawah", node, satu),
    }  # fmt: skip


def _jawaban(node, satu: Penerima, program, warga):
    """What the rules say today. Of whom it was written that he receives no more, nothing is asked; nor of an heir what
    was asked of the deceased."""
    if warga is None or satu.keadaan not in kata.MEMAKAI_KUOTA or (program and program.karena_kematian):
        return None
    return boleh.satu(node, warga.id, program.kode if program else satu.program, dinilai=satu.id)


def _lain(satu: Penerima, id: str | None) -> Penerima | None:
    """Another recipient of the same village."""
    return Penerima.get_or_none((Penerima.id == id) & (Penerima.wilayah == satu.wilayah)) if id else None


def _komponen(node, satu: Penerima, program) -> list[tuple[str, str]]:
    """(component, whose it is) of each."""
    rows = node.engine.run(
        "SELECT i.komponen, p.nama FROM sb_ikut i LEFT JOIN sb_penduduk p ON p.id = i.penduduk"
        " WHERE i.sumber = ? AND i.ke > 0 ORDER BY i.ke",
        (satu.id,),
    )
    punya = {one.kode: one.nama for one in program.komponen} if program else {}
    return [(punya.get(kode, kode), nama or "") for kode, nama in rows]
