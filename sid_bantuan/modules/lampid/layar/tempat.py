"""Pages of an area: the operator's own, or one inside it that he may see."""

from flask import abort

from .... import host
from ....domain.wilayah import is_code, level, parent, within
from ....domain.wilayah_nama import bawahan, nama_pendek


class Bertempat:
    """Mix into a page whose address may name an area."""

    def area(self) -> str:
        """The operator's own area within this node."""
        orang, kode = host.operator(), host.node().code
        return orang.wilayah if orang and within(orang.wilayah, kode) else kode

    def tempat(self, wilayah: str | None, aksi: str = "lihat") -> str:
        """The area asked for, if it lies in this node's and the operator may."""
        wilayah = wilayah or self.area()
        if not is_code(wilayah) or not within(wilayah, host.node().code):
            abort(404)
        if not self.boleh(aksi, wilayah):
            abort(403)
        return wilayah


def jejak_tempat(wilayah: str, area: str) -> list[tuple[str, str]]:
    """The places from the operator's own area down to this one, (code, name); the last is this one."""
    hasil = [(wilayah, nama_pendek(wilayah))]
    while hasil[0][0] != area and within(hasil[0][0], area):
        kode = parent(hasil[0][0])
        hasil.insert(0, (kode, nama_pendek(kode)))
    return hasil


def di_bawah(wilayah: str) -> list[tuple[str, str]]:
    """The places directly inside an area, (code, bare name); none inside a village."""
    return [] if level(wilayah) == "desa" else bawahan(wilayah)
