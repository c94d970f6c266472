"""Denied unless the table of roles allows it: what every view of ours asks before it runs."""

from itertools import chain
from typing import ClassVar

from flask import redirect, request

from .. import host
from ..domain.peran import boleh
from ..domain.wilayah import within
from . import csrf, sesi

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PREFIX = "sidb_"
SHELL = "sid_bantuan/shell.html"


class Dijaga:
    """Mix into a Flask-Admin view, before it. ``sumber`` names the resource in the table of roles.

    ``aksi`` names, per view function, the action it needs. A function that is not named there
    needs ``lihat`` to be read, and cannot be posted to at all: forgetting a line refuses.
    Every request that changes something must carry the session's token (``sidb.token()`` in the form).
    """

    sumber: ClassVar[str] = ""
    aksi: ClassVar[dict[str, str]] = {}
    ikon: ClassVar[str] = "titik"
    token_di_formulir: ClassVar[frozenset[str]] = frozenset()
    """View functions whose own form checks the token, so that a refused form comes back filled."""

    def boleh(self, aksi: str, wilayah: str | None = None) -> bool:
        """Whether the person at the screen may do this on ``sumber`` here, or in a given area."""
        person = host.operator()
        if person is None:
            return False
        here = host.host().code
        area = wilayah or (person.wilayah if within(person.wilayah, here) else here)
        return boleh(person, self.sumber, aksi, area)

    def is_accessible(self):
        """Whether the menu shows this view."""
        return self.boleh("lihat")

    def aksi_untuk(self, name: str) -> str | None:
        """The action a view function needs for this request; None refuses."""
        return self.aksi.get(name) or ("lihat" if request.method in SAFE else None)

    def _handle_view(self, name, **kwargs):
        needed = self.aksi_untuk(name)
        if needed is None or not self.boleh(needed):
            return self.inaccessible_callback(name, **kwargs)
        if request.method not in SAFE and name not in self.token_di_formulir and not csrf.request_fits():
            return self.ditolak(
                400,
                "Halaman ini terlalu lama terbuka",
                "Demi keamanan, perubahan tidak disimpan. Kembali ke halaman sebelumnya, muat ulang, lalu ulangi.",
            )
        if _bernol():
            return self.ditolak(400, "Alamat atau isian ini tidak terbaca", "Kembali, lalu ketik sekali lagi.")
        return None

    def _run_view(self, fn, *args, **kwargs):
        """Flask-Admin repeats a view that raised TypeError with other arguments, which hides the fault."""
        return fn(self, *args, **kwargs)

    def inaccessible_callback(self, name, **kwargs):
        """Tell what is missing and whom to ask; a stranger is led to the login."""
        if host.operator() is None:
            return self._orang_asing()
        return self.ditolak(
            403,
            "Anda tidak berhak membuka halaman ini",
            "Peran Anda tidak mencakup pekerjaan ini. Bila seharusnya mencakup, minta admin mengubah peran Anda.",
        )

    def _orang_asing(self):
        """To the login of our own application. In a host a page with the way there: whoever is signed in to the host
        but is nobody here would be sent to and fro for ever."""
        if request.method not in SAFE:
            return self.ditolak(
                403,
                "Belum disimpan: Anda tidak lagi masuk",
                "Masuk di tab baru, lalu kembali ke halaman sebelumnya dengan tombol mundur dan simpan sekali lagi.",
                sesi.alamat_masuk(),
            )
        login = sesi.alamat_masuk(request.full_path.rstrip("?"))
        if login and host.host().standalone:
            return redirect(login)
        return self.ditolak(
            403,
            "Masuk dulu untuk membuka halaman ini",
            "Anda belum masuk, sesi Anda sudah berakhir, atau akun Anda tidak bertugas di sini.",
            login,
        )

    def ditolak(self, status: int, judul: str, saran: str, masuk: str | None = None):
        """A refusal as a page: what, and what to do; ``masuk``: where to sign in."""
        return self.render("sid_bantuan/ditolak.html", judul=judul, saran=saran, alamat_masuk=masuk), status

    def _get_view_url(self, admin, url):
        """Under ``sid/`` in a host, so that no address of the host's own is taken; at the top in our own application."""
        place = "" if admin.theme.base_template == SHELL else "/sid"
        return f"{admin.url.rstrip('/')}{place}/{(url or self.endpoint.removeprefix(PREFIX)).strip('/')}"


def _bernol() -> bool:
    """Whether a NUL came along: no keyboard types one, and PostgreSQL neither stores nor seeks text that has it."""
    semua = (*(request.view_args or {}).values(), *chain(request.values, *request.values.listvalues()))
    return any(isinstance(satu, str) and "\0" in satu for satu in semua)


def endpoint_for(endpoint: str | None, sumber: str) -> str:
    """Our endpoints all start with ``sidb_``: Flask-Admin's default, the model's name, collides with the host's."""
    name = endpoint or sumber
    if not name:
        raise ValueError("Halaman perlu endpoint atau sumber.")
    return name if name.startswith(PREFIX) else PREFIX + name
