"""What rounds of updating add to other pages: the deadline on the first page, the way in from a family."""

from flask import current_app, url_for

from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.sambungan import Sisipan, sisipkan
from .. import putaran, putaran_kirim
from .pemutakhiran import sisa_hari

HALAMAN = "sidb_pemutakhiran.keluarga"


def di_beranda(node) -> Sisipan | None:
    """The open rounds this village has not handed in for, or whose version did not arrive, the nearest deadline first."""
    if not boleh_di_sini("putaran", "lihat") or HALAMAN not in current_app.view_functions:
        return None
    terbuka = [
        satu for satu in putaran.terbuka(node) if not (ada := putaran_kirim.versi(node, satu.id)) or ada[0].gagal
    ]
    if not terbuka:
        return None
    isi = [(satu, sisa_hari(satu), url_for("sidb_pemutakhiran.buka", id=satu.id)) for satu in terbuka]
    boleh_serah = boleh_di_sini("putaran_kiriman", "tambah")
    return Sisipan("sid_bantuan/bantuan/sisipan_putaran.html", {"putaran": isi, "boleh_serah": boleh_serah})


def di_keluarga(node, keluarga_id: str) -> Sisipan | None:
    """The way from a family to its place in the round whose deadline is nearest."""
    if not boleh_di_sini("putaran_usulan", "tambah") or HALAMAN not in current_app.view_functions:
        return None
    if not (terbuka := putaran.terbuka(node)):
        return None
    isi = [(satu.nama, url_for(HALAMAN, id=satu.id, keluarga_id=keluarga_id)) for satu in terbuka[:2]]
    return Sisipan("sid_bantuan/bantuan/sisipan_keluarga_putaran.html", {"putaran": isi})


sisipkan("beranda.tunggu", di_beranda)
sisipkan("kk.aksi", di_keluarga)
