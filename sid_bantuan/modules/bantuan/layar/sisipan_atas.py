"""What aid adds to the first page above the villages: what waits for the person there, and the year in a few numbers."""

from datetime import date

from flask import url_for

from .... import host
from ....domain import masa
from ....domain.peran import boleh
from ...kependudukan.layar.sambungan import Sisipan, sisipkan
from .. import program as katalog
from .. import putaran, usulan_langkah
from ..periksa_ulang import PERINGATAN
from ..tables_salur import Penyaluran
from .pemutakhiran import sisa_hari


def bantuan_di_beranda(node, area: str) -> Sisipan | None:
    """For whoever may read recipients of the area; of a regency no count here reads more than its villages' sums."""
    if not boleh(host.operator(), "penerima", "lihat", area):
        return None
    program = katalog.semua(node)
    if not program and not boleh(host.operator(), "program", "tambah", node.code):
        return None
    isi = {
        "program": len([satu for satu in program.values() if satu.aktif]),
        "usulan": len(usulan_langkah.menunggu(node, host.operator(), area)),
        "putaran": [_putaran(node, satu, area) for satu in putaran.terbuka(node)],
        "penyaluran": _belum_dilaporkan(node, program, area),
    }
    if not boleh(host.operator(), "antrean", "lihat", area):  # whoever judges data has numbers enough above
        isi |= {"kuota": _kuota(node, area), "ditegur": _ditegur(node, area), "tahun": date.today().year}
    return Sisipan("sid_bantuan/bantuan/sisipan_atas.html", isi)


def _putaran(node, satu, area: str) -> dict:
    maju = putaran.kemajuan(node, satu, date.today(), area)
    sudah = sum(one.keadaan in (putaran.DISERAHKAN, putaran.MENYUSUL) for one in maju)
    return {"nama": satu.nama, "alamat": url_for("sidb_putaran.buka", id=satu.id), "sudah": sudah, "dari": len(maju),
            "batas": satu.batas, "sisa": sisa_hari(satu)}  # fmt: skip


def _belum_dilaporkan(node, program, area: str) -> list[tuple[str, str]]:
    """The disbursements of this office that are released: (name, address)."""
    if not boleh(host.operator(), "penyaluran", "ubah", area):
        return []
    semua = Penyaluran.select().where(Penyaluran.node == node.code, Penyaluran.keadaan == "dirilis")
    sebut = {kode: satu.singkatan for kode, satu in program.items()}
    return [
        (
            f"{sebut.get(satu.program, satu.program)} {masa.sebut(satu.masa)}",
            url_for("sidb_penyaluran.buka", id=satu.id),
        )
        for satu in semua
    ]


def _kuota(node, area: str) -> tuple[int, int]:
    """(places set for this year, places taken) in the area."""
    jumlah, terpakai = node.engine.one(
        "SELECT COALESCE(SUM(jumlah), 0), COALESCE(SUM(terpakai), 0) FROM sb_kuota_pakai"
        " WHERE tahun = ? AND wilayah > ? AND wilayah < ?",
        (date.today().year, f"{area}.", f"{area}/"),
    )
    return int(jumlah), int(terpakai)


def _ditegur(node, area: str) -> int:
    return node.engine.value(
        "SELECT COUNT(*) FROM sb_penerima WHERE (id IN (SELECT id FROM sb_peringatan WHERE kode = ?)"
        " OR id IN (SELECT untuk_id FROM sb_putusan)) AND wilayah > ? AND wilayah < ?",
        (PERINGATAN, f"{area}.", f"{area}/"),
    )


sisipkan("beranda.atas", bantuan_di_beranda)
