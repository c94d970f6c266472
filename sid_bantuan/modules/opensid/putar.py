"""Run one round: open the source, go through its stages, derive what follows here."""

from ...domain.peran import Operator
from ...domain.wilayah import level
from ...jejak import catat
from ...sync.local import drain_all
from . import hapus, program, sisa, tahap
from .alamat import Alamat, SumberGagal
from .laporan import Laporan
from .penduduk import serasikan_penduduk
from .putaran import OPERATOR, Putaran
from .sumber import buka


def putar(
    node,
    alamat: Alamat,
    config_id: int | None = None,
    utamakan: str | None = None,
    setuju_hapus: bool = False,
    sumber_baru: bool = False,
    oleh: str = "",
) -> Laporan:
    """Read the source once and bring this village up to it. Raises ``SumberGagal``; what was stored till then stays.

    ``oleh``: who started it, for the audit log.
    """
    if level(node.code) != "desa":
        raise SumberGagal("opensid_bukan_desa")
    drain_all(node)
    with buka(alamat) as sumber:
        sumber.pilih_desa(node.code, config_id)
        operator = Operator("opensid", f"OpenSID ({oleh})" if oleh else OPERATOR, frozenset({"operator"}), node.code)
        putaran = Putaran(node, sumber, operator, utamakan)
        putaran.mulai(sumber_baru)
        hapus.periksa_penyusutan(putaran, setuju_hapus)
        tahap.tempat_dan_keluarga(putaran)
        serasikan_penduduk(putaran)
        tahap.kelompok(putaran)
        program.serasikan_program(putaran)
        hapus.buang_yang_hilang(putaran)
        sisa.hitung_sisa(putaran)
    if putaran.laporan.berubah:
        catat(node.engine, operator, "impor", "penduduk", None, node.code, label="OpenSID",
              catatan=putaran.laporan.kalimat())  # fmt: skip
        drain_all(node)
    return putaran.laporan
