"""The list of letters: by month, kind and state; above it what waits for the person at the screen."""

from datetime import date

from flask_admin.actions import action
from markupsafe import Markup

from .... import host
from ....domain import lampid
from ....domain import surat as kata
from ....domain.pesan import kalimat as kalimat_pesan
from ....ui.saring import Saring
from ....ui.tampil import lencana, tanggal
from ...kependudukan.admin_dasar import TampilanDesa
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import boleh_di_sini
from .. import alur, cetak, jenis, nomor, setelan
from ..tables import RECORDS, Surat
from .dasar import NADA, gudang, isi_pdf, kalimat, sebut_keadaan

_JENIS = next(satu for satu in RECORDS if satu.name == "surat")
_BULAN = 24
_TAMPAK = 5
"""How many waiting letters stand above the list; the others are one step away."""


PENDEK = {
    kata.DIPERIKSA: "Menunggu pemeriksaan",
    kata.DITANDATANGANI: "Menunggu tanda tangan",
    kata.MENGETAHUI: "Menunggu camat",
}
"""The states that wait, as short as a badge in a list."""


class TampilanSurat(TampilanDesa):
    """The letters of the village."""

    jenis, ikon, sebutan_satu, halaman = _JENIS, "surat", "Surat", "sidb_surat.buka"
    terima = frozenset({"ekspor"})
    aksi = TampilanDesa.aksi | {"action_view": "ekspor"}
    kolom_utama = "nama"
    teks_cari = "Nama atau nomor surat"
    kosong = ("Belum ada surat", "Tekan Buat surat, cari orangnya, lalu pilih jenis suratnya.")
    column_list = ("nama", "judul", "keadaan", "tgl_surat", "pada")
    column_searchable_list = (Surat.nama, Surat.nomor)
    column_sortable_list = ("tgl_surat", "pada")
    column_default_sort = ("pada", True)
    column_labels = {"nomor": "Nomor surat", "judul": "Surat", "keadaan": "Keadaan", "pada": "Dibuat"}
    label_daftar = {"tgl_surat": "Tanggal"}
    kelas_kolom = {"tgl_surat": "nomor", "pada": "nomor"}
    column_export_list = ("nomor", "tgl_surat", "judul", "nama", "keadaan", "berlaku_sampai", "penandatangan",
                          "jabatan_penandatangan", "alasan_batal", "oleh")  # fmt: skip
    column_details_list = column_export_list
    list_template = "sid_bantuan/surat/daftar.html"

    def __init__(self, code: str, **kwargs):
        self.column_filters = (
            Saring("bulan", "Bulan", pilihan=_bulan, syarat=_dalam_bulan),
            Saring("jenis", "Jenis surat", Surat.kode, pilihan=pilihan_jenis),
            Saring(
                "keadaan", "Keadaan", Surat.keadaan, pilihan={satu: sebut_keadaan(satu, code) for satu in kata.KEADAAN}
            ),
            Saring(
                "lihat",
                "Perlu dilihat",
                pilihan={"ya": "Tidak cocok lagi dengan peristiwanya"},
                syarat=lambda _ya: Surat.ditandai.is_null(False) & (Surat.keadaan != kata.BATAL),
            ),
        )
        self.column_formatters = {
            "judul": _surat,
            "keadaan": _keadaan,
            "pada": lambda _v, _c, row, _n: tanggal(row.pada),
        }
        self.column_formatters_detail = {"keadaan": _keadaan}
        self.column_formatters_export = {"keadaan": lambda _v, _c, row, _n: sebut_keadaan(row.keadaan)}
        super().__init__(code, **kwargs)

    def nama_baris(self, row):
        return f"{row.judul} {row.nama}"

    def menunggu(self) -> tuple[str, list[Surat], int] | None:
        """What waits for the person at the screen: the state, its oldest letters, how many there are."""
        keadaan = giliran()
        if keadaan is None:
            return None
        pilih = Surat.select().where(Surat.keadaan == keadaan, Surat.wilayah == host.node().code)
        banyak = pilih.count()
        return (keadaan, list(pilih.order_by(Surat.pada, Surat.id).limit(_TAMPAK)), banyak) if banyak else None

    def ganda(self) -> list[tuple[str, list[Surat]]]:
        """Numbers that more than one letter still stands under: (number, letters)."""
        semua = nomor.ganda(host.node())
        ada = {satu.id: satu for satu in Surat.select().where(Surat.id.in_([id for _, ids in semua for id in ids]))}
        hasil = [(no, [ada[id] for id in ids if ada[id].keadaan != kata.BATAL]) for no, ids in semua]
        return [(no, surat) for no, surat in hasil if len(surat) > 1]

    def is_action_allowed(self, name):
        return name == "cetak" and self.bisa("ekspor")

    @action("cetak", "Cetak surat terpilih")
    def action_cetak(self, ids):
        """The chosen letters as one print run."""
        return cetak_surat(self, ids)


def cetak_surat(view, ids: list[str]):
    """These letters as one PDF; those that are issued are noted as printed."""
    node, here = host.node(), host.node().code
    ada = {satu.id: satu for satu in Surat.select().where(Surat.id.in_(ids), Surat.wilayah == here)}
    urut = [id for id in ids if id in ada]
    try:
        isi = cetak.pdf(node, urut, gudang())
        alur.catat_cetak(node, host.operator(), [id for id in urut if ada[id].keadaan == kata.TERBIT])
    except DataDitolak as salah:
        return view.ditolak(422, *kalimat(salah))
    return isi_pdf(isi, f"{len(urut)} surat" if len(urut) > 1 else str(ada[urut[0]]).replace("/", "-"))


def _keadaan(_view, _context, row, _name):
    """The state; and that somebody must look at it again."""
    biasa = lencana(NADA[row.keadaan], PENDEK.get(row.keadaan) or sebut_keadaan(row.keadaan))
    if not row.ditandai or row.keadaan == kata.BATAL:
        return biasa
    return Markup("{} {}").format(biasa, lencana("peringatan", kalimat_pesan(row.ditandai)[0]))


def _surat(_view, _context, row, _name):
    """The kind, and under it the number it has."""
    nomor = Markup('<span class="baris-dua surat-nomor">{}</span>').format(row.nomor) if row.nomor else ""
    return Markup("{}{}").format(row.perihal, nomor)


def giliran() -> str | None:
    """The state of the letters that wait for the person at the screen."""
    if boleh_di_sini("surat_tanda_tangan", "ubah"):
        return kata.DITANDATANGANI
    if boleh_di_sini("surat_pemeriksaan", "ubah") and setelan.sekarang.periksa_sekretaris:
        return kata.DIPERIKSA
    return kata.DIKEMBALIKAN if boleh_di_sini("surat", "tambah") else None


def _bulan() -> dict[str, str]:
    kini = lampid.bulan_dari(date.today())
    return {bulan: lampid.sebut_bulan(bulan) for bulan in (lampid.bulan_sesudah(kini, -n) for n in range(_BULAN))}


def _dalam_bulan(bulan: str):
    """Dated in a month; what has no date yet, begun in it."""
    awal, akhir = date.fromisoformat(f"{bulan}-01"), date.fromisoformat(f"{lampid.bulan_sesudah(bulan)}-01")
    bertanggal = (Surat.tgl_surat >= awal) & (Surat.tgl_surat < akhir)
    return bertanggal | (
        Surat.tgl_surat.is_null() & (Surat.pada >= awal.isoformat()) & (Surat.pada < akhir.isoformat())
    )


def pilihan_jenis() -> dict[str, str]:
    """Every kind by name: what a list can be narrowed to."""
    return {satu.kode: satu.nama for satu in sorted(jenis.semua(host.node(), aktif=False), key=lambda satu: satu.nama)}
