"""Pages whose work is the whole office's."""

from .... import host
from ....domain.wilayah import within
from ...lampid.layar.tempat import Bertempat


class SeluruhKantor(Bertempat):
    """Mix into a page before its base. Whoever has a part of the office's area sees that part, and changes nothing."""

    def boleh(self, aksi: str, wilayah: str | None = None) -> bool:
        """Whether the person may do this; anything but looking is asked for the office's whole area."""
        return super().boleh(aksi, wilayah or (None if aksi == "lihat" else host.node().code))

    def menyangkut(self, wilayah: str) -> bool:
        """Whether a record of this area concerns the person's own: lies in it, or holds it."""
        return within(wilayah, self.area()) or within(self.area(), wilayah)
