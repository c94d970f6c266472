"""The dirt of real sheets, put into clean ones at the rates that audits of aid data found.

Among those on aid lists about 17 % had no NIK the registry could match, 11 % an invalid NIK,
17 % an invalid No KK, up to 1 % stood there twice (KPK 2021, BPK 2020, BPKP).
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from random import Random

from .contoh_nama import ejaan_lain


@dataclass(frozen=True)
class Kadar:
    """Share of people (of families for ``kk_tak_sah``) with each kind of defect, 0 to 1."""

    nik_tak_padan: float = 0.17
    nik_tak_sah: float = 0.11
    kk_tak_sah: float = 0.17
    nik_kembar: float = 0.001
    orang_kembar: float = 0.004
    lintas_desa: float = 0.004
    isian_salah: float = 0.006
    nama_kosong: float = 0.0003
    bukan_hidup: float = 0.02

    def dikali(self, faktor: float) -> "Kadar":
        """The same mix, thinner or thicker: 0 is a clean sheet."""
        return replace(self, **{satu.name: min(1.0, getattr(self, satu.name) * faktor) for satu in fields(self)})


KADAR = Kadar()
BERSIH = KADAR.dikali(0)


def rusak(keluarga: list[list[dict]], titipan: list[dict], acak: Random, kadar: Kadar, kode_desa: str) -> list[dict]:
    """The rows of all families, in order, with defects drawn from ``acak``; ``titipan`` join families here."""
    for orang in titipan:
        tumpangan = acak.choice(keluarga)
        tumpangan.append({kunci: tumpangan[0][kunci] for kunci in ("alamat", "dusun", "rw", "rt", "no_kk")} | orang)
    _kembarkan(keluarga, acak, kadar)
    sebelumnya = None
    for anggota in keluarga:
        if acak.random() < kadar.kk_tak_sah:
            _rusak_kk(anggota, acak, sebelumnya)
        sebelumnya = anggota[0]["no_kk"]
    baris = [orang for anggota in keluarga for orang in anggota]
    for nomor, orang in enumerate(baris):
        _rusak_orang(orang, acak, kadar, kode_desa, nomor)
    return baris


def _kembarkan(keluarga: list[list[dict]], acak: Random, kadar: Kadar) -> None:
    """Some stand twice: under another spelling without NIK, or two people under one NIK."""
    banyak = sum(map(len, keluarga))
    for _ in range(round(banyak * kadar.orang_kembar)):
        orang, tumpangan = acak.choice(acak.choice(keluarga)), acak.choice(keluarga)
        salinan = orang | {kunci: tumpangan[0][kunci] for kunci in ("alamat", "dusun", "rw", "rt", "no_kk")}
        tumpangan.append(salinan | {"nama": ejaan_lain(acak, orang["nama"]), "nik": "0", "kk_level": 9})
    for _ in range(round(banyak * kadar.nik_kembar)):
        satu, lain = acak.choice(acak.choice(keluarga)), acak.choice(acak.choice(keluarga))
        lain["nik"] = satu["nik"]


def _rusak_kk(anggota: list[dict], acak: Random, sebelumnya: str | None) -> None:
    """A whole family shares what is wrong with its number."""
    no_kk = anggota[0]["no_kk"]
    nasib = acak.random()
    if nasib < 0.5 or (nasib >= 0.9 and not sebelumnya):
        salah = "0"
    elif nasib < 0.75:
        salah = no_kk[:-1] if acak.random() < 0.6 else no_kk + "1"
    elif nasib < 0.9:
        salah = _notasi(no_kk)
    else:
        salah = sebelumnya
    for orang in anggota:
        orang["no_kk"] = salah


def _rusak_orang(orang: dict, acak: Random, kadar: Kadar, kode_desa: str, nomor: int) -> None:
    nasib = acak.random()
    if nasib < kadar.nik_tak_sah:
        orang["nik"] = acak.choices(_TAK_SAH, (35, 25, 20, 12, 8))[0](orang["nik"])
    elif nasib < kadar.nik_tak_sah + kadar.nik_tak_padan:
        _tak_padan(orang, acak, kode_desa, nomor)
    if acak.random() < kadar.isian_salah:
        kolom, isi = acak.choice(_ISIAN_SALAH)
        orang[kolom] = isi
    if acak.random() < kadar.nama_kosong:
        orang["nama"] = ""
    if acak.random() < kadar.bukan_hidup and orang["kk_level"] != 1:
        orang["status_dasar"] = acak.choice((2, 2, 3, 3, 6))


def _tak_padan(orang: dict, acak: Random, kode_desa: str, nomor: int) -> None:
    """No NIK at all, or one that does not agree with what is written beside it."""
    nasib = acak.random()
    lahir = orang["tanggallahir"]
    if nasib < 0.35:
        orang["nik"] = acak.choice(("0", "", "-"))
    elif nasib < 0.5:
        orang["nik"] = f"0{kode_desa.replace('.', '')}{nomor + 1:05}"
    elif nasib < 0.9:
        orang["tanggallahir"] = lahir.replace(day=lahir.day % 28 + 1) if acak.random() < 0.6 else _tahun_lain(lahir)
    else:
        orang["sex"] = 3 - orang["sex"]


def _tahun_lain(lahir):
    return lahir.replace(year=lahir.year - 1, day=min(lahir.day, 28))


def _notasi(nomor: str) -> str:
    """A number as a spreadsheet shows it when the column is not text."""
    return f"{nomor[0]},{nomor[1:6]}E+15"


def _kurang(nik: str) -> str:
    return nik[:-1] or "1"


def _sel_angka(nik: str) -> float | str:
    return float(nik[:-1] + "0") if nik.isdigit() else "1"


def _tanggal_mustahil(nik: str) -> str:
    return f"{nik[:6]}32{nik[8:]}"


def _seri_nol(nik: str) -> str:
    return f"{nik[:12]}0000"


_TAK_SAH: tuple[Callable[[str], str | float], ...] = (_kurang, _notasi, _sel_angka, _tanggal_mustahil, _seri_nol)
_ISIAN_SALAH = (
    ("tanggallahir", "31-02-1990"),
    ("tanggallahir", "12-05-78"),
    ("tanggallahir", ""),
    ("agama_id", 9),
    ("pekerjaan_id", 99),
    ("pendidikan_kk_id", ""),
    ("status_kawin", "BELUM TAHU"),
    ("hamil", 1),
)
