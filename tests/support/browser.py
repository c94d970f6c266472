"""Chromium as the people use us: a desk's screen and a phone's, watched for faults."""

import time
from urllib.parse import urlsplit

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
LOOPBACK = ("127.0.0.1", "localhost")


class Watch:
    """Notes what no page of ours may do: throw, break its own CSP, or ask anyone outside."""

    def __init__(self, page):
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message):
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def _request(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in LOOPBACK:
            self.faults.append(f"asked outside: {request.url}")


def sideways(page) -> int:
    """How many pixels the page can be pushed sideways; a page that fits its screen answers 0.

    Measured once its styles and pictures are here: text stands there before.
    """
    page.wait_for_load_state("load")
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def tekan(page, key: str) -> None:
    """Press a key the page's own scripts answer, once they are there to hear it.

    They are deferred: words of a page can be seen before its keys work.
    """
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def ikuti(page, link) -> None:
    """Follow a link until the page it leads to is all there, its scripts too."""
    with page.expect_navigation():
        link.click()


def until(page, ask: str, given=None, seconds: float = 20):
    """What a question in JavaScript answers once that is something.

    Playwright's own ``wait_for_function`` asks again by ``eval``, which our pages forbid.
    """
    end = time.monotonic() + seconds
    while not (found := page.evaluate(ask, given)):
        assert time.monotonic() < end, ask
        page.wait_for_timeout(50)
    return found
