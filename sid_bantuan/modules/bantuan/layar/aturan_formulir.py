"""The form of a rule: the usual conditions row by row, or the whole condition as JSON for who knows it."""

import json
import re

from ....domain import aturan as domain
from ....domain import aturan_baca
from ....domain.angka import angka_kiriman, baca_angka
from ....domain.aturan_baca import AturanSalah
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....ui.formulir import VERSION
from ....ui.tampil import angka
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ..tables import Aturan
from ..ukuran import UKURAN

SUSUN, JSON = "susun", "json"
GABUNG = {"semua": "Semua syarat terpenuhi", "salah_satu": "Salah satu syarat terpenuhi"}
MACAM = {"menerima": "Menerima bantuan", "ukuran": "Ukuran orang atau keluarganya"}
PALING_BANYAK = 12
TEKS = ("alasan", "dasar_hukum", "berlaku_dari", "berlaku_sampai")
_TUNGGAL = ("siapa", "masa", "tahun", "jumlah", "ukuran", "milik", "sedikit", "banyak")
_BANYAK = ("program", "kecuali", "komponen", "keadaan", "pilihan")
_TEMPAT = re.compile(r"^syarat(?:\.(?:semua|salah_satu)\[(\d+)\])?[\w.\[\]]*: ")
BARU = {
    "jenis": "menerima", "bukan": False, "siapa": domain.KELUARGA, "masa": domain.BERTINDIH, "tahun": "", "jumlah": "",
    "ukuran": "desil", "milik": domain.ORANG, "sedikit": "", "banyak": "",
    "program": [], "kecuali": [], "komponen": [], "keadaan": ["aktif"],
    "pilihan": [],
}  # fmt: skip
"""What a condition that is added starts with."""


class FormulirAturan:
    """A rule being written. ``baris``: one dict for each condition; ``json``: the text of the expert's way."""

    def __init__(self, node, baris: Aturan | None, kiriman=None):
        self.aturan = baris
        self.salah: dict[str, Kesalahan] = {}
        self.salah_baris: dict[int, str] = {}
        sekarang = rekam.versi(node, baris.id) if baris else None
        self.versi = self.dilihat = "" if sekarang is None else str(sekarang)
        if kiriman is None:
            self._awal(baris)
        else:
            self._baca(kiriman)

    def _awal(self, baris: Aturan | None) -> None:
        self.teks = dict.fromkeys(TEKS, "")
        self.efek, self.gabung, self.cara, self.json = domain.TOLAK, "semua", SUSUN, ""
        self.baris = [dict(BARU)]
        if baris is None:
            return
        self.teks = {"alasan": baris.alasan, "dasar_hukum": baris.dasar_hukum or "",
                     "berlaku_dari": teks_tanggal(baris.berlaku_dari),
                     "berlaku_sampai": teks_tanggal(baris.berlaku_sampai)}  # fmt: skip
        self.efek = baris.efek
        self.ambil_json(baris.syarat)

    def ambil_json(self, teks: str) -> bool:
        """Show a condition row by row where that can say it, else as JSON; whether it could."""
        try:
            isi = aturan_baca.muat(teks)
            self.gabung, self.baris = _ke_baris(isi)
        except (ValueError, TypeError, KeyError, AttributeError):
            self.cara, self.json = JSON, _rapi(teks)
            return False
        self.cara, self.json = SUSUN, tulis_json(isi)
        return True

    def _baca(self, kiriman) -> None:
        """Take over everything that was sent, nothing judged yet."""
        self.dilihat = kiriman.get(VERSION, "")
        self.teks = {nama: kiriman.get(nama, "").strip() for nama in TEKS}
        self.efek = kiriman.get("efek", domain.TOLAK)
        self.gabung = kiriman.get("gabung") if kiriman.get("gabung") in GABUNG else "semua"
        self.cara = JSON if kiriman.get("cara") == JSON else SUSUN
        self.json = kiriman.get("json", "")[:20_000]
        banyak = max(0, min(kiriman.get("banyak", 0, type=int), PALING_BANYAK))
        self.baris = [self._satu(kiriman, f"s{ke}.") for ke in range(banyak)]

    @staticmethod
    def _satu(kiriman, di: str) -> dict:
        jenis = kiriman.get(f"{di}jenis", "menerima")
        return (
            {"jenis": jenis if jenis in MACAM else "menerima", "bukan": kiriman.get(f"{di}bukan") == "1"}
            | {nama: kiriman.get(di + nama, "").strip() for nama in _TUNGGAL}
            | {nama: kiriman.getlist(di + nama) for nama in _BANYAK}
        )

    def ubah_bentuk(self, aksi: str) -> bool:
        """Add or take out a condition, or change between rows and JSON; whether that was all that was asked for."""
        kerja, _, ke = aksi.partition(":")
        if kerja == "tambah":
            self.baris += [dict(BARU)] if len(self.baris) < PALING_BANYAK else []
        elif kerja == "hapus" and (nomor := angka_kiriman(ke)) is not None and nomor < len(self.baris):
            del self.baris[nomor]
        elif kerja == JSON:
            self._ke_json()
        elif kerja == SUSUN:
            if not self.ambil_json(self.json):
                self.salah["json"] = Kesalahan("aturan_tak_tersusun", "json")
        else:
            return False
        return True

    def _ke_json(self) -> None:
        try:
            self.json, self.cara = tulis_json(self.syarat()), JSON
        except DataDitolak as salah:
            self.tunjukkan(salah)

    # ---- what was typed, as the catalogue takes it

    def syarat(self) -> dict:
        """The condition that was written. Raises ``DataDitolak``."""
        if self.cara == JSON:
            try:
                return aturan_baca.muat(self.json)
            except AturanSalah as keliru:
                raise DataDitolak([Kesalahan("aturan_syarat_salah", "json", isi={"pesan": str(keliru)})]) from None
            except ValueError as keliru:
                baris = getattr(keliru, "lineno", 1)
                raise DataDitolak([Kesalahan("aturan_json_salah", "json", isi={"baris": baris})]) from None
        if not self.baris:
            raise DataDitolak([Kesalahan("aturan_tanpa_syarat", "syarat")])
        isi = [_ke_syarat(satu) for satu in self.baris]
        return isi[0] if len(isi) == 1 else {self.gabung: isi}

    def isi(self) -> dict:
        """As ``katalog_aturan.simpan`` takes it. Raises ``DataDitolak``."""
        salah: list[Kesalahan] = []
        isi = {"alasan": self.teks["alasan"], "dasar_hukum": self.teks["dasar_hukum"], "efek": self.efek}
        for nama in ("berlaku_dari", "berlaku_sampai"):
            isi[nama], temuan = baca_tanggal(self.teks[nama]) if self.teks[nama] else (None, None)
            salah += [Kesalahan(temuan, nama)] if temuan else []
        try:
            isi["syarat"] = self.syarat()
        except DataDitolak as keliru:
            salah += keliru.kesalahan
        salah += [] if self.teks["alasan"] else [Kesalahan("wajib_diisi", "alasan")]
        if salah:
            raise DataDitolak(salah)
        return isi

    def sebagai_baris(self, program: str, syarat) -> dict:
        """The columns the rule would have; a day that cannot be read counts as none."""
        hari = {nama: baca_tanggal(self.teks[nama])[0] for nama in ("berlaku_dari", "berlaku_sampai")}
        return hari | {
            "kode": self.aturan.kode if self.aturan else "", "program": program, "syarat": json.dumps(syarat),
            "efek": self.efek, "alasan": self.teks["alasan"] or "aturan ini", "dasar_hukum": self.teks["dasar_hukum"],
        }  # fmt: skip

    def tunjukkan(self, salah: DataDitolak) -> None:
        """Put each fault at its field; one of a condition at its row."""
        for satu in salah.kesalahan:
            if satu.kode == "aturan_syarat_salah":
                self.tunjukkan_syarat(AturanSalah(satu.isi["pesan"]))
            else:
                self.salah.setdefault(satu.kolom, satu)

    def tunjukkan_syarat(self, keliru: AturanSalah) -> None:
        """Put what is wrong in the condition where it is."""
        pesan = str(keliru)
        tempat = _TEMPAT.match(pesan)
        ke = int(tempat[1]) - 1 if tempat and tempat[1] else 0
        if self.cara == SUSUN and tempat and ke < len(self.baris):
            kata = pesan[tempat.end() :]
            self.salah_baris[ke] = kata[:1].upper() + kata[1:]
        else:
            self.salah["json"] = Kesalahan("aturan_syarat_salah", "json", isi={"pesan": pesan})

    @property
    def di_atas(self) -> list[Kesalahan]:
        """The faults that belong to no field of the page."""
        return [satu for kolom, satu in self.salah.items() if kolom not in TEKS and kolom != "json"]

    @property
    def banyak_salah(self) -> int:
        return len(self.salah) + len(self.salah_baris)


# ---- between rows and conditions


def _ke_baris(isi: dict) -> tuple[str, list[dict]]:
    """How the conditions are joined, and each as a row. Raises ``ValueError`` where rows cannot say it."""
    for gabung in GABUNG:
        if gabung in isi and "ukuran" not in isi:
            if len(isi[gabung]) > PALING_BANYAK:
                raise ValueError(gabung)
            return gabung, [_satu_baris(satu) for satu in isi[gabung]]
    return "semua", [_satu_baris(isi)]


def _satu_baris(isi: dict) -> dict:
    bukan = set(isi) == {"bukan"}
    isi = isi["bukan"] if bukan else isi
    if set(isi) == {"menerima"}:
        dalam = _terbaca(dict(isi["menerima"]))
        return BARU | {
            "jenis": "menerima", "bukan": bukan, "siapa": dalam.get("siapa", domain.ORANG),
            "masa": dalam.get("masa", domain.BERTINDIH), "tahun": angka(dalam.get("tahun")),
            "jumlah": angka(dalam["banyak"]) if dalam.get("banyak", 1) > 1 else "",
            "keadaan": list(dalam.get("keadaan", ["aktif"])),
            **{nama: list(dalam.get(nama, [])) for nama in ("program", "kecuali", "komponen")},
        }  # fmt: skip
    if not isinstance(aturan_baca.baca(isi, UKURAN), domain.Ukuran):
        raise ValueError("bertingkat")
    return BARU | {
        "jenis": "ukuran", "bukan": bukan, "ukuran": isi["ukuran"], "milik": isi.get("siapa", domain.ORANG),
        "sedikit": angka(isi.get("paling_sedikit")),
        "banyak": angka(isi.get("paling_banyak")), "pilihan": [str(satu) for satu in isi.get("salah_satu", [])],
    }  # fmt: skip


def _terbaca(dalam: dict) -> dict:
    """What is asked of aid received, as it is. Raises ``ValueError`` for what no row can show."""
    kecuali = dalam.get("kecuali", [])
    if not isinstance(kecuali, list) or not all(isinstance(satu, str) for satu in kecuali):
        raise ValueError("kecuali")
    aturan_baca.baca({"menerima": {nama: nilai for nama, nilai in dalam.items() if nama != "kecuali"}}, UKURAN)
    return dalam


def _ke_syarat(satu: dict) -> dict:
    isi = _menerima(satu) if satu["jenis"] == "menerima" else _ukuran(satu)
    return {"bukan": isi} if satu["bukan"] else isi


def _menerima(satu: dict) -> dict:
    dalam = {"program": satu["program"], "siapa": satu["siapa"]}
    dalam |= {nama: satu[nama] for nama in ("kecuali", "komponen") if satu[nama]}
    dalam |= {"keadaan": satu["keadaan"]} if satu["keadaan"] != ["aktif"] else {}
    dalam |= {"masa": satu["masa"]} if satu["masa"] not in ("", domain.BERTINDIH) else {}
    dalam |= {"tahun": _bilangan(satu["tahun"])} if satu["tahun"] and satu["masa"] == domain.PERNAH else {}
    dalam |= {"banyak": _bilangan(satu["jumlah"])} if satu["jumlah"] else {}
    return {"menerima": dalam}


def _ukuran(satu: dict) -> dict:
    """A measure: chosen values where it has a list of them, bounds where it is a number."""
    nama, ukur = satu["ukuran"], UKURAN.get(satu["ukuran"])
    siapa = {"siapa": satu["milik"]} if satu["milik"] not in ("", domain.ORANG) else {}
    if ukur and ukur.pilihan:
        nomor = {satu.partition(":")[2] or satu for satu in satu["pilihan"] if satu.partition(":")[0] in (nama, satu)}
        pilihan = sorted(satu for satu in map(angka_kiriman, nomor) if satu is not None)
        return {"ukuran": nama, "salah_satu": pilihan} | siapa
    batas = {"paling_sedikit": _bilangan(satu["sedikit"]), "paling_banyak": _bilangan(satu["banyak"])}
    return {"ukuran": nama} | {kunci: nilai for kunci, nilai in batas.items() if nilai is not None} | siapa


def _bilangan(teks: str):
    """A number as typed; what is none stays a text, which the reader of rules refuses at its place."""
    try:
        return baca_angka(teks)
    except ValueError:
        return teks


def tulis_json(isi) -> str:
    """A condition as JSON that can be read: each part of a joint one on a line of its own."""
    if isinstance(isi, dict) and len(isi) == 1:
        (nama, bagian), *_ = isi.items()
        if nama in GABUNG and isinstance(bagian, list):
            baris = ",\n".join(f"  {json.dumps(satu, ensure_ascii=False)}" for satu in bagian)
            return f'{{"{nama}": [\n{baris}\n]}}'
    return json.dumps(isi, ensure_ascii=False)


def _rapi(teks: str) -> str:
    try:
        return tulis_json(aturan_baca.muat(teks))
    except (ValueError, TypeError):
        return teks or ""
