"""The form of a kind of letter: its own columns, its fields row by row, its documents line by line."""

from ....domain.angka import angka_kiriman
from ....domain.peran import sebutan
from ....ui.formulir import VERSION
from ...kependudukan import rekam
from ...kependudukan.isian_angka import angka_isian
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from .. import jenis as jenis_surat
from ..jenis import KEADAAN, Jenis
from ..jenis_sendiri import kode_rekam, sebagai_nama, terikat

BILA_ADA = "(bila ada)"
"""How a line of the documents says that it may be missing."""
SUBJEK = {"penduduk": "Seorang penduduk", "keluarga": "Sebuah keluarga", "umum": "Umum, bukan seorang penduduk"}
SEBUT_KEADAAN = {"hidup": "Yang masih hidup", "mati": "Yang meninggal", "pindah": "Yang sudah pindah", "hilang": "Yang hilang",
                 "pergi": "Yang pergi"}  # fmt: skip
SEBUT_TIPE = {
    "teks": "Teks satu baris", "paragraf": "Teks beberapa baris", "angka": "Angka", "rupiah": "Uang (rupiah)",
    "tanggal": "Tanggal", "jam": "Jam", "pilihan": "Pilihan dari daftar", "wilayah": "Desa/kelurahan",
    "penduduk": "Seorang penduduk", "daftar_penduduk": "Beberapa penduduk",
}  # fmt: skip
KOLOM = ("nama", "klasifikasi", "klasifikasi_lama", "berlaku_hari", "subjek", "penandatangan")
BARIS = ("nama", "judul", "tipe", "bantuan", "pilihan")
PALING_BANYAK = 40


def penandatangan(desa: str) -> dict[str, str]:
    """Who may sign a kind, in the words of this place: a kelurahan has a lurah."""
    kepala, sekretaris = sebutan("kepala_desa", desa), sebutan("sekretaris", desa)
    pernyataan = f"Warga yang menyatakan, diketahui {kepala.lower()}"
    return {"kepala_desa": kepala, "sekretaris": sekretaris, "pernyataan": pernyataan}


class FormulirJenis:
    """A kind being written. ``teks``: its columns; ``bidang``: one dict of texts for each field."""

    def __init__(self, node, satu: Jenis | None, kiriman=None):
        self.node, self.jenis = node, satu
        self.terikat = terikat(satu) if satu else frozenset()
        self.salah: dict[str, Kesalahan] = {}
        self.salah_baris: dict[str, list[Kesalahan]] = {}
        sekarang = rekam.versi(node, kode_rekam(node, satu.kode)) if satu else None
        self.versi = "" if sekarang is None else str(sekarang)
        if kiriman is None:
            self._awal(jenis_surat.sebagai_isi(satu) if satu else {})
        else:
            self._baca(kiriman)

    def _awal(self, isi: dict) -> None:
        self.teks = {nama: str(isi.get(nama) or "") for nama in KOLOM}
        self.teks["subjek"] = self.teks["subjek"] or "penduduk"
        self.teks["penandatangan"] = self.teks["penandatangan"] or "kepala_desa"
        self.camat = bool(isi.get("mengetahui_camat"))
        self.keadaan = set((isi.get("untuk_keadaan") or "hidup").split())
        self.syarat = "\n".join(
            satu["nama"] + ("" if satu["wajib"] else f" {BILA_ADA}") for satu in isi.get("syarat", ())
        )
        self.bidang = [
            {**{nama: str(satu[nama]) for nama in ("nama", "judul", "tipe", "bantuan")}, "wajib": satu["wajib"],
             "pilihan": "\n".join(kata for _, kata in satu["pilihan"])}
            for satu in isi.get("bidang", ())
        ]  # fmt: skip

    def _baca(self, kiriman) -> None:
        """Take over everything that was sent, nothing judged yet."""
        self.dilihat = kiriman.get(VERSION, "")
        self.teks = {nama: kiriman.get(nama, "").strip() for nama in KOLOM}
        self.camat, self.keadaan = bool(kiriman.get("camat")), set(kiriman.getlist("keadaan")) & KEADAAN.keys()
        self.syarat = kiriman.get("syarat", "")
        banyak = min(kiriman.get("banyak", 0, type=int), PALING_BANYAK)
        self.bidang = [
            {nama: kiriman.get(f"b{ke}.{nama}", "").strip() for nama in BARIS} | {"wajib": bool(kiriman.get(f"b{ke}.wajib"))}
            for ke in range(banyak)
        ]  # fmt: skip
        for satu in self.bidang:
            if satu["nama"] in self.terikat:  # its type is shown, not sent
                satu["tipe"] = self.jenis.satu_bidang(satu["nama"]).tipe

    def ubah_bentuk(self, aksi: str) -> bool:
        """Add, move or take out a field; whether that was all that was asked for."""
        kerja, _, ke = aksi.partition(":")
        ke = -1 if (dipilih := angka_kiriman(ke)) is None else dipilih
        if kerja == "tambah":
            self.bidang += [dict.fromkeys(BARIS, "") | {"tipe": "teks", "wajib": False}][
                : PALING_BANYAK - len(self.bidang)
            ]
        elif kerja == "naik" and 0 < ke < len(self.bidang):
            self.bidang[ke - 1 : ke + 1] = reversed(self.bidang[ke - 1 : ke + 1])
        elif kerja == "turun" and 0 <= ke < len(self.bidang) - 1:
            self.bidang[ke : ke + 2] = reversed(self.bidang[ke : ke + 2])
        elif kerja == "hapus" and 0 <= ke < len(self.bidang) and self.bidang[ke]["nama"] not in self.terikat:
            del self.bidang[ke]
        return kerja in ("tambah", "naik", "turun", "hapus")

    def isi(self) -> dict:
        """As ``jenis.simpan`` takes it. Raises ``DataDitolak`` for what cannot be read."""
        salah: list[Kesalahan] = []
        hari = angka_isian(self.teks["berlaku_hari"], "berlaku_hari", salah)
        salah += [Kesalahan("wajib_diisi", "untuk_keadaan")] if not self.keadaan else []
        salah += [Kesalahan("wajib_diisi", nama) for nama in ("nama", "klasifikasi") if not self.teks[nama]]
        if salah:
            raise DataDitolak(salah)
        kolom = {nama: nilai or None for nama, nilai in self.teks.items()} | {"berlaku_hari": hari}
        urut = [kata for kata in KEADAAN if kata in self.keadaan]
        return kolom | {
            "mengetahui_camat": int(self.camat), "untuk_keadaan": " ".join(urut), "bidang": self._bidang(),
            "syarat": self._syarat(),
        }  # fmt: skip

    def _bidang(self) -> list[dict]:
        hasil: list[dict] = []
        sudah = {satu["nama"] for satu in self.bidang if satu["nama"]}
        for satu in self.bidang:
            if not satu["nama"] and satu["judul"]:
                satu["nama"] = sebagai_nama(satu["judul"], sudah)
                sudah.add(satu["nama"])
            hasil.append(self._satu_bidang(satu))
        return hasil

    def _satu_bidang(self, satu: dict) -> dict:
        """One field; of one the event is made of the type and the choices stay, whatever was sent."""
        lama = self.jenis.satu_bidang(satu["nama"]) if self.jenis else None
        bersih = {"nama": satu["nama"], "judul": " ".join(satu["judul"].split()), "tipe": satu["tipe"], "wajib": satu["wajib"],
                  "bantuan": " ".join(satu["bantuan"].split()), "isi_awal": lama.isi_awal if lama else ""}  # fmt: skip
        if lama and satu["nama"] in self.terikat:
            return bersih | {"tipe": lama.tipe, "pilihan": [list(dua) for dua in lama.pilihan]}
        kata = [" ".join(baris.split()) for baris in satu["pilihan"].splitlines() if baris.strip()]
        nilai = {kata: nilai for nilai, kata in lama.pilihan} if lama else {}
        return bersih | {
            "pilihan": [[nilai.get(kata, kata), kata] for kata in kata] if satu["tipe"] == "pilihan" else []
        }

    def _syarat(self) -> list[dict]:
        baris = [" ".join(satu.split()) for satu in self.syarat.splitlines() if satu.strip()]
        return [
            {"nama": satu.removesuffix(BILA_ADA).strip(), "wajib": not satu.lower().endswith(BILA_ADA)}
            for satu in baris
        ]

    def tunjukkan(self, salah: DataDitolak) -> None:
        """Put each fault at its field, or at its row."""
        for satu in salah.kesalahan:
            if satu.kolom == "bidang" and satu.baris:
                self.salah_baris.setdefault(satu.baris, []).append(satu)
            else:
                self.salah.setdefault(satu.kolom, satu)

    @property
    def di_atas(self) -> list[Kesalahan]:
        """The faults that belong to no field of the page."""
        return [satu for kolom, satu in self.salah.items() if kolom not in (*KOLOM, "untuk_keadaan", "syarat")]

    @property
    def banyak_salah(self) -> int:
        return len(self.salah) + len(self.salah_baris)
