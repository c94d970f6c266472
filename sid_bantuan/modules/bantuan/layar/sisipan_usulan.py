"""What proposals add to other pages: the way in from a resident, what waits on the first page."""

from flask import url_for

from ....domain import bantuan as kata
from ....domain import usulan as alur
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.riwayat import Butir
from ...kependudukan.layar.sambungan import HALAMAN, RIWAYAT, Sisipan, alamat_rekam, sisipkan
from ...kependudukan.tables import Penduduk
from .. import usulan_kini
from ..tables_usulan import UsulanBantuan
from .usulan_daftar import SAYA, giliran_milik
from .usulan_dasar import NADA, singkatan

BANYAK = 30


def usulkan(_node, orang: Penduduk) -> Sisipan | None:
    """The way from a resident's page to a proposal for him."""
    if not boleh_di_sini("usulan_bantuan", "tambah"):
        return None
    return Sisipan(
        "sid_bantuan/bantuan/sisipan_usulkan.html", {"alamat": url_for("sidb_buat_usulan.index", orang=orang.id)}
    )


def menunggu_di_beranda(node) -> Sisipan | None:
    """How many proposals wait for the person at the screen."""
    if not boleh_di_sini("usulan_langkah", "tambah"):
        return None
    banyak = UsulanBantuan.select().where(UsulanBantuan.wilayah == node.code, giliran_milik(SAYA)).count()
    if not banyak:
        return None
    alamat = url_for("sidb_daftar_usulan.index_view", flt_giliran=SAYA)
    isi = {"banyak": banyak, "apa": "usulan bantuan", "kata": "menunggu Anda", "alamat": alamat}
    return Sisipan("sid_bantuan/surat/sisipan_beranda.html", isi)


def usulan_orang(node, orang: Penduduk) -> list[Butir]:
    """The proposals of a resident, for the timeline of his page."""
    if not boleh_di_sini("usulan_bantuan", "lihat"):
        return []
    milik = (UsulanBantuan.orang_id == orang.orang_id) & (UsulanBantuan.wilayah == node.code)
    semua = list(UsulanBantuan.select().where(milik).order_by(UsulanBantuan.pada.desc()).limit(BANYAK))
    kini, nama = usulan_kini.baca(node, [satu.id for satu in semua]), singkatan(semua)
    return [_butir(satu, kini.get(satu.id), nama[satu.id]) for satu in semua]


def _butir(satu: UsulanBantuan, kini, nama: str) -> Butir:
    keadaan = kini.keadaan if kini else kata.DRAF
    sebab = alur.ALASAN.get(kini.alasan or "", "") if kini and keadaan in (kata.DITOLAK, kata.DIKEMBALIKAN) else ""
    rinci = ": ".join(filter(None, (kata.KEADAAN_USULAN[keadaan], sebab)))
    return Butir(satu.pada, f"Usulan {nama} {satu.tahun}", satu.oleh, "antrean", f"{rinci}.", nada=NADA[keadaan],
                 tautan=alamat_rekam("usulan_bantuan", satu.id) or "")  # fmt: skip


HALAMAN |= {"usulan_bantuan": "sidb_usulan_bantuan.buka", "musdes": "sidb_musdes.buka"}
RIWAYAT.append(usulan_orang)
sisipkan("orang.aksi", usulkan)
sisipkan("beranda.tunggu", menunggu_di_beranda)
