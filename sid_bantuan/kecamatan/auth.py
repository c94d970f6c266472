"""Signing in: Flask-Security with our users, our words and our limits; and the gate before every page."""

import secrets
from datetime import timedelta

from flask import Flask, abort, current_app, flash, redirect, request, session, url_for
from flask_security import (
    ChangePasswordForm,
    LoginForm,
    PasswordUtil,
    Security,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    current_user,
    password_changed,
    user_authenticated,
)
from flask_security.totp import Totp
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired

from .. import host, jejak
from ..domain.peran import Operator
from ..sync.engine import Engine
from ..sync.schema import now
from ..ui import csrf
from ..ui.jaga import PREFIX, SAFE
from ..ui.sesi import ENDPOINT as SESI
from . import percobaan
from .kuki import Kuki
from .pengguna import Pengguna, Simpanan, cari, normal, periksa_sandi

LOGIN, LOGOUT, CHANGE, SETUP = (
    "security.login",
    "security.logout",
    "security.change_password",
    "security.two_factor_setup",
)
TERBUKA = frozenset({LOGIN, SETUP, "security.two_factor_token_validation", SESI})
"""Open to strangers: they lead in, or say no more than who is not there, and check that for themselves."""
AKUN = frozenset({LOGOUT, CHANGE, SETUP, "security.two_factor_setup_validate", "security.verify"})
"""Open to whoever is signed in: his own account."""
DIAM = timedelta(hours=4)
"""How long a session lives without a request: a counter's PC is shared, a lunch break is not an hour."""
SINKRON = "sb_sync"
"""The sync's door asks for a signature, not for a session."""
PUBLIK = "sb_publik"
"""Pages for anybody: they only read, and show no more than the paper in the reader's hand."""

_SALAH = "Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya."
_WAJIB = InputRequired("Isi kolom ini.")

_PESAN = {
    "LOGIN": "Masuk dulu untuk membuka halaman ini.",
    "UNAUTHENTICATED": "Masuk dulu untuk membuka halaman ini.",
    "UNAUTHORIZED": "Anda tidak berhak membuka halaman ini.",
    "REFRESH": "Demi keamanan, tulis kata sandi sekali lagi.",
    "REAUTHENTICATION_REQUIRED": "Demi keamanan, tulis kata sandi sekali lagi.",
    "REAUTHENTICATION_SUCCESSFUL": "Terima kasih. Silakan lanjutkan.",
    "DISABLED_ACCOUNT": "Akun ini dinonaktifkan. Hubungi admin kantor Anda.",
    "INVALID_PASSWORD": "Kata sandi salah.",
    "PASSWORD_NOT_PROVIDED": "Isi kata sandi.",
    "PASSWORD_IS_THE_SAME": "Kata sandi baru harus berbeda dengan yang sekarang.",
    "PASSWORD_CHANGE": "Kata sandi sudah diganti. Sesi Anda di komputer lain ikut berakhir.",
    "RETYPE_PASSWORD_MISMATCH": "Kedua kata sandi baru belum sama.",
    "TWO_FACTOR_INVALID_TOKEN": "Kode salah atau sudah lewat waktunya. Tulis kode yang sedang tampil di aplikasi.",
    "TWO_FACTOR_LOGIN_SUCCESSFUL": "Kode benar.",
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": "Kode masuk sudah aktif. Mulai sekarang kode diminta setiap kali masuk.",
    "TWO_FACTOR_DISABLED": "Kode masuk dimatikan.",
    "TWO_FACTOR_PERMISSION_DENIED": "Masuk dulu dengan nama pengguna dan kata sandi.",
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": "Kode masuk diwajibkan oleh admin, jadi tidak dapat dimatikan.",
    "TWO_FACTOR_SETUP_EXPIRED": "Waktunya habis. Ulangi dari awal.",
    "API_ERROR": "Permintaan tidak sesuai. Muat ulang halaman, lalu ulangi.",
}


class FormMasuk(LoginForm):
    """Name and password. A wrong one never tells which of the two was wrong."""

    email = None
    remember = None
    nama_pengguna = StringField("Nama pengguna", [_WAJIB], filters=[lambda teks: teks and teks.replace("\0", "")])
    password = PasswordField("Kata sandi", [_WAJIB])

    def validate(self, **kwargs):
        engine, nama, alamat = host.host().engine, self.nama_pengguna.data or "", request.remote_addr
        self.ifield = self.nama_pengguna
        self.user = cari(nama)
        if not nama.strip() or not self.password.data:
            return super(LoginForm, self).validate(**kwargs)
        if tunggu := percobaan.menit_tunggu(engine, nama, alamat):
            self.nama_pengguna.errors = [_terkunci(tunggu)]
            return False
        if super().validate(**kwargs):
            return True
        if not self.user_authenticated:
            if percobaan.gagal(engine, nama, alamat):
                _catat_gagal(self.user, nama, alamat)
            self.nama_pengguna.errors, self.password.errors = [], [_SALAH]
        return False


class FormKode(TwoFactorVerifyCodeForm):
    """The code of the telephone; wrong ones count like wrong passwords."""

    def validate(self, **kwargs):
        if self.user and (tunggu := percobaan.menit_tunggu(host.host().engine, self.user.nama_pengguna, None)):
            self.code.errors = [_terkunci(tunggu)]
            return False
        if self.code.data:
            self.code.data = self.code.data.replace(" ", "")
        benar = super().validate(**kwargs)
        salah = not benar and self.user and not self.is_setup
        if salah and percobaan.gagal(host.host().engine, self.user.nama_pengguna, None):
            _catat_gagal(self.user, self.user.nama_pengguna, request.remote_addr)
        return benar


class FormGanti(ChangePasswordForm):
    password = PasswordField("Kata sandi sekarang", [_WAJIB])
    new_password = PasswordField("Kata sandi baru", [_WAJIB])
    new_password_confirm = PasswordField(
        "Kata sandi baru, sekali lagi", [_WAJIB, EqualTo("new_password", "Kedua kata sandi baru belum sama.")]
    )


class FormUlang(VerifyForm):
    password = PasswordField("Kata sandi", [_WAJIB])


class Sandi(PasswordUtil):
    """What makes a password good enough, said in our words."""

    def validate(self, password, is_register, **kwargs):
        user = kwargs.get("user")
        lemah = periksa_sandi(password, getattr(user, "nama_pengguna", ""))
        return ([lemah] if lemah else None), normal(password)


class Kode(Totp):
    """A code is good once: the counter of the last one is kept."""

    def get_last_counter(self, user):
        return user.hitungan_kode

    def set_last_counter(self, user, tmatch):
        Pengguna.update(hitungan_kode=tmatch.counter).where(Pengguna.id == user.id).execute()


def _catat_gagal(user: Pengguna | None, nama: str, alamat: str | None) -> None:
    """One entry when the door closes; every single slip would drown the log."""
    here = host.host()
    siapa = Operator("tidak dikenal", nama[:100] or "-", frozenset(), here.code)
    jejak.catat(
        here.engine, siapa, "gagal_masuk", "pengguna", user.id if user else None, here.code,
        label=user.nama if user else None, catatan=f"Terlalu banyak percobaan dari {alamat or 'alamat tak dikenal'}",
    )  # fmt: skip


def _terkunci(menit: int) -> str:
    return (
        f"Terlalu banyak percobaan yang salah. Coba lagi {menit} menit lagi,"
        " atau minta admin memberi kata sandi sementara."
    )


def pasang(app: Flask, engine: Engine, code: str, *, https: bool = False) -> Security:
    """Give the application its login. Call after ``host.attach``, which opens the database."""
    app.config.update(_pengaturan(engine, code, https))
    app.session_interface = Kuki()
    app.config.update({f"SECURITY_MSG_{name}": (text, _nada(name)) for name, text in _PESAN.items()})
    security = Security(
        app, Simpanan(), login_form=FormMasuk, two_factor_verify_code_form=FormKode, change_password_form=FormGanti,
        verify_form=FormUlang, password_util_cls=Sandi, totp_cls=Kode,
    )  # fmt: skip
    app.before_request(_gerbang)
    user_authenticated.connect(_masuk, app)
    password_changed.connect(_sandi_diganti, app)
    return security


def operator_sekarang() -> Operator | None:
    """Who is signed in, for ``host.attach``."""
    return current_user.operator() if current_user and current_user.is_authenticated and current_user.active else None


def _nada(name: str) -> str:
    baik = ("SUCCESS", "PASSWORD_CHANGE", "TWO_FACTOR_DISABLED", "TWO_FACTOR_CHANGE")
    return "success" if any(word in name for word in baik) else "error"


def _pengaturan(engine: Engine, code: str, https: bool) -> dict:
    kunci = _rahasia(engine)
    return {
        "SECRET_KEY": kunci["sesi"],
        # Several nodes may run on one machine: browsers share cookies between ports.
        "SESSION_COOKIE_NAME": "sid_" + code.replace(".", ""),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "PERMANENT_SESSION_LIFETIME": DIAM,
        # One token for every form (ui.csrf), asked in one place: the gate.
        "WTF_CSRF_ENABLED": False,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"nama_pengguna": {"mapper": lambda x: x, "case_insensitive": False}}],
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": kunci["garam"],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_CHANGEABLE": True,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TOTP_SECRETS": {"1": kunci["kode"]},
        "SECURITY_TOTP_ISSUER": f"SID Bantuan {code}",
        "SECURITY_LOGIN_URL": "/masuk",
        "SECURITY_LOGOUT_URL": "/keluar",
        "SECURITY_CHANGE_URL": "/akun/kata-sandi",
        "SECURITY_VERIFY_URL": "/akun/kata-sandi-ulang",
        "SECURITY_TWO_FACTOR_SETUP_URL": "/akun/kode-masuk",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/masuk/kode",
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/masuk",
        "SECURITY_POST_CHANGE_VIEW": "/",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/akun/kode-masuk",
        "SECURITY_LOGIN_USER_TEMPLATE": "sid_bantuan/akun/masuk.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "sid_bantuan/akun/kata_sandi.html",
        "SECURITY_VERIFY_TEMPLATE": "sid_bantuan/akun/ulang.html",
        "SECURITY_TWO_FACTOR_SETUP_TEMPLATE": "sid_bantuan/akun/kode_masuk.html",
        "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "sid_bantuan/akun/kode.html",
        "SID_BANTUAN_LOGIN": LOGIN,
        "SID_BANTUAN_LOGOUT": LOGOUT,
    }


def _rahasia(engine: Engine) -> dict[str, str]:
    """The secrets of this node's sessions and codes, made once."""
    with engine.transaction():
        for name in ("sesi", "garam", "kode"):
            engine.run(
                "INSERT INTO sb_rahasia (nama, isi) VALUES (?, ?) ON CONFLICT (nama) DO NOTHING",
                (name, secrets.token_hex(32)),
            )
        return dict(engine.run("SELECT nama, isi FROM sb_rahasia"))


def _gerbang():
    """Before every request: who is not signed in goes to the login, and what nobody opened stays shut."""
    endpoint = request.endpoint
    if (
        endpoint is None
        or endpoint == "static"
        or endpoint.endswith(".static")
        or request.blueprint in (SINKRON, PUBLIK)
    ):
        return None
    if not endpoint.startswith(PREFIX) and endpoint not in TERBUKA | AKUN:
        # Whatever an extension registers besides (rescue by e-mail, role lists) is not offered here.
        abort(404)
    if not endpoint.startswith(PREFIX) and request.method not in SAFE and not csrf.request_fits():
        flash("Halaman ini terlalu lama terbuka. Silakan ulangi.", "error")
        return redirect(request.full_path if "GET" in request.url_rule.methods else url_for(LOGIN))
    if endpoint in TERBUKA:
        return None
    if host.operator() is None:
        return redirect(url_for(LOGIN, next=request.full_path.rstrip("?") if request.method in SAFE else None))
    if current_user.ganti_sandi and endpoint not in AKUN:
        flash("Ini masuk pertama Anda. Ganti dulu kata sandi sementara dengan milik sendiri.", "info")
        return redirect(url_for(CHANGE))
    return None


def _masuk(_app, user, **_more):
    session.permanent = True
    engine = host.host().engine
    percobaan.berhasil(engine, user.nama_pengguna)
    Pengguna.update(masuk_terakhir=now()).where(Pengguna.id == user.id).execute()
    jejak.catat(engine, user.operator(), "masuk", "pengguna", user.id, user.wilayah, label=user.nama)


def _sandi_diganti(_app, user, **_more):
    Pengguna.update(ganti_sandi=0).where(Pengguna.id == user.id).execute()
    jejak.catat(
        host.host().engine, user.operator(), "ubah", "pengguna", user.id, user.wilayah,
        label=user.nama, catatan="Mengganti kata sandi sendiri",
    )  # fmt: skip
    current_app.logger.info("Kata sandi %s diganti", user.nama_pengguna)
