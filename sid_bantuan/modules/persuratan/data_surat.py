"""What the register says for a letter: placeholder -> value, so that nothing recorded is typed again."""

from collections.abc import Mapping
from datetime import date

from ...domain import kode
from ...domain.sebutan import sebutan
from ...domain.tanggal import panjang, umur
from ...domain.wilayah import parent
from ...domain.wilayah_nama import nama_wilayah
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Keluarga, Penduduk
from . import isi_templat, isian_surat, peristiwa_surat
from .jenis import Jenis
from .jenis import satu as jenis_menurut

ORANG = {
    "nama": "Nama lengkap", "nik": "NIK", "no_kk": "No KK", "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir", "tempat_tanggal_lahir": "Tempat dan tanggal lahir", "umur": "Umur",
    "jenis_kelamin": "Jenis kelamin", "agama": "Agama", "pekerjaan": "Pekerjaan", "pendidikan": "Pendidikan",
    "status_kawin": "Status perkawinan", "kewarganegaraan": "Kewarganegaraan", "golongan_darah": "Golongan darah",
    "alamat": "Alamat lengkap", "dusun": "Dusun", "rt": "RT", "rw": "RW",
    "hubungan_keluarga": "Hubungan dalam keluarga", "telepon": "Telepon", "nama_ayah": "Nama ayah",
    "nama_ibu": "Nama ibu", "nik_ayah": "NIK ayah", "nik_ibu": "NIK ibu", "akta_lahir": "Nomor akta lahir",
    "akta_kawin": "Nomor akta perkawinan", "akta_cerai": "Nomor akta perceraian", "bin": "Bin atau binti",
}  # fmt: skip
"""What every person named in a letter gives: the resident himself, his parents, whoever a field picks."""
TEMPAT = {
    "desa": "Nama desa/kelurahan", "sebutan_desa": "Desa atau Kelurahan", "kepala": "Kepala Desa atau Lurah",
    "kecamatan": "Nama kecamatan", "kabupaten": "Kabupaten/kota", "kode_desa": "Kode wilayah",
    "nomor": "Nomor surat", "tanggal_surat": "Tanggal surat", "berlaku_sampai": "Berlaku sampai",
    "penandatangan": "Nama penanda tangan", "jabatan_penandatangan": "Jabatan penanda tangan",
}  # fmt: skip
"""What the office and the letter itself give."""
KELUARGA = ("ayah", "ibu", "pasangan", "kepala_keluarga")
"""Relatives a wording may name, as ``{ayah.nama}``, where the register knows them."""
SAAT_TERBIT = frozenset({"nomor", "tanggal_surat", "berlaku_sampai", "penandatangan", "jabatan_penandatangan"})
"""What is known only once the letter has its number."""


def dikenal(jenis: Jenis) -> dict[str, str]:
    """Every placeholder of a kind and what it stands for."""
    hasil = {**ORANG, **TEMPAT, "jumlah_keluarga": "Banyaknya anggota keluarga", "keluarga": "Anggota keluarga"}
    for kerabat in KELUARGA:
        sebut = kerabat.replace("_", " ")
        hasil |= {kerabat: sebut.capitalize()} | {
            f"{kerabat}.{nama}": f"{kata} {sebut}" for nama, kata in ORANG.items()
        }
    for bidang in jenis.bidang:
        akar = f"isian.{bidang.nama}"
        hasil[akar] = bidang.judul
        if bidang.tipe == "penduduk":
            hasil |= {f"{akar}.{nama}": f"{kata}: {bidang.judul}" for nama, kata in ORANG.items()}
        for turunan in isian_surat.TURUNAN.get(bidang.tipe, ()):
            hasil[f"{akar}.{turunan}"] = f"{bidang.judul} ({turunan})"
    return hasil


def berdaftar(jenis: Jenis) -> set[str]:
    """The placeholders of a kind that may stand for several people: of the register, or written a line each."""
    return {"keluarga"} | {
        f"isian.{satu.nama}" for satu in jenis.bidang if satu.tipe in ("daftar_penduduk", "paragraf")
    }


def data_surat(node, kode_jenis: str, penduduk_id: str | None, isian: Mapping) -> dict:
    """Placeholder -> text (or a list of people) for this kind, resident and fields.

    ``isian`` as ``isian_surat.bersihkan`` gives it. Raises ``DataDitolak`` for a resident who is not here.
    """
    jenis = jenis_menurut(node, kode_jenis)
    hasil = _tempat(node)
    if penduduk_id:
        orang = rekam.ambil(node.catalog["penduduk"], penduduk_id, node.code)
        if orang is None:
            raise DataDitolak([Kesalahan("bukan_penduduk_desa", "penduduk_id")])
        hasil |= _kerabat(node, orang) | orang_sebagai_data(node, orang)
    elif jenis.subjek != "umum":
        raise DataDitolak([Kesalahan("wajib_diisi", "penduduk_id")])
    for bidang in jenis.bidang:
        if isian.get(bidang.nama) not in (None, "", []):
            hasil |= _bidang(node, bidang, isian[bidang.nama])
    return hasil


def isian_awal(node, kode_jenis: str, penduduk_id: str | None) -> dict[str, str]:
    """What a form starts with: the first words of each field that has some, its placeholders filled."""
    jenis, ada = jenis_menurut(node, kode_jenis), data_surat(node, kode_jenis, penduduk_id, {})
    ada |= peristiwa_surat.kematian(node, penduduk_id)
    awal = {satu.nama: isi_templat.isi_kata(satu.isi_awal, ada) for satu in jenis.bidang if satu.isi_awal}
    return {nama: kata for nama, kata in awal.items() if kata}


def _tempat(node) -> dict:
    kata = sebutan(node.code)
    kecamatan = parent(node.code)
    return {
        "desa": nama_wilayah(node.code), "sebutan_desa": kata.tingkat, "kepala": kata.kepala, "kode_desa": node.code,
        "kecamatan": nama_wilayah(kecamatan), "kabupaten": nama_wilayah(parent(kecamatan)),
    }  # fmt: skip


def orang_sebagai_data(node, orang: Penduduk) -> dict:
    """One resident as the wording takes him; what is not recorded is left out."""
    keluarga = Keluarga.get_or_none(Keluarga.id == orang.keluarga_id) if orang.keluarga_id else None
    lingkungan = keluarga.lingkungan if keluarga else None
    lahir = orang.tanggal_lahir and panjang(orang.tanggal_lahir)
    hasil = {nama: getattr(orang, nama) for nama in ORANG if hasattr(orang, nama)}
    hasil |= {
        "no_kk": keluarga and keluarga.no_kk,
        "tanggal_lahir": lahir,
        "tempat_tanggal_lahir": ", ".join(filter(None, (orang.tempat_lahir, lahir))),
        "umur": orang.tanggal_lahir and f"{max(0, umur(orang.tanggal_lahir, date.today()))} tahun",
        "pendidikan": _kata("pendidikan_kk", orang.pendidikan_kk),
        "alamat": alamat(node, keluarga, orang),
        "bin": orang.nama_ayah and f"{'binti' if orang.jenis_kelamin == kode.PEREMPUAN else 'bin'} {orang.nama_ayah}",
    }
    for nama in ("dusun", "rt", "rw"):
        hasil[nama] = (lingkungan and getattr(lingkungan, nama)) or None
    for nama in ("jenis_kelamin", "agama", "pekerjaan", "status_kawin", "kewarganegaraan", "golongan_darah",
                 "hubungan_keluarga"):  # fmt: skip
        hasil[nama] = _kata(nama, getattr(orang, nama))
    return {nama: str(nilai) for nama, nilai in hasil.items() if nilai}


def _kata(daftar: str, nomor: int | None) -> str | None:
    return kode.daftar(daftar).get(nomor) if nomor is not None else None


def alamat(node, keluarga: Keluarga | None, orang: Penduduk | None = None) -> str:
    """An address in full, down to the RT and up to the kabupaten, in the order offices write it."""
    lingkungan = keluarga.lingkungan if keluarga else None
    kata = sebutan(node.code)
    rt_rw = [
        f"{sebut} {nilai}"
        for sebut, nilai in (("RT", lingkungan and lingkungan.rt), ("RW", lingkungan and lingkungan.rw))
        if nilai
    ]
    dusun = lingkungan and lingkungan.dusun and f"{kata.bawahan} {lingkungan.dusun}"
    atas = parent(node.code)
    bagian = (
        keluarga and keluarga.alamat, " ".join(rt_rw), dusun, f"{kata.tingkat} {nama_wilayah(node.code)}",
        f"Kecamatan {nama_wilayah(atas)}", nama_wilayah(parent(atas)),
    )  # fmt: skip
    return ", ".join(satu for satu in bagian if satu)


# ---- the family


def _kerabat(node, orang: Penduduk) -> dict:
    anggota = _anggota(orang)
    hasil: dict = {"keluarga": [orang_sebagai_data(node, satu) for satu in anggota]}
    hasil["jumlah_keluarga"] = str(len(anggota)) if anggota else ""
    for nama, satu in kerabat(orang, anggota).items():
        data = orang_sebagai_data(node, satu)
        hasil |= {nama: data["nama"]} | {f"{nama}.{kunci}": nilai for kunci, nilai in data.items()}
    for nama in ("ayah", "ibu"):
        if nama in hasil:
            hasil[f"nama_{nama}"] = hasil[nama]  # as the card shows it; what his own record says goes before
        elif tertulis := getattr(orang, f"nama_{nama}"):
            hasil |= {nama: tertulis, f"{nama}.nama": tertulis}
            if nik := getattr(orang, f"nik_{nama}"):
                hasil[f"{nama}.nik"] = nik
    return hasil


def _anggota(orang: Penduduk) -> list[Penduduk]:
    """The living of his family, the head first."""
    if not orang.keluarga_id:
        return []
    pilih = (Penduduk.keluarga == orang.keluarga_id) & (Penduduk.status_dasar == kode.HIDUP)
    return list(
        Penduduk.select().where(pilih).order_by(Penduduk.hubungan_keluarga, Penduduk.tanggal_lahir, Penduduk.id)
    )


def kerabat(orang: Penduduk, anggota: list[Penduduk] | None = None) -> dict[str, Penduduk]:
    """Parents by their NIK, or as the card shows them; husband or wife; the head of the family."""
    anggota = _anggota(orang) if anggota is None else anggota
    hasil = {}
    for nama, kelamin in (("ayah", kode.LAKI_LAKI), ("ibu", kode.PEREMPUAN)):
        if satu := _orang_tua(orang, nama, kelamin, anggota):
            hasil[nama] = satu
    pasangan = (kode.SUAMI, kode.ISTRI)
    for satu in anggota:
        if satu.hubungan_keluarga == kode.KEPALA_KELUARGA:
            hasil["kepala_keluarga"] = satu
        berpasangan = {satu.hubungan_keluarga, orang.hubungan_keluarga}
        if satu.id != orang.id and kode.KEPALA_KELUARGA in berpasangan and berpasangan & {*pasangan}:
            hasil.setdefault("pasangan", satu)
    return hasil


def _orang_tua(orang: Penduduk, nama: str, kelamin: int, anggota: list[Penduduk]) -> Penduduk | None:
    nik, tertulis = getattr(orang, f"nik_{nama}"), getattr(orang, f"nama_{nama}")
    if nik and (satu := Penduduk.get_or_none((Penduduk.nik == nik) & (Penduduk.wilayah == orang.wilayah))):
        return satu
    if orang.hubungan_keluarga != kode.ANAK:
        return None
    tua = (kode.KEPALA_KELUARGA, kode.SUAMI, kode.ISTRI)
    calon = [satu for satu in anggota if satu.hubungan_keluarga in tua and satu.jenis_kelamin == kelamin]
    sama = [satu for satu in calon if not tertulis or satu.nama.casefold() == tertulis.casefold()]
    return sama[0] if sama else None


def _bidang(node, bidang, nilai) -> dict:
    akar = f"isian.{bidang.nama}"
    if bidang.tipe == "penduduk":
        orang = rekam.ambil(node.catalog["penduduk"], nilai, node.code)
        data = orang_sebagai_data(node, orang) if orang else {}
        return {akar: data.get("nama", "")} | {f"{akar}.{nama}": satu for nama, satu in data.items()}
    if bidang.tipe == "daftar_penduduk":
        ada = (rekam.ambil(node.catalog["penduduk"], id, node.code) for id in nilai)
        return {akar: [orang_sebagai_data(node, orang) for orang in ada if orang]}
    return {
        akar + (f".{nama}" if nama else ""): kata for nama, kata in isian_surat.sebagai_nilai(bidang, nilai).items()
    }
