"""What letters add to other pages: the way in from a resident and an event, his letters, what waits on the first page."""

from functools import partial

from flask import url_for

from ....domain import surat as kata
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.riwayat import Butir
from ...kependudukan.layar.sambungan import CARI, HALAMAN, RIWAYAT, Sisipan, Temuan, alamat_rekam, sisipkan
from ...kependudukan.tables import Penduduk
from .. import permohonan, tautan
from ..tables import PermohonanSurat, Surat, SuratMasuk
from .cari_nomor import bernomor, temuan
from .daftar import giliran
from .dasar import NADA, sebut_keadaan

BANYAK = 60


def buat_untuk(_node, orang: Penduduk) -> Sisipan | None:
    """The way from a resident's page to a letter for him."""
    if not boleh_di_sini("surat", "tambah"):
        return None
    return Sisipan("sid_bantuan/surat/sisipan_buat.html", {"alamat": url_for("sidb_buat_surat.index", orang=orang.id)})


def buat_di_beranda(_node) -> Sisipan | None:
    """The way from the first page to a letter for who stands at the counter."""
    if not boleh_di_sini("surat", "tambah"):
        return None
    return Sisipan("sid_bantuan/surat/sisipan_buat.html", {"alamat": url_for("sidb_buat_surat.index")})


def surat_orang(node, orang: Penduduk) -> list[Butir]:
    """The letters of a resident, for the timeline of his page."""
    if not boleh_di_sini("surat", "lihat"):
        return []
    milik = (Surat.penduduk_id == orang.id) & (Surat.wilayah == node.code)
    return [_butir(satu) for satu in Surat.select().where(milik).order_by(Surat.pada.desc()).limit(BANYAK)]


def _butir(surat: Surat) -> Butir:
    nomor = f"Nomor {surat.nomor}. " if surat.nomor else ""
    alamat = alamat_rekam("surat", surat.id) or ""
    return Butir(
        surat.pada, f"Surat: {surat.perihal}", surat.oleh, "surat",
        f"{nomor}{sebut_keadaan(surat.keadaan)}.", nada=NADA[surat.keadaan], tautan=alamat,
    )  # fmt: skip


def surat_peristiwa(node, mutasi) -> Sisipan | None:
    """On the page of an event: its letters, and those that can be made of it with one click."""
    if not boleh_di_sini("surat", "lihat"):
        return None
    ada = tautan.surat_peristiwa(node, mutasi.id)
    tawaran = tautan.tawaran(node, mutasi) if boleh_di_sini("surat", "tambah") else []
    if not ada and not tawaran:
        return None
    return Sisipan("sid_bantuan/surat/sisipan_peristiwa.html", {"ada": ada, "tawaran": tawaran, "mutasi": mutasi})


def menunggu_di_beranda(node) -> Sisipan | None:
    """How many letters wait for the person at the screen."""
    if not boleh_di_sini("surat", "lihat") or (keadaan := giliran()) is None:
        return None
    banyak = Surat.select().where(Surat.keadaan == keadaan, Surat.wilayah == node.code).count()
    if not banyak:
        return None
    ke = "sidb_tanda_tangan.index" if keadaan == kata.DITANDATANGANI else "sidb_daftar_surat.index_view"
    pilih = {} if keadaan == kata.DITANDATANGANI else {"flt_keadaan": keadaan}
    isi = {"banyak": banyak, "kata": sebut_keadaan(keadaan).lower(), "alamat": url_for(ke, **pilih)}
    return Sisipan("sid_bantuan/surat/sisipan_beranda.html", isi)


def permohonan_di_beranda(node) -> Sisipan | None:
    """How many requests are complete and wait for their letter."""
    if not boleh_di_sini("surat", "tambah"):
        return None
    pilih = (PermohonanSurat.keadaan == permohonan.LENGKAP) & (PermohonanSurat.wilayah == node.code)
    banyak = PermohonanSurat.select().where(pilih).count()
    if not banyak:
        return None
    alamat = url_for("sidb_daftar_permohonan.index_view", flt_keadaan=permohonan.LENGKAP)
    isi = {"banyak": banyak, "apa": "permohonan surat", "kata": "lengkap, siap dibuat", "alamat": alamat}
    return Sisipan("sid_bantuan/surat/sisipan_beranda.html", isi)


def perlu_dilihat(node) -> Sisipan | None:
    """How many letters no longer agree with their event."""
    if not boleh_di_sini("surat", "ubah"):
        return None
    pilih = Surat.ditandai.is_null(False) & (Surat.keadaan != kata.BATAL) & (Surat.wilayah == node.code)
    banyak = Surat.select().where(pilih).count()
    if not banyak:
        return None
    alamat = url_for("sidb_daftar_surat.index_view", flt_lihat="ya")
    isi = {"banyak": banyak, "kata": "tidak cocok lagi dengan peristiwanya", "alamat": alamat}
    return Sisipan("sid_bantuan/surat/sisipan_beranda.html", isi)


def cari_surat(node, teks: str) -> list[Temuan]:
    """Letters out and in by their number, whole or a part of it; those that bear just this one first."""
    if not boleh_di_sini("surat", "lihat"):
        return []
    hasil = [
        temuan(satu, teks, partial(alamat_rekam, jenis))
        for model, jenis in ((Surat, "surat"), (SuratMasuk, "surat_masuk"))
        for satu in bernomor(model, teks, model.wilayah == node.code)
    ]
    return sorted(hasil, key=lambda satu: not satu.tepat)


CARI.append(cari_surat)
HALAMAN |= {
    "surat": "sidb_surat.buka", "surat_masuk": "sidb_surat_masuk.buka", "permohonan_surat": "sidb_permohonan.buka",
}  # fmt: skip
RIWAYAT.append(surat_orang)
sisipkan("orang.aksi", buat_untuk)
sisipkan("mutasi.aksi", surat_peristiwa)
sisipkan("beranda.aksi", buat_di_beranda)
sisipkan("beranda.tunggu", menunggu_di_beranda)
sisipkan("beranda.tunggu", permohonan_di_beranda)
sisipkan("beranda.tunggu", perlu_dilihat)
