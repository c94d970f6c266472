"""What the pages of recipients share: badges, the state that follows from the register, whom a page is about."""

from collections.abc import Sequence

from markupsafe import Markup

from .... import host
from ....domain import bantuan as kata
from ....ui.tampil import ikon, lencana, nomor, nomor_tersamar
from ...kependudukan import rekam
from ...kependudukan.tables import Penduduk
from .. import atribut
from .. import program as katalog

NADA = {
    kata.AKTIF: "valid",
    kata.DITANGGUHKAN: "menunggu",
    kata.NONAKTIF: "netral",
    kata.TIDAK_LAYAK: "ditolak",
}
"""State of a recipient -> kind of badge."""
NADA_GOLONGAN = {
    atribut.MENERIMA: "valid",
    atribut.DITANGGUHKAN: "menunggu",
    atribut.DIUSULKAN: "info",
    atribut.PERNAH: "netral",
    atribut.DITOLAK: "ditolak",
}


def warga(id: str) -> Penduduk | None:
    """The resident of this village an address names."""
    node = host.node()
    return rekam.ambil(node.catalog["penduduk"], id, node.code) if id else None


def baca_kini(rows: Sequence) -> None:
    """Put on the rows of a page what follows from the register: ``keadaan_kini``, ``sebab``, ``penduduk``, ``teguran``."""
    node = host.node()
    chosen, params = node.engine.ids([row.id for row in rows])
    kini = {
        id: (keadaan, sebab, siapa)
        for id, keadaan, sebab, siapa in node.engine.run(
            f"SELECT sumber, keadaan, sebab, penduduk FROM sb_ikut WHERE ke = 0 AND sumber IN ({chosen})", params
        )
    }
    teguran = atribut.tegur(node, [row.id for row in rows])
    program = katalog.semua(node)
    for row in rows:
        row.keadaan_kini, row.sebab, row.penduduk = kini.get(row.id, (row.keadaan, None, None))
        row.teguran = teguran.get(row.id, [])
        punya = katalog.di(program, row.program, row.wilayah)
        row.nama_program = punya.singkatan if punya else row.program


def kolom_keadaan(_view, context, row, _name):
    """The state as it stands today, and under it what was written and why, where that differs."""
    sebab = kata.SEBAB.get(row.sebab or "", "")
    tertulis = kata.KEADAAN_PENERIMA[row.keadaan]
    alasan = kata.ALASAN_PENERIMA.get(getattr(row, "alasan", None) or "", "")
    if context is None:
        return kata.KEADAAN_PENERIMA[row.keadaan_kini]
    bawah = alasan if row.keadaan_kini == row.keadaan else f"Tertulis {tertulis.lower()}"
    tanda = lencana(NADA[row.keadaan_kini], kata.KEADAAN_PENERIMA[row.keadaan_kini])
    baris = [satu for satu in (sebab, bawah) if satu]
    return tanda + Markup("").join(Markup('<span class="baris-dua">{}</span>').format(satu) for satu in baris)


def kolom_nama(view, context, row, _name):
    """The name, and his number under it: masked where it is not this person's task."""
    if context is None:
        return row.nama
    nik = nomor(row.nik) if view.boleh("lihat_nik", row.wilayah) else nomor_tersamar(row.nik)
    return Markup('{}<span class="baris-dua nomor">{}</span>').format(row.nama, nik or "Tanpa NIK")


def kolom_nik(column: str):
    """A formatter of a number in a sheet."""

    def show(view, context, row, _name):
        nilai = getattr(row, column) or ""
        if not view.boleh("lihat_nik", row.wilayah):
            return nomor_tersamar(nilai)
        return nilai if context is None else nomor(nilai)

    return show


def kolom_teguran(_view, context, row, _name):
    """What rules say against it; the first and how many more."""
    if context is None:
        return "; ".join(row.teguran)
    if not row.teguran:
        return ""
    lebih = f" +{len(row.teguran) - 1}" if len(row.teguran) > 1 else ""
    return Markup('<span class="tanda" title="{}">{}<span>{}{}</span></span>').format(
        "\n".join(row.teguran), ikon("awas"), row.teguran[0], lebih
    )
