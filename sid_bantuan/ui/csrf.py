"""One token per session, asked of every request that changes something.

The field is named ``sid_token``, not ``csrf_token``: a host's own CSRFProtect may demand that
name with its own value, and then a form of ours must carry both.
"""

import hmac
import secrets

from flask import current_app, request, session
from markupsafe import Markup
from wtforms.csrf.core import CSRF
from wtforms.validators import ValidationError

FIELD, HEADER = "sid_token", "X-Sid-Token"
_LENGTH = 16


def token() -> str:
    """A form's token: this session's secret under a fresh mask, so that a compressed page never repeats it."""
    secret = bytes.fromhex(session.setdefault("_sid_token", secrets.token_hex(_LENGTH)))
    mask = secrets.token_bytes(_LENGTH)
    return (mask + _xor(mask, secret)).hex()


def fits(given: str | None) -> bool:
    """Whether a token was made for this session."""
    held = session.get("_sid_token")
    try:
        raw = bytes.fromhex(given or "")
    except ValueError:
        return False
    if not held or len(raw) != 2 * _LENGTH:
        return False
    return hmac.compare_digest(_xor(raw[:_LENGTH], raw[_LENGTH:]), bytes.fromhex(held))


def request_fits() -> bool:
    """Whether the current request carries a fitting token, in its form or its header."""
    return fits(request.form.get(FIELD) or request.headers.get(HEADER))


def fields() -> Markup:
    """The hidden inputs a form needs: ours, and the host's where Flask-WTF protects the whole app."""
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value) for name, value in tokens().items()
    )


def tokens() -> dict[str, str]:
    """The same by the names of the fields."""
    other = current_app.jinja_env.globals.get("csrf_token")
    return {FIELD: token()} | ({"csrf_token": other()} if callable(other) else {})


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


class SessionToken(CSRF):
    """The same token for WTForms, so that a refused form comes back with what was typed."""

    def generate_csrf_token(self, csrf_token_field):
        return token()

    def validate_csrf_token(self, form, field):
        if not fits(field.data):
            raise ValidationError("Halaman ini terlalu lama terbuka. Isian masih ada di bawah; simpan sekali lagi.")
