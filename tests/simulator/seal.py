"""A quick stand-in for RFC 9421: it binds the same parts to the same keys, at a tenth of the cost.

Most seeds play with it, every tenth with the real thing; what the real signature covers has
tests of its own.
"""

import hashlib
from unittest.mock import patch

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sid_bantuan.domain.problems import Problem
from sid_bantuan.sync import enrol, signature


def quick():
    """Within: messages are sealed by this module."""
    return patch.multiple(
        signature,
        sign_request=sign_request,
        verify_request=verify_request,
        sign_reply=sign_reply,
        verify_reply=verify_reply,
    ), patch.object(enrol, "verify_reply", verify_reply)


def sign_request(private, node, method, url, body):
    headers = {"Content-Digest": hashlib.sha256(body).hexdigest(), "SB-Node": node, "Signature-Input": "sb"}
    return headers | {"Signature": _sign(private, method, url, node, headers["Content-Digest"])}


def verify_request(public, method, url, headers, body):
    _verify(public, headers, body, method, url, headers.get("SB-Node"), headers.get("Content-Digest"))


def sign_reply(private, node, status, body, receipt):
    headers = {"Content-Digest": hashlib.sha256(body).hexdigest(), "SB-Receipt": receipt, "Signature-Input": "sb"}
    return headers | {"Signature": _sign(private, status, headers["Content-Digest"], receipt)}


def verify_reply(public, status, headers, body):
    _verify(public, headers, body, status, headers.get("Content-Digest"), headers.get("SB-Receipt"))


def _sign(private, *parts) -> str:
    return Ed25519PrivateKey.from_private_bytes(private).sign(repr(parts).encode()).hex()


def _verify(public, headers, body, *parts) -> None:
    if body is not None and headers.get("Content-Digest") != hashlib.sha256(body).hexdigest():
        raise Problem("unreadable" if "Content-Digest" in headers else "signature")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(headers["Signature"]), repr(parts).encode())
    except (InvalidSignature, KeyError, ValueError) as error:
        raise Problem("signature") from error
