"""Writing one step of a proposal down, by whoever took it."""

from ...domain import bantuan as kata
from ...domain import usulan as alur
from ...domain.ids import new_id
from ...domain.peran import Operator, sebutan
from ...domain.usulan import Posisi
from ...jejak import catat
from ...sync.schema import now
from . import usulan, usulan_kini
from .tables_usulan import UsulanBantuan, UsulanLangkah


def tulis(node, operator: Operator, baris: UsulanBantuan, di: Posisi, langkah: str, id: str | None = None, **isi):
    """Add one step within the caller's transaction, and say anew where the proposal stands."""
    ini = UsulanLangkah(id=id or new_id(), node=node.code, wilayah=baris.wilayah, usulan_id=baris.id, langkah=langkah,
                        tahap=di.tahap, dinilai=di.tanda, oleh=operator.nama[:100],
                        jabatan=_jabatan(operator, node.code), pada=now(), **isi)  # fmt: skip
    ini.save(force_insert=True)
    usulan_kini.susun(node, [baris.id])
    catatan = ": ".join(filter(None, (kata.LANGKAH_USULAN[langkah], alur.ALASAN.get(ini.alasan or ""), ini.catatan)))
    catat(node.engine, operator, "ubah", "usulan_bantuan", baris.id, baris.wilayah, label=usulan.sebut(baris),
          catatan=catatan)  # fmt: skip
    return ini


def _jabatan(operator: Operator, code: str) -> str | None:
    return ", ".join(sebutan(satu, code) for satu in sorted(operator.peran))[:100] or None
