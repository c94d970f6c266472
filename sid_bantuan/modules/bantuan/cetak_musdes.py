"""The minutes of a village meeting and the decision of the head that follows, as PDF: names annexed, ready to sign."""

import json
from importlib.resources import files

from ...domain.sebutan import sebutan
from ...domain.surat import KERTAS
from ...domain.tanggal import panjang
from ...domain.wilayah import parent
from ...domain.wilayah_nama import nama_wilayah
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..persuratan import kop
from ..persuratan.kode_qr import gambar_svg
from . import musdes, usulan_kini
from .tables_usulan import Musdes

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BELUM = "BELUM DITUTUP"
"""Across the pages of minutes that may still change."""
ARAH = {
    "masuk": ("yang diusulkan masuk", "ditetapkan sebagai penerima"),
    "keluar": ("yang diusulkan keluar", "tidak ditetapkan atau dihentikan"),
    "tetap": ("yang tetap", "tetap sebagai penerima"),
}
_SATUAN = ("SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN")


def berita_acara(node, baris: Musdes, nik=lambda nomor: nomor, logo=None) -> bytes:
    """The minutes as PDF. ``nik``: how a NIK is shown to who prints; ``logo(sha256)``: the letterhead's picture."""
    return _tata(isi_berita_acara(node, baris, nik), logo)


def keputusan(node, baris: Musdes, nik=lambda nomor: nomor, logo=None) -> bytes:
    """The decision of the head as PDF. Raises ``DataDitolak`` while it has no number."""
    if not baris.nomor_keputusan:
        raise DataDitolak([Kesalahan("musdes_tanpa_nomor", "nomor_keputusan")])
    return _tata(isi_keputusan(node, baris, nik), logo)


# ---- the minutes


def isi_berita_acara(node, baris: Musdes, nik=lambda nomor: nomor) -> dict:
    """All that the pages of the minutes show, in words."""
    kata, ada = sebutan(node.code), musdes.isi(baris)
    tempat = f"{kata.tingkat} {nama_wilayah(node.code)}"
    judul = ["BERITA ACARA", kata.musyawarah.upper(), baris.perihal.upper()]
    tanda = [
        _penanda(["Notulis,"], baris.notulis or ""),
        _penanda(["Pimpinan musyawarah,"], baris.pimpinan),
    ]
    return _dasar(node, judul, f"Nomor: {baris.nomor or '.' * 30}", f"Berita acara {kata.musyawarah_singkat}") | {
        "blok": _blok_acara(node, baris, ada, kata, tempat),
        "tanda": tanda,
        "bawah": _penanda(["Mengetahui,", f"{kata.kepala} {nama_wilayah(node.code)},"], baris.penandatangan or ""),
        "lampiran": [*_lampiran_nama(ada, nik, "Lampiran berita acara"), *_daftar_hadir(node, ada)],
        "cap": "" if baris.selesai else BELUM,
    }


def _blok_acara(node, baris: Musdes, ada: musdes.Isi, kata, tempat: str) -> list[dict]:
    hari, jam = f"{HARI[baris.tgl.weekday()]} tanggal {panjang(baris.tgl)}", f" pukul {baris.jam}" if baris.jam else ""
    blok = [
        _par(f"Pada hari {hari}{jam}, bertempat di {baris.tempat}, {tempat}, Kecamatan {nama_wilayah(parent(node.code))},"
             f" diselenggarakan {kata.musyawarah} tentang {baris.perihal}."),
        _judul("A. Peserta"), _par(_peserta(baris, ada)), _tabel_unsur(node, ada),
        _judul("B. Materi"), _par(_materi(node, baris)),
        _judul("C. Keputusan"), {"jenis": "nomor", "isi": ada.keputusan or ["................................"]},
    ]  # fmt: skip
    if ada.nama:
        banyak = [f"{len(semua)} nama {ARAH[arah][0]}" for arah in ARAH if (semua := ada.per_arah(arah))]
        blok.append(_par(f"Nama-nama yang diputuskan, yaitu {_gabung(banyak)}, tercantum dalam lampiran."))
    blok.append(_par("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."))
    return blok


def _peserta(baris: Musdes, ada: musdes.Isi) -> str:
    hadir = f"Hadir {len(ada.hadir)} orang"
    if not baris.undangan:
        return f"{hadir}, dari unsur berikut. Daftar hadir terlampir."
    cukup = "sehingga kuorum tercapai" if musdes.kuorum(baris) else "sehingga kuorum tidak tercapai"
    return f"{hadir} dari {baris.undangan} orang yang diundang, {cukup}. Daftar hadir terlampir."


def _tabel_unsur(node, ada: musdes.Isi) -> dict:
    kata = musdes.unsur(node.code)
    banyak = {nama: sum(satu.get("unsur", "lainnya") == nama for satu in ada.hadir) for nama in kata}
    baris = [[judul, f"{banyak[nama]} orang"] for nama, judul in kata.items() if banyak[nama]]
    return _daftar(["Unsur", "Hadir"], [5, 2], baris or [["-", "-"]])


def _materi(node, baris: Musdes) -> str:
    program = usulan_kini.program_usulan(baris.program, node.code) if baris.program else None
    materi = f"{baris.perihal[:1].upper()}{baris.perihal[1:]}"
    return f"{materi}, program {program.nama}." if program else f"{materi}."


def _daftar_hadir(node, ada: musdes.Isi) -> list[dict]:
    if not ada.hadir:
        return []
    kata = musdes.unsur(node.code)
    urut = sorted(
        ada.hadir, key=lambda satu: list(kata).index(satu.get("unsur") if satu.get("unsur") in kata else "lainnya")
    )
    baris = [[satu["nama"], satu.get("jabatan") or kata.get(satu.get("unsur", ""), ""), ""] for satu in urut]
    return [{"jenis": "halaman"}, _tengah("DAFTAR HADIR"),
            _daftar(["Nama", "Jabatan atau unsur", "Tanda tangan"], [5, 5, 4], baris, 9)]  # fmt: skip


# ---- the decision


def isi_keputusan(node, baris: Musdes, nik=lambda nomor: nomor) -> dict:
    """All that the pages of the decision show, in words."""
    kata, ada = sebutan(node.code), musdes.isi(baris)
    kepala = f"{kata.kepala} {nama_wilayah(node.code)}"
    tentang = f"hasil {kata.musyawarah.lower()} {baris.perihal}"
    judul = [f"KEPUTUSAN {kepala.upper()}", f"NOMOR {baris.nomor_keputusan}", "TENTANG", tentang.upper()]
    tempat = [f"Ditetapkan di {nama_wilayah(node.code)}", f"pada tanggal {panjang(baris.tgl_keputusan)}", f"{kepala},"]
    tanda = _penanda(tempat, baris.penandatangan or "")
    return _dasar(node, judul, "", f"Keputusan {baris.nomor_keputusan}") | {
        "blok": [{"jenis": "butir", "isi": _menimbang(node, baris, kata)}, _tengah("MEMUTUSKAN"),
                 {"jenis": "butir", "isi": _menetapkan(baris, ada, tentang)}],
        "tanda": [None, tanda],
        "lampiran": _lampiran_nama(ada, nik, f"Lampiran Keputusan {kepala}", f"Nomor {baris.nomor_keputusan}",
                                   f"Tanggal {panjang(baris.tgl_keputusan)}"),
        "tanda_lampiran": _penanda([f"{kepala},"], baris.penandatangan or "") if ada.nama else None,
    }  # fmt: skip


def _menimbang(node, baris: Musdes, kata) -> list:
    program = usulan_kini.program_usulan(baris.program, node.code) if baris.program else None
    nomor = f" Nomor {baris.nomor}" if baris.nomor else ""
    timbang = [f"a. bahwa {kata.musyawarah.lower()} tanggal {panjang(baris.tgl)} telah membahas {baris.perihal};",
               "b. bahwa hasilnya perlu ditetapkan dengan keputusan."]  # fmt: skip
    isi = [("Menimbang", timbang)]
    if program and program.dasar_hukum:
        isi.append(("Mengingat", [f"{program.dasar_hukum}."]))
    isi.append(("Memperhatikan", [f"Berita acara {kata.musyawarah.lower()}{nomor} tanggal {panjang(baris.tgl)}."]))
    return isi


def _menetapkan(baris: Musdes, ada: musdes.Isi, tentang: str) -> list:
    diktum = [f"{len(semua)} nama yang tercantum dalam lampiran bagian “{_kepala(arah)}” {ARAH[arah][1]}."
              for arah in ARAH if (semua := ada.per_arah(arah))]  # fmt: skip
    diktum += ada.keputusan
    diktum.append("Keputusan ini berlaku sejak tanggal ditetapkan.")
    isi = ((_ke(nomor), [kalimat]) for nomor, kalimat in enumerate(diktum, 1))
    return [("Menetapkan", [f"Keputusan tentang {tentang}."]), *isi]


def _ke(nomor: int) -> str:
    """Which of the decisions, as papers count them: KESATU, KESEBELAS, KEDUA PULUH SATU."""
    puluh, satuan = divmod(nomor, 10)
    if nomor >= 100:
        return f"KE-{nomor}"
    if puluh == 1:
        return {10: "KESEPULUH", 11: "KESEBELAS"}.get(nomor) or f"KE{_SATUAN[satuan - 1]} BELAS"
    kata = ([_SATUAN[puluh - 1], "PULUH"] if puluh else []) + ([_SATUAN[satuan - 1]] if satuan else [])
    return f"KE{' '.join(kata)}"


# ---- parts


def _kepala(arah: str) -> str:
    return f"Nama {ARAH[arah][0]}"


def _lampiran_nama(ada: musdes.Isi, nik, *kepala: str) -> list[dict]:
    """The names annexed, by direction, on a page of their own."""
    if not ada.nama:
        return []
    blok: list[dict] = [{"jenis": "halaman"}, {"jenis": "kanan", "isi": list(kepala)}]
    for arah in ARAH:
        if semua := ada.per_arah(arah):
            baris = [[satu["nama"], nik(satu.get("nik")) or "-", satu.get("alamat", ""), satu.get("alasan", "")]
                     for satu in semua]  # fmt: skip
            blok += [_judul(_kepala(arah)), _daftar(["Nama", "NIK", "Alamat", "Alasan"], [6, 5, 6, 6], baris)]
    return blok


def _dasar(node, judul: list[str], nomor: str, kaki: str) -> dict:
    kepala = kop.berlaku(node)
    return {
        "kop": {"baris": list(kepala.baris), "alamat": kepala.alamat, "kontak": kepala.kontak, "logo": kepala.logo},
        "kertas": list(KERTAS[kepala.kertas]), "tepi": [kepala.atas, kepala.bawah, kepala.kiri, kepala.kanan],
        "judul": judul, "judul_berkas": " ".join(judul), "nomor": nomor, "kaki": kaki, "cap": "", "bawah": None,
        "tanda_lampiran": None,
    }  # fmt: skip


def _penanda(atas: list[str], nama: str) -> dict:
    return {"atas": atas, "nama": nama}


def _par(teks: str) -> dict:
    return {"jenis": "paragraf", "isi": teks}


def _judul(teks: str) -> dict:
    return {"jenis": "judul", "isi": teks}


def _tengah(teks: str) -> dict:
    return {"jenis": "tengah", "isi": teks}


def _daftar(kepala: list[str], lebar: list[int], baris: list[list[str]], tinggi: int = 4) -> dict:
    return {"jenis": "daftar", "kepala": kepala, "lebar": lebar, "baris": baris, "tinggi": tinggi}


def _gabung(bagian: list[str]) -> str:
    return " dan ".join([", ".join(bagian[:-1]), bagian[-1]]) if len(bagian) > 1 else "".join(bagian)


def _tata(isi: dict, logo) -> bytes:
    """Set by Typst with the fonts it brings along: nothing of the system is asked, so every PC sets alike."""
    import typst  # 7 MB, for processes that print

    if isi["kop"]["logo"] is not None:
        gambar = logo(isi["kop"]["logo"]) if logo else None
        isi["kop"]["logo"] = gambar_svg(gambar) if gambar else None  # minutes are worth more than their picture
    templat = files("sid_bantuan.modules.bantuan").joinpath("berita_acara_1.typ").read_bytes()
    penata = typst.Compiler(templat, font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)
    return penata.compile(sys_inputs={"isi": json.dumps(isi, ensure_ascii=False)}, pdf_tags=False)
