"""A sheet taken along, as Excel or as PDF, and the line of it in the audit log."""

from io import BytesIO

from flask import send_file

from .... import host
from ....jejak import catat
from ....ui.ekspor import XLSX
from ..buku import pdf, xlsx
from ..buku.lembar import Lembar

EXCEL, PDF = "Excel", "PDF"


def unduh(lembar: Lembar, bentuk: str, sumber: str, wilayah: str, label: str = "", kertas: str = "a4"):
    """The sheet as a file. ``sumber``, ``wilayah``, ``label``: what the audit log says was taken."""
    isi = BytesIO()
    if bentuk == EXCEL:
        xlsx.tulis(lembar, isi, kertas)
    else:
        isi.write(pdf.tulis(lembar, kertas))
    ingat(bentuk, sumber, wilayah, label or lembar.berkas)
    isi.seek(0)
    jenis, akhir = (XLSX, "xlsx") if bentuk == EXCEL else ("application/pdf", "pdf")
    return send_file(isi, mimetype=jenis, as_attachment=True, download_name=f"{lembar.berkas}.{akhir}")


def ingat(bentuk: str, sumber: str, wilayah: str, label: str) -> None:
    """Write to the audit log what was taken."""
    engine = host.node().engine
    with engine.transaction():
        catat(engine, host.operator(), "ekspor", sumber, None, wilayah, label=label, catatan=bentuk)
