"""``sid-bantuan demo``: all levels on this machine to look at, or driven once to be checked."""

import json
import shutil
import sys
import tempfile
import threading
from pathlib import Path

import click

from ..domain.wilayah import level
from ..installation import keep_office_time
from . import bantuan_riwayat, jalan, peristiwa, surat
from .proses import HOST, Gagal, Kumpulan
from .tempat import DESA, DI_HOST, KABUPATEN, KECAMATAN, PENGGUNA, SEMUA, Tempat, sebagai, siapkan

SANDI = "mangga-manis-77"


@click.command("demo")
@click.option("--once", "once", is_flag=True, help="Jalankan seluruh alur tanpa peramban, periksa, lalu selesai.")
@click.option("--json", "as_json", is_flag=True, help="Dengan --once: baris terakhir satu objek JSON.")
@click.option("--folder", type=click.Path(path_type=Path), default=None, help="Folder data (bawaan: demo-data).")
@click.option("--port", default=8100, show_default=True, help="Port pertama.")
@click.option("--jumlah", default=1200, show_default=True, help="Penduduk tiap desa.")
def demo(once: bool, as_json: bool, folder: Path | None, port: int, jumlah: int) -> None:
    """Kabupaten, kecamatan dan tiga desa di komputer ini, dengan penduduk rekaan."""
    keep_office_time(KABUPATEN)  # one today for whoever drives and for the servers it starts
    try:
        if once:
            _once(folder, port, jumlah, as_json)
        else:
            _live(folder or Path("demo-data"), port, jumlah)
    except (Gagal, FileExistsError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _kata(sentence: str) -> None:
    click.echo(sentence, err=True)


def _once(folder: Path | None, port: int, jumlah: int, as_json: bool) -> None:
    chosen = folder or Path(tempfile.mkdtemp(prefix="sid-bantuan-demo-"))
    try:
        found = jalan.sekali(siapkan(chosen, port), jumlah, _kata)
    finally:
        if folder is None:
            shutil.rmtree(chosen, ignore_errors=True)
    if as_json:
        click.echo(json.dumps(found))
    else:
        click.echo("Semua tingkat sama." if found["equal"] else "Ada perbedaan antara dua tingkat.")
    sys.exit(0 if _utuh(found) else 1)


def _utuh(found: dict) -> bool:
    """Whether every level is equal, every verdict arrived, the books add up, every letter and all aid is proven."""
    putusan = (found["verval"], found["lampid"]["verdicts"])
    baik = found["equal"] and found["lampid"]["balanced"] and found["surat"]["proven"]
    baik = baik and found["bantuan"]["proven"] and found["bantuan"]["carried"]
    return baik and all(one["arrived"] == one["given"] for one in putusan)


def _live(folder: Path, port: int, jumlah: int) -> None:
    tempat = siapkan(folder, port)
    with peristiwa.sejak_dahulu():
        jalan.isi_desa(tempat, jumlah, _kata)
    peristiwa.riwayat(tempat, _kata)
    _users(tempat)
    with Kumpulan() as kumpulan:
        for satu in tempat.values():
            kumpulan.serve(satu)
        for satu in tempat.values():
            kumpulan.wait_for(satu.url)
        jalan.daftarkan(tempat, _kata)
        surat.riwayat(tempat, _kata)
        bantuan_riwayat.riwayat(tempat, jalan.putaran, _kata)
        for kode in (*DESA, KECAMATAN):
            kumpulan.agent(tempat[kode])
        click.echo(_guide(tempat))
        _until_stopped(kumpulan)


def _users(tempat: dict[str, Tempat]) -> None:
    from ..kecamatan.pengguna import tambah_pengguna

    for kode in SEMUA:
        with sebagai(tempat[kode]) as node:
            for nama_pengguna, nama, peran in PENGGUNA[level(kode)]:
                tambah_pengguna(node.engine, kode, nama_pengguna, nama, [peran], sandi=SANDI, ganti=False)


def _until_stopped(kumpulan: Kumpulan) -> None:
    """Wait for Ctrl+C; a process that ends by itself is started again, and the screen says so."""
    stop = threading.Event()
    try:
        while not stop.wait(2):
            kumpulan.mend(_kata)
    except KeyboardInterrupt:
        click.echo("\nBerhenti.", err=True)


def _guide(tempat: dict[str, Tempat]) -> str:
    lines = ["", "Buka di peramban (kata sandi semua: " + SANDI + "):", ""]
    for kode in SEMUA:
        names = ", ".join(f"{name} ({role})" for name, _, role in PENGGUNA[level(kode)])
        where = " di dalam SID yang sudah ada" if kode == DI_HOST and HOST.exists() else ""
        lines.append(f"  {tempat[kode].url}  {tempat[kode].nama}{where}: {names}")
    lines += [
        "",
        "Yang dapat dicoba:",
        f"  1. {tempat[DESA[0]].nama}, masuk sebagai siti: cari nama dengan ejaan lama, buka KK, ubah satu anggota.",
        f"  2. {tempat[KECAMATAN].nama}, masuk sebagai sri: buka Antrean, kembalikan satu data dengan alasan.",
        "  3. Tunggu satu menit (atau tekan Kirim sekarang pada halaman Sinkronisasi desa): alasannya muncul pada Beranda desa.",
        "  4. Perbaiki di desa; data itu kembali ke antrean kecamatan dengan perubahannya ditandai.",
        f"  5. {tempat[KABUPATEN].nama}, masuk sebagai rina: semua desa beserta putusannya.",
        f"  6. {tempat[DESA[0]].nama}: buka Catat peristiwa, catat satu keluarga pindah ke {tempat[DESA[1]].nama}.",
        f"  7. {tempat[KECAMATAN].nama}: buka Antrean LAMPID, nyatakan valid; keluarga itu menunggu di {tempat[DESA[1]].nama}",
        "     pada Dari kecamatan. Terima dengan satu klik, lalu lihat Buku penduduk kedua desa.",
        f"  8. {tempat[DESA[0]].nama}: Buat surat sebagai siti, periksa sebagai lestari, tanda tangani sebagai darto.",
        f"  9. {tempat[KECAMATAN].nama}, masuk sebagai camat: Mengetahui camat. Pindai kode QR surat yang sudah terbit,",
        "     atau tambahkan /cek pada alamat kecamatan untuk membaca cara memeriksanya.",
        f" 10. {tempat[KABUPATEN].nama}, masuk sebagai wati: Program bantuan, aturannya, kuota tiap desa, daftar instansi.",
        f" 11. {tempat[DESA[0]].nama}, masuk sebagai siti: buka seorang penduduk, Boleh menerima apa, lalu Penyaluran.",
        f" 12. {tempat[DESA[0]].nama}, masuk sebagai darto: setujui usulan BPNTD; satu menit kemudian sebagai wati di",
        "     kabupaten: Antrean usulan, tetapkan. Desa lalu memasukkannya ke daftar penerima.",
        f" 13. {tempat[DESA[0]].nama}, masuk sebagai lestari: Pemutakhiran, tinjau daftar DTSEN dan serahkan; kemajuannya tampak",
        "     pada Pemutakhiran di kabupaten, dan Hasil bantuan membandingkan desil dengan bantuan yang diterima.",
        "",
        "Ctrl+C untuk berhenti.",
    ]
    return "\n".join(lines)
