"""The people behind one number of the books."""

from collections.abc import Callable
from io import BytesIO

from flask import abort, request, send_file, url_for
from flask_admin import expose

from .... import host
from ....domain.kode import LAKI_LAKI, PEREMPUAN
from ....domain.lampid import bulan_sesudah
from ....domain.peran import boleh
from ....domain.tanggal import teks_tanggal
from ....domain.wilayah import level, parent
from ....domain.wilayah_nama import nama_pendek, nama_wilayah
from ....jejak import catat
from ....ui.ekspor import XLSX
from ...kependudukan.layar.sambungan import alamat_rekam
from ..buku import jumlah, xlsx
from ..buku.lembar import KANAN, TENGAH, Kolom, Lembar, Tabel
from ..buku.nama import Orang, orang
from ..buku.pilihan import AWAL, SALDO, Pilihan, dari_alamat, sebut, sebut_dusun
from ..buku.warga import samar

SEHALAMAN = 100
KOLOM = (
    Kolom("No", lebar=5, rata=KANAN),
    Kolom("Nama", lebar=28),
    Kolom("NIK", lebar=18),
    Kolom("L/P", lebar=5, rata=TENGAH),
    Kolom("Tanggal lahir", lebar=12),
    Kolom("Desa/kelurahan", lebar=18),
    Kolom("Dusun", lebar=16),
    Kolom("+/−", lebar=5, rata=TENGAH),
    Kolom("Tanggal", lebar=12),
    Kolom("Keterangan", lebar=36),
)


class HalamanNama:
    """Mix into the page of the books."""

    @expose("/nama")
    def nama(self):
        """The names; a balance above the villages is told apart by place first."""
        pilihan, minta = self._pilihan(), self.minta()
        if pilihan.jenis in SALDO and level(pilihan.wilayah) != "desa":
            return self.render(
                "sid_bantuan/buku/per_tempat.html", minta=minta, judul=sebut(pilihan, minta.bulan),
                baris=per_tempat(host.node().engine, pilihan, minta.bulan), kembali=self._kembali(minta, pilihan),
                setempat=nama_pendek(pilihan.wilayah),
            )  # fmt: skip
        semua = orang(host.node().engine, minta.bulan, pilihan)
        mulai, tambah = (minta.halaman - 1) * SEHALAMAN, sum(satu.arah > 0 for satu in semua)
        return self.render(
            "sid_bantuan/buku/nama.html", minta=minta, judul=sebut(pilihan, minta.bulan), jumlah=len(semua),
            baris=semua[mulai : mulai + SEHALAMAN], halaman_akhir=max(1, -(-len(semua) // SEHALAMAN)), pilihan=pilihan,
            lengkap=self.lengkap(pilihan.wilayah), alamat_orang=self._alamat_orang(), alamat_mutasi=_alamat_mutasi,
            kembali=self._kembali(minta, pilihan), boleh_unduh=self.boleh("ekspor", pilihan.wilayah), mulai=mulai,
            tempat_pendek=nama_pendek, sebut_dusun=sebut_dusun, di_desa=level(host.node().code) == "desa",
            berarah=0 < tambah < len(semua), tambah=tambah,
        )  # fmt: skip

    @expose("/nama.xlsx")
    def nama_xlsx(self):
        """The same list as an Excel sheet."""
        pilihan, minta, node = self._pilihan("ekspor"), self.minta("ekspor"), host.node()
        judul = sebut(pilihan, minta.bulan)
        semua = orang(node.engine, minta.bulan, pilihan)
        isi = BytesIO()
        xlsx.tulis(lembar_nama(judul, semua, self.lengkap(pilihan.wilayah)), isi)
        with node.engine.transaction():
            catat(node.engine, host.operator(), "ekspor", "buku", None, pilihan.wilayah, label=judul)
        isi.seek(0)
        return send_file(isi, mimetype=XLSX, as_attachment=True, download_name=f"{judul}.xlsx")

    def _pilihan(self, aksi: str = "lihat") -> Pilihan:
        """What the address asks for; who may not read residents' names gets none."""
        pilihan = dari_alamat(request.args) or abort(404)
        self.tempat(pilihan.wilayah, aksi)
        if not boleh(host.operator(), "penduduk", "lihat", pilihan.wilayah):
            abort(403)
        return pilihan

    def _kembali(self, minta, pilihan: Pilihan) -> str:
        """Back to the book the number stands in: that of the area whose row it is."""
        asal = request.args.get("dari_buku") or pilihan.wilayah
        return url_for(".index", **minta.alamat(wilayah=asal))

    @staticmethod
    def _alamat_orang() -> Callable[[Orang], str | None]:
        di_desa = level(host.node().code) == "desa"

        def alamat(satu: Orang) -> str | None:
            if not satu.ada:
                return None
            if di_desa:
                return alamat_rekam("penduduk", satu.id)
            return url_for("sidb_antrean.nilai", id=satu.id) if boleh(
                host.operator(), "antrean", "lihat", satu.wilayah
            ) else None  # fmt: skip

        return alamat


def _alamat_mutasi(satu: Orang) -> str | None:
    return alamat_rekam("mutasi", satu.mutasi_id) if satu.mutasi_id else None


def per_tempat(engine, pilihan: Pilihan, bulan: str) -> list[tuple[str, str, int, dict]]:
    """A balance of an area by the places directly inside it: (code, name, number, the address of its names)."""
    hasil: dict[str, int] = {}
    di_bulan = bulan_sesudah(bulan, -1) if pilihan.jenis == AWAL else bulan
    for desa, satu in jumlah.neraca(engine, pilihan.wilayah, di_bulan, "wilayah").items():
        kode = desa if level(pilihan.wilayah) == "kecamatan" else parent(desa)
        banyak = satu.akhir.orang(pilihan.wna, pilihan.jk, pilihan.kepala)
        hasil[kode] = hasil.get(kode, 0) + banyak
    return [
        (kode, nama_wilayah(kode), banyak, pilihan._replace(wilayah=kode).alamat())
        for kode, banyak in sorted(hasil.items())
        if banyak
    ]


def lembar_nama(judul: str, semua: list[Orang], lengkap: bool) -> Lembar:
    """The list as a sheet."""
    jk = {LAKI_LAKI: "L", PEREMPUAN: "P"}
    baris = [
        [
            nomor, satu.nama, samar(satu.nik, lengkap), jk.get(satu.jenis_kelamin, ""), teks_tanggal(satu.tanggal_lahir),
            nama_wilayah(satu.wilayah), satu.dusun, "+" if satu.arah > 0 else "−", teks_tanggal(satu.tanggal),
            satu.keterangan,
        ]
        for nomor, satu in enumerate(semua, 1)
    ]  # fmt: skip
    return Lembar("Nama", (judul,), Tabel(KOLOM, baris, bernomor=False), judul)
