"""The quotas of a program and a year, village by village: seen by everybody concerned, set by the program's office."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.peran import boleh
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....domain.wilayah import level, within
from ....domain.wilayah_nama import bawahan, nama_pendek, nama_wilayah
from ....sync.files import MOST
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import HalamanDesa, segarkan
from ...lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from ...lampid.layar.unduhan import EXCEL, unduh
from .. import kuota_isi
from .. import program as dibaca

_TAHUN = {str(tahun) for tahun in range(2000, 2201)}


class LayarKuota(HalamanDesa):
    """One program and year at a time; the address names them, so the list can be sent to a colleague."""

    sumber, ikon = "kuota", "antrean"
    aksi = {"simpan": "ubah", "isi": "ubah", "unduh": "ekspor"}

    @expose("/")
    def index(self):
        """The villages with their numbers."""
        return self._gambar({})

    @expose("/", methods=["POST"])
    def simpan(self):
        """Set what was typed."""
        pilih, teks = self._pilih(), request.form
        try:
            isi, tetap = self._baca(teks)
            program = pilih["program"]
            if not self._yang_diminta(pilih):
                raise DataDitolak([Kesalahan("kuota_pilihan_salah")])
            if program is None or not kuota_isi.boleh_isi(host.node(), program):
                raise DataDitolak([Kesalahan("program_bukan_milik")])
            banyak = kuota_isi.simpan(
                host.node(),
                host.operator(),
                program.kode,
                pilih["tahun"],
                isi,
                setuju=bool(teks.get("setuju")),
                **tetap,
            )
        except DataDitolak as salah:
            return self._gambar(teks, salah)
        segarkan(host.node())
        flash(
            f"Kuota {banyak} desa tersimpan." if banyak else "Tidak ada angka yang berubah.",
            "success" if banyak else "info",
        )
        return redirect(self._alamat(pilih))

    @expose("/isi", methods=["POST"])
    def isi(self):
        """Put pasted numbers, or those of a sheet, into the form; nothing is stored yet."""
        node, berkas = host.node(), request.files.get("berkas")
        try:
            if berkas and berkas.filename:
                baru = kuota_isi.baca_lembar(node.code, berkas.read(MOST))
            else:
                baru = kuota_isi.baca_teks(node.code, request.form.get("tempelan", ""))
        except DataDitolak as salah:
            return self._gambar(request.form, salah)
        flash(f"{len(baru)} angka diisikan di bawah. Periksa, lalu simpan.", "info")
        teks = {f"j.{desa}": "" if jumlah is None else str(jumlah) for desa, jumlah in baru.items()}
        return self._gambar(request.form.to_dict() | teks | {"area": ""}, status=200)

    @expose("/unduh")
    def unduh(self):
        """The list as Excel, to be filled in and read back."""
        pilih = self._pilih()
        if pilih["program"] is None:
            return redirect(url_for(".index"))
        return unduh(_lembar(pilih), EXCEL, "kuota", host.node().code)

    # ---- what they share

    def _pilih(self, kiriman=None) -> dict:
        """The program, year and area of the address or the form, with the villages they have."""
        node, kata = host.node(), request.values if kiriman is None else {**request.values, **kiriman}
        semua = [satu for satu in dibaca.di_sini(node).values() if satu.perorangan and satu.berkuota]
        tahun = kata.get("tahun", "")
        tahun = int(tahun) if tahun in _TAHUN else date.today().year
        program = next((satu for satu in semua if satu.kode == kata.get("program")), None) or _pertama(semua, tahun)
        area = kata.get("area", "")
        area = area if area and within(area, node.code) else node.code
        baris = kuota_isi.tampil(node, program.kode, tahun, area) if program else []
        return {"semua": semua, "program": program, "tahun": tahun, "area": area, "baris": baris}

    @staticmethod
    def _yang_diminta(pilih: dict) -> bool:
        """Whether the form was about this program and year: numbers of another are never stored under the first there is."""
        program = pilih["program"]
        return program is None or (request.form.get("program"), request.form.get("tahun")) == (
            program.kode,
            str(pilih["tahun"]),
        )

    @staticmethod
    def _alamat(pilih: dict) -> str:
        area = {} if pilih["area"] == host.node().code else {"area": pilih["area"]}
        kode = pilih["program"].kode if pilih["program"] else ""
        return url_for(".index", program=kode, tahun=pilih["tahun"], **area)

    @staticmethod
    def _baca(teks) -> tuple[dict[str, int | None], dict]:
        """What was changed on the page, by which decision, and what stood there before. Raises ``DataDitolak``."""
        isi, dilihat, salah = {}, {}, []
        for nama, nilai in teks.items():
            desa = nama.removeprefix("j.")
            if desa == nama or nilai.strip() == teks.get(f"l.{desa}", "").strip():
                continue
            try:
                isi[desa] = kuota_isi.bilangan(nilai)
                if f"l.{desa}" in teks:
                    dilihat[desa] = kuota_isi.bilangan(teks[f"l.{desa}"])
            except ValueError:
                salah.append(Kesalahan("kuota_bukan_angka", nama, isi={"desa": nama_pendek(desa)}))
        hari = teks.get("ditetapkan", "").strip()
        ditetapkan, temuan = baca_tanggal(hari) if hari else (None, None)
        salah += [Kesalahan(temuan, "ditetapkan")] if temuan else []
        if salah:
            raise DataDitolak(salah)
        return isi, {"nomor_sk": teks.get("nomor_sk", "").strip()[:100], "ditetapkan": ditetapkan, "dilihat": dilihat}

    def _gambar(self, teks, salah: DataDitolak | None = None, status: int = 422):
        node = host.node()
        pilih = self._pilih(teks)
        program = pilih["program"]
        isi = self.render(
            "sid_bantuan/bantuan/kuota.html", **pilih, teks=teks, salah=salah.kesalahan if salah else (),
            kecamatan=bawahan(node.code) if level(node.code) == "kabupaten" else (),
            jumlah=sum(satu.jumlah or 0 for satu in pilih["baris"]), hari=date.today(),
            dipakai=sum(satu.dipakai for satu in pilih["baris"]), lebih=sum(satu.lebih for satu in pilih["baris"]),
            kurang={desa for satu in (salah.kesalahan if salah else ()) if satu.kolom == "setuju" for desa in satu.isi["desa"]},
            boleh_isi=program is not None and self.boleh("ubah") and kuota_isi.boleh_isi(node, program),
            boleh_unduh=self.boleh("ekspor"), nama_tempat=nama_wilayah,
            boleh_program=boleh(host.operator(), "program", "lihat", node.code), di_desa=level(node.code) == "desa",
        )  # fmt: skip
        return isi, status if teks else 200


def _pertama(semua: list[dibaca.ProgramBantuan], tahun: int) -> dibaca.ProgramBantuan | None:
    """What is shown where none was asked for: a program that has places in this year, if there is one."""
    berisi = {
        kode for (kode,) in host.node().engine.run("SELECT DISTINCT program FROM sb_kuota WHERE tahun = ?", (tahun,))
    }
    return next((satu for satu in semua if satu.kode in berisi), semua[0] if semua else None)


def _lembar(pilih: dict) -> Lembar:
    program, tahun = pilih["program"], pilih["tahun"]
    kolom = (
        Kolom("Kode", lebar=15), Kolom("Kecamatan", lebar=18), Kolom("Desa/kelurahan", lebar=24),
        Kolom(f"Tahun {tahun - 1}", lebar=10, rata=KANAN), Kolom("Dipakai", lebar=9, rata=KANAN),
        Kolom("Jumlah", lebar=10, rata=KANAN), Kolom("Nomor keputusan", lebar=24), Kolom("Ditetapkan", lebar=12),
    )  # fmt: skip
    baris = [
        (satu.desa, satu.kecamatan, satu.nama, satu.tahun_lalu, satu.dipakai or None, satu.jumlah, satu.nomor_sk or "",
         teks_tanggal(satu.ditetapkan))
        for satu in pilih["baris"]
    ]  # fmt: skip
    judul = (f"Kuota {program.nama}", f"{nama_wilayah(pilih['area'])}, tahun {tahun}")
    return Lembar(
        "Kuota", judul, Tabel(kolom, baris, bernomor=False), f"kuota {program.singkatan} {tahun}".replace("/", "-")
    )
