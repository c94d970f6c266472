"""The form of a proposal: filled from the register, read back as typed, nothing lost where it is refused."""

from collections.abc import Mapping
from datetime import date

from ....domain import kode
from ....domain.angka import angka_kiriman
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....ui.formulir import VERSION
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ...kependudukan.tables import Penduduk
from .. import usulan, usulan_kini
from ..program import ProgramBantuan
from ..tables_usulan import UsulanBantuan
from .usulan_dasar import semua_dokumen

BEBAS = ("nama", "nik", "no_kk", "alamat")
"""Asked only of whom the register does not have."""
TEKS = ("tahun", "tgl_usul", "alasan", "telepon", "untuk_penduduk_id", "menggantikan_id")


class FormulirUsulan:
    """One proposal being written. ``orang`` None: somebody the register does not have. ``teks``: what stands in the fields."""

    def __init__(
        self, node, program: ProgramBantuan, orang: Penduduk | None, lama: UsulanBantuan | None = None, kiriman=None
    ):
        self.node, self.program, self.orang, self.lama = node, program, orang, lama
        self.id = (
            lama.id if lama else rekam.id_formulir(node, "usulan_bantuan", kiriman.get("id", "") if kiriman else "")
        )
        self.versi = rekam.versi(node, lama.id) if lama else None
        self.salah: dict[str, Kesalahan] = {}
        self.beda: list[tuple] = []
        self.tahap = usulan_kini.tahap_program(program)
        if kiriman is None:
            self._awal()
        else:
            self._baca(kiriman)

    def _awal(self) -> None:
        satu = self.lama
        self.teks = {nama: (getattr(satu, nama, None) if satu else None) or "" for nama in (*BEBAS, *TEKS)}
        self.teks["tahun"] = str(satu.tahun if satu else date.today().year)
        self.teks["tgl_usul"] = teks_tanggal(satu.tgl_usul if satu else date.today())
        if satu and satu.untuk_orang_id:
            mati = Penduduk.get_or_none((Penduduk.orang_id == satu.untuk_orang_id) & (Penduduk.wilayah == satu.wilayah))
            self.teks["untuk_penduduk_id"] = mati.id if mati else ""
        self.dokumen = usulan.dokumen(satu) if satu else []
        milik = usulan.komponen(satu) if satu else []
        self.komponen = {ini["kode"]: ini.get("orang_id") or "" for ini in milik}

    def _baca(self, kiriman: Mapping) -> None:
        self.teks = {nama: kiriman.get(nama, "") for nama in (*BEBAS, *TEKS)}
        self.dokumen = kiriman.getlist("dokumen")
        self.komponen = {nama: kiriman.get(f"milik.{nama}", "") for nama in kiriman.getlist("komponen")}
        dilihat = kiriman.get(VERSION, "")
        self.versi = (angka_kiriman(dilihat) or 0) if self.lama else None

    # ---- what it offers

    @property
    def semua_dokumen(self) -> list[str]:
        return semua_dokumen(self.program, self.tahap, self.dokumen)

    @property
    def keluarga(self) -> list[Penduduk]:
        """The living of the family, for whose a component is."""
        return [satu for satu in self._anggota() if satu.status_dasar == kode.HIDUP]

    @property
    def meninggal(self) -> list[Penduduk]:
        """Whose death may entitle: the deceased of the family."""
        return [satu for satu in self._anggota() if satu.status_dasar == kode.MATI]

    @property
    def dinilai(self) -> str:
        """Whom the rules judge: where a death entitles the deceased, if there is one; else who is proposed."""
        mati = {satu.id for satu in self.meninggal} if self.program.karena_kematian else set()
        pilih = self.teks["untuk_penduduk_id"]
        return pilih if pilih in mati else next(iter(sorted(mati)), self.orang.id)

    @property
    def ahli_waris(self) -> str:
        """Who receives where it is another whom the rules judge."""
        return self.orang.id if self.dinilai != self.orang.id else ""

    def _anggota(self) -> list[Penduduk]:
        if self.orang is None:
            return []
        if not self.orang.keluarga_id:
            return [self.orang]
        semua = Penduduk.select().where(Penduduk.keluarga == self.orang.keluarga_id)
        return sorted(semua, key=lambda ini: (ini.hubungan_keluarga or 99, ini.tanggal_lahir or date.max, ini.id))

    @property
    def digantikan(self) -> list[tuple[str, str]]:
        """Recipients of this program whose place was given back and that nobody took: (id, name)."""
        return self.node.engine.run(
            "SELECT p.id, p.nama FROM sb_penerima p WHERE p.wilayah = ? AND p.program = ?"
            " AND p.keadaan IN ('nonaktif', 'tidak_layak') AND NOT EXISTS (SELECT 1 FROM sb_penerima g"
            " WHERE g.menggantikan_id = p.id) ORDER BY p.nama, p.id",
            (self.node.code, self.program.kode),
        )

    @property
    def tahun(self) -> list[int]:
        kini = date.today().year
        return [kini - 1, kini, kini + 1]

    # ---- storing it

    def simpan(self, operator) -> UsulanBantuan:
        """Store it. Raises ``DataDitolak`` and ``SudahBerubah``, to be shown by the two below."""
        hari, salah = baca_tanggal(self.teks["tgl_usul"])
        if salah or hari is None:
            raise DataDitolak([Kesalahan(salah or "wajib_diisi", "tgl_usul")])
        if (tahun := angka_kiriman(self.teks["tahun"])) is None:
            raise DataDitolak([Kesalahan("usulan_tahun_salah", "tahun")])
        isi = {"program": self.program.kode, "tgl_usul": hari, "tahun": tahun,
               "dokumen": self.dokumen, "penduduk_id": self.orang.id if self.orang else "",
               "komponen": [{"kode": nama, "orang_id": milik or None} for nama, milik in self.komponen.items()],
               **{nama: self.teks[nama] for nama in ("alasan", "telepon", "untuk_penduduk_id")},
               "menggantikan_id": self.teks["menggantikan_id"] or None}  # fmt: skip
        if self.orang is None:
            isi |= {nama: self.teks[nama] for nama in BEBAS}
        return usulan.simpan(self.node, operator, isi, self.id, self.versi)

    def tunjukkan(self, salah: DataDitolak) -> None:
        """Stand the faults beside their fields."""
        self.salah = {satu.kolom: satu for satu in reversed(salah.kesalahan)}

    def tunjukkan_beda(self, salah: SudahBerubah) -> None:
        """Both versions of what somebody else changed meanwhile; storing once more takes what is typed."""
        self.versi = salah.beda[0].versi
        self.beda = [(nama, *dua) for nama, dua in salah.beda[0].kolom.items()]
