"""Stories of families over a road of offices: recorded, judged, moved, answered, each in its own place."""

from datetime import date

from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.lampid import batal, catat, masuk, masuk_baca
from sid_bantuan.modules.verval import daftar, putusan

from .di import di, petugas
from .road import DISTRICT, NEIGHBOUR, VILLAGE, Road, add_resident

HARI = date(2026, 11, 10)


def nik_ke(nomor: int) -> str:
    """A NIK that is possible: a man born on 1 July 1990."""
    return f"352201010790{nomor:04}"


class Kisah:
    """What people do at the offices of a road, by name of the office's code."""

    def __init__(self, road: Road):
        self.road, self._nomor = road, 0

    def keluarga(self, desa: str = VILLAGE, anggota: int = 3) -> list[str]:
        """A family is recorded; its members' ids, the head first."""
        kk = new_id()
        self._nomor += anggota
        self.road[desa].engine.run(
            "INSERT INTO sb_keluarga (id, node, wilayah, no_kk, alamat) VALUES (?, ?, ?, ?, 'Jalan Kenanga 7')",
            (kk, desa, desa, f"352201010115{self._nomor:04}"),
        )
        return [
            add_resident(self.road[desa], f"ORANG {self._nomor}{'ABCDEF'[ke]}", keluarga_id=kk, jenis_kelamin=1,
                         nik=nik_ke(self._nomor * 10 + ke), hubungan_keluarga=(1, 3, 4, 4, 4)[ke], kewarganegaraan=1)
            for ke in range(anggota)
        ]  # fmt: skip

    def pindah(self, orang: list[str], tujuan: str = NEIGHBOUR, desa: str = VILLAGE, **isi) -> str:
        """These move out of a village; the event."""
        isi = {"tgl_peristiwa": HARI, "lawan_wilayah": tujuan, "cakupan": 2, "lawan_alamat": "Jalan Melati 2"} | isi
        with di(self.road[desa]) as node:
            return catat.catat_pindah(node, petugas(node), isi, orang, catat.BELUM_DITENTUKAN).id

    def batalkan(self, id: str, desa: str = VILLAGE) -> None:
        with di(self.road[desa]) as node:
            batal.batal(node, petugas(node), id, "Tidak jadi")

    def nilai(self, id: str, kata: str = "valid", di_kantor: str = DISTRICT) -> str:
        """The steward's verdict; its id."""
        with di(self.road[di_kantor]) as node:
            pesan = None if kata == "valid" else "Lihat suratnya"
            row = daftar.satu(node, id)
            return putusan.nilai(node, petugas(node), "mutasi", {id: row.hash}, kata, None, pesan).dinilai[id]

    def menunggu(self, desa: str = NEIGHBOUR) -> list[masuk_baca.Masuk]:
        """What waits at a village, news left out."""
        node = self.road[desa]
        return [satu for satu in masuk_baca.di_desa(node) if satu.letak == "menunggu" and not satu.kabar]

    def kabar(self, desa: str = VILLAGE) -> list[masuk_baca.Masuk]:
        """The news a village has not read."""
        return [satu for satu in masuk_baca.di_desa(self.road[desa]) if satu.kabar and satu.letak == "menunggu"]

    def terima(self, satu, desa: str = NEIGHBOUR, **pilihan):
        """The village takes in what waits; the event."""
        with di(self.road[desa]) as node:
            return masuk.terapkan_masuk(node, petugas(node, "Wati"), satu.id, pilihan)

    def tolak(self, satu, desa: str = NEIGHBOUR, alasan: str = "Orangnya tidak datang") -> None:
        with di(self.road[desa]) as node:
            masuk.tolak(node, petugas(node, "Wati"), satu.id, alasan)

    def hidup(self, desa: str) -> list[str]:
        """The persons a village counts."""
        return [
            row[0] for row in self.road[desa].engine.run(
                "SELECT p.orang_id FROM sb_terhitung t JOIN sb_penduduk p ON p.id = t.penduduk_id ORDER BY 1"
            )
        ]  # fmt: skip

    def saldo(self, desa: str, di_kantor: str | None = None) -> int:
        """The population of a village as the lines of its books say, read at any office."""
        engine = self.road[di_kantor or desa].engine
        return engine.value(
            "SELECT COALESCE((SELECT SUM(arah) FROM sb_mutasi_orang WHERE wilayah = ?), 0)"
            " + COALESCE((SELECT SUM(arah * jumlah) FROM sb_penyesuaian WHERE wilayah = ?), 0)",
            (desa, desa),
        )
