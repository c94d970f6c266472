"""The menu of letters in a village."""

from .layar.agenda import LayarAgenda
from .layar.daftar import TampilanSurat
from .layar.halaman import HalamanSurat
from .layar.jenis_surat import LayarJenisSurat
from .layar.kop_surat import LayarKop
from .layar.pejabat import LayarPejabat
from .layar.pembuatan import BuatSurat
from .layar.peristiwa import PeristiwaSurat
from .layar.permohonan import HalamanPermohonan, TampilanPermohonan
from .layar.statistik import LayarStatistikSurat
from .layar.surat_masuk import HalamanSuratMasuk, TampilanSuratMasuk
from .layar.tanda_tangan import MenungguTandaTangan
from .layar.tte import LayarTte

SURAT = "Surat"


def desa(code: str, category: str | None = None) -> list:
    """Every view of a village, in the order of the menu; under one heading where ``category`` names it."""
    di = category or SURAT
    return [
        TampilanSurat(code, name="Daftar surat", category=di, endpoint="sidb_daftar_surat", url="daftar-surat"),
        MenungguTandaTangan("Menunggu tanda tangan", category=di, endpoint="sidb_tanda_tangan", url="tanda-tangan"),
        TampilanPermohonan(
            code, name="Permohonan surat", category=di, endpoint="sidb_daftar_permohonan", url="daftar-permohonan"
        ),
        TampilanSuratMasuk(
            code, name="Surat masuk", category=di, endpoint="sidb_daftar_surat_masuk", url="daftar-surat-masuk"
        ),
        LayarAgenda("Agenda surat", category=di, endpoint="sidb_agenda_surat", url="agenda-surat"),
        LayarStatistikSurat("Statistik surat", category=di, endpoint="sidb_statistik_surat", url="statistik-surat"),
        LayarJenisSurat("Jenis dan naskah surat", category=di, endpoint="sidb_jenis_surat", url="jenis-surat"),
        LayarPejabat("Penanda tangan", category=di, endpoint="sidb_pejabat_surat", url="pejabat-surat"),
        LayarKop("Kop surat", category=di, endpoint="sidb_kop_surat", url="kop-surat"),
        LayarTte("Tanda tangan elektronik", category=di, endpoint="sidb_tte", url="tanda-tangan-elektronik"),
        BuatSurat("Buat surat", category=di, endpoint="sidb_buat_surat", url="buat-surat"),
        HalamanPermohonan("Permohonan", category=di, endpoint="sidb_permohonan", url="permohonan"),
        HalamanSuratMasuk("Surat masuk", category=di, endpoint="sidb_surat_masuk", url="surat-masuk"),
        PeristiwaSurat("Peristiwa surat", category=di, endpoint="sidb_surat_peristiwa", url="surat-peristiwa"),
        HalamanSurat("Surat", category=di, endpoint="sidb_surat"),
    ]
