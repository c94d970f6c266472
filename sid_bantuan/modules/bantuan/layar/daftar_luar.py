"""Lists of agencies on screen: taken in, what each changed, its lines, and taken back."""

from dataclasses import replace
from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import bantuan as kata
from ....domain import masa
from ....domain.peran import boleh
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....domain.wilayah import level, within
from ....domain.wilayah_nama import bawahan, nama_pendek
from ....sync.files import MOST
from ....ui.ekspor import kirim, tulis
from ....ui.saring import in_area
from ....ui.tampil import angka
from ...kependudukan import pekerjaan
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import sampaikan, segarkan, tautan
from ...lampid.layar.unduhan import EXCEL, ingat
from .. import penetapan, penetapan_baca, penetapan_cabut, penetapan_daftar
from .. import program as katalog
from ..penetapan import BARU, BERAKHIR, DISISIHKAN, TETAP, UBAH, Kepala, Rencana
from ..tables import Penetapan
from .kantor import SeluruhKantor
from .unggah import SEHALAMAN, UnggahTabel

JENIS = "daftar_luar"
LAMA = {1: "Tahun", 2: "Semester", 4: "Triwulan", 12: "Bulan"}
"""Times a year -> how a period of that length is called."""


def _rencana(node, meta: dict, tabel, peta: dict, maju) -> pekerjaan.Hasil:
    maju("Mencari desa setiap baris", 0, 0)
    rencana = penetapan.rencanakan(node, kepala(meta), _baris(node, meta, tabel, peta))
    return _hasil(rencana, tabel, pekerjaan.SIAP)


def _terapkan(node, meta: dict, tabel, peta: dict, operator, maju) -> pekerjaan.Hasil:
    baris = _baris(node, meta, tabel, peta)
    daftar, rencana = penetapan.terapkan(node, operator, kepala(meta), baris, maju, bool(meta.get("setuju")))
    hasil = _hasil(rencana, tabel, pekerjaan.SELESAI)
    hasil.isi["daftar_id"] = daftar.id
    return hasil


def _baris(node, meta: dict, tabel, peta: dict):
    satu = kepala(meta)
    return penetapan_baca.baca(node, tabel, peta, katalog.satu(node, satu.program), satu.wilayah, satu.per_tanggal)


def kepala(meta: dict) -> Kepala:
    """What was said of a list, as it was kept beside the file."""
    isi = {nama: meta[nama] for nama in ("program", "sumber", "wilayah", "masa", "nama_berkas")}
    return Kepala(per_tanggal=date.fromisoformat(meta["per_tanggal"]), **isi)


def _hasil(rencana: Rencana, tabel, keadaan: str) -> pekerjaan.Hasil:
    sisih = [satu for nasib, satu, _ in rencana.baris if nasib == DISISIHKAN]
    rincian = [_ringkas(rencana, nasib, satu, lama) for nasib, satu, lama in rencana.baris]
    rincian += [
        {"nomor": "", "nama": lama["nama"], "tempat": nama_pendek(lama["wilayah"]), "nasib": BERAKHIR, "kata": []}
        for lama in rencana.berakhir
    ]
    return pekerjaan.Hasil(keadaan, "", rencana.jumlah(), _lembar(tabel, sisih) if sisih else None, rincian)


def _ringkas(rencana: Rencana, nasib: str, satu: penetapan_baca.Baris, lama: dict | None) -> dict:
    kata_baris = [penetapan_baca.SISIH[satu.sisih]] if satu.sisih else []
    if nasib == UBAH:
        nama = {"keadaan": "Keadaan", "nama": "Nama", "alamat": "Alamat", "desil": "Desil", "komponen": "Komponen"}
        kata_baris += [f"{judul} berubah" for kolom, judul in nama.items() if lama[kolom] != satu.isi[kolom]]
    if satu.nomor in rencana.tanpa_penduduk:
        kata_baris.append("NIK tidak dikenal di sini" if satu.isi["nik"] else "Tanpa NIK")
    tempat = nama_pendek(satu.wilayah) if satu.wilayah else ""
    return {
        "nomor": satu.nomor, "nama": satu.nama or "(tanpa nama)", "tempat": tempat, "nasib": nasib,
        "kata": kata_baris + satu.ingat,
    }  # fmt: skip


def _lembar(tabel, sisih) -> bytes:
    """The lines kept aside as they came, with the reason."""
    rows = ([*satu.sel, penetapan_baca.SISIH[satu.sisih]] for satu in sisih)
    with tulis([*tabel.judul, "Mengapa disisihkan"], rows, "Disisihkan") as file:
        return file.read()


class LayarDaftarLuar(SeluruhKantor, UnggahTabel):
    """The lists, and how a new one comes in."""

    sumber, ikon, kerja = "daftar_luar", "berkas", JENIS
    arti = penetapan_baca.ARTI
    aksi = (
        UnggahTabel.aksi | {"cabut": "ubah", "ekspor": "ekspor"} | dict.fromkeys(("buka", "unduh", "keadaan"), "impor")
    )
    TAB = {
        DISISIHKAN: ("Disisihkan", "gawat"),
        BERAKHIR: ("Tidak lagi disebut", "menunggu"),
        UBAH: ("Berubah", None),
        BARU: ("Baru", "baik"),
        TETAP: ("Tetap", None),
    }
    DIAMBIL = (BARU, UBAH, TETAP)
    kata = {
        "ambil": "Pakai daftar ini", "selesai": "Daftar ini sudah dipakai.", "kembali": "Daftar instansi",
        "sisa": "Unduh baris yang disisihkan", "baris": "baris dipakai",
    }  # fmt: skip
    rencana, terapkan = staticmethod(_rencana), staticmethod(_terapkan)

    @expose("/")
    def index(self):
        """The lists taken in, the newest first, and the form for the next."""
        node = host.node()
        return self.render(
            "sid_bantuan/bantuan/daftar_luar.html", semua=penetapan_daftar.semua(node, self._bagian()), program=_program(node),
            kerja=self._berjalan(node), boleh_impor=self.boleh("impor"), tempat=_tempat(node.code), ketik=request.args,
            terbesar=MOST, pilihan_masa=_masa(date.today(), request.args.get("masa", "")), sebut_masa=masa.sebut,
        )  # fmt: skip

    def _berjalan(self, node) -> list:
        """Uploads that are not taken yet, for those who take them: what stands in them is whole."""
        semua = pekerjaan.daftar(node, JENIS, 4) if self.boleh("impor") else []
        return [satu for satu in semua if satu.keadaan != pekerjaan.SELESAI]

    def baca_form(self):
        form, node = request.form, host.node()
        per, salah = baca_tanggal(form.get("per_tanggal", "").strip() or None)
        if per is None:
            raise DataDitolak([Kesalahan(salah or "wajib_diisi", "per_tanggal")])
        meta = {
            "program": form.get("program", ""), "per_tanggal": per.isoformat(),
            "sumber": " ".join(form.get("sumber", "").split())[:120], "wilayah": form.get("wilayah") or node.code,
            "masa": form.get("masa", "").strip().upper() or None,
            "nama_berkas": request.files["berkas"].filename.rpartition("/")[2][:200],
        }  # fmt: skip
        setuju = form.get("setuju") == "1"
        penetapan.periksa_kepala(node, kepala(meta), setuju)
        return meta | {"setuju": setuju}

    def kunci(self, meta):
        return f"daftar {meta['program']}"

    def akibat(self, banyak):
        n = angka(banyak[BERAKHIR])
        return f"{n} nama yang tidak lagi disebut berakhir pada daftar ini." if banyak[BERAKHIR] else ""

    def rincian_kepala(self, meta):
        if not meta:
            return []
        nama = _program(host.node()).get(meta["program"], meta["program"])
        return [
            ("Program", nama), ("Keadaan per", teks_tanggal(meta["per_tanggal"])), ("Sumber", meta["sumber"]),
            ("Masa", masa.sebut(meta["masa"] or "")), ("Wilayah", nama_pendek(meta["wilayah"])),
        ]  # fmt: skip

    @expose("/isi/<id>")
    def isi(self, id):
        """The lines of one list."""
        satu = penetapan_daftar.satu(host.node(), id, self._bagian())
        return self._isi(satu) if satu else self.tidak_ada("Daftar ini")

    def _bagian(self) -> str:
        """The part of the office's area this person works for; empty where it is all of it."""
        return self.area() if self.area() != host.node().code else ""

    def _pilih(self) -> penetapan_daftar.Pilihan:
        pilih = penetapan_daftar.Pilihan.dari(request.args, self.area())
        return pilih if pilih.wilayah else replace(pilih, wilayah=self._bagian())

    @expose("/baris/<id>")
    def baris(self, id):
        """Where one line stands: its list, or else all lists of its program, narrowed to its name."""
        satu = Penetapan.get_or_none((Penetapan.id == id) & in_area(Penetapan, self.area()))
        if satu is None:
            return self.tidak_ada("Baris ini")
        daftar = penetapan_daftar.satu(host.node(), satu.daftar_id)
        if daftar is None or daftar.node != satu.node:
            return redirect(url_for(".program", kode=satu.program, cari=satu.nama))
        return redirect(url_for(".isi", id=satu.daftar_id, cari=satu.nama))

    @expose("/program/<kode>")
    def program(self, kode):
        """All that lists say of one program today, whichever list it is."""
        return self._isi(penetapan_daftar.yang_berjalan(host.node(), kode, self._bagian()))

    def _isi(self, satu: penetapan_daftar.Daftar):
        node, pilih = host.node(), self._pilih()
        banyak, baris = penetapan_daftar.baris(node, satu, pilih, SEHALAMAN, (self.halaman_ke() - 1) * SEHALAMAN)
        cabut = (
            self.boleh("ubah") and satu.keadaan == penetapan.BERLAKU and penetapan_cabut.dapat_dicabut(node, satu.id)
        )
        return self.render(
            "sid_bantuan/bantuan/daftar_isi.html", daftar=satu, pilih=pilih, banyak=banyak, baris=baris, kata=kata,
            halaman=self.halaman_ke(), halaman_akhir=-(-banyak // SEHALAMAN) or 1, TANDA=penetapan_daftar.TANDA,
            nama_program=_program(node).get(satu.program, satu.program), tempat=_tempat(self.area()), tautan=tautan,
            jumlah=penetapan_daftar.jumlah_tanda(node, satu, self._bagian()), lengkap=_boleh_nik(), boleh_cabut=cabut,
            boleh_ekspor=self.boleh("ekspor") and bool(satu.id), di_desa=level(node.code) == "desa",
            ke=".isi" if satu.id else ".program", di={"id": satu.id} if satu.id else {"kode": satu.program},
            sebut_masa=masa.sebut,
        )  # fmt: skip

    @expose("/isi/<id>/cabut", methods=["POST"])
    def cabut(self, id):
        """Take the list back as a whole."""
        try:
            penetapan_cabut.cabut(host.node(), host.operator(), id)
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".isi", id=id))
        segarkan(host.node())
        flash(
            "Daftar dicabut. Yang ditambahkannya hilang, yang diubah atau diakhirinya kembali seperti semula.",
            "success",
        )
        return redirect(url_for(".index"))

    @expose("/isi/<id>/daftar.xlsx")
    def ekspor(self, id):
        """The lines as the filter shows them."""
        node, satu = host.node(), penetapan_daftar.satu(host.node(), id)
        if satu is None:
            return self.tidak_ada("Daftar ini")
        _, baris = penetapan_daftar.baris(node, satu, self._pilih())
        judul = ("Desa", "Nama", "NIK", "No KK", "Alamat", "Keadaan", "Sebab", "Desil", "Mulai", "Sampai")
        file = tulis(judul, (_sel(one, _boleh_nik()) for one in baris), f"Daftar {satu.program}")
        ingat(
            EXCEL,
            self.sumber,
            node.code,
            f"Daftar {satu.program} per {teks_tanggal(satu.per_tanggal)}, {len(baris)} baris",
        )
        return kirim(file, f"Daftar {satu.program} {node.code} {date.today():%d-%m-%Y}.xlsx")


def _sel(satu: penetapan_daftar.BarisDaftar, lengkap: bool) -> list:
    nomor = (satu.nik, satu.no_kk) if lengkap else (f"…{(satu.nik or '')[-4:]}", f"…{(satu.no_kk or '')[-4:]}")
    return [
        nama_pendek(satu.wilayah), satu.nama, *nomor, satu.alamat, kata.KEADAAN_PENERIMA.get(satu.keadaan, satu.keadaan),
        satu.mengapa, satu.desil, satu.mulai, satu.sampai,
    ]  # fmt: skip


def _boleh_nik() -> bool:
    orang, here = host.operator(), host.node().code
    return boleh(orang, "penetapan", "lihat_nik", orang.wilayah if within(orang.wilayah, here) else here)


def _masa(hari: date, dipilih: str) -> dict[str, list[str]]:
    """The periods a list may be about, by their length; the one chosen before stays among them."""
    hasil = {nama: masa.pilihan(kali, hari) for kali, nama in LAMA.items()}
    ada = any(dipilih in semua for semua in hasil.values())
    return hasil if ada or not masa.is_masa(dipilih) else {"Dipilih": [dipilih], **hasil}


def _program(node) -> dict[str, str]:
    """What a list can be of: programs an agency decides, and the national list."""
    semua = {kode: satu.nama for kode, satu in katalog.semua(node).items() if satu.penetap == "luar" and satu.aktif}
    return {kata.DTSEN: "DTSEN (data tunggal sosial ekonomi, dengan desil)"} | semua


def _tempat(kode: str) -> list[tuple[str, str]]:
    """The areas a list can cover here."""
    semua = [(kode, nama_pendek(kode))]
    if level(kode) == "desa":
        return semua
    for satu, _ in bawahan(kode):
        semua.append((satu, nama_pendek(satu)))
    return semua
