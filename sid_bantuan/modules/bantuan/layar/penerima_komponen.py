"""The form of a recipient's components on his page: rows of a component and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ....domain.angka import angka_kiriman
from ...kependudukan.kesalahan import Kesalahan
from .. import penerima_komponen as komponen

PALING_BANYAK = 30
"""Rows of one family."""


@dataclass
class IsianKomponen:
    """The rows as they are written or typed, and what may be chosen in each."""

    baris: list[tuple[str, str]]
    """(code, person), either of them empty where it was not chosen yet."""
    program: dict[str, str] = field(default_factory=dict)
    orang: dict[str, str] = field(default_factory=dict)
    salah: dict[int, Kesalahan] = field(default_factory=dict)

    @classmethod
    def baca(cls, kiriman) -> "IsianKomponen":
        """The rows that were sent."""
        apa, siapa = kiriman.getlist("kode"), kiriman.getlist("siapa")
        return cls([*zip(apa, siapa, strict=False)][:PALING_BANYAK])

    @classmethod
    def siapkan(cls, node, satu, program, salah: Sequence[Kesalahan], kiriman) -> "IsianKomponen | None":
        """The form as his page shows it: what was sent, or else what is written. None where there is nothing to choose."""
        milik = komponen.milik(node, satu)
        if program is None or not (program.komponen or milik):
            return None
        isian = cls([(apa, siapa or "") for apa, siapa in milik])
        if kiriman is not None:
            isian = cls.baca(kiriman)
            if not isian.ubah_bentuk(kiriman.get("aksi", "")):
                isian.baris = isian._terisi()
        isian.baris = isian.baris or [("", "")]
        isian.program = {bagian.kode: bagian.nama for bagian in program.komponen}
        isian.program |= {apa: f"{apa} (tidak lagi pada programnya)" for apa, _ in milik if apa not in isian.program}
        isian.orang = {warga.orang_id: warga.nama for warga in komponen.calon(node, satu)}
        pergi = komponen.nama_orang(node, [siapa for _, siapa in milik if siapa not in isian.orang])
        isian.orang |= {siapa: f"{nama} (tidak lagi di keluarga ini)" for siapa, nama in pergi.items()}
        isian.salah = {int(satu.baris): satu for satu in reversed(salah) if satu.kolom == komponen.KOLOM}
        return isian

    def ubah_bentuk(self, aksi: str) -> bool:
        """Add a row or take one out; whether that was asked for."""
        kerja, _, ke = aksi.partition(":")
        if kerja == "tambah":
            self.baris = [*self.baris, ("", "")][:PALING_BANYAK]
        elif kerja == "hapus":
            keluar = angka_kiriman(ke)
            self.baris = [satu for nomor, satu in enumerate(self.baris) if nomor != keluar]
        return kerja in ("tambah", "hapus")

    def pilihan(self) -> list[dict[str, str]]:
        """As ``ubah_komponen`` takes it; rows with nothing in them say nothing."""
        return [{"kode": apa, "orang_id": siapa} for apa, siapa in self._terisi()]

    def _terisi(self) -> list[tuple[str, str]]:
        return [satu for satu in self.baris if any(satu)]
