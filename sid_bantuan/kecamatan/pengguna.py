"""The people who may sign in to this node: made, changed, never deleted (the audit log names them)."""

import re
import secrets
import unicodedata

from argon2 import PasswordHasher
from flask_security import UserMixin
from flask_security.datastore import PeeweeDatastore, UserDatastore
from peewee import CharField, IntegerField, Model, TextField, fn

from .. import jejak
from ..domain.ids import new_id
from ..domain.peran import Operator, peran_di
from ..domain.wilayah import within
from ..sync.engine import Engine
from ..sync.record import database
from ..sync.schema import now

SANDI_TERPENDEK = 10
_NAMA_PENGGUNA = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_MUDAH = ("password", "passw0rd", "qwerty", "indonesia", "bojonegoro", "kecamatan", "katasandi", "rahasia")


class IsianSalah(ValueError):
    """What was given for a user cannot be taken; ``kolom`` names where, the text says what would do."""

    def __init__(self, kolom: str, pesan: str):
        super().__init__(pesan)
        self.kolom = kolom


class Peran:
    """A role as Flask-Security asks for it. What it may do stands in ``domain.peran``, nowhere else."""

    def __init__(self, name: str):
        self.name = name

    @staticmethod
    def get_permissions() -> set[str]:
        return set()


class Pengguna(UserMixin, Model):
    """One person. English names are those Flask-Security looks for."""

    id = CharField(max_length=32, primary_key=True, default=new_id)
    nama_pengguna = CharField(max_length=40, unique=True)
    nama = CharField(max_length=100)
    telepon = CharField(max_length=20, null=True)
    password = CharField(max_length=255, column_name="kata_sandi")
    active = IntegerField(column_name="aktif", default=1)
    fs_uniquifier = CharField(max_length=64, unique=True, column_name="penanda", default=lambda: secrets.token_hex(16))
    peran = CharField(max_length=100)
    wilayah = CharField(max_length=13)
    ganti_sandi = IntegerField(default=1)
    wajib_kode = IntegerField(default=0)
    tf_primary_method = CharField(max_length=20, null=True, column_name="cara_kode")
    tf_totp_secret = TextField(null=True, column_name="rahasia_kode")
    hitungan_kode = IntegerField(null=True)
    masuk_terakhir = CharField(max_length=20, null=True)
    dibuat = CharField(max_length=20, default=now)
    dibuat_oleh = CharField(max_length=100)

    class Meta:
        database = database
        table_name = "sb_pengguna"
        only_save_dirty = True

    @property
    def roles(self) -> list[Peran]:
        return [Peran(name) for name in self.peran.split()]

    def operator(self) -> Operator:
        """The person as the table of roles knows him."""
        return Operator(self.id, self.nama, frozenset(self.peran.split()), self.wilayah)

    def check_tf_required(self, tf_setup_methods, tf_fresh):
        """A code is asked where the person switched it on, or where the admin demands it."""
        return bool(self.wajib_kode or tf_setup_methods), tf_setup_methods

    def check_tf_required_setup(self):
        return bool(self.wajib_kode)


_KOLOM = ", ".join(f"{kolom.column_name} AS {kolom.name}" for kolom in Pengguna._meta.sorted_fields)
_OLEH_PENANDA = f"SELECT {_KOLOM} FROM sb_pengguna WHERE penanda = {{}}"


class Simpanan(PeeweeDatastore, UserDatastore):
    """Flask-Security's door to the users. It finds and saves; it never deletes."""

    def __init__(self):
        PeeweeDatastore.__init__(self, database)
        UserDatastore.__init__(self, Pengguna, Peran)

    def find_user(self, case_insensitive=False, **kwargs):
        """Asked on every page by the session's mark: that one question is put as it stands, not built anew."""
        if kwargs.keys() == {"fs_uniquifier"}:
            return next(iter(Pengguna.raw(_OLEH_PENANDA.format(database.param), kwargs["fs_uniquifier"])), None)
        return Pengguna.get_or_none(**kwargs)

    def find_role(self, role):
        return Peran(role)

    def delete(self, model):
        raise NotImplementedError("Pengguna dinonaktifkan, tidak dihapus: jejak menyebut namanya.")


def cari(nama_pengguna: str) -> Pengguna | None:
    """The user of this name, however it is capitalised."""
    return Pengguna.get_or_none(fn.lower(Pengguna.nama_pengguna) == nama_pengguna.strip().lower())


def normal(sandi: str) -> str:
    """A password as it is hashed, whichever keyboard typed it."""
    return unicodedata.normalize("NFKD", sandi)


def hash_sandi(sandi: str) -> str:
    """The argon2id hash of a password."""
    return PasswordHasher().hash(normal(sandi))


def sandi_sementara() -> str:
    """A first password that can be read aloud over the telephone: no letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def periksa_sandi(sandi: str, *milik: str) -> str | None:
    """Why this password is too weak, or None. ``milik``: words about the person it may not be."""
    kecil = sandi.lower()
    if len(sandi) < SANDI_TERPENDEK:
        return f"Kata sandi paling sedikit {SANDI_TERPENDEK} huruf atau angka."
    if len(set(kecil)) < 5 or kecil.isdigit():
        return "Kata sandi terlalu mudah ditebak. Pakai beberapa kata yang hanya Anda ingat."
    if any(satu and satu.lower() in kecil for satu in (*milik, *_MUDAH)):
        return "Kata sandi jangan memuat nama Anda atau kata yang lazim."
    return None


def tambah_pengguna(
    engine: Engine, code: str, nama_pengguna: str, nama: str, peran, *, oleh: Operator | None = None,
    sandi: str | None = None, telepon: str | None = None, wilayah: str | None = None, ganti: bool = True,
) -> tuple[Pengguna, str]:  # fmt: skip
    """Add a user; returns him and his first password (``sandi``, or a fresh one he has to change).

    ``code`` is this node. Raises ``IsianSalah``. ``oleh`` None: the person at the console.
    """
    nama_pengguna, nama = nama_pengguna.strip().lower(), " ".join(nama.split())
    wilayah = wilayah or code
    if not _NAMA_PENGGUNA.fullmatch(nama_pengguna):
        raise IsianSalah(
            "nama_pengguna", "Nama pengguna 3 sampai 40 huruf kecil atau angka, tanpa spasi, misalnya siti.aminah."
        )
    if not 0 < len(nama) <= 100:
        raise IsianSalah("nama", "Isi nama lengkap, paling banyak 100 huruf.")
    if not within(wilayah, code):
        raise IsianSalah("wilayah", f"Wilayah {wilayah} bukan bagian dari {code}.")
    peran = _peran(peran, wilayah)
    if sandi and (lemah := periksa_sandi(sandi, nama_pengguna)):
        raise IsianSalah("sandi", lemah)
    sandi = sandi or sandi_sementara()
    with engine.transaction():
        if cari(nama_pengguna):
            raise IsianSalah("nama_pengguna", f"Nama pengguna {nama_pengguna} sudah dipakai. Pilih yang lain.")
        baru = Pengguna.create(
            nama_pengguna=nama_pengguna, nama=nama, telepon=telepon or None, password=hash_sandi(sandi), peran=peran,
            wilayah=wilayah, ganti_sandi=int(ganti), dibuat_oleh=oleh.nama if oleh else "konsol",
        )  # fmt: skip
        _catat(engine, oleh, "tambah", baru, sesudah={"peran": peran, "wilayah": wilayah})
    return baru, sandi


def ubah_pengguna(engine: Engine, oleh: Operator, siapa: Pengguna, **isi) -> None:
    """Change a user: nama, telepon, peran, aktif, wajib_kode. Raises ``IsianSalah``.

    The last admin can neither be switched off nor lose the role: nobody could let him in again.
    """
    if "peran" in isi:
        isi["peran"] = _peran(isi["peran"], siapa.wilayah)
    kolom = {"aktif": "active"}
    isi = {kolom.get(name, name): value for name, value in isi.items()}
    with engine.transaction():
        jadi_admin = isi.get("active", siapa.active) and "admin" in isi.get("peran", siapa.peran).split()
        if not jadi_admin and _admin_terakhir(siapa):
            raise IsianSalah("peran", "Ini admin satu-satunya. Jadikan orang lain admin lebih dulu.")
        sebelum = {name: getattr(siapa, name) for name in isi}
        for name, value in isi.items():
            setattr(siapa, name, value)
        siapa.save()
        _catat(engine, oleh, "ubah", siapa, sebelum=sebelum, sesudah=isi)


def sandi_baru(engine: Engine, oleh: Operator | None, siapa: Pengguna) -> str:
    """Give a user a fresh first password, end his sessions and take off his code; returns the password."""
    sandi = sandi_sementara()
    with engine.transaction():
        siapa.password, siapa.ganti_sandi = hash_sandi(sandi), 1
        siapa.tf_primary_method = siapa.tf_totp_secret = siapa.hitungan_kode = None
        # A new mark ends every session he has open.
        siapa.fs_uniquifier = secrets.token_hex(16)
        siapa.save()
        engine.run("DELETE FROM sb_percobaan WHERE kunci = ?", (f"n:{siapa.nama_pengguna}",))
        _catat(engine, oleh, "kelola", siapa, catatan="Kata sandi diganti dengan yang sementara")
    return sandi


def _peran(peran, wilayah: str) -> str:
    words = peran.split() if isinstance(peran, str) else list(peran)
    allowed = peran_di(wilayah)
    if not words or not set(words) <= set(allowed):
        raise IsianSalah("peran", f"Pilih peran: {', '.join(allowed)}.")
    return " ".join(one for one in allowed if one in words)


def _admin_terakhir(siapa: Pengguna) -> bool:
    if "admin" not in siapa.peran.split() or not siapa.active:
        return False
    return not any(
        "admin" in lain.peran.split() for lain in Pengguna.select().where(Pengguna.active == 1, Pengguna.id != siapa.id)
    )


def _catat(engine: Engine, oleh: Operator | None, aksi: str, siapa: Pengguna, **isi) -> None:
    oleh = oleh or Operator("konsol", "konsol", frozenset(), siapa.wilayah)
    jejak.catat(engine, oleh, aksi, "pengguna", siapa.id, siapa.wilayah, label=siapa.nama, **isi)
