"""A file of people's making, shown in the browser without being believed."""

from io import BytesIO

from flask import Response, send_file

from ..domain.isi_berkas import PDF, jenis_isi, nama_rapi

_TERKURUNG = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; sandbox"
_PDF = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'none'"
"""Older browsers, which offices keep for long, show no PDF in a sandbox; what a PDF runs, it runs in their viewer's
own process and never as a page of ours."""


def sajikan(isi: bytes, nama: str) -> Response | None:
    """The content as what its first bytes say it is; None for anything that is no picture or PDF.

    The type comes from the content alone, so a page that calls itself a photo is never shown as a page.
    """
    mime = jenis_isi(isi)
    if mime is None:
        return None
    jawab = send_file(BytesIO(isi), mimetype=mime, download_name=nama_rapi(nama, mime), etag=False, max_age=0)
    jawab.headers["Content-Security-Policy"] = _PDF if mime == PDF else _TERKURUNG
    jawab.headers["X-Content-Type-Options"] = "nosniff"
    jawab.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # A scan of an identity card must not stay in the cache of a PC that many use.
    jawab.headers["Cache-Control"] = "no-store"
    return jawab
