"""A village office that writes letters: its people at the screen, its signatories, its residents."""

from dataclasses import dataclass
from datetime import date

from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.rekam import tambah
from sid_bantuan.modules.persuratan import alur, pejabat, surat

from .lampid import Desa, desa

HARI = date(2026, 11, 21)


def orang(*peran: str, wilayah: str = "35.22.01.2001", nama: str = "") -> Operator:
    """Somebody with these roles, named after the first."""
    return Operator(f"u-{peran[0]}", nama or peran[0].replace("_", " ").title(), frozenset(peran), wilayah)


LOKET, SEKRETARIS, KADES = orang("operator"), orang("sekretaris"), orang("kepala_desa")
ISIAN = {"keperluan": "melamar pekerjaan"}
LENGKAP = {
    "tempat_lahir": "Bojonegoro", "agama": 1, "status_kawin": 2, "pekerjaan": 5, "kewarganegaraan": 1,
    "nik": "3522010101800001", "keadaan_nik": 1,
}  # fmt: skip


@dataclass
class Kantor:
    """The village of ``support.lampid`` with complete records and a head who signs."""

    desa: Desa

    @property
    def node(self):
        return self.desa.node

    def warga(self, nama: str = "BUDI") -> str:
        return self.desa[nama]

    def buat(self, kode: str = "keterangan_domisili", nama: str = "BUDI", isian=None):
        return surat.buat(self.node, LOKET, kode, self.warga(nama), ISIAN if isian is None else isian)

    def siap(self, *args, **kwargs):
        """A letter that waits for the signature."""
        baru = self.buat(*args, **kwargs)
        alur.ajukan(self.node, LOKET, baru.id)
        return alur.periksa(self.node, SEKRETARIS, baru.id)

    def terbit(self, *args, hari: date = HARI, **kwargs):
        """A letter that was signed on this day."""
        return alur.tanda_tangani(self.node, KADES, self.siap(*args, **kwargs).id, hari)


def kantor(engine) -> Kantor:
    """Budi, Siti and Ani with all that letters need, and Pak Sugeng, who signs."""
    tempat = desa(engine)
    for ke, id in enumerate(tempat.orang.values()):
        isi = LENGKAP | {"nik": ("3522010101800001", "3522014202850002", "3522014303100003")[ke]}
        names = ", ".join(f"{kolom} = ?" for kolom in isi)
        engine.run(f"UPDATE sb_penduduk SET {names} WHERE id = ?", (*isi.values(), id))
    pejabat.simpan(tempat.node, SEKRETARIS, {
        "jabatan": "kepala_desa", "nama": "SUGENG RIYADI, S.H.", "sebutan": "Kepala Desa", "mulai": date(2020, 1, 1),
    })  # fmt: skip
    return Kantor(tempat)


def tambah_warga(tempat: Kantor, nama: str, **isi) -> str:
    """One more resident on the family card, complete but for what is said."""
    dasar = {
        "nama": nama, "jenis_kelamin": 1, "hubungan_keluarga": 4, "tanggal_lahir": date(2000, 5, 5),
        "keluarga_id": tempat.desa.kk, "orang_id": new_id(), "keadaan_nik": 2, "status_dasar": 1,
    }  # fmt: skip
    baris = tambah(tempat.node.catalog["penduduk"], new_id(), tempat.node.code, dasar | LENGKAP | {"nik": None} | isi)
    return baris.id
