"""What disbursement adds to other pages: a recipient's account and what he got, what waits on the first page."""

from flask import url_for

from .... import host
from ....domain import bantuan, masa
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.sambungan import HALAMAN, Sisipan, sisipkan
from .. import pembetulan, rekening
from .. import program as katalog
from ..tables_salur import Penyaluran, PenyaluranBaris, Rekening
from .penyaluran import NADA_BARIS
from .rekening import NADA as NADA_REKENING

BANYAK = 36


def milik_penerima(node, penerima) -> Sisipan | None:
    """On a recipient's page: his account, with a warning where the letter it rests on is cancelled, and his payments."""
    if not boleh_di_sini("penyaluran", "lihat"):
        return None
    akun = Rekening.select().where((Rekening.untuk_id == penerima.id) & (Rekening.wilayah == penerima.wilayah))
    akun, rows = list(akun.order_by(Rekening.pada.desc())), _pembayaran(node, penerima)
    return Sisipan("sid_bantuan/bantuan/sisipan_salur.html", {
        "akun": akun, "batal": rekening.surat_batal(node, [satu.surat_id for satu in akun]), "rows": rows,
        "bantuan": bantuan, "sebut_masa": masa.sebut, "NADA": NADA_BARIS, "NADA_REKENING": NADA_REKENING,
        "diterima": sum(satu["nilai"] for satu in rows if satu["keadaan"] == "dibayar" and not satu["satuan"]),
    })  # fmt: skip


def _pembayaran(node, penerima) -> list[dict]:
    """His lines as they are now, the latest period first; a line is of the office that made its disbursement."""
    sama = (PenyaluranBaris.penyaluran_id == Penyaluran.id) & (PenyaluranBaris.node == Penyaluran.node)
    dia = (PenyaluranBaris.untuk_id == penerima.id) & (PenyaluranBaris.wilayah == penerima.wilayah)
    kolom = (PenyaluranBaris, Penyaluran.masa, Penyaluran.keadaan.alias("tahap"), Penyaluran.satuan)
    semua = PenyaluranBaris.select(*kolom).join(Penyaluran, on=sama).where(dia & (Penyaluran.keadaan != "dibatalkan"))
    cari = pembetulan.cari(node, "b.untuk_id = ? AND b.wilayah = ?", (penerima.id, penerima.wilayah))
    betul = pembetulan.terakhir(satu for satu in cari if satu.menyusul)
    rows = list(semua.order_by(Penyaluran.masa.desc()).limit(BANYAK).dicts())
    return [satu | _sekarang(betul[satu["id"]]) if satu["id"] in betul else satu for satu in rows]


def _sekarang(betul: pembetulan.Pembetulan) -> dict:
    """What a correction changes of a line."""
    alasan = f"Dibetulkan pada {masa.sebut(betul.masa_laporan)}: {betul.alasan}"
    return {"keadaan": betul.keadaan, "nilai": betul.nilai, "tgl": betul.tgl, "bukti": betul.bukti, "alasan": alasan}


def menunggu_di_beranda(node) -> Sisipan | None:
    """Disbursements of this office that are released and not reported, on its first page."""
    if not boleh_di_sini("penyaluran", "ubah"):
        return None
    semua = list(Penyaluran.select().where(Penyaluran.node == host.node().code, Penyaluran.keadaan == "dirilis"))
    if not semua:
        return None
    program = katalog.semua(node)
    rows = [
        (f"{program[satu.program].singkatan if satu.program in program else satu.program} {masa.sebut(satu.masa)}",
         url_for("sidb_penyaluran.buka", id=satu.id))
        for satu in semua
    ]  # fmt: skip
    return Sisipan("sid_bantuan/bantuan/sisipan_salur_beranda.html", {"rows": rows})


HALAMAN["penyaluran"] = "sidb_penyaluran.buka"
sisipkan("penerima.bawah", milik_penerima)
sisipkan("beranda.tunggu", menunggu_di_beranda)
