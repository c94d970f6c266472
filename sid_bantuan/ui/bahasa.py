"""Indonesian for Flask-Admin and WTForms, which ship none; with flask-babel and without it."""

import gettext
from functools import cache
from importlib.resources import files

from flask import Flask

CATALOGUE = str(files("sid_bantuan.ui").joinpath("terjemahan"))
"""The folder with ``id/LC_MESSAGES``."""

LOCALE = "id"


def ensure_babel(app: Flask) -> None:
    """Initialise flask-babel where it is installed and nobody did: else every Flask-Admin page fails with KeyError.

    Flask-Admin uses it as soon as it can be imported. A host that initialises its own, before or after, keeps its own.
    """
    try:
        from flask_babel import Babel
    except ImportError:
        return
    if "babel" not in app.extensions:
        Babel(app, default_locale=LOCALE)


class _Words:
    """What WTForms asks for its messages."""

    def __init__(self, catalogue: gettext.NullTranslations):
        self.gettext, self.ngettext = catalogue.gettext, catalogue.ngettext


@cache
def wtforms_translations() -> _Words:
    """WTForms' own messages in Indonesian, read without flask-babel."""
    return _Words(gettext.translation("wtforms", CATALOGUE, [LOCALE], fallback=True))
