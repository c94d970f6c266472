"""What a report can show: its sources, their columns, and the rows they give for an area."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...domain import bantuan, masa
from ...domain import kode as kode_resmi
from ...domain.wilayah import parent
from ...domain.wilayah_nama import nama_pendek, nama_wilayah
from ..lampid.buku.lembar import KANAN, KIRI, TENGAH
from . import pembetulan
from . import program as katalog
from .salur_calon import dalam_wilayah
from .salur_dasar import DARI


@dataclass(frozen=True)
class Isi:
    """One thing a column can show: its usual heading, width in characters, side, and whether it is summed below."""

    judul: str
    lebar: float = 16
    rata: str = KIRI
    dijumlah: bool = False


SUMBER = {
    "penerima": "Penerima bantuan",
    "penyaluran": "Penyaluran satu masa",
    "kumulatif": "Penyaluran kumulatif sepanjang tahun",
    "desa": "Jumlah penyaluran per desa",
    "usulan": "Usulan penerima",
    "rekening": "Rekening",
}
"""What a report is about. ``kumulatif`` and ``desa`` are kept as ``penyaluran`` with ``saring.per``."""

_ANGKA = {"rata": KANAN, "lebar": 10}
_UANG = {"rata": KANAN, "lebar": 14, "dijumlah": True}
_WARGA = {
    "no": Isi("No", 5, KANAN), "nama": Isi("Nama", 26), "nik": Isi("NIK", 18), "no_kk": Isi("No KK", 18),
    "tempat_lahir": Isi("Tempat lahir"), "tanggal_lahir": Isi("Tanggal lahir", 11), "jenis_kelamin": Isi("L/P", 5, TENGAH),
    "pekerjaan": Isi("Pekerjaan", 18), "nama_ibu": Isi("Nama ibu kandung", 20), "telepon": Isi("Telepon", 14),
    "alamat": Isi("Alamat", 28), "dusun": Isi("Dusun", 14), "rw": Isi("RW", 5), "rt": Isi("RT", 5),
    "alamat_lengkap": Isi("Alamat lengkap", 30), "desa": Isi("Desa/kelurahan", 20), "kecamatan": Isi("Kecamatan", 18),
    "kode_wilayah": Isi("Kode wilayah", 14), "program": Isi("Program", 18), "kosong": Isi("(kolom kosong)", 12),
}  # fmt: skip
_BARIS = {
    "masa": Isi("Masa", 16), "rekening": Isi("Nomor rekening", 18), "nilai": Isi("Jumlah (Rp)", **_UANG),
    "nilai_daftar": Isi("Menurut daftar (Rp)", **_UANG),
    "keadaan": Isi("Keadaan", 16), "tgl": Isi("Tanggal", 11), "bukti": Isi("Bukti", 16), "keterangan": Isi("Keterangan", 20),
}  # fmt: skip
_HITUNG = {"dijumlah": True} | _ANGKA
ISI: dict[str, dict[str, Isi]] = {
    "penerima": _WARGA | {
        "keadaan": Isi("Keadaan", 14), "keterangan": Isi("Keterangan", 24), "mulai": Isi("Mulai", 11),
        "sampai": Isi("Sampai", 11), "rekening": Isi("Nomor rekening", 18), "nomor_sk": Isi("Nomor keputusan", 18),
        "sumber": Isi("Sumber", 16), "komponen": Isi("Komponen", 18),
    },
    "penyaluran": _WARGA | _BARIS,
    "kumulatif": _WARGA | {
        "masa_diterima": Isi("Masa yang diterima", 28), "kali": Isi("Berapa kali", **_ANGKA),
        "diterima": Isi("Jumlah diterima (Rp)", **_UANG), "rekening": Isi("Nomor rekening", 18),
    },
    "desa": {
        "no": Isi("No", 5, KANAN), "kecamatan": Isi("Kecamatan", 18), "desa": Isi("Desa/kelurahan", 22),
        "kode_wilayah": Isi("Kode wilayah", 14), "penerima": Isi("Penerima", **_HITUNG),
        "dibayar": Isi("Sudah diterima", **_HITUNG), "menunggu": Isi("Menunggu", **_HITUNG),
        "gagal": Isi("Gagal", **_HITUNG), "dikembalikan": Isi("Dikembalikan", **_HITUNG),
        "nilai": Isi("Jumlah (Rp)", **_UANG), "diterima": Isi("Sudah diterima (Rp)", **_UANG),
        "kosong": Isi("(kolom kosong)", 12),
    },
    "usulan": _WARGA | {
        "keadaan": Isi("Keadaan", 14), "tgl_usul": Isi("Diusulkan", 11), "keterangan": Isi("Keterangan", 24),
        "tahun": Isi("Tahun", 7),
    },
    "rekening": _WARGA | {
        "bank": Isi("Bank", 16), "nomor": Isi("Nomor rekening", 18), "nomor_dasar": Isi("NIK atau nomor surat", 24),
        "dasar": Isi("Dasar", 16), "keadaan": Isi("Keadaan", 14), "keterangan": Isi("Keterangan", 20),
        "permintaan": Isi("Nomor permintaan", 20),
    },
}  # fmt: skip

_SELECT = (
    "COALESCE(p.nama, {t}.nama) AS nama, COALESCE(p.nik, {nik}) AS nik, k.no_kk, p.tempat_lahir, p.tanggal_lahir,"
    " p.jenis_kelamin, p.pekerjaan, p.nama_ibu, p.telepon, COALESCE(p.alamat_sekarang, k.alamat, {alamat}) AS alamat,"
    " l.dusun, l.rw, l.rt, {t}.wilayah AS kode_wilayah"
)
_WARGA_SELECT = ("nama", "nik", "no_kk", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "pekerjaan", "nama_ibu", "telepon",
                 "alamat", "dusun", "rw", "rt", "kode_wilayah")  # fmt: skip
_JOIN = (
    " LEFT JOIN sb_penduduk p ON p.id = {i}.penduduk LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
    " LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id"
)


@dataclass(frozen=True)
class Minta:
    """What a report is asked for: an area, and where they apply a program, a period, a state or one request to the bank."""

    wilayah: str
    program: str = ""
    masa: str = ""
    keadaan: str = ""
    permintaan: str = ""
    penyaluran_id: str = ""


def baris(node, sumber: str, minta: Minta) -> list[dict]:
    """The rows of a source, each column name -> value; without order or numbers yet."""
    program, wilayah = katalog.sempitkan(node, minta.program, minta.wilayah)
    return _PEMBACA[sumber](node, replace(minta, program=program, wilayah=wilayah))


def _warga(node, kolom: Sequence[str], sql: str, isi: Sequence) -> list[dict]:
    program, hasil = katalog.semua(node), []
    for row in node.engine.run(sql, isi):
        satu = dict(zip((*_WARGA_SELECT, *kolom), row, strict=True))
        punya = katalog.di(program, satu.get("program") or "", satu["kode_wilayah"])
        satu["program"] = punya.singkatan if punya else satu.get("program")
        hasil.append(_lengkapi(satu))
    return hasil


_HARI = ("tanggal_lahir", "mulai", "sampai", "tgl", "tgl_usul")


def _lengkapi(satu: dict) -> dict:
    """What follows from the columns: places by name, days as days, codes in words."""
    kode = satu["kode_wilayah"]
    tempat = [satu.get("alamat"), satu.get("dusun") and f"Dusun {satu['dusun']}", satu.get("rt") and f"RT {satu['rt']}",
              satu.get("rw") and f"RW {satu['rw']}"]  # fmt: skip
    return satu | {
        "desa": nama_wilayah(kode), "kecamatan": nama_wilayah(parent(kode)), "kosong": "",
        "alamat_lengkap": " ".join(kata for kata in tempat if kata),
        "jenis_kelamin": {1: "L", 2: "P"}.get(satu.get("jenis_kelamin"), ""),
        "pekerjaan": _pekerjaan().get(satu.get("pekerjaan"), ""),
    } | {nama: katalog.hari(satu[nama]) for nama in _HARI if nama in satu}  # fmt: skip


@cache
def _pekerjaan() -> Mapping[int, str]:
    return kode_resmi.daftar("pekerjaan")


def _penerima(node, minta: Minta) -> list[dict]:
    di, isi = dalam_wilayah("i.wilayah", minta.wilayah)
    lain = (" AND i.program = ?" if minta.program else "") + (" AND i.keadaan = ?" if minta.keadaan else "")
    isi = (*isi, *filter(None, (minta.program, minta.keadaan)))
    kolom = (
        "program",
        "keadaan",
        "sebab",
        "mulai",
        "sampai",
        "nomor_sk",
        "sumber",
        "komponen",
        "alasan",
        "catatan",
        "rekening",
    )
    sql = " UNION ALL ".join(
        f"SELECT {_SELECT.format(t='t', nik='t.nik', alamat='t.alamat')}, i.program, i.keadaan, i.sebab, i.mulai, i.sampai,"
        f" {lebih}, (SELECT MAX(r.nomor) FROM sb_rekening r WHERE r.untuk_id = t.id AND r.wilayah = t.wilayah"
        " AND r.keadaan = 'terbit')"
        f" FROM sb_ikut i JOIN sb_{asal} t ON t.id = i.sumber{_JOIN.format(i='i')}"
        f" WHERE {di} AND i.ke = 0 AND i.asal = '{asal}'{lain}"
        for asal, lebih in (("penerima", "t.nomor_sk, t.sumber, t.komponen, t.alasan, t.catatan"),
                            ("penetapan", "NULL, t.sumber, t.komponen, NULL, NULL"))
    )  # fmt: skip
    semua = _warga(node, kolom, sql, (*isi, *isi))
    for satu in semua:
        sebab = bantuan.SEBAB.get(satu["sebab"] or "") or bantuan.ALASAN_PENERIMA.get(satu["alasan"] or "")
        satu["keterangan"] = sebab or satu["catatan"] or ""
        satu["keadaan"] = bantuan.KEADAAN_PENERIMA.get(satu["keadaan"], satu["keadaan"])
        satu["komponen"] = ", ".join(_komponen(satu["komponen"]))
    return semua


def _komponen(teks: str | None) -> list[str]:
    try:
        return [str(satu["kode"]) for satu in json.loads(teks or "[]")]
    except (ValueError, TypeError, KeyError):
        return []


def _penyaluran(node, minta: Minta) -> list[dict]:
    semua = _baris_salur(node, minta, minta.masa)
    campur = len({satu["satuan"] for satu in semua}) > 1  # goods are never added to money
    lain = {satu.baris_id: satu for satu in reversed(_pembetulan(node, minta)) if not satu.menyusul}
    for satu in semua:
        satu["keadaan"] = bantuan.KEADAAN_BARIS[satu["kode_keadaan"]]
        satu["masa"], satu["keterangan"] = masa.sebut(satu["masa"]), satu["alasan"] or ""
        satu["nilai_daftar"] = satu["nilai"]
        if betul := lain.get(satu["baris_id"]):
            satu["nilai_daftar"] = betul.dari_nilai
            semula = f"menurut daftar {betul.kata[0].rpartition(' ')[2]}: {betul.alasan}"
            satu["keterangan"] = f"{satu['keterangan']} ({semula})" if satu["keterangan"] else semula.capitalize()
        if campur and satu["satuan"]:
            satu["nilai"] = f"{satu['nilai']} {satu['satuan']}"
    return [satu for satu in semua if minta.keadaan in ("", satu["kode_keadaan"])]


def _baris_salur(node, minta: Minta, waktu: str) -> list[dict]:
    """The lines of disbursements that were not called off. ``waktu``: a period, or a year's with ``%``."""
    di, isi = dalam_wilayah("b.wilayah", minta.wilayah)
    lain = " AND s.program = ?" if minta.program else ""
    lain += " AND s.masa LIKE ?" if waktu else ""
    lain += " AND s.id = ?" if minta.penyaluran_id else ""
    kolom = ("program", "masa", "rekening", "nilai", "kode_keadaan", "alasan", "tgl", "bukti", "untuk_id", "penyaluran", "satuan",
             "baris_id", "pembuat")  # fmt: skip
    sql = (
        f"SELECT {_SELECT.format(t='b', nik='b.nik', alamat='NULL')}, s.program, s.masa, b.rekening, b.nilai, b.keadaan,"
        " b.alasan, b.tgl, b.bukti, b.untuk_id, s.keadaan, s.satuan, b.id, s.node"
        f" FROM {DARI} LEFT JOIN sb_ikut i ON i.sumber = b.untuk_id AND i.ke = 0 AND i.wilayah = b.wilayah{_JOIN.format(i='i')}"
        f" WHERE {di} AND s.keadaan <> 'dibatalkan'{lain}"
    )
    return _warga(node, kolom, sql, (*isi, *filter(None, (minta.program, waktu, minta.penyaluran_id))))


def _pembetulan(node, minta: Minta) -> list[pembetulan.Pembetulan]:
    di, isi = dalam_wilayah("b.wilayah", minta.wilayah)
    lain = " AND s.program = ?" if minta.program else ""
    return pembetulan.cari(node, f"{di}{lain}", (*isi, *filter(None, (minta.program,))))


def pembetulan_masa(node, minta: Minta) -> list[pembetulan.Pembetulan]:
    """What the report of a period tells of periods before it."""
    return [satu for satu in _pembetulan(node, minta) if satu.menyusul and satu.masa_laporan == minta.masa]


def _kumulatif(node, minta: Minta) -> list[dict]:
    """Everybody who got something in that year up to the period, once, with how often and how much."""
    waktu = minta.masa if masa.is_masa(minta.masa) else ""
    akhir = masa.rentang(waktu)[1] if waktu else None
    semua = _baris_salur(node, minta, f"{waktu[:4]}%" if waktu else "")
    hasil: dict[str, dict] = {}
    campur = len({satu["satuan"] for satu in semua}) > 1
    betul = pembetulan.terakhir(
        satu for satu in _pembetulan(node, minta)
        if satu.menyusul and (akhir is None or masa.rentang(satu.masa_laporan)[1] <= akhir)
    )  # fmt: skip
    for satu in semua:
        if ini := betul.get(satu["baris_id"]):
            satu["kode_keadaan"], satu["nilai"] = ini.keadaan, ini.nilai
    for satu in sorted(semua, key=lambda ini: masa.rentang(ini["masa"])):
        if satu["kode_keadaan"] != "dibayar" or (akhir and masa.rentang(satu["masa"])[1] > akhir):
            continue
        ini = hasil.setdefault(satu["untuk_id"], satu | {"kali": 0, "diterima": 0, "daftar_masa": []})
        ini["kali"] += 1
        ini["diterima"] += 0 if campur and satu["satuan"] else satu["nilai"]
        ini["daftar_masa"].append(masa.sebut(satu["masa"]))
        ini["masa_diterima"] = ", ".join(dict.fromkeys(ini["daftar_masa"]))
    return list(hasil.values())


def _per_desa(node, minta: Minta) -> list[dict]:
    di, isi = dalam_wilayah("b.wilayah", minta.wilayah)
    lain = (" AND s.program = ?" if minta.program else "") + (" AND s.masa = ?" if minta.masa else "")
    uang = "b.nilai" if minta.program else "CASE WHEN s.satuan IS NULL THEN b.nilai ELSE 0 END"
    hasil: dict[str, dict] = {}
    for desa, keadaan, banyak, nilai in node.engine.run(
        f"SELECT b.wilayah, b.keadaan, COUNT(*), SUM({uang})"
        f" FROM {DARI} WHERE {di} AND s.keadaan <> 'dibatalkan'{lain} GROUP BY b.wilayah, b.keadaan",
        (*isi, *filter(None, (minta.program, minta.masa))),
    ):
        satu = hasil.setdefault(desa, {
            "kode_wilayah": desa, "desa": nama_wilayah(desa), "kecamatan": nama_wilayah(parent(desa)), "kosong": "",
            "nama": nama_pendek(desa), "penerima": 0, "nilai": 0, "diterima": 0,
        } | dict.fromkeys(bantuan.KEADAAN_BARIS, 0))  # fmt: skip
        satu[keadaan] += int(banyak)
        satu["penerima"] += int(banyak)
        satu["nilai"] += int(nilai)
        satu["diterima"] += int(nilai) if keadaan == "dibayar" else 0
    return list(hasil.values())


def _usulan(node, minta: Minta) -> list[dict]:
    di, isi = dalam_wilayah("u.wilayah", minta.wilayah)
    lain = (" AND u.program = ?" if minta.program else "") + (" AND x.keadaan = ?" if minta.keadaan else "")
    kolom = ("program", "keadaan", "tgl_usul", "keterangan", "tahun")
    sql = (
        f"SELECT {_SELECT.format(t='u', nik='u.nik', alamat='u.alamat')}, u.program, x.keadaan, u.tgl_usul, u.alasan, u.tahun"
        " FROM sb_usulan_bantuan u JOIN sb_usulan_kini x ON x.usulan_id = u.id"
        " LEFT JOIN sb_penduduk p ON p.orang_id = u.orang_id AND p.wilayah = u.wilayah"
        " LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id"
        f" WHERE {di}{lain}"
    )
    semua = _warga(node, kolom, sql, (*isi, *filter(None, (minta.program, minta.keadaan))))
    for satu in semua:
        satu["keadaan"] = bantuan.KEADAAN_USULAN.get(satu["keadaan"], satu["keadaan"])
    return semua


def _rekening(node, minta: Minta) -> list[dict]:
    di, isi = dalam_wilayah("r.wilayah", minta.wilayah)
    pilih = {"program": minta.program, "keadaan": minta.keadaan, "permintaan": minta.permintaan}
    if minta.permintaan:
        pilih["node"] = node.code  # another office's request may bear the same name
    lain = "".join(f" AND r.{nama} = ?" for nama, nilai in pilih.items() if nilai)
    kolom = ("program", "bank", "nomor", "nomor_dasar", "dasar", "keadaan", "keterangan", "permintaan")
    sql = (
        f"SELECT {_SELECT.format(t='r', nik='NULL', alamat='NULL')}, r.program, r.bank, r.nomor, r.nomor_dasar, r.dasar,"
        " r.keadaan, r.alasan, r.permintaan FROM sb_rekening r"
        f" LEFT JOIN sb_ikut i ON i.sumber = r.untuk_id AND i.ke = 0 AND i.wilayah = r.wilayah"
        f"{_JOIN.format(i='i')} WHERE {di}{lain}"
    )
    semua = _warga(node, kolom, sql, (*isi, *filter(None, pilih.values())))
    for satu in semua:
        satu["dasar"] = bantuan.DASAR_REKENING[satu["dasar"]]
        satu["keadaan"] = bantuan.KEADAAN_REKENING[satu["keadaan"]]
    return semua


_PEMBACA = {
    "penerima": _penerima, "penyaluran": _penyaluran, "kumulatif": _kumulatif, "desa": _per_desa, "usulan": _usulan,
    "rekening": _rekening,
}  # fmt: skip
