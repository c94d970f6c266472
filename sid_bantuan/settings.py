"""One TOML file with environment overrides; a bad value refuses to start and says which."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from platformdirs import user_data_dir

from .domain.surat import KERTAS, POLA_BIASA, salah_pola
from .domain.wilayah import is_code


class BadSetting(ValueError):
    """A setting that cannot be used; the text names it and says what would do."""


@dataclass(frozen=True)
class Option:
    """One setting: where it stands in the file, what it is when absent, what it means."""

    name: str
    default: object
    help: str
    read: Callable[[object], object]

    @property
    def variable(self) -> str:
        """The environment variable that overrides it: ``sinkron.setiap_menit`` is SID_BANTUAN_SINKRON_SETIAP_MENIT."""
        return "SID_BANTUAN_" + self.name.upper().replace(".", "_")


def _code(value):
    if not isinstance(value, str) or not is_code(value):
        raise ValueError("isi kode wilayah Kemendagri, misalnya 35.22.01.2001")
    return value


def _text(value):
    if not isinstance(value, str):
        raise ValueError("isi dengan teks di antara tanda kutip")
    return value.strip()


def _number(least: int, most: int):
    def read(value):
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise ValueError(f"isi dengan angka {least} sampai {most}") from None
        if isinstance(value, bool) or not least <= number <= most:
            raise ValueError(f"isi dengan angka {least} sampai {most}")
        return number

    return read


def _url(value):
    if value and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", str(value)):
        raise ValueError("isi dengan alamat lengkap, misalnya https://kecamatan.example.go.id")
    return str(value).rstrip("/")


def _hour(value):
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)):
        raise ValueError('isi dengan jam, misalnya "02:15"')
    return str(value)


def _one_of(*words: str):
    def read(value):
        if value not in words:
            raise ValueError("isi dengan " + " atau ".join(f'"{word}"' for word in words))
        return value

    return read


def _yes(value):
    words = {"ya": True, "tidak": False, "true": True, "false": False, True: True, False: False}
    key = value.lower() if isinstance(value, str) else value
    if key not in words:
        raise ValueError("isi dengan true atau false")
    return words[key]


def _pattern(value):
    if not isinstance(value, str) or salah_pola(value):
        raise ValueError(f"isi dengan pola seperti {POLA_BIASA}")
    return value


OPTIONS = (
    Option("node.kode", None, "Kode wilayah pemasangan ini: desa, kecamatan atau kabupaten.", _code),
    Option("data.folder", "", "Folder data. Kosong: folder data pengguna di komputer ini.", _text),
    Option("data.basis_data", "", "postgresql://… atau kosong untuk berkas SQLite di folder data.", _text),
    Option("server.alamat", "127.0.0.1", "Alamat tempat halaman dilayani; 0.0.0.0 untuk seluruh jaringan kantor.", _text),
    Option("server.port", 8080, "Nomor port halaman.", _number(1, 65535)),
    Option("server.benang", 8, "Banyaknya permintaan yang dilayani bersamaan.", _number(1, 64)),
    Option("server.https", False, "true bila dibuka melalui HTTPS, agar cookie hanya dikirim lewat jalur aman.", _yes),
    Option("sinkron.url", "", "Alamat server di atasnya; diisi sendiri saat pendaftaran.", _url),
    Option("sinkron.setiap_menit", 15, "Jeda antara dua sinkronisasi.", _number(1, 1440)),
    Option("sinkron.pemeriksaan", "02:15", "Jam pemeriksaan malam; dikejar bila komputer mati pada jam itu.", _hour),
    Option("sinkron.batas_detik", 60, "Lama menunggu jawaban sebelum dianggap putus.", _number(5, 600)),
    Option("sinkron.berkas_otomatis_kb", 0, "Berkas sampai sebesar ini dikirim tanpa diminta; 0: hanya bila diminta.",
           _number(0, 20_480)),
    Option("lampid.bulan_hitung", "lapor", "Peristiwa dihitung pada bulan dilaporkan (lapor), atau pada bulan terjadinya"
           " selama bukunya belum ditutup (peristiwa).", _one_of("lapor", "peristiwa")),
    Option("lampid.mutasi_masuk", "satu_klik", "Kiriman peristiwa dari atas menunggu disetujui operator (satu_klik), atau"
           " dicatat sendiri (otomatis).", _one_of("satu_klik", "otomatis")),
    Option("surat.pola_nomor", POLA_BIASA, "Pola nomor surat.", _pattern),
    Option("surat.deret_per_jenis", False, "true bila tiap jenis surat bernomor sendiri.", _yes),
    Option("surat.kertas", "F4", "Kertas surat.", _one_of(*KERTAS)),
    Option("surat.periksa_sekretaris", True, "false bila surat langsung ke kepala desa tanpa sekretaris.", _yes),
    Option("surat.operator_mencatat", False, "true bila operator boleh mencatat tanda tangan basah kepala desa.", _yes),
    Option("surat.alamat_cek", "", "Alamat umum halaman pemeriksaan surat. Kosong: alamat server di atasnya.", _url),
    Option("surat.bsre_url", "", "Alamat server tanda tangan elektronik BSrE. Kosong: tidak dipakai.", _url),
    Option("surat.bsre_pengguna", "", "Nama pengguna BSrE milik instansi.", _text),
    Option("surat.bsre_sandi", "", "Kata sandi BSrE milik instansi.", _text),
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The settings of one installation, read and checked. Sections are attributes: ``settings.sinkron.url``."""

    node: SimpleNamespace
    data: SimpleNamespace
    server: SimpleNamespace
    sinkron: SimpleNamespace
    lampid: SimpleNamespace
    surat: SimpleNamespace
    file: Path | None

    @property
    def folder(self) -> Path:
        """Where this installation keeps its data; made if it is not there."""
        folder = Path(self.data.folder or Path(user_data_dir("sid-bantuan", appauthor=False)) / self.node.kode)
        if self.file and not folder.is_absolute():
            folder = self.file.parent / folder
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def line(self) -> tuple[float, str, int]:
        """How this installation reaches its parent: patience in seconds, address if not the enrolled one, file policy."""
        return self.sinkron.batas_detik, self.sinkron.url, self.sinkron.berkas_otomatis_kb * 1024

    @property
    def database(self) -> str:
        """The database's address."""
        return self.data.basis_data or str(self.folder / "sid_bantuan.db")


def load(file: str | os.PathLike | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. ``file`` None: SID_BANTUAN_CONFIG, or ``sid-bantuan.toml`` in this folder if there is one."""
    path = _find(file, environment)
    given = _flatten(_read(path)) if path else {}
    known = {option.name for option in OPTIONS}
    if strange := sorted(set(given) - known):
        raise BadSetting(f"{path}: pengaturan '{strange[0]}' tidak dikenal. Periksa ejaannya.")
    sections: dict[str, dict] = {}
    for option in OPTIONS:
        section, _, name = option.name.partition(".")
        sections.setdefault(section, {})[name] = _value(option, given, environment)
    return Settings(**{name: SimpleNamespace(**values) for name, values in sections.items()}, file=path)


def _find(file, environment) -> Path | None:
    named = file or environment.get("SID_BANTUAN_CONFIG")
    path = Path(named) if named else Path("sid-bantuan.toml")
    if path.exists():
        return path.resolve()
    if named:
        raise BadSetting(f"Berkas pengaturan {path} tidak ada. Buat dengan: sid-bantuan init --kode KODE")
    return None


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path}: bukan berkas TOML yang benar ({error}).") from error


def _flatten(tables: dict) -> dict:
    flat = {}
    for section, values in tables.items():
        if not isinstance(values, dict):
            raise BadSetting(f"Pengaturan '{section}' harus berada di bawah judul seperti [node].")
        flat |= {f"{section}.{name}": value for name, value in values.items()}
    return flat


def _value(option: Option, given: dict, environment: Mapping[str, str]):
    override = environment.get(option.variable)
    value = override if override is not None else given.get(option.name, option.default)
    if value is None:
        raise BadSetting(f"Pengaturan '{option.name}' belum diisi. {option.help}")
    try:
        return option.read(value)
    except ValueError as error:
        where = f"variabel {option.variable}" if override is not None else f"pengaturan '{option.name}'"
        raise BadSetting(f"Nilai {value!r} pada {where} salah: {error}.") from None


def template(code: str, **values: object) -> str:
    """A settings file with every option, its help, and these values (``server_port=8081``)."""
    lines = ["# Pengaturan SID Bantuan. Setiap baris dapat diganti lewat variabel lingkungan SID_BANTUAN_…\n"]
    section = ""
    for option in OPTIONS:
        head, _, name = option.name.partition(".")
        if head != section:
            lines.append(f"\n[{head}]\n")
            section = head
        value = code if option.name == "node.kode" else values.get(f"{head}_{name}", option.default)
        lines.append(f"# {option.help}\n{name} = {_toml(value)}\n")
    return "".join(lines)


def _toml(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
