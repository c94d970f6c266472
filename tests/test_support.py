"""The tests' own tools: a program is waited for, its end is noticed, and Chromium is really there."""

import os
import sys
from pathlib import Path

import pytest

from .support import browser, tools
from .support.processes import accepts, free_port

pytest_plugins = ("pytester",)


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


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without one program, whose apt-get writes down what it is asked and brings it."""
    program, asked = tmp_path / "program", tmp_path / "asked"
    apt = tmp_path / "bin" / "apt-get"
    apt.parent.mkdir()
    apt.write_text(f'#!/bin/sh\necho "$@" >>{asked}\ncase "$*" in *paket*) touch {program};; esac\n')
    apt.chmod(0o755)
    tool = tools.Tool("Alat", lambda: program if program.exists() else None, ("paket",))
    monkeypatch.setattr(tools, "TOOLS", (tool,))
    monkeypatch.setenv("PATH", f"{apt.parent}{os.pathsep}{os.environ['PATH']}")
    return asked


def test_root_gets_what_is_missing_installed_and_is_told(machine, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    tools.prepare()
    assert machine.read_text().splitlines() == ["-q update", "-q install -y --no-install-recommends paket"]
    assert capsys.readouterr().out == "Installing for the tests: Alat (apt-get, as root)\n"
    tools.prepare()
    assert len(machine.read_text().splitlines()) == 2


def test_anyone_else_is_told_what_will_not_run_and_the_command_that_mends_it(machine, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    tools.prepare()
    assert not machine.exists()
    assert "Alat is missing" in (said := capsys.readouterr().out)
    assert "sudo apt-get install -y --no-install-recommends paket" in said


def test_a_test_that_lacks_its_tool_is_named_with_the_command(pytester, monkeypatch):
    """The skip of a missing tool reaches the end of the report; in CI it is a failure."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    monkeypatch.delenv("CI", raising=False)
    pytester.makeconftest("from tests.conftest import pytest_terminal_summary")
    pytester.makepyfile(
        """
        from tests import conftest
        from tests.support import tools
        MISSING = tools.Tool("Alat", lambda: None, ("paket",))
        def test_yang_perlu_alat():
            conftest._need(MISSING)
        """
    )
    told = pytester.runpytest_subprocess("-p", "no:xdist").stdout.str()
    assert "1 test not run: Alat is missing" in told
    assert "::test_yang_perlu_alat" in told
    assert "To run them: sudo apt-get install -y --no-install-recommends paket" in told
    monkeypatch.setenv("CI", "true")
    pytester.runpytest_subprocess("-p", "no:xdist").assert_outcomes(failed=1)
