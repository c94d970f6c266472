"""The account of an import as a workbook: what came over, what differs, what to look at, what has no place here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

from ...domain import kode
from ...domain.pesan import kalimat, nama_kolom
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah_nama import nama_lengkap
from . import ingatan, program, tulis
from .laporan import BAGIAN, BARU, BATAL, DIBACA, HAPUS, PERISTIWA, TAHAN, TETAP, UBAH, Laporan
from .orang import TABEL
from .peta import TUJUAN

_AMAN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_JENIS = {
    "tweb_wil_clusterdesa": "lingkungan",
    "tweb_keluarga": "keluarga",
    "tweb_rtm": "rumah_tangga",
    TABEL: "penduduk",
    "kelompok": "kelompok",
    "kelompok_anggota": "kelompok_anggota",
}
_APA = {DIBACA: "dibaca", BARU: "baru", UBAH: "berubah", TETAP: "tetap", TAHAN: "ditahan", HAPUS: "dihapus",
        PERISTIWA: "dicatat", BATAL: "dibatalkan"}  # fmt: skip
_RUJUKAN = ("_id",)


def tulis_hasil(node, laporan: Laporan, tujuan: Path) -> None:
    """Write the workbook, whole or not at all: everything that stands, not only what this round found.

    Raises ``OSError`` where it cannot be written there.
    """
    isi, sementara = BytesIO(), tujuan.with_name(f".{tujuan.name}.baru")
    with xlsxwriter.Workbook(isi, _AMAN) as buku:
        gaya = {
            "tebal": buku.add_format({"bold": True}),
            "judul": buku.add_format({"bold": True, "bg_color": "#E3F1EE", "text_wrap": True}),
        }
        _ringkasan(buku.add_worksheet("Ringkasan"), node, laporan, gaya)
        _lembar(buku, gaya, "Perlu Dilihat", _JUDUL_TEMUAN, _perlu_dilihat(node, laporan))
        _lembar(buku, gaya, "Berbeda", _JUDUL_BEDA, _berbeda(node))
        _lembar(buku, gaya, "Bantuan", _JUDUL_BANTUAN, _bantuan(node))
        _lembar(buku, gaya, "Peserta Tak Ditemukan", _JUDUL_PESERTA, program.tanpa_penerima(node))
        _lembar(buku, gaya, "Foto", ("nomor OpenSID", "nama", "nama berkas foto"), _foto(node))
        _lembar(buku, gaya, "Kolom Tanpa Tempat", _JUDUL_KOLOM, _kolom(node))
    sementara.write_bytes(isi.getvalue())
    sementara.replace(tujuan)


def keseimbangan(node) -> tuple[int, int]:
    """``(residents who count, residents the books hold)``: equal, whatever was imported."""
    terhitung = node.engine.value(
        "SELECT count(*) FROM sb_penduduk WHERE wilayah = ? AND status_dasar = ? AND COALESCE(status_penduduk, 1) <> 2",
        (node.code, kode.HIDUP),
    )
    buku = node.engine.value(
        "SELECT COALESCE((SELECT SUM(arah) FROM sb_mutasi_orang WHERE wilayah = ?), 0)"
        " + COALESCE((SELECT SUM(arah * jumlah) FROM sb_penyesuaian WHERE wilayah = ?), 0)",
        (node.code, node.code),
    )
    return terhitung, int(buku)


def ringkas(node, laporan: Laporan) -> list[str]:
    """The same in a few sentences, for the screen."""
    baris = [f"{sebutan}: {isi}." for sebutan, isi in _per_bagian(laporan)]
    terhitung, buku = keseimbangan(node)
    baris.append(f"Penduduk terhitung {terhitung}, menurut buku {buku}.")
    if peserta := len(program.tanpa_penerima(node)):
        baris.append(f"Peserta bantuan yang belum ditemukan orangnya: {peserta}.")
    baris += [f"Tidak diambil: {sebutan} ({banyak}). {sebab}." for sebutan, banyak, sebab in laporan.sisa]
    if laporan.temuan:
        baris.append(f"Perlu dilihat: {len(laporan.temuan)}.")
    return baris


def _per_bagian(laporan: Laporan) -> Iterable[tuple[str, str]]:
    """What became of each part of the source, in words."""
    for tabel, sebutan in BAGIAN.items():
        hitung = [f"{laporan.hitung[tabel, apa]} {kata}" for apa, kata in _APA.items() if laporan.hitung[tabel, apa]]
        if hitung:
            yield sebutan, ", ".join(hitung)


def _ringkasan(lembar, node, laporan: Laporan, gaya: dict) -> None:
    lembar.set_column(0, 0, 34)
    lembar.set_column(1, 1, 100)
    terhitung, buku = keseimbangan(node)
    isi = [
        ("Hasil impor dari OpenSID", ""),
        ("Desa/Kelurahan", f"{nama_lengkap(node.code)} ({node.code})"),
        ("Tanggal", teks_tanggal(date.today())),
        *_per_bagian(laporan),
        *((f"Tidak diambil: {sebutan}", f"{banyak}. {sebab}.") for sebutan, banyak, sebab in laporan.sisa),
        ("Penduduk terhitung", str(terhitung)),
        ("Saldo menurut buku", f"{buku}{'' if buku == terhitung else ' (TIDAK SAMA: laporkan)'}"),
        ("Aturan", _ATURAN),
    ]
    for nomor, (nama, nilai) in enumerate(isi):
        lembar.write_string(nomor, 0, nama, gaya["tebal"])
        lembar.write_string(nomor, 1, nilai)


_ATURAN = (
    "Status dasar pada data penduduk OpenSID menentukan keadaan sekarang. Peristiwa dibaca menurut tanggal terjadinya;"
    " masuk padahal sudah ada, keluar padahal tidak ada, dan apa pun sesudah mati disisihkan dan disebut di sini."
)
_JUDUL_TEMUAN = ("bagian", "nomor OpenSID", "nama", "kolom", "apa", "yang perlu dilakukan", "di OpenSID", "di sini")
_JUDUL_BEDA = ("bagian", "nomor OpenSID", "nama", "kolom", "di OpenSID", "di sini")
_JUDUL_BANTUAN = ("nomor OpenSID", "program", "sasaran", "mulai", "selesai", "peserta", "ditemukan di sini")
_JUDUL_PESERTA = ("nomor OpenSID", "program", "peserta menurut OpenSID", "nama pada kartu")
_JUDUL_KOLOM = ("bagian", "kolom OpenSID", "berisi pada", "keterangan")


def _perlu_dilihat(node, laporan: Laporan) -> Iterable[tuple]:
    """What this round found, then what was found of single cells and events and still stands."""
    for satu in laporan.temuan:
        if satu.kode == "opensid_dibuang_di_sini":
            continue  # it stands below, as long as it is so
        yield (BAGIAN[satu.tabel], satu.nomor, satu.nama, _kolom_di_sini(satu.kolom), satu.judul, satu.saran,
               satu.di_sana, satu.di_sini)  # fmt: skip
    for tabel in (*_JENIS, "log_penduduk"):
        for ingat in ingatan.semua(node, tabel):
            for kolom, salah, nilai in ingat.temuan:
                judul, saran = kalimat(salah, nilai=nilai)
                sebutan = _kolom_di_sini(_KOLOM_SANA.get(kolom) or TUJUAN.get(kolom, kolom))
                yield BAGIAN[tabel], ingat.nomor, _nama(node, tabel, ingat), sebutan, judul, saran, nilai, ""
    yield from _dibuang_di_sini(node)


def _dibuang_di_sini(node) -> Iterable[tuple]:
    """What was thrown away here and is still there."""
    for tabel, jenis in _JENIS.items():
        rows = node.engine.run(
            f"SELECT o.nomor FROM sb_opensid o WHERE o.tabel = ? AND o.id IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {node.catalog[jenis].table} t WHERE t.id = o.id) ORDER BY o.nomor",
            (tabel,),
        )
        for nomor, ingat in sorted(ingatan.baca(node, tabel, [nomor for (nomor,) in rows]).items()):
            yield BAGIAN[tabel], nomor, _nama(node, tabel, ingat), "", *kalimat("opensid_dibuang_di_sini"), "", ""


_KOLOM_SANA = {"kode_peristiwa": "jenis", "id_cluster": "lingkungan_id", "id_kk": "keluarga_id"}


def _kolom_di_sini(kolom: str) -> str:
    return nama_kolom(kolom) if kolom else ""


def _nama(node, tabel: str, ingat) -> str:
    if tabel == "log_penduduk":
        siapa = ingatan.baca(node, TABEL, [ingat.induk]).get(ingat.induk)
        hari = teks_tanggal((ingat.lain.get("tgl_peristiwa") or "")[:10])
        return f"{siapa.isi.get('nama') if siapa else ''}, {hari}".strip(", ")
    return str(ingat.isi.get("nama") or ingat.isi.get("no_kk") or ingat.isi.get("dusun") or "")


def _berbeda(node) -> Iterable[tuple]:
    """Every column that stands otherwise here than it was last read there: each a question for one of the two sides."""
    for tabel, jenis in _JENIS.items():
        for sebagian in _seribu(ingatan.semua(node, tabel)):
            kini = tulis.baca(node, jenis, [ingat.id for ingat in sebagian if ingat.id])
            for ingat in sebagian:
                for nama, sana in ingat.isi.items():
                    sini = kini[ingat.id][nama] if ingat.id in kini else sana
                    if sana != sini and not nama.endswith(_RUJUKAN):
                        yield (BAGIAN[tabel], ingat.nomor, _nama(node, tabel, ingat), nama_kolom(nama),
                               _sebut(nama, sana), _sebut(nama, sini))  # fmt: skip


def _seribu(semua: Iterable) -> Iterable[list]:
    sebagian: list = []
    for satu in semua:
        sebagian.append(satu)
        if len(sebagian) == 1000:
            yield sebagian
            sebagian = []
    yield sebagian


def _sebut(kolom: str, nilai) -> str:
    """A value in words."""
    if nilai is None or nilai == "":
        return "(kosong)"
    daftar = {"jenis_kelamin", "agama", "pekerjaan", "status_kawin", "hubungan_keluarga", "status_dasar",
              "pendidikan_kk", "pendidikan_sedang", "golongan_darah", "kewarganegaraan", "status_penduduk"}  # fmt: skip
    if kolom in daftar:
        return kode.daftar(kolom).get(nilai, str(nilai))
    isi = str(nilai)
    return teks_tanggal(isi) if len(isi) == 10 and isi[4] == isi[7] == "-" else isi


def _bantuan(node) -> Iterable[tuple]:
    rows = node.engine.run(
        "SELECT p.nomor, p.nama, p.sasaran, CAST(p.mulai AS TEXT), CAST(p.selesai AS TEXT), COUNT(s.nomor),"
        " COUNT(s.untuk_id) FROM sb_opensid_program p LEFT JOIN sb_opensid_peserta s ON s.program = p.nomor"
        " GROUP BY p.nomor, p.nama, p.sasaran, p.mulai, p.selesai ORDER BY p.nomor"
    )
    for nomor, nama, sasaran, mulai, selesai, semua, ada in rows:
        yield (nomor, nama or "", program.SASARAN.get(sasaran, "Tidak dikenal"), teks_tanggal(mulai),
               teks_tanggal(selesai), semua, ada)  # fmt: skip


def _foto(node) -> Iterable[tuple]:
    """Photos stay where they are: their names, so that they can be looked up and attached."""
    for ingat in ingatan.semua(node, TABEL):
        if foto := ingat.lain.get("foto"):
            yield ingat.nomor, ingat.isi.get("nama") or "", foto


def _kolom(node) -> Iterable[tuple]:
    for tabel in _JENIS:
        hitung = Counter(nama for ingat in ingatan.semua(node, tabel) for nama in ingat.lain)
        for nama, banyak in sorted(hitung.items()):
            sebab = (
                "Berkas foto tidak diambil; lihat lembar Foto" if nama == "foto" else "Disimpan, belum ada tempatnya"
            )
            yield BAGIAN[tabel], nama, banyak, sebab


_LEBAR = {"nomor OpenSID": 10, "nama": 30, "apa": 46, "yang perlu dilakukan": 70, "keterangan": 46, "di sini": 40}


def _lembar(buku, gaya: dict, nama: str, judul: Sequence[str], rows: Iterable[Sequence]) -> None:
    lembar = buku.add_worksheet(nama)
    lembar.freeze_panes(1, 0)
    for ke, satu in enumerate(judul):
        lembar.set_column(ke, ke, _LEBAR.get(satu, 24))
        lembar.write_string(0, ke, satu, gaya["judul"])
    terakhir = 0
    for terakhir, row in enumerate(rows, 1):
        for ke, isi in enumerate(row):
            if isinstance(isi, int):
                lembar.write_number(terakhir, ke, isi)
            else:
                lembar.write_string(terakhir, ke, str(isi)[:32_767])
    if terakhir:
        lembar.autofilter(0, 0, terakhir, len(judul) - 1)
