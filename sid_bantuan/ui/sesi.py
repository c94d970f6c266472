"""Whether somebody is still signed in: asked by a form before it is sent, so that nothing typed ends on a login page."""

from urllib.parse import urlencode

from flask import current_app, jsonify, url_for

from .. import host
from . import csrf

ENDPOINT = f"{host.KEY}.sesi"
ADDRESS = "/sid-bantuan/sesi"


def alamat_masuk(kembali: str | None = None) -> str | None:
    """Where to sign in, leading back to ``kembali``; None where neither we nor the host know.

    ``SID_BANTUAN_LOGIN`` names an endpoint or an address; without it a host's Flask-Login is asked.
    """
    manager = getattr(current_app, "login_manager", None)
    login = current_app.config.get("SID_BANTUAN_LOGIN") or getattr(manager, "login_view", None)
    if not login:
        return None
    after = {"next": kembali} if kembali else {}
    if login in current_app.view_functions:
        return url_for(login, **after)
    if not login.startswith(("/", "http://", "https://")):
        return None
    return f"{login}{'&' if '?' in login else '?'}{urlencode(after)}" if after else login


def sesi():
    """Who is not signed in learns where to; who is gets tokens that fit his session."""
    if host.operator() is None:
        return jsonify(masuk=False, alamat=alamat_masuk() or "/")
    return jsonify(masuk=True, isian=csrf.tokens())
