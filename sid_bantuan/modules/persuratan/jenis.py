"""The kinds of letters as this node has them: shipped as data, changed by an office without a programmer.

A row ``jenis_surat`` of the village stands in place of the kecamatan's, that of the kabupaten's, and
any of them in place of the shipped file with the same ``kode``.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...domain import lampid, surat
from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.wilayah import within
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from .tables import JenisSurat

TIPE = ("teks", "paragraf", "angka", "rupiah", "tanggal", "jam", "pilihan", "wilayah", "penduduk", "daftar_penduduk")
"""What a field may hold. ``wilayah``: a Kemendagri code, named on paper; ``penduduk``: somebody of the register."""
KEADAAN = {"hidup": 1, "mati": 2, "pindah": 3, "hilang": 4, "pergi": 6}
"""Words of ``untuk_keadaan`` -> status dasar."""


@dataclass(frozen=True)
class Bidang:
    """One field of a kind. ``pilihan``: (value, words) where it is chosen from a list."""

    nama: str
    judul: str
    tipe: str = "teks"
    wajib: bool = False
    bantuan: str = ""
    pilihan: tuple[tuple[object, str], ...] = ()
    isi_awal: str = ""
    """What the form starts with; may hold placeholders of the resident's record."""


@dataclass(frozen=True)
class Syarat:
    """A document to be brought."""

    nama: str
    wajib: bool = True


@dataclass(frozen=True)
class Jenis:
    """One kind of letter. ``isi`` and ``judul`` are the shipped wording: what is in force is ``templat.berlaku``."""

    kode: str
    nama: str
    klasifikasi: str
    klasifikasi_lama: str | None
    judul: str
    isi: str
    kelompok: str
    subjek: str = "penduduk"
    penandatangan: str = "kepala_desa"
    mengetahui_camat: bool = False
    berlaku_hari: int | None = None
    pola_nomor: str | None = None
    deret: str | None = None
    peristiwa: str | None = None
    untuk_keadaan: tuple[int, ...] = (1,)
    menurut_catatan: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Columns of the resident's record, and the codes with which the letter is true: who is *kawin* never is unmarried."""
    bidang: tuple[Bidang, ...] = ()
    syarat: tuple[Syarat, ...] = ()
    aktif: bool = True
    bawaan: bool = True
    """Whether it is as shipped; False where an office changed it."""
    milik: str = ""
    """The code of the office whose row it is."""

    def satu_bidang(self, nama: str) -> Bidang | None:
        """The field of this name."""
        return next((satu for satu in self.bidang if satu.nama == nama), None)


@cache
def bawaan() -> dict[str, Jenis]:
    """The shipped kinds by ``kode``, in the order offices list them."""
    folder = files("sid_bantuan.data").joinpath("surat")
    semua = [_dari_toml(satu.read_text(encoding="utf-8")) for satu in folder.iterdir() if satu.name.endswith(".toml")]
    return {satu.kode: satu for satu in sorted(semua, key=lambda satu: (satu.kelompok, satu.nama))}


def _dari_toml(teks: str) -> Jenis:
    isi = tomllib.loads(teks)
    keadaan = tuple(KEADAAN[kata] for kata in isi.pop("untuk_keadaan", "hidup").split())
    bidang, syarat = _bidang(isi.pop("bidang", ())), _syarat(isi.pop("syarat", ()))
    benar = tuple((kolom, tuple(kode)) for kolom, kode in isi.pop("menurut_catatan", {}).items())
    isi["isi"] = isi["isi"].strip()
    return Jenis(**{"klasifikasi_lama": None} | isi, untuk_keadaan=keadaan, menurut_catatan=benar, bidang=bidang,
                 syarat=syarat)  # fmt: skip


def _bidang(semua: Sequence[Mapping]) -> tuple[Bidang, ...]:
    """Fields as they are kept; what a newer version says of them besides is nothing to this one."""
    dikenal = ({nama: nilai for nama, nilai in satu.items() if nama in _KOLOM_BIDANG} for satu in semua)
    return tuple(Bidang(**satu | {"pilihan": tuple(map(_pilihan, satu.get("pilihan") or ()))}) for satu in dikenal)


_KOLOM_BIDANG = frozenset(Bidang.__dataclass_fields__)


def _pilihan(satu) -> tuple[object, str]:
    """A choice: words alone, (value, words), or a list of the catalogue of codes by its name."""
    return (satu, satu) if isinstance(satu, str) else tuple(satu)


def _syarat(semua: Sequence) -> tuple[Syarat, ...]:
    return tuple(Syarat(satu) if isinstance(satu, str) else Syarat(**satu) for satu in semua)


def semua(node, aktif: bool = True) -> list[Jenis]:
    """The kinds this node has, by group and name; with ``aktif`` only those in use."""
    ada = dict(bawaan())
    for baris in _baris(node):
        ada[baris.kode] = _dari_baris(baris, ada.get(baris.kode))
    urut = sorted(ada.values(), key=lambda satu: (satu.kelompok, satu.nama))
    return [satu for satu in urut if satu.aktif or not aktif]


def satu(node, kode: str) -> Jenis:
    """The kind of this ``kode`` as this node has it. Raises ``DataDitolak``."""
    ada = bawaan().get(kode)
    for baris in _baris(node, kode):
        ada = _dari_baris(baris, ada)
    if ada is None:
        raise DataDitolak([Kesalahan("surat_jenis_tidak_ada", "kode", isi={"kode": kode})])
    return ada


def _baris(node, kode: str | None = None) -> list[JenisSurat]:
    """The rows that hold here, the farthest office first."""
    pilih = JenisSurat.select() if kode is None else JenisSurat.select().where(JenisSurat.kode == kode)
    return sorted((satu for satu in pilih if within(node.code, satu.wilayah)), key=lambda satu: len(satu.wilayah))


def _dari_baris(baris: JenisSurat, dasar: Jenis | None) -> Jenis:
    """A kind by an office's row; its group, its first wording and when it is true stay those that are shipped."""
    return Jenis(
        kode=baris.kode,
        nama=baris.nama,
        klasifikasi=baris.klasifikasi,
        klasifikasi_lama=baris.klasifikasi_lama,
        judul=dasar.judul if dasar else baris.nama.upper(),
        isi=dasar.isi if dasar else "",
        kelompok=dasar.kelompok if dasar else "Lainnya",
        subjek=baris.subjek,
        penandatangan=baris.penandatangan,
        mengetahui_camat=bool(baris.mengetahui_camat),
        berlaku_hari=baris.berlaku_hari,
        pola_nomor=baris.pola_nomor,
        deret=baris.deret,
        peristiwa=baris.peristiwa,
        untuk_keadaan=tuple(KEADAAN[kata] for kata in (baris.untuk_keadaan or "hidup").split() if kata in KEADAAN),
        menurut_catatan=dasar.menurut_catatan if dasar else (),
        bidang=_bidang(json.loads(baris.bidang)),
        syarat=_syarat(json.loads(baris.syarat or "[]")),
        aktif=bool(baris.aktif),
        bawaan=False,
        milik=baris.wilayah,
    )


# ---- an office's own


def sebagai_isi(jenis: Jenis) -> dict:
    """A kind as the columns of ``jenis_surat``: what a form shows and ``simpan`` takes."""
    sama = ("nama", "klasifikasi", "klasifikasi_lama", "pola_nomor", "deret", "berlaku_hari", "subjek", "penandatangan")
    kata = {nomor: kata for kata, nomor in KEADAAN.items()}
    return {nama: getattr(jenis, nama) for nama in (*sama, "peristiwa")} | {
        "mengetahui_camat": int(jenis.mengetahui_camat),
        "aktif": int(jenis.aktif),
        "untuk_keadaan": " ".join(kata[satu] for satu in jenis.untuk_keadaan),
        "bidang": [vars(satu) | {"pilihan": [list(dua) for dua in satu.pilihan]} for satu in jenis.bidang],
        "syarat": [vars(satu) for satu in jenis.syarat],
    }


def simpan(node, operator: Operator, kode: str, isi: Mapping) -> JenisSurat:
    """Store this office's own version of a kind, or a new kind. ``isi`` as ``sebagai_isi`` gives it.

    Columns left out stay as they are here. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        tipe, id = node.catalog["jenis_surat"], derived_id("jenis_surat", node.code, kode)
        try:
            dasar = sebagai_isi(satu(node, kode))
        except DataDitolak:
            dasar = {"subjek": "penduduk", "penandatangan": "kepala_desa", "mengetahui_camat": 0, "aktif": 1,
                     "bidang": [], "syarat": []}  # fmt: skip
        penuh = dasar | dict(isi)
        if salah := _salah(kode, penuh):
            raise DataDitolak(salah)
        bersih = rapikan(tipe, {k: v for k, v in penuh.items() if k not in ("bidang", "syarat")}) | {"kode": kode}
        bersih |= {k: json.dumps(penuh[k], ensure_ascii=False) for k in ("bidang", "syarat")}
        lama = rekam.ambil(tipe, id, node.code)
        if salah := salah_kolom(tipe, bersih, lama):
            raise DataDitolak(salah)
        sebelum = rekam.nilai(lama) if lama else None
        baris = lama or rekam.tambah(tipe, id, node.code, bersih)
        if lama:
            rekam.ubah(lama, bersih)
        aksi = "ubah" if lama else "tambah"
        rekam.jejak(node, operator, aksi, "jenis_surat", baris, baris.nama, sebelum=sebelum, sesudah=bersih)
        return baris


def _salah(kode: str, isi: Mapping) -> list[Kesalahan]:
    salah = []
    if not kode or not kode.replace("_", "").isalnum() or not kode.islower() or not kode.isascii():
        salah.append(Kesalahan("surat_kode_jenis_salah", "kode"))
    if isi.get("pola_nomor") and (temuan := surat.salah_pola(isi["pola_nomor"])):
        salah.append(Kesalahan(temuan, "pola_nomor"))
    if set((isi.get("untuk_keadaan") or "").split()) - KEADAAN.keys():
        salah.append(Kesalahan("kode_tak_dikenal", "untuk_keadaan"))
    if isi.get("peristiwa") and isi["peristiwa"] not in (lampid.LAHIR, lampid.MATI, lampid.PINDAH):
        salah.append(Kesalahan("kode_tak_dikenal", "peristiwa"))
    return salah + _salah_bidang(isi["bidang"]) + _salah_syarat(isi["syarat"])


def _salah_bidang(semua: Sequence[Mapping]) -> list[Kesalahan]:
    """What is wrong with the fields, each with the row it stands in."""
    salah, sudah = [], set()
    for ke, satu in enumerate(semua):
        nama, judul, baris = str(satu.get("nama") or ""), str(satu.get("judul") or ""), str(ke)
        isi = {"nama": judul or nama}
        if not judul or satu.get("tipe", "teks") not in TIPE:
            salah.append(Kesalahan("surat_bidang_tak_lengkap", "bidang", baris, isi))
        elif not nama.isidentifier() or not nama.isascii() or nama != nama.lower() or nama in sudah:
            salah.append(Kesalahan("surat_nama_bidang_salah", "bidang", baris, {"nama": nama}))
        pilihan = satu.get("pilihan") or ()
        if satu.get("tipe") == "pilihan" and not pilihan:
            salah.append(Kesalahan("surat_bidang_tanpa_pilihan", "bidang", baris, isi))
        if len({str(nilai) for nilai, _ in map(_pilihan, pilihan)}) < len(pilihan):
            salah.append(Kesalahan("surat_pilihan_ganda", "bidang", baris, isi))
        if len(judul) > 80 or len(str(satu.get("bantuan") or "")) > 200 or len(pilihan) > 60:
            salah.append(Kesalahan("terlalu_panjang", "bidang", baris))
        sudah.add(nama)
    return salah


def _salah_syarat(semua: Sequence) -> list[Kesalahan]:
    nama = [satu if isinstance(satu, str) else satu["nama"] for satu in semua]
    if len(nama) > 20 or any(len(satu) > 150 for satu in nama):
        return [Kesalahan("terlalu_panjang", "syarat")]
    return [Kesalahan("surat_syarat_ganda", "syarat")] if len(set(nama)) < len(nama) or "" in nama else []
