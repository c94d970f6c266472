"""The signed cookie that carries a session."""

import time

from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature

SEGAR = 60
"""Seconds a signature stands before a page renews it: who goes on working stays signed in to the minute."""


class Kuki(SecureCookieSessionInterface):
    """Flask's own, but renewed once a minute instead of with every page, and signed by one signer."""

    def __init__(self):
        self._signer = None

    def get_signing_serializer(self, app):
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app, request):
        """The session of this request; a fresh one where none is carried, or an old or a forged one."""
        held, session = request.cookies.get(self.get_cookie_name(app)), self.session_class()
        if held:
            oldest = int(app.permanent_session_lifetime.total_seconds())
            try:
                found, signed = self.get_signing_serializer(app).loads(held, max_age=oldest, return_timestamp=True)
            except BadSignature:
                return session
            session = self.session_class(found)
            session.signed = signed
        return session

    def should_set_cookie(self, app, session):
        signed = getattr(session, "signed", None)
        return session.modified or (session.permanent and (signed is None or time.time() - signed.timestamp() > SEGAR))
