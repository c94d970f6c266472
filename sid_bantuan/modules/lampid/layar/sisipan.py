"""What events add to the pages they stand on: the way in from a resident and a family, his history, this month's numbers."""

from datetime import date

from flask import url_for

from ....domain import kode, lampid
from ....domain.tanggal import teks_tanggal
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.riwayat import Butir
from ...kependudukan.layar.sambungan import HALAMAN, NAMA, RIWAYAT, Sisipan, alamat_rekam, sisipkan
from ...kependudukan.tables import Penduduk
from .. import siapa
from ..tables import BERLAKU, Mutasi, MutasiOrang
from .daftar import IKON
from .kalimat import STATUS

BANYAK = 60


def catat_orang(_node, orang: Penduduk) -> Sisipan | None:
    """The way from a resident's page to an event about him."""
    return _tombol(orang=orang.id)


def catat_keluarga(_node, keluarga_id: str) -> Sisipan | None:
    """The way from the family card to an event about the family."""
    return _tombol(kk=keluarga_id)


def _tombol(**sasaran) -> Sisipan | None:
    if not boleh_di_sini("mutasi", "tambah"):
        return None
    return Sisipan("sid_bantuan/lampid/sisipan_catat.html", {"alamat": url_for("sidb_catat.index", **sasaran)})


def tidak_tinggal(node, orang: Penduduk) -> Sisipan | None:
    """Plainly, that he does not live here any more, since when and by which event."""
    if orang.status_dasar == kode.HIDUP:
        return None
    baris = (
        Mutasi.select()
        .join(MutasiOrang, on=(MutasiOrang.mutasi_id == Mutasi.id))
        .where(MutasiOrang.penduduk_id == orang.id, Mutasi.keadaan == BERLAKU, MutasiOrang.baris.in_(_PERGI))
    )
    mutasi = baris.order_by(Mutasi.tgl_peristiwa.desc(), Mutasi.id.desc()).first()
    kata = STATUS.get(orang.status_dasar, kode.daftar("status_dasar")[orang.status_dasar].lower())
    isi = {"kata": kata, "mutasi": mutasi, "alamat": alamat_rekam("mutasi", mutasi.id) if mutasi else None}
    return Sisipan("sid_bantuan/lampid/sisipan_status.html", isi)


_PERGI = [jenis for jenis, arah in lampid.ARAH.items() if arah < 0]


def riwayat_peristiwa(node, orang: Penduduk) -> list[Butir]:
    """The events of a resident, for the timeline of his page."""
    if not boleh_di_sini("mutasi", "lihat"):
        return []
    milik = MutasiOrang.select(MutasiOrang.mutasi_id).where(MutasiOrang.penduduk_id == orang.id)
    semua = Mutasi.select().where(Mutasi.id.in_(milik)).order_by(Mutasi.pada.desc()).limit(BANYAK)
    return [_butir(satu) for satu in semua]


def _butir(mutasi: Mutasi) -> Butir:
    dibatalkan = "" if mutasi.keadaan == BERLAKU else ", kemudian dibatalkan"
    hari = f"Terjadi {teks_tanggal(mutasi.tgl_peristiwa)}, dilaporkan {teks_tanggal(mutasi.tgl_lapor)}{dibatalkan}."
    judul = f"Peristiwa: {lampid.PERISTIWA[mutasi.jenis]}"
    return Butir(
        mutasi.pada, judul, mutasi.oleh, IKON[mutasi.jenis], hari, tautan=alamat_rekam("mutasi", mutasi.id) or ""
    )


def angka_bulan_ini(node) -> Sisipan | None:
    """This month's births, deaths and moves, as the books count them."""
    if not boleh_di_sini("mutasi", "lihat"):
        return None
    bulan = lampid.bulan_dari(date.today())
    hitung = siapa.jumlah(node, node.code, bulan)
    angka = [
        (
            IKON[jenis],
            lampid.PERISTIWA[jenis],
            banyak,
            url_for("sidb_peristiwa.index_view", flt_bulan=bulan, flt_jenis=jenis),
        )
        for jenis, banyak in hitung.items()
        if jenis in siapa.POKOK or banyak
    ]
    isi = {"bulan": lampid.sebut_bulan(bulan), "angka": angka, "boleh_catat": boleh_di_sini("mutasi", "tambah")}
    return Sisipan("sid_bantuan/lampid/sisipan_bulan.html", isi)


HALAMAN["mutasi"] = "sidb_mutasi.buka"
NAMA["mutasi"] = siapa.sebutan
RIWAYAT.append(riwayat_peristiwa)
sisipkan("orang.aksi", catat_orang)
sisipkan("orang.atas", tidak_tinggal)
sisipkan("kk.aksi", catat_keluarga)
sisipkan("beranda.angka", angka_bulan_ini)
