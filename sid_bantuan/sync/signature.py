"""Signatures on the wire: Ed25519 over RFC 9421 components, both ways.

A request is signed over method, path, content digest and the sender's code; a reply over
status, content digest and the receipt it stands for. Order and replay are the exchange
numbers' business, so a dead clock locks nobody out: ``created`` is signed but not judged.
"""

import base64
import hashlib
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature as WrongKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from ..domain.problems import Problem

REQUEST_PARTS = ("@method", "@path", "content-digest", "sb-node")
REPLY_PARTS = ("@status", "content-digest", "sb-receipt")
LABEL, TAG = "sb", "sid-bantuan"


@dataclass
class _Message:
    """What the signature library asks of a message."""

    headers: dict
    method: str = "POST"
    url: str = "http://node/"


class _Reply(_Message):
    status_code = 200


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, private: bytes | None = None, public: bytes | None = None):
        self.private, self.public = private, public

    def resolve_private_key(self, key_id):
        return Ed25519PrivateKey.from_private_bytes(self.private)

    def resolve_public_key(self, key_id):
        return Ed25519PublicKey.from_public_bytes(self.public)


def new_key() -> bytes:
    """A fresh private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """The public half of a private key, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign_request(private: bytes, node: str, method: str, url: str, body: bytes) -> dict[str, str]:
    """The headers that make a request this node's own."""
    message = _Message({"Content-Digest": _content_digest(body), "SB-Node": node}, method, _local(url))
    return _sign(private, node, message, REQUEST_PARTS)


def verify_request(public: bytes, method: str, url: str, headers: dict[str, str], body: bytes) -> None:
    """Raise ``Problem('signature')`` unless this key signed exactly this request."""
    message = _Message(_wanted(headers, "SB-Node"), method, _local(url))
    _verify(public, message, REQUEST_PARTS, body)


def sign_reply(private: bytes, node: str, status: int, body: bytes, receipt: str) -> dict[str, str]:
    """The headers that make a reply this node's own and a receipt at once."""
    message = _Reply({"Content-Digest": _content_digest(body), "SB-Receipt": receipt})
    message.status_code = status
    return _sign(private, node, message, REPLY_PARTS)


def verify_reply(public: bytes, status: int, headers: dict[str, str], body: bytes | None) -> None:
    """Raise ``Problem('signature')`` unless this key signed this reply; ``body`` None: the headers alone."""
    message = _Reply(_wanted(headers, "SB-Receipt"))
    message.status_code = status
    _verify(public, message, REPLY_PARTS, body)


def _sign(private: bytes, node: str, message: _Message, parts: tuple[str, ...]) -> dict[str, str]:
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_Keys(private))
    signer.sign(
        message, key_id=node, nonce=base64.urlsafe_b64encode(os.urandom(9)).decode(), label=LABEL, tag=TAG,
        covered_component_ids=parts, include_alg=False, use_existing_digest=True,
    )  # fmt: skip
    return message.headers


def _verify(public: bytes, message: _Message, parts: tuple[str, ...], body: bytes | None) -> None:
    try:
        if body is not None and message.headers["Content-Digest"] != _content_digest(body):
            raise Problem("unreadable", "isi tidak cocok dengan sidiknya")
        verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=_Keys(public=public))
        verifier.verify(message, expect_tag=TAG, max_age=None, require_components=parts)
    except (HTTPMessageSignaturesException, WrongKey, KeyError, ValueError, TypeError) as error:
        raise Problem("signature", type(error).__name__) from error


class _Verifier(HTTPMessageVerifier):
    def validate_created_and_expires(self, sig_input, max_age=None):
        """A village PC whose clock battery is dead signs with a wrong date; numbers keep the order, not clocks."""


def _content_digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _local(url: str) -> str:
    """Only the path is signed: what the world calls the server is the proxy's affair."""
    return "http://node" + (urlsplit(url).path or "/")


def _wanted(headers, extra: str) -> dict[str, str]:
    lower = {name.lower(): value for name, value in dict(headers).items()}
    names = ("Content-Digest", "Signature", "Signature-Input", extra)
    return {name: lower[name.lower()] for name in names if name.lower() in lower}
