"""The tests' own tools: a program is waited for, its end is noticed, and Chromium is really there."""

import sys

import pytest

from .support import browser, tools
from .support.processes import accepts, free_port

pytestmark = pytest.mark.lambat


def test_a_program_is_waited_for_by_its_port_and_its_words(run_process):
    port = free_port()
    server = run_process([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"])
    server.wait_for(r"Serving HTTP")
    server.wait_port(port)
    server.kill()
    assert not accepts(port)


def test_a_program_that_ends_too_soon_is_reported_with_what_it_said(run_process):
    process = run_process([sys.executable, "-c", "print('rusak'); raise SystemExit(3)"])
    with pytest.raises(AssertionError, match=r"(?s)ended with 3.*rusak"):
        process.wait_for("siap")


@pytest.mark.browser
def test_chromium_opens_a_page_at_both_widths(page, phone):
    viewport = "<meta name=viewport content='width=device-width, initial-scale=1'>"
    for one in (page, phone):
        one.set_content(f"<!doctype html><html lang=id>{viewport}<title>Halo</title><body>Selamat pagi</body></html>")
        assert one.inner_text("body") == "Selamat pagi"
        assert browser.sideways(one) == 0
    assert phone.evaluate("innerWidth") == 390


def test_each_missing_tool_has_a_command_that_would_bring_it():
    for tool in tools.TOOLS:
        assert tool.fix.startswith("sudo ")
