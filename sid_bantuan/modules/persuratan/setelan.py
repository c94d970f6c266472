"""What an office chooses about its letters. One process serves one node, so the choice is the process's."""

from dataclasses import dataclass

from ...domain.surat import POLA_BIASA


@dataclass
class Setelan:
    """``deret_per_jenis``: each kind is numbered by itself, else all by one counter.

    ``alamat_cek``: the public address of the page that checks letters; empty: the server this node sends to.
    ``operator_mencatat``: an operator may record what was signed in ink. ``bsre_*``: see ``tte``.
    """

    pola_nomor: str = POLA_BIASA
    deret_per_jenis: bool = False
    kertas: str = "F4"
    periksa_sekretaris: bool = True
    operator_mencatat: bool = False
    alamat_cek: str = ""
    bsre_url: str = ""
    bsre_pengguna: str = ""
    bsre_sandi: str = ""


sekarang = Setelan()


def pasang(**pilihan) -> None:
    """Make these the choices of this process; what is left out is as usual."""
    for nama, nilai in vars(Setelan(**pilihan)).items():
        setattr(sekarang, nama, nilai)
