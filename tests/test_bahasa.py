"""Flask-Admin and WTForms speak Indonesian: every message of theirs has its words, and the built catalogues are fresh."""

import gettext
import re
from io import BytesIO
from pathlib import Path

import flask_admin
import pytest
import wtforms
from wtforms import Form, IntegerField, StringField, validators

from sid_bantuan.ui.bahasa import CATALOGUE, LOCALE, ensure_babel, wtforms_translations

pofile = pytest.importorskip("babel.messages.pofile")
mofile = pytest.importorskip("babel.messages.mofile")
FOLDER = Path(CATALOGUE) / LOCALE / "LC_MESSAGES"


def theirs(name: str) -> list:
    """Their messages, read off a catalogue they ship in another language."""
    path = {
        "admin": Path(flask_admin.__file__).parent / "translations" / "fr" / "LC_MESSAGES" / "admin.po",
        "wtforms": Path(wtforms.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "wtforms.po",
    }[name]
    return [message.id for message in pofile.read_po(path.open("rb")) if message.id]


def ours(name: str):
    return pofile.read_po((FOLDER / f"{name}.po").open("rb"))


@pytest.mark.parametrize("name", ["admin", "wtforms"])
def test_every_message_has_indonesian_words_with_the_same_placeholders(name):
    words = ours(name)
    for message in theirs(name):
        found = words[message]
        assert found is not None, message
        assert found.string, message
        original = message[-1] if isinstance(message, tuple) else message
        translated = found.string if isinstance(found.string, str) else found.string[0]
        assert _holes(translated) == _holes(original), message


def _holes(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|%s", text.replace(")d", ")s")))


@pytest.mark.parametrize("name", ["admin", "wtforms"])
def test_the_built_catalogue_is_that_of_its_source(name):
    built = BytesIO()
    mofile.write_mo(built, ours(name))
    fresh = gettext.GNUTranslations(BytesIO(built.getvalue()))
    shipped = gettext.GNUTranslations((FOLDER / f"{name}.mo").open("rb"))
    assert {k: v for k, v in fresh._catalog.items() if k} == {k: v for k, v in shipped._catalog.items() if k}


def test_a_form_speaks_indonesian_without_flask_babel():
    class Isian(Form):
        nama = StringField(validators=[validators.InputRequired()])
        umur = IntegerField(validators=[validators.NumberRange(min=17)])

        class Meta:
            def get_translations(self, form):
                return wtforms_translations()

    form = Isian(data={"umur": 3})
    form.validate()
    assert (form.nama.errors, form.umur.errors) == (["Wajib diisi."], ["Angka paling kecil 17."])


def test_flask_babel_that_the_host_initialised_stays_as_the_host_wanted_it():
    babel = pytest.importorskip("flask_babel")
    from flask import Flask

    app = Flask("sid")
    babel.Babel(app, default_locale="jv")
    before = app.extensions["babel"]
    ensure_babel(app)
    assert app.extensions["babel"] is before


def test_the_list_of_flask_admin_itself_is_indonesian_where_a_host_asks_for_it():
    pytest.importorskip("flask_babel")
    from flask import Flask
    from flask_admin import Admin
    from flask_admin.contrib.peewee import ModelView
    from peewee import CharField, Model, SqliteDatabase

    class Berita(Model):
        judul = CharField()

        class Meta:
            database = SqliteDatabase(":memory:")

    Berita.create_table()
    app = Flask("sid")
    ensure_babel(app)
    admin = Admin(app, translations_path=CATALOGUE)
    admin.add_view(ModelView(Berita))
    answer = app.test_client().get("/admin/berita/")
    assert "Belum ada data." in answer.text
