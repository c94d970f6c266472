"""What every answer of ours carries: a content policy with a nonce, and less weight on a poor line."""

import gzip
import secrets

from flask import Flask, Response, current_app, g, request

from .. import host

_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
_WORTH_IT = 1_000
"""Bytes under which compression gains nothing."""


def nonce() -> str:
    """This request's nonce, for the few scripts and styles that stand inside a page."""
    if "sid_bantuan_nonce" not in g:
        g.sid_bantuan_nonce = secrets.token_urlsafe(16)
    return g.sid_bantuan_nonce


def protect(app: Flask) -> None:
    """Add headers and compression to our answers; in a host, to our pages only."""
    app.after_request(_headers)
    app.after_request(_compress)


def policy() -> str:
    """Nothing from elsewhere, no inline script or style without this request's nonce."""
    own = f"'self' 'nonce-{nonce()}'"
    return (
        f"default-src 'self'; script-src {own}; style-src {own}; img-src 'self' data:; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def _concerned() -> bool:
    return current_app.extensions[host.KEY].standalone or host.ours(request.blueprint)


def _headers(response: Response) -> Response:
    if not _concerned():
        return response
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if not request.endpoint or not request.endpoint.endswith("static"):
        # People's data must not be left in the cache of a PC that many use.
        headers.setdefault("Cache-Control", "no-store")
    if current_app.extensions[host.KEY].standalone:
        headers.setdefault("Content-Security-Policy", policy())
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _compress(response: Response) -> Response:
    if not (_concerned() and _compressible(response)):
        return response
    if response.direct_passthrough:
        # A static file: it is small, and served once a version.
        response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= _WORTH_IT:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.get_data()))
        if etag := response.get_etag()[0]:
            response.set_etag(f"{etag}-gz")
    response.vary.add("Accept-Encoding")
    return response


def _compressible(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.method == "GET"
        and "gzip" in request.accept_encodings
        and not response.headers.get("Content-Encoding")
        and not (response.is_streamed and not response.direct_passthrough)
        and (response.mimetype or "").startswith(_TEXT)
    )
