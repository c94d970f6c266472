"""The pages of a node with its own login, in the order of its menu."""

from ..domain.wilayah import level
from ..modules.bantuan import admin_menu as bantuan_menu
from ..modules.kependudukan import admin as kependudukan
from ..modules.kependudukan import admin_menu
from ..modules.kependudukan.layar import Sinkronisasi
from ..modules.lampid import admin_menu as lampid_menu
from ..modules.lampid.layar.buku import LayarBuku
from ..modules.lampid.layar.tutup_buku import LayarTutupBuku
from ..modules.persuratan import admin_menu as surat_menu
from ..modules.persuratan.layar.statistik import LayarStatistikSurat
from ..modules.statistik.layar.statistik import LayarStatistik
from . import admin
from .antrean import LayarAntrean
from .bantuan_usulan import LayarAntreanUsulan
from .berkas import LayarBerkas
from .cari import LayarCari
from .lampid_antrean import LayarAntreanLampid
from .lampid_kiriman import LayarKiriman
from .lampid_pindah import LayarPindah
from .monitoring import Beranda, LayarDesa
from .sekaligus import LayarSekaligus
from .surat_camat import LayarMengetahui, LayarPejabatCamat
from .surat_daftar import TampilanSuratAtas
from .usulan import LayarUsulanAtas

DATA, BUKU = "Data warga", "Buku dan statistik"
SURAT = surat_menu.SURAT


def views(code: str) -> list:
    """Every view: above the villages the steward's desk first, in a village the village's own pages."""
    if level(code) == "desa":
        modul = [*lampid_menu.desa(code), *surat_menu.desa(code), *bantuan_menu.desa(code)]
        return [*admin_menu.desa(code, None, modul), *admin.views()]
    return [
        Beranda("Beranda"),
        LayarAntrean("Antrean"),
        LayarAntreanLampid("Antrean LAMPID", endpoint="antrean_lampid", url="antrean-lampid"),
        LayarPindah("Pindah antardesa", endpoint="pindah", url="pindah-antardesa"),
        LayarKiriman("Kiriman ke desa", endpoint="kiriman"),
        LayarDesa("Kecamatan" if level(code) == "kabupaten" else "Desa"),
        LayarSekaligus("Sekaligus", endpoint="sekaligus"),
        LayarCari("Cari", endpoint="cari"),
        LayarBerkas("Berkas", endpoint="berkas"),
        LayarUsulanAtas("Usulan data", url="usulan-data"),
        *_surat(code),
        LayarAntreanUsulan(
            "Antrean usulan", category=bantuan_menu.BANTUAN, endpoint="antrean_usulan", url="antrean-usulan"
        ),
        *bantuan_menu.atas(code),
        LayarBuku("Buku penduduk", category=BUKU),
        LayarTutupBuku("Tutup buku", category=BUKU),
        LayarStatistik("Statistik", category=BUKU),
        *kependudukan.views(code, DATA),
        Sinkronisasi("Sinkronisasi", category=admin.PENGELOLAAN),
        *admin.views(),
    ]


def _surat(code: str) -> list:
    """The villages' letters; only a kecamatan has a camat who takes note of them."""
    daftar = [
        TampilanSuratAtas(code, name="Daftar surat", category=SURAT, endpoint="sidb_daftar_surat", url="daftar-surat"),
        LayarStatistikSurat("Statistik surat", category=SURAT, endpoint="sidb_statistik_surat", url="statistik-surat"),
    ]
    if level(code) != "kecamatan":
        return daftar
    return [
        LayarMengetahui("Mengetahui camat", category=SURAT, endpoint="sidb_mengetahui", url="mengetahui-camat"),
        *daftar,
        LayarPejabatCamat("Penanda tangan", category=SURAT, endpoint="sidb_pejabat_surat", url="pejabat-surat"),
    ]
