"""``/cek``: whoever holds a letter scans its code and reads whether the village issued it and whether it is good."""

from datetime import date, datetime

from flask import Blueprint, Response, current_app, make_response, render_template, request

from .. import host
from ..domain.sebutan import sebutan
from ..domain.wilayah_nama import nama_lengkap
from .batas import Batas
from .periksa import (
    BATAL,
    BEDA,
    BERLAKU,
    DIGANTI,
    DIKEMBALIKAN,
    HABIS,
    MENUNGGU,
    TAK_DIKENAL,
    TERBUKTI,
    baca,
    periksa,
)

blueprint = Blueprint("sb_publik", __name__)
BATAS = "sid_bantuan_batas_publik"

BAIK, AWAS, TOLAK = "baik", "awas", "tolak"
KATA = {
    BERLAKU: (BAIK, "Surat ini tercatat dan berlaku", "Diterbitkan oleh {desa}."),
    HABIS: (AWAS, "Masa berlaku surat ini sudah habis",
            "Surat ini memang diterbitkan oleh {desa}, tetapi hanya berlaku sampai {sampai}. Mintalah surat yang baru."),
    MENUNGGU: (AWAS, "Surat ini belum berlaku",
               "Sudah ditandatangani di {desa}, tetapi masih menunggu diketahui camat."),
    DIKEMBALIKAN: (TOLAK, "Kertas ini tidak berlaku",
                   "Surat ini dikembalikan ke {desa} untuk dibetulkan. Tanyakan suratnya yang sudah dibetulkan."),
    DIGANTI: (TOLAK, "Kertas ini tidak berlaku lagi",
              "Surat dengan nomor ini sudah dibetulkan dan ditandatangani ulang di {desa}. Mintalah kertas yang baru."),
    BATAL: (TOLAK, "Surat ini dibatalkan",
            "{desa} membatalkan surat ini. Nomornya tetap tercatat, tetapi suratnya tidak boleh dipakai lagi."),
    BEDA: (TOLAK, "Kode ini tidak cocok dengan suratnya",
           "Nomor atau tanggal pada kode yang dipindai berbeda dari yang tercatat di {desa}. Yang tercatat ada di bawah "
           "ini; jangan terima kertas yang berbeda."),
    TERBUKTI: (BAIK, "Nomor surat ini diterbitkan oleh {desa}",
               "Ini terbukti dari kunci digital desa itu. Catatan suratnya sendiri belum sampai di sini, jadi belum "
               "diketahui apakah sesudah itu dibatalkan."),
    TAK_DIKENAL: (TOLAK, "Surat ini tidak dikenal",
                  "Tidak ada surat dengan kode ini di sini, dan kodenya tidak terbukti dibuat oleh desa yang disebutnya."),
}  # fmt: skip
"""State -> (tone, heading, sentence)."""


@blueprint.record_once
def _mulai(state) -> None:
    state.app.extensions[BATAS] = Batas()


@blueprint.before_request
def _giliran() -> Response | None:
    """Whoever asks too often is told when to come back."""
    if not (detik := current_app.extensions[BATAS].tunggu(request.remote_addr)):
        return None
    jawab = make_response(render_template("sid_bantuan/publik/sibuk.html", **_di_mana()), 429)
    jawab.headers["Retry-After"] = str(max(60, detik))
    return jawab


@blueprint.after_request
def _tertutup(jawab: Response) -> Response:
    # The address holds the code of the letter; no other page may learn it.
    jawab.headers["Referrer-Policy"] = "no-referrer"
    jawab.headers["X-Robots-Tag"] = "noindex, nofollow"
    return jawab


@blueprint.get("/cek", strict_slashes=False)
def cara():
    """How to check a letter, and what to do where it is not found."""
    return render_template("sid_bantuan/publik/cara.html", **_di_mana())


@blueprint.get("/cek/<desa>/<tanda>", strict_slashes=False)
def cek(desa: str, tanda: str):
    """What is known of the letter whose code was scanned; 404 where nothing is."""
    minta = baca(desa, tanda, *(request.args.get(satu, "") for satu in ("n", "t", "b")))
    hasil = periksa(host.node(), minta, date.today())
    nada, judul, kalimat = KATA[hasil.keadaan]
    # The village has sent since then, and this letter did not come along.
    sudah_kirim = bool(hasil.kontak and hasil.tanggal and hasil.kontak[:10] > str(hasil.tanggal))
    if hasil.keadaan == TERBUKTI and (sudah_kirim or hasil.kunci_lama):
        nada = AWAS
    nama = nama_lengkap(minta.desa) if minta.desa else ""
    isi = {"desa": nama.partition(",")[0], "sampai": _tanggal(hasil.berlaku_sampai)}
    halaman = render_template(
        "sid_bantuan/publik/cek.html", hasil=hasil, nada=nada, judul=judul.format(**isi), kalimat=kalimat.format(**isi),
        nama_desa=nama, sebutan_desa=sebutan(minta.desa).tingkat.lower() if minta.desa else "desa",
        sudah_kirim=sudah_kirim, **_di_mana(),
    )  # fmt: skip
    return halaman, 404 if hasil.keadaan == TAK_DIKENAL else 200


def _tanggal(hari: date | None) -> str:
    return f"{hari:%d-%m-%Y}" if hari else ""


def _di_mana() -> dict:
    return {"kantor": nama_lengkap(host.host().code), "kini": datetime.now()}
