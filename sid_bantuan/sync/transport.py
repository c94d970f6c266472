"""The line to the parent: HTTP with a patient session, nothing believed but what is signed."""

import requests

from .courier import Unreachable
from .server import Answer

MOST_REPLY = 16 * 2**20


class Http:
    """POST over one kept-alive connection. ``timeout`` in seconds, for connecting and for each read."""

    apart = True

    def __init__(self, url: str, timeout: float = 60):
        self.url, self.timeout = url.rstrip("/"), timeout
        self.session = requests.Session()
        self.session.headers["Content-Type"] = "application/octet-stream"
        self.session.headers["Accept-Encoding"] = "identity"

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """The answer, whatever its status. Raises ``Unreachable`` where there is none."""
        try:
            with self.session.request(
                method,
                self.url + path,
                data=body,
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                content = response.raw.read(MOST_REPLY + 1)
                if len(content) > MOST_REPLY:
                    raise Unreachable("Jawaban server terlalu besar.")
                return Answer(response.status_code, dict(response.headers), content)
        except (requests.RequestException, OSError) as error:
            raise Unreachable(_words(error)) from error


def _words(error: Exception) -> str:
    if isinstance(error, requests.Timeout):
        return "Server tidak menjawab dalam waktu yang ditentukan."
    if isinstance(error, requests.exceptions.SSLError):
        return "Sertifikat server tidak dipercaya. Periksa jam komputer dan alamat server."
    return "Server tidak dapat dihubungi. Periksa sambungan internet dan alamat server."
