"""What proposals add to other pages: the way in from a resident, what waits on the first page."""

from flask import url_for

from ....domain import bantuan as kata
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.sambungan import HALAMAN, Sisipan, sisipkan
from ...kependudukan.tables import Penduduk


def usulkan(_node, orang: Penduduk) -> Sisipan | None:
    """The way from a resident's page to a proposal for him."""
    if not boleh_di_sini("usulan_bantuan", "tambah"):
        return None
    return Sisipan(
        "sid_bantuan/bantuan/sisipan_usulkan.html", {"alamat": url_for("sidb_buat_usulan.index", orang=orang.id)}
    )


def menunggu_di_beranda(node) -> Sisipan | None:
    """How many proposals wait for a step of the village."""
    if not boleh_di_sini("usulan_langkah", "tambah"):
        return None
    banyak = node.engine.value(
        "SELECT COUNT(*) FROM sb_usulan_kini WHERE giliran = 'desa' AND wilayah = ? AND keadaan IN (?, ?, ?)",
        (node.code, kata.DIAJUKAN, kata.DIVERIFIKASI, kata.DIKEMBALIKAN),
    )
    if not banyak:
        return None
    alamat = url_for("sidb_daftar_usulan.index_view", flt_giliran="desa")
    isi = {"banyak": banyak, "apa": "usulan bantuan", "kata": "menunggu langkah desa", "alamat": alamat}
    return Sisipan("sid_bantuan/surat/sisipan_beranda.html", isi)


HALAMAN |= {"usulan_bantuan": "sidb_usulan_bantuan.buka", "musdes": "sidb_musdes.buka"}
sisipkan("orang.aksi", usulkan)
sisipkan("beranda.tunggu", menunggu_di_beranda)
