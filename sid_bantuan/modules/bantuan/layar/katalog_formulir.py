"""The form of a program: its own columns, its components, steps and order of waiting row by row."""

from ....domain import bantuan
from ....domain.angka import angka_kiriman
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....ui.formulir import VERSION
from ....ui.tampil import angka
from ...kependudukan import rekam
from ...kependudukan.isian_angka import angka_isian
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from .. import format_laporan
from ..katalog import PALING_BANYAK, TINGKAT, sebagai_isi, sebagai_nama
from ..program import ProgramBantuan

TEKS = ("nama", "singkatan", "instansi", "satuan", "dasar_hukum", "keterangan")
ANGKA = ("prioritas_ke", "nilai", "basi_hari")
TANGGAL = ("mulai", "sampai")
PILIHAN = {
    "sifat": bantuan.SIFAT, "sasaran": bantuan.SASARAN, "bentuk": bantuan.BENTUK, "pendanaan": bantuan.PENDANAAN,
    "penetap": bantuan.PENETAP, "kali_setahun": {str(kali): kata for kali, kata in bantuan.KALI.items()},
}  # fmt: skip
"""Column -> what may be chosen."""
CENTANG = ("karena_kematian", "berkuota", "empat_mata")
BARIS = {
    "komponen": ("kode", "nama", "nilai"),
    "tahap": ("nama", "tingkat", "instansi", "dokumen", "hari", "pemberitahu", "hari_memberitahu"),
    "peringkat": ("ukuran", "bobot", "arah"),
}
"""Group of rows -> the fields of one."""
KOSONG = {
    "komponen": {},
    "tahap": {"tingkat": "desa", "peran": ["desa:operator"], "pemberitahu": "Pemerintah desa"},
    "peringkat": {"ukuran": "desil", "bobot": "1", "arah": "naik"},
}
"""What a row that is added starts with."""

JUDUL = {
    "nama": "Nama lengkap", "singkatan": "Singkatan", "instansi": "Instansi pengelola", "satuan": "Satuan barang",
    "dasar_hukum": "Dasar hukum", "keterangan": "Keterangan", "prioritas_ke": "Program prioritas ke",
    "nilai": "Besaran sekali terima", "basi_hari": "Masa pakai daftar instansi (hari)", "mulai": "Mulai",
    "sampai": "Sampai", "sifat": "Sifat", "sasaran": "Sasaran", "bentuk": "Bentuk", "pendanaan": "Sumber dana",
    "penetap": "Siapa yang menetapkan penerima", "kali_setahun": "Diberikan", "format_laporan": "Bentuk laporan",
    "karena_kematian": "Diberikan karena kematian", "berkuota": "Dibatasi kuota", "empat_mata": "Pemeriksa orang lain",
    "komponen": "Komponen", "tahap": "Tahap pemeriksaan usulan", "peringkat": "Urutan daftar tunggu",
}  # fmt: skip
"""Column or group of rows -> its words, where a page tells what somebody else stored."""


class FormulirProgram:
    """A program being written. ``teks``: its columns as typed; ``baris``: group -> one dict of texts for each row."""

    def __init__(self, node, satu: ProgramBantuan | None, kiriman=None):
        self.program = satu
        self.bentuk = {"": "Belum dipilih"} | {
            kode: bentuk.nama for kode, bentuk in format_laporan.semua(node).items() if not bentuk.bank
        }
        self.salah: dict[str, Kesalahan] = {}
        self.salah_baris: dict[tuple[str, str], list[Kesalahan]] = {}
        sekarang = rekam.versi(node, satu.id) if satu else None
        self.versi = self.dilihat = "" if sekarang is None else str(sekarang)
        if kiriman is None:
            self._awal(sebagai_isi(satu) if satu else {"penetap": "kabupaten", "pendanaan": "apbd", "berkuota": 1})
        else:
            self._baca(kiriman)

    def _awal(self, isi: dict) -> None:
        self.teks = {nama: isi.get(nama) or "" for nama in TEKS}
        self.teks |= {nama: angka(isi.get(nama)) for nama in ANGKA}
        self.teks |= {nama: teks_tanggal(isi.get(nama)) for nama in TANGGAL}
        self.teks |= {nama: str(isi.get(nama, next(iter(semua)))) for nama, semua in PILIHAN.items()}
        self.teks["format_laporan"] = isi.get("format_laporan") or ""
        self.centang = {nama for nama in CENTANG if isi.get(nama)}
        self.baris = {
            "komponen": [satu | {"nilai": angka(satu["nilai"])} for satu in isi.get("komponen", ())],
            "tahap": [_tahap_tulis(satu) for satu in isi.get("tahap", ())],
            "peringkat": [
                {"ukuran": satu["ukuran"], "bobot": str(satu["bobot"]), "arah": "naik" if satu.get("naik", True) else "turun"}
                for satu in (isi.get("peringkat") or {}).get("komponen", ())
            ],
        }  # fmt: skip

    def _baca(self, kiriman) -> None:
        """Take over everything that was sent, nothing judged yet."""
        self.dilihat = kiriman.get(VERSION, "")
        self.teks = {
            nama: kiriman.get(nama, "").strip() for nama in (*TEKS, *ANGKA, *TANGGAL, *PILIHAN, "format_laporan")
        }
        self.centang = {nama for nama in CENTANG if kiriman.get(nama)}
        self.baris = {}
        for kelompok, nama in BARIS.items():
            banyak = min(kiriman.get(f"banyak_{kelompok}", 0, type=int), PALING_BANYAK)
            awalan = [f"{kelompok}{ke}." for ke in range(max(0, banyak))]
            self.baris[kelompok] = [
                {satu: kiriman.get(di + satu, "").strip() for satu in nama} | {"peran": kiriman.getlist(di + "peran")}
                for di in awalan
            ]

    def ubah_bentuk(self, aksi: str) -> str:
        """Add, move or take out a row; the place on the page to go on at, empty where nothing of that was asked for."""
        kerja, _, sisa = aksi.partition(":")
        kelompok, _, ke = sisa.partition(":")
        baris, ke = self.baris.get(kelompok), -1 if (nomor := angka_kiriman(ke)) is None else nomor
        if baris is None or kerja not in ("tambah", "naik", "turun", "hapus"):
            return ""
        if kerja == "tambah" and len(baris) < PALING_BANYAK:
            baris.append(dict.fromkeys(BARIS[kelompok], "") | {"peran": []} | KOSONG[kelompok])
        elif kerja == "naik" and 0 < ke < len(baris):
            baris[ke - 1 : ke + 1] = reversed(baris[ke - 1 : ke + 1])
        elif kerja == "turun" and 0 <= ke < len(baris) - 1:
            baris[ke : ke + 2] = reversed(baris[ke : ke + 2])
        elif kerja == "hapus" and 0 <= ke < len(baris):
            del baris[ke]
        return kelompok

    # ---- what was typed, as the catalogue takes it

    def isi(self) -> dict:
        """As ``katalog.simpan`` takes it. Raises ``DataDitolak`` for what cannot be read."""
        salah: list[Kesalahan] = []
        isi = {nama: self.teks[nama] for nama in TEKS} | {nama: int(nama in self.centang) for nama in CENTANG}
        isi |= {nama: _angka(self.teks[nama], nama, salah) for nama in ANGKA}
        for nama in TANGGAL:
            isi[nama], temuan = baca_tanggal(self.teks[nama]) if self.teks[nama] else (None, None)
            salah += [Kesalahan(temuan, nama)] if temuan else []
        for nama, semua in PILIHAN.items():
            salah += [Kesalahan("kode_tak_dikenal", nama)] if self.teks[nama] not in semua else []
            isi[nama] = self.teks[nama]
        isi["format_laporan"] = self._format(salah)
        isi["kali_setahun"] = int(isi["kali_setahun"]) if isi["kali_setahun"] in PILIHAN["kali_setahun"] else 0
        isi |= {"komponen": self._komponen(salah), "tahap": self._tahap(salah), "peringkat": self._peringkat(salah)}
        salah += [Kesalahan("wajib_diisi", nama) for nama in ("nama", "singkatan") if not self.teks[nama]]
        if salah:
            raise DataDitolak(salah)
        return isi

    def _format(self, salah: list) -> str | None:
        """The form of its reports; the one it has already stands, even where this node does not have that form (yet)."""
        pilih, lama = self.teks["format_laporan"] or None, self.program and self.program.format_laporan
        if pilih is not None and pilih != lama and pilih not in self.bentuk:
            salah.append(Kesalahan("kode_tak_dikenal", "format_laporan"))
        return pilih

    def _komponen(self, salah: list) -> list[dict]:
        sudah = {satu["kode"] for satu in self.baris["komponen"] if satu["kode"]}
        for satu in self.baris["komponen"]:
            if satu["nama"] and not satu["kode"]:
                satu["kode"] = sebagai_nama(satu["nama"], sudah)
                sudah.add(satu["kode"])
        return [
            {"kode": satu["kode"], "nama": satu["nama"], "nilai": _angka(satu["nilai"], "komponen", salah, ke)}
            for ke, satu in enumerate(self.baris["komponen"])
        ]

    def _tahap(self, salah: list) -> list[dict]:
        return [
            {
                "nama": satu["nama"],
                "tingkat": satu["tingkat"],
                "peran": _peran(satu),
                "instansi": satu["instansi"],
                "dokumen": [" ".join(baris.split()) for baris in satu["dokumen"].splitlines() if baris.strip()],
                "hari": _angka(satu["hari"], "tahap", salah, ke),
                "pemberitahu": satu["pemberitahu"],
                "hari_memberitahu": _angka(satu["hari_memberitahu"], "tahap", salah, ke),
            }
            for ke, satu in enumerate(self.baris["tahap"])
        ]

    def _peringkat(self, salah: list) -> dict:
        bagian = [
            {
                "ukuran": satu["ukuran"],
                "bobot": _angka(satu["bobot"], "peringkat", salah, ke) or 0,
                "naik": satu["arah"] == "naik",
            }
            for ke, satu in enumerate(self.baris["peringkat"])
        ]
        lama = dict(self.program.peringkat) if self.program else {}
        return lama | {"komponen": bagian, "penentu": lama.get("penentu", "tgl_usul")} if bagian else {}

    # ---- beside what somebody else stored

    def beda(self, lain: "FormulirProgram") -> list[tuple[str, str]]:
        """(column in words, its stored value) wherever the stored program (``lain``) says something else than what was typed."""
        hasil = []
        for nama, nilai in lain.teks.items():
            if nilai.split() != self.teks[nama].split():
                pilihan = self.bentuk if nama == "format_laporan" else PILIHAN.get(nama, {})
                hasil.append((JUDUL[nama], pilihan.get(nilai, nilai) or "kosong"))
        hasil += [
            (JUDUL[nama], "ya" if nama in lain.centang else "tidak") for nama in sorted(self.centang ^ lain.centang)
        ]
        return hasil + [
            (JUDUL[nama], ", ".join(satu.get("nama") or satu["ukuran"] for satu in baris) or "kosong")
            for nama, baris in lain.baris.items()
            if [_polos(nama, satu) for satu in baris] != [_polos(nama, satu) for satu in self.baris[nama]]
        ]

    # ---- faults

    def tunjukkan(self, salah: DataDitolak) -> None:
        """Put each fault at its field, or at its row."""
        for satu in salah.kesalahan:
            if satu.baris:
                self.salah_baris.setdefault((satu.kolom, satu.baris), []).append(satu)
            else:
                self.salah.setdefault(satu.kolom, satu)

    @property
    def di_atas(self) -> list[Kesalahan]:
        """The faults that belong to no field of the page."""
        return [satu for kolom, satu in self.salah.items() if kolom not in self.teks and kolom not in BARIS]

    @property
    def banyak_salah(self) -> int:
        return len(self.salah) + len(self.salah_baris)


def _angka(teks: str, kolom: str, salah: list, ke: int | None = None) -> int | None:
    return angka_isian(teks, kolom, salah, baris="" if ke is None else str(ke))


def _polos(kelompok: str, satu: dict) -> list:
    """A row without how its texts are broken into lines."""
    return [str(satu[nama] or "").split() for nama in BARIS[kelompok]] + [sorted(satu.get("peran", ()))]


def _peran(satu: dict) -> list[str]:
    """The roles chosen at the level that was chosen; those of another level are not meant any more."""
    return [
        peran for tingkat, _, peran in (kata.partition(":") for kata in satu["peran"]) if tingkat == satu["tingkat"]
    ]


def _tahap_tulis(satu: dict) -> dict:
    tingkat = satu["tingkat"] if satu["tingkat"] in TINGKAT else "desa"
    return satu | {
        "tingkat": tingkat,
        "peran": [f"{tingkat}:{peran}" for peran in satu["peran"]],
        "dokumen": "\n".join(satu["dokumen"]),
        "hari": angka(satu["hari"]),
        "hari_memberitahu": angka(satu["hari_memberitahu"]),
    }
