"""A village to which anything may happen, for histories drawn at random: events, edits past them, the bin, closings.

Everything happens inside one transaction that is rolled back at the end, so a history costs no
new database. What is chosen is chosen by position in an order that does not hang on ids, so a
history found once is found again.
"""

from collections import Counter
from datetime import date, timedelta
from itertools import count

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode, lampid
from sid_bantuan.domain.ids import derived_id
from sid_bantuan.modules.kependudukan import gabung, sampah
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.rekam import tambah
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.modules.lampid import catat, golongan, hitung, tutup
from sid_bantuan.modules.lampid.batal import batal
from sid_bantuan.modules.lampid.buku.jumlah import neraca
from sid_bantuan.modules.lampid.hari import seolah
from sid_bantuan.modules.lampid.tables import Mutasi, TutupBuku
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .lampid import DESA, OPERATOR, jumlah_baris, jumlah_penduduk

DUSUN = ("Krajan", "Ngasem", "Sumber")
MULAI = date(2026, 1, 20)
TERTUTUP_UNTUKNYA = (DataDitolak, KeyError)


class Riwayat:
    """One village and its history so far. Every ``*_`` action may be refused; then nothing has happened."""

    def __init__(self, engine):
        self.node, self.hari, self.nomor = Node(engine, DESA, CATALOG), MULAI, count(1)
        self.ditutup: dict[str, Counter] = {}
        self.catatan: list[str] = []
        for nomor, nama in enumerate(DUSUN):
            tambah(CATALOG["lingkungan"], f"{nomor + 1:032x}", DESA, {"dusun": nama, "rw": "001", "rt": "001"})
        for kk in range(3):
            self.warga_baru(kk, 3)
        with seolah(self.hari):
            drain_all(self.node)

    # ---- who and what there is, in an order of its own

    def orang(self, pilih: int, *status: int) -> Penduduk | None:
        semua = Penduduk.select().where(Penduduk.status_dasar.in_(status or tuple(kode.daftar("status_dasar"))))
        return _ke(sorted(semua, key=lambda satu: int(satu.nama.split()[-1])), pilih)

    def keluarga(self, pilih: int) -> Keluarga | None:
        return _ke(sorted(Keluarga.select(), key=lambda satu: int(satu.alamat or 0)), pilih)

    def tempat(self, pilih: int) -> Lingkungan:
        return _ke(sorted(Lingkungan.select(), key=lambda satu: satu.id), pilih)

    def peristiwa(self, pilih: int) -> Mutasi | None:
        return _ke(sorted(Mutasi.select(), key=lambda satu: int(satu.nomor_surat)), pilih)

    def nama(self) -> str:
        return f"WARGA {next(self.nomor)}"

    # ---- the office's ways

    def coba(self, aksi, *isi, **lain):
        """Do it as of the present day; a refusal is a legitimate end of it."""
        with seolah(self.hari):
            try:
                return aksi(*isi, **lain)
            except DataDitolak as ditolak:
                self.catatan.append(str(ditolak))
                return None

    def isi(self, terlambat: int, selang: int, **lain) -> dict:
        lapor = self.hari - timedelta(days=terlambat)
        return {"tgl_lapor": lapor, "tgl_peristiwa": lapor - timedelta(days=selang)} | self._surat() | lain

    def _surat(self) -> dict:
        return {"nomor_surat": str(next(self.nomor))}

    def id(self) -> str:
        return derived_id("riwayat", str(next(self.nomor)))

    def warga_baru(self, tempat: int, banyak: int) -> None:
        """A family entered past all events: the adjustments' business."""
        nomor = next(self.nomor)
        kk = derived_id("kk-riwayat", str(nomor))
        lingkungan = self.tempat(tempat).id
        tambah(CATALOG["keluarga"], kk, DESA, {"lingkungan_id": lingkungan, "alamat": str(nomor)})
        for ke in range(banyak):
            isi = {
                "orang_id": derived_id("orang", str(nomor), str(ke)), "nama": self.nama(), "jenis_kelamin": ke % 2 + 1,
                "keluarga_id": kk, "hubungan_keluarga": (1, 3, 4)[min(ke, 2)], "keadaan_nik": kode.NIK_BELUM_ADA,
            }  # fmt: skip
            tambah(CATALOG["penduduk"], derived_id("warga", str(nomor), str(ke)), DESA, isi)

    def lahir(self, pilih, waktu) -> None:
        keluarga = self.keluarga(pilih)
        bayi = {"nama": self.nama(), "jenis_kelamin": pilih % 2 + 1}
        self.coba(
            catat.catat_kelahiran, self.node, OPERATOR, self.isi(*waktu), bayi, keluarga and keluarga.id, self.id()
        )

    def mati(self, pilih, waktu) -> None:
        orang = self.orang(pilih, kode.HIDUP, kode.HILANG)
        if orang:
            self.coba(
                catat.catat_kematian,
                self.node,
                OPERATOR,
                self.isi(*waktu),
                orang.id,
                self._pengganti([orang]),
                id=self.id(),
            )

    def pindah(self, pilih, waktu, semua: bool, dalam: bool, hilang: bool = False) -> None:
        orang = self.orang(pilih, kode.HIDUP)
        if orang is None:
            return
        ikut = self._sekeluarga(orang) if semua else [orang]
        ids, pengganti = [satu.id for satu in ikut], self._pengganti(ikut)
        if hilang:
            self.coba(catat.catat_hilang, self.node, OPERATOR, self.isi(*waktu), ids, pengganti, id=self.id())
            return
        lain = {"cakupan": lampid.DALAM_DESA} if dalam else {"lawan_wilayah": "35.22.01.2002"}
        kartu = {"lingkungan_id": self.tempat(pilih).id, "alamat": str(next(self.nomor))} if dalam else None
        isi = self.isi(*waktu, **lain)
        self.coba(catat.catat_pindah, self.node, OPERATOR, isi, ids, pengganti, kartu=kartu, id=self.id())

    def datang(self, pilih, waktu, kembali: bool) -> None:
        lama = self.orang(pilih, kode.PINDAH, kode.HILANG) if kembali else None
        orang = {"nama": lama.nama if lama else self.nama(), "jenis_kelamin": pilih % 2 + 1, "hubungan_keluarga": 1}
        if lama:
            orang["orang_id"] = lama.orang_id
        kartu = {"lingkungan_id": self.tempat(pilih).id, "alamat": str(next(self.nomor))}
        isi = self.isi(*waktu, lawan_wilayah="35.22.01.2002")
        self.coba(catat.catat_datang, self.node, OPERATOR, isi, [orang], kartu, id=self.id())

    def kembali(self, pilih, waktu) -> None:
        orang = self.orang(pilih, kode.HILANG, kode.MATI, kode.PINDAH)
        if orang:
            hubungan = 9 if pilih % 2 else None
            self.coba(
                catat.catat_kembali, self.node, OPERATOR, self.isi(*waktu), orang.id, None, hubungan, id=self.id()
            )

    def susun(self, pilih, waktu, jenis: str) -> None:
        """A card splits, gets another head, or takes somebody in."""
        orang, keluarga, isi = self.orang(pilih, kode.HIDUP), self.keluarga(pilih // 3), self.isi(*waktu)
        if orang is None or keluarga is None:
            return
        if jenis == "pecah":
            kartu = {"alamat": str(next(self.nomor))}
            self.coba(catat.pecah_kk, self.node, OPERATOR, isi, {orang.id: 1}, kartu, id=self.id())
        elif jenis == "numpang":
            self.coba(catat.numpang_kk, self.node, OPERATOR, isi, {orang.id: 9}, keluarga.id, id=self.id())
        else:
            lama = {satu.id: 9 for satu in self._sekeluarga(orang) if satu.hubungan_keluarga == 1}
            ke = orang.keluarga_id or ""
            self.coba(catat.ganti_kepala, self.node, OPERATOR, isi, ke, orang.id, lama, id=self.id())

    def _sekeluarga(self, orang: Penduduk) -> list[Penduduk]:
        if not orang.keluarga_id:
            return [orang]
        return list(
            Penduduk.select().where(Penduduk.keluarga == orang.keluarga_id, Penduduk.status_dasar == kode.HIDUP)
        )

    def _pengganti(self, pergi: list[Penduduk]) -> str | None:
        """A head for those who stay, the eldest by number; the action itself says whether one is needed."""
        if not any(satu.hubungan_keluarga == 1 for satu in pergi):
            return None
        ids = {satu.id for satu in pergi}
        sisa = [satu for satu in self._sekeluarga(pergi[0]) if satu.id not in ids]
        sisa.sort(key=lambda satu: int(satu.nama.split()[-1]))
        return sisa[0].id if sisa and not any(satu.hubungan_keluarga == 1 for satu in sisa) else None

    def batalkan(self, pilih) -> None:
        if mutasi := self.peristiwa(pilih):
            self.coba(batal, self.node, OPERATOR, mutasi.id, "Salah catat")

    def ubah(self, pilih, waktu) -> None:
        if mutasi := self.peristiwa(pilih):
            isi = {nama: satu for nama, satu in self.isi(*waktu).items() if nama.startswith("tgl")}
            self.coba(catat.ubah, self.node, OPERATOR, mutasi.id, isi)

    def tutup(self) -> None:
        with seolah(self.hari):
            berikut = tutup.bulan_berikut(self.node)
        if berikut and self.coba(tutup.tutup, self.node, OPERATOR, berikut):
            self.ditutup[berikut] = jumlah_baris(self.node, berikut)

    # ---- ways past the events

    def sunting(self, pilih, kolom: str, nilai, lewat_orm: bool) -> None:
        orang = self.orang(pilih)
        if orang is None:
            return
        if kolom == "keluarga_id":
            keluarga = self.keluarga(nilai or 0)
            nilai = keluarga.id if keluarga and nilai is not None else None
        if lewat_orm:
            setattr(orang, orang._meta.columns[kolom].name, nilai)
            orang.save()
        else:
            self.node.engine.run(f"UPDATE sb_penduduk SET {kolom} = ? WHERE id = ?", (nilai, orang.id))

    def pindahkan_kartu(self, pilih, tempat) -> None:
        if keluarga := self.keluarga(pilih):
            Keluarga.update(lingkungan=self.tempat(tempat).id).where(Keluarga.id == keluarga.id).execute()

    def ganti_nama_dusun(self, pilih, nama: str) -> None:
        Lingkungan.update(dusun=nama).where(Lingkungan.id == self.tempat(pilih).id).execute()

    def hapus(self, pilih, cara: str) -> None:
        orang, keluarga = self.orang(pilih), self.keluarga(pilih)
        if cara == "sql" and orang:
            self.node.engine.run("DELETE FROM sb_penduduk WHERE id = ?", (orang.id,))
        elif cara == "sampah" and orang:
            self.coba(sampah.buang, self.node, OPERATOR, "penduduk", [orang.id])
        elif keluarga:
            penghuni = sampah.IKUT if pilih % 2 else sampah.LEPAS
            self.coba(sampah.buang, self.node, OPERATOR, "keluarga", [keluarga.id], penghuni=penghuni)

    def pulihkan(self, pilih) -> None:
        kelompok = sampah.daftar(self.node)[0]
        if kelompok:
            satu = sorted(kelompok, key=lambda isi: min(bagian.label for bagian in isi))[pilih % len(kelompok)]
            if satu[0].gabung:
                self.coba(gabung.batalkan, self.node, OPERATOR, satu[0].id)
            else:
                self.coba(sampah.pulihkan, self.node, OPERATOR, satu[0].kelompok)

    def gabungkan(self, pilih, lain) -> None:
        satu, dua = self.orang(pilih), self.orang(lain)
        if satu and dua and satu.id != dua.id:
            self.coba(gabung.gabungkan, self.node, OPERATOR, satu.id, dua.id, {}, "Satu orang")

    def hitung(self) -> None:
        with seolah(self.hari):
            drain_all(self.node)

    # ---- what must hold of it

    def periksa(self) -> None:
        """After counting: in balance now, in every month, for everybody; closed months as they closed."""
        self.hitung()
        assert jumlah_baris(self.node) == jumlah_penduduk(self.node)
        sekarang = {id: satu.golongan for id, satu in golongan.baca(self.node).items() if satu.terhitung}
        assert golongan.tercatat(self.node, list(golongan.baca(self.node))) == sekarang
        self._periksa_bulan()
        self._periksa_orang()
        self._periksa_hitung_ulang()

    def _bulan(self) -> list[str]:
        rows = self.node.engine.run(
            "SELECT bulan FROM sb_mutasi_orang UNION SELECT bulan FROM sb_penyesuaian ORDER BY 1"
        )
        return [row[0] for row in rows]

    def _periksa_bulan(self) -> None:
        awal = None
        for bulan in lampid_bulan(self._bulan()):
            ini = neraca(self.node.engine, DESA, bulan)
            if awal is not None:
                assert {d: satu.awal for d, satu in ini.items() if satu.awal} == awal, bulan
            awal = {d: satu.akhir for d, satu in ini.items() if satu.akhir}
        for bulan, saldo in self.ditutup.items():
            assert jumlah_baris(self.node, bulan) == saldo, bulan
        assert {satu.bulan for satu in TutupBuku} == set(self.ditutup)

    def _periksa_orang(self) -> None:
        """At the end of each month everybody counts in one category once, or not at all."""
        baris = self.node.engine.run(
            "SELECT bulan, penduduk_id, arah, dusun, jenis_kelamin, kewarganegaraan, kepala FROM sb_mutasi_orang"
        )
        for orang, *isi in self.node.engine.run(
            "SELECT orang, bulan, arah, dusun, jenis_kelamin, kewarganegaraan, kepala FROM sb_penyesuaian"
        ):
            baris += [(isi[0], id, *isi[1:]) for id in orang.split()]
        jumlah: Counter = Counter()
        for bulan in self._bulan():
            for _, id, arah, *sel in (satu for satu in baris if satu[0] == bulan):
                jumlah[id, tuple(sel)] += arah
            assert set(jumlah.values()) <= {0, 1}, bulan
            assert max(Counter(id for (id, _), n in jumlah.items() if n).values(), default=0) <= 1, bulan

    def _periksa_hitung_ulang(self) -> None:
        """Counted anew from the lines, the village is as it was."""
        lines = "SELECT count(*) FROM sb_penyesuaian"
        sebelum = self.node.engine.value(lines)
        with seolah(self.hari):
            hitung.hitung_ulang(self.node)
        assert self.node.engine.value(lines) == sebelum


def lampid_bulan(ada: list[str]) -> list[str]:
    """Every month from the first of these to the one after the last."""
    semua, bulan = [], ada[0] if ada else ""
    while ada and bulan <= lampid.bulan_sesudah(ada[-1]):
        semua.append(bulan)
        bulan = lampid.bulan_sesudah(bulan)
    return semua


def _ke(semua: list, pilih: int):
    return semua[pilih % len(semua)] if semua else None
