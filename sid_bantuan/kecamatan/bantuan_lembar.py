"""One recipient on the steward's desk: what was written, how he stands today, what else he and his family receive."""

from ..domain import bantuan as kata
from ..domain.wilayah_nama import nama_pendek
from ..modules.bantuan import atribut, penerima, penerima_catat
from ..modules.bantuan import program as katalog
from ..modules.bantuan.ikut import komponen
from ..modules.bantuan.tables import Penerima
from ..modules.verval.daftar import Baris
from ..ui import tampil
from . import konteks
from .isian import Penyaji

TEMPLAT = "sid_bantuan/kecamatan/lembar_penerima.html"
NADA = {kata.AKTIF: "valid", kata.DITANGGUHKAN: "menunggu", kata.NONAKTIF: "netral", kata.TIDAK_LAYAK: "ditolak"}


class PenyajiPenerima(Penyaji):
    """Shows the columns of a recipient, some of which are words of their own kind; ``wilayah``: where he receives."""

    def __init__(self, node, lengkap: bool, wilayah: str):
        super().__init__(node, lengkap)
        self.wilayah = wilayah

    def bagian(self, jenis, isi, lama, bertanda=()):
        """Without the family's record: its number stands there as it was written."""
        semua = super().bagian(jenis, isi, lama, bertanda)
        tanpa = [(judul, [satu for satu in rows if satu.kolom != "keluarga_id"]) for judul, rows in semua]
        return [(judul, rows) for judul, rows in tanpa if rows]

    def teks(self, name: str, field, value) -> str:
        if value is None:
            return ""
        if name == "program":
            satu = katalog.satu(self.node, value, self.wilayah)
            return satu.nama if satu else value
        if name == "keadaan":
            return kata.KEADAAN_PENERIMA.get(value, value)
        if name == "alasan":
            return kata.ALASAN_PENERIMA.get(value, value)
        if name == "komponen":
            return ", ".join(satu["kode"] for satu in komponen({"komponen": value}))
        if name == "menggantikan_id":
            return self.node.engine.value("SELECT nama FROM sb_penerima WHERE id = ?", (value,)) or "Penerima lain"
        return tampil.waktu(value) if name == "pada" else super().teks(name, field, value)


def lembar_penerima(node, row: Baris) -> dict:
    """What the sheet of a recipient shows beside what every sheet shows."""
    satu = Penerima.get_or_none(Penerima.id == row.id)
    if satu is None:
        return {"templat_lembar": TEMPLAT, "kini": None, "bantuan_lain": [], "langkah": [], "warga_id": None}
    kini = node.engine.one("SELECT keadaan, sebab, penduduk FROM sb_ikut WHERE sumber = ? AND ke = 0", (row.id,))
    keadaan, sebab, warga = kini or (satu.keadaan, None, None)
    ganti = penerima.pengganti(row.id)
    lain = atribut.orang(node, satu.orang_id or "", satu.keluarga_id)
    return {
        "templat_lembar": TEMPLAT,
        "kini": {
            "nada": NADA[keadaan], "teks": kata.KEADAAN_PENERIMA[keadaan], "sebab": kata.SEBAB.get(sebab or "", ""),
        },
        "warga_id": warga, "penerima_id": row.id,
        "bantuan_lain": [one for one in lain if one.id != row.id],
        "sebut_golongan": atribut.SEBUT,
        "langkah": penerima_catat.langkah(row.id)[::-1],
        "pengganti": ganti and ganti.nama,
        "kata_bantuan": kata,
        "anggota": konteks.anggota(node, satu.keluarga_id),
        "tempat_lain": nama_pendek,
    }  # fmt: skip
