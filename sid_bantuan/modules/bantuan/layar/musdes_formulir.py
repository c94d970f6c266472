"""The form of a village meeting: who came by element, decisions line by line, names with their direction."""

from collections.abc import Mapping
from datetime import date

from ....domain.angka import angka_kiriman
from ....domain.bantuan import ARAH
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....ui.formulir import VERSION
from ...kependudukan import rekam
from ...kependudukan.isian_angka import angka_isian
from ...kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from .. import musdes
from ..musdes import KOLOM_NAMA
from ..tables_usulan import Musdes, Putaran, UsulanBantuan

TEKS = ("tgl", "jam", "tempat", "perihal", "program", "pimpinan", "notulis", "undangan", "nomor", "putaran_id")
UNDANGAN_TERBANYAK = 9_999
HAPUS = "hapus"
"""In place of a direction: the row goes."""
BARU = {"arah": "masuk", "nama": "", "nik": "", "alamat": "", "alasan": "", "usulan_id": ""}


class FormulirMusdes:
    """One meeting being written. ``teks``: what stands in the fields; ``nama``: the rows of the annex."""

    arah, HAPUS = ARAH, HAPUS

    def __init__(self, node, lama: Musdes | None = None, kiriman=None, awal: Mapping | None = None):
        self.node, self.lama = node, lama
        self.unsur = musdes.unsur(node.code)
        self.id = lama.id if lama else rekam.id_formulir(node, "musdes", kiriman.get("id", "") if kiriman else "")
        self.versi = rekam.versi(node, lama.id) if lama else None
        self.salah: dict[str, list[Kesalahan]] = {}
        self.beda: list[tuple] = []
        if kiriman is None:
            self._awal(awal or {})
        else:
            self._baca(kiriman)

    def _awal(self, awal: Mapping) -> None:
        satu = self.lama
        self.teks = {nama: str(getattr(satu, nama, None) or "") if satu else "" for nama in TEKS} | dict(awal)
        self.teks["tgl"] = teks_tanggal(satu.tgl if satu else date.today())
        ada = musdes.isi(satu) if satu else musdes.Isi([], [], [])
        self.hadir = {nama: _baris_hadir(ada.hadir, nama) for nama in self.unsur}
        self.keputusan = "\n".join(ada.keputusan)
        self.nama = [BARU | ini for ini in ada.nama]

    def _baca(self, kiriman: Mapping) -> None:
        self.teks = {nama: kiriman.get(nama, "") for nama in TEKS}
        self.hadir = {nama: kiriman.get(f"hadir.{nama}", "") for nama in self.unsur}
        self.keputusan = kiriman.get("keputusan", "")
        kolom = [kiriman.getlist(f"nama.{nama}") for nama in KOLOM_NAMA]
        baris = [dict(zip(KOLOM_NAMA, satu, strict=True)) for satu in zip(*kolom, strict=False)]
        self.nama = [satu for satu in baris if (satu["nama"].strip() or satu["usulan_id"]) and satu["arah"] != HAPUS]
        self._samakan()
        self._tambah(kiriman)
        dilihat = kiriman.get(VERSION, "")
        self.versi = (angka_kiriman(dilihat) or 0) if self.lama else None

    def _samakan(self) -> None:
        """Who is proposed is said by the proposal, not by what was sent; what is none of this village's goes."""
        ids = [satu["usulan_id"] for satu in self.nama if satu["usulan_id"]]
        milik = UsulanBantuan.select().where(UsulanBantuan.id.in_(ids), UsulanBantuan.wilayah == self.node.code)
        ada = {satu.id: musdes.baris_nama(satu) for satu in milik}
        for satu in self.nama:
            if satu["usulan_id"]:
                asli = ada.get(satu["usulan_id"], {"nik": "", "usulan_id": ""})
                satu |= {nama: nilai for nama, nilai in asli.items() if nama not in ("arah", "alasan")}
        self.nama = [satu for satu in self.nama if satu["nama"].strip()]

    def _tambah(self, kiriman: Mapping) -> None:
        """Proposals that were ticked join the annex; a button adds an empty row."""
        sudah = {satu["usulan_id"] for satu in self.nama}
        pilih = [id for id in kiriman.getlist("calon") if id not in sudah]
        semua = UsulanBantuan.select().where(UsulanBantuan.id.in_(pilih), UsulanBantuan.wilayah == self.node.code)
        self.nama += [BARU | musdes.baris_nama(satu) for satu in semua.order_by(UsulanBantuan.nama, UsulanBantuan.id)]
        if kiriman.get("aksi") == "lagi":
            self.nama.append(dict(BARU))

    @property
    def putaran(self) -> list[Putaran]:
        """The rounds a meeting can be for: those that are open, and the one it is for already."""
        pilih = (Putaran.keadaan == "buka") | (Putaran.id == self.teks.get("putaran_id", ""))
        return list(Putaran.select().where(pilih).order_by(Putaran.mulai.desc(), Putaran.id))

    @property
    def calon(self) -> list[UsulanBantuan]:
        """Proposals that may join the annex."""
        sudah = {satu.get("usulan_id") for satu in self.nama}
        semua = musdes.calon(self.node, self.lama, self.teks.get("program") or None)
        return [satu for satu in semua if satu.id not in sudah]

    def simpan(self, operator) -> Musdes:
        """Store it. Raises ``DataDitolak`` and ``SudahBerubah``, to be shown by the two below."""
        hari, keliru = baca_tanggal(self.teks["tgl"])
        salah = [Kesalahan(keliru or "wajib_diisi", "tgl")] if keliru or hari is None else []
        undangan = angka_isian(self.teks["undangan"], "undangan", salah, UNDANGAN_TERBANYAK)
        if salah:
            raise DataDitolak(salah)
        isi = self.teks | {"tgl": hari, "undangan": undangan or 0, "hadir": self._hadir(),
                           "keputusan": self.keputusan.splitlines(), "nama_lampiran": self.nama}  # fmt: skip
        return musdes.simpan(self.node, operator, isi, self.id, self.versi)

    def _hadir(self) -> list[dict]:
        """Who came: one on a line, the office after a comma."""
        hasil = []
        for unsur, teks in self.hadir.items():
            for baris in teks.splitlines():
                nama, _, jabatan = baris.partition(",")
                hasil.append({"unsur": unsur, "nama": nama.strip(), "jabatan": jabatan.strip()})
        return hasil

    def tunjukkan(self, salah: DataDitolak) -> None:
        """Stand the faults beside their fields."""
        self.salah = {}
        for satu in salah.kesalahan:
            self.salah.setdefault(satu.kolom, []).append(satu)

    def tunjukkan_beda(self, salah: SudahBerubah) -> None:
        """What somebody else changed meanwhile; storing once more takes what is typed."""
        self.versi = salah.beda[0].versi
        self.beda = sorted(salah.beda[0].kolom)


def _baris_hadir(hadir: list[dict], unsur: str) -> str:
    milik = [satu for satu in hadir if satu.get("unsur", "lainnya") == unsur]
    return "\n".join(", ".join(filter(None, (satu["nama"], satu.get("jabatan")))) for satu in milik)
