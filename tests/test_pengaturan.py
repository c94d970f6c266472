"""Settings: one file, overrides from the environment, and a bad value that names itself."""

import time
from datetime import UTC, datetime

import pytest

from sid_bantuan.installation import keep_office_time
from sid_bantuan.settings import OPTIONS, BadSetting, load, template


def written(tmp_path, text):
    file = tmp_path / "sid-bantuan.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_template_is_read_back_with_every_default(tmp_path):
    settings = load(written(tmp_path, template("35.22.01.2001")), {})
    assert settings.node.kode == "35.22.01.2001"
    assert settings.sinkron.setiap_menit == 15
    assert vars(settings.lampid) == {"bulan_hitung": "lapor", "mutasi_masuk": "satu_klik"}
    assert {option.name for option in OPTIONS} >= {"server.port", "sinkron.pemeriksaan"}


def test_the_environment_overrides_the_file(tmp_path):
    file = written(tmp_path, template("35.22.01"))
    assert load(file, {"SID_BANTUAN_SERVER_PORT": "9000"}).server.port == 9000


def test_data_lies_beside_the_settings_when_the_folder_is_relative(tmp_path):
    settings = load(written(tmp_path, template("35.22.01", data_folder="data")), {})
    assert settings.folder == tmp_path / "data"
    assert settings.folder.is_dir()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "node.kode"),
        ('[node]\nkode = "3522"\n', "node.kode"),
        ('[node]\nkode = "35.22.01"\n[server]\nport = 0\n', "server.port"),
        ('[node]\nkode = "35.22.01"\n[server]\nhttps = "mungkin"\n', "server.https"),
        ('[node]\nkode = "35.22.01"\n[sinkron]\npemeriksaan = "25:00"\n', "sinkron.pemeriksaan"),
        ('[node]\nkode = "35.22.01"\n[sinkron]\nurl = "kecamatan"\n', "sinkron.url"),
        ('[node]\nkode = "35.22.01"\n[sinkron]\nsetiapmenit = 5\n', "sinkron.setiapmenit"),
        ('kode = "35.22.01"\n', "kode"),
        ('[node]\nkode = "35.22.01"\n[lampid]\nbulan_hitung = "terjadi"\n', "lampid.bulan_hitung"),
        ("[node\n", "TOML"),
    ],
)
def test_a_bad_value_refuses_to_start_and_says_which(tmp_path, text, named):
    with pytest.raises(BadSetting, match=named):
        load(written(tmp_path, text), {})


def test_a_bad_override_names_the_variable(tmp_path):
    with pytest.raises(BadSetting, match="SID_BANTUAN_SERVER_PORT"):
        load(written(tmp_path, template("35.22.01")), {"SID_BANTUAN_SERVER_PORT": "banyak"})


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(BadSetting, match="sid-bantuan init"):
        load(tmp_path / "tidak-ada.toml", {})


@pytest.fixture
def zona(monkeypatch):
    """Which day and hour it is for this process at the turn of a year in Java, with this in the environment."""

    def hari(kode: str, tz: str | None = None) -> str:
        monkeypatch.delenv("TZ", raising=False)
        if tz:
            monkeypatch.setenv("TZ", tz)
        keep_office_time(kode)
        return f"{datetime.fromtimestamp(datetime(2026, 12, 31, 17, 30, tzinfo=UTC).timestamp()):%d-%m-%Y %H.%M}"

    yield hari
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("kode", "jam"),
    [
        ("35.22.01.2001", "01-01-2027 00.30"),
        ("11.01", "01-01-2027 00.30"),
        ("64.02.03", "01-01-2027 01.30"),
        ("94.01", "01-01-2027 02.30"),
    ],
)
def test_a_server_in_any_zone_has_the_day_of_its_office(zona, kode, jam):
    """Letters of the new year are numbered from one when it begins there, not when it begins in Greenwich."""
    assert zona(kode) == jam


def test_a_zone_that_was_chosen_for_the_process_stands(zona):
    assert zona("35.22", tz="UTC0") == "31-12-2026 17.30"
