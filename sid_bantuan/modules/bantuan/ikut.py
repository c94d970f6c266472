"""Every span of aid as it stands today, with the state that follows from the register: ``sb_ikut``, derived.

A line ``ke`` 0 is the person's or the family's own; each component of it is a further line with whose it is. The
written state is changed by nobody here: a recipient who died or left shows as suspended and why, a family goes on
while one member remains and says that somebody else must look after it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...domain import bantuan, kode
from ...domain.bantuan import DTSEN
from ...domain.ids import is_id
from ...sync.engine import Engine
from ...sync.triggers import LOCAL
from . import kuota, periksa_ulang
from .program import ProgramBantuan
from .program import di as program_di
from .program import semua as semua_program
from .tables_dasar import KODE
from .ukuran_kini import dari_sumber

_KOLOM = ("sumber", "ke", "asal", "program", "komponen", "orang", "keluarga", "penduduk", "wilayah", "keadaan", "mulai",
          "sampai", "sebab")  # fmt: skip
_SEBAB = {kode.MATI: "meninggal", kode.PINDAH: "pindah", kode.HILANG: "hilang", kode.PERGI: "pindah"}


@dataclass(frozen=True)
class Warga:
    """A resident's row, as far as aid asks: which, of which village and family, and whether he is there."""

    id: str
    orang: str
    wilayah: str
    keluarga: str | None
    status: int


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Build anew what changed records of aid, residents or merges touch, within the caller's transaction."""
    if type_name in ("penerima", "penetapan"):
        periksa_ulang.nilai(node, *bangun(node, ids))
    elif type_name in ("penduduk", "penggabungan"):
        if sumber := _terkait(node.engine, type_name, ids):
            periksa_ulang.nilai(node, *bangun(node, sumber))
    elif type_name == "program":
        _tandai(node.engine, ids)


def _terkait(engine: Engine, type_name: str, ids: Sequence[str]) -> list[str]:
    """The records of aid that hang on these residents: by person, by family then or now, by a NIK of a list."""
    chosen, params = engine.ids(ids)
    if type_name == "penggabungan":
        orang = f"SELECT orang_lama FROM sb_penggabungan WHERE id IN ({chosen})"
        cari = [f"SELECT id FROM {tabel} WHERE orang_id IN ({orang})" for tabel in ("sb_penerima", "sb_penetapan")]
    else:
        di = f"p.id IN ({chosen})"
        cari = [f"SELECT sumber FROM sb_ikut WHERE penduduk IN ({chosen})"]
        for tabel in ("sb_penerima", "sb_penetapan"):
            cari.append(f"SELECT t.id FROM sb_penduduk p JOIN {tabel} t ON t.orang_id = p.orang_id WHERE {di}")
            cari.append(
                f"SELECT t.id FROM sb_penduduk p JOIN {tabel} t ON t.nik = p.nik WHERE {di} AND t.orang_id IS NULL"
            )
        cari.append(f"SELECT t.id FROM sb_penduduk p JOIN sb_penerima t ON t.keluarga_id = p.keluarga_id WHERE {di}")
        for kolom in ("keluarga", "orang"):
            milik = "p.keluarga_id" if kolom == "keluarga" else "p.orang_id"
            cari.append(f"SELECT i.sumber FROM sb_penduduk p JOIN sb_ikut i ON i.{kolom} = {milik} WHERE {di}")
    return [satu[0] for satu in engine.run(" UNION ".join(cari), list(params) * len(cari))]


def _tandai(engine: Engine, ids: Sequence[str]) -> None:
    """Have the recipients of changed programs built anew, a thousand at a time like any other change."""
    chosen, params = engine.ids(ids)
    for jenis in ("penerima", "penetapan"):
        engine.run(
            "INSERT INTO sb_pending (peer, type, id, rev) SELECT ?, s.type, s.id, s.rev FROM sb_row s"
            f" JOIN sb_{jenis} t ON t.id = s.id WHERE s.deleted = 0 AND t.program IN"
            f" (SELECT kode FROM sb_program WHERE id IN ({chosen})) ON CONFLICT (peer, type, id) DO NOTHING",
            (LOCAL, *params),
        )


# ---- building


def bangun(node, sumber: Sequence[str]) -> tuple[set[str], set[str]]:
    """Write the lines of these recipients and lines of lists anew, and the quotas they count in.

    The people and the families whose aid that is or was.
    """
    engine = node.engine
    chosen, params = engine.ids(sumber)
    lama = engine.run(f"SELECT wilayah, program, orang, keluarga FROM sb_ikut WHERE sumber IN ({chosen})", params)
    rekam = _baca(engine, sumber)
    baru = list(_baris(rekam, Register(engine, rekam), semua_program(node)))
    engine.run(f"DELETE FROM sb_ikut WHERE sumber IN ({chosen})", params)
    if baru:
        engine.many(f"INSERT INTO sb_ikut ({', '.join(_KOLOM)}) VALUES ({', '.join('?' * len(_KOLOM))})", baru)
    _ingat_nik(engine, rekam, baru)
    kuota.hitung(node, {satu[:2] for satu in lama} | {(satu["wilayah"], satu["program"]) for satu in rekam})
    if any(satu["program"] == DTSEN for satu in rekam):
        dari_sumber(node, sumber)
    orang = {satu[2] for satu in lama} | {satu[5] for satu in baru}
    keluarga = {satu[3] for satu in lama} | {satu[6] for satu in baru}
    return orang - {None}, keluarga - {None}


_BACA = ("id", "wilayah", "program", "orang_id", "keluarga_id", "nik", "komponen", "keadaan", "mulai", "sampai")


def _baca(engine: Engine, sumber: Sequence[str]) -> list[dict]:
    chosen, params = engine.ids(sumber)
    kolom = ", ".join(_BACA)
    return [
        dict(zip((*_BACA, "asal"), (*satu, asal), strict=True))
        for asal in bantuan.ASAL
        for satu in engine.run(f"SELECT {kolom} FROM sb_{asal} WHERE id IN ({chosen}) ORDER BY id", params)
    ]


class Register:
    """What the register says of all these records name, read in a few statements for all of them."""

    def __init__(self, engine: Engine, rekam: Sequence[Mapping]):
        self.engine = engine
        orang = {satu["orang_id"] for satu in rekam} | {
            bagian["orang_id"] for satu in rekam for bagian in komponen(satu)
        }
        self.menjadi = self._gabung(orang - {None})
        nik = {satu["nik"] for satu in rekam if satu["orang_id"] is None and satu["nik"]}
        self.nik = self._dari_nik(nik)
        self.warga: dict[str, list[Warga]] = defaultdict(list)
        kenal = {*orang, *self.menjadi.values(), *self.nik.values()} - {None}
        keluarga = {satu["keluarga_id"] for satu in rekam} - {None}
        self._warga("orang_id", kenal)
        keluarga |= {satu.keluarga for semua in self.warga.values() for satu in semua} - {None}
        self.hidup = self._anggota(keluarga)

    def orang(self, rekam: Mapping) -> str | None:
        """Who a record is about: as it says, or whoever has that NIK; whoever he was merged into."""
        siapa = rekam["orang_id"] or self.nik.get(rekam["nik"])
        return self.menjadi.get(siapa, siapa)

    def baris(self, orang: str | None, wilayah: str) -> Warga | None:
        """His row: the one of this village, or else the one where he lives."""
        semua = self.warga.get(orang, ())
        return min(semua, key=lambda satu: (satu.wilayah != wilayah, satu.status != kode.HIDUP, satu.id), default=None)

    def _gabung(self, orang: set[str]) -> dict[str, str]:
        menjadi: dict[str, str] = {}
        cari = orang
        while cari:
            chosen, params = self.engine.ids(sorted(cari))
            dapat = dict(
                self.engine.run(
                    f"SELECT orang_lama, orang_tetap FROM sb_penggabungan WHERE orang_lama IN ({chosen}) ORDER BY id",
                    params,
                )
            )
            dapat = {lama: tetap for lama, tetap in dapat.items() if lama not in menjadi}
            menjadi |= dapat
            cari = set(dapat.values())
        return {lama: _ujung(lama, menjadi) for lama in menjadi}

    def _dari_nik(self, nik: set[str]) -> dict[str, str]:
        if not nik:
            return {}
        chosen, params = self.engine.ids(sorted(nik))
        kenal = self.engine.run(
            f"SELECT nik, orang FROM sb_nik_kenal WHERE nik IN ({chosen})"
            f" UNION ALL SELECT nik_lama, orang_tetap FROM sb_penggabungan WHERE nik_lama IN ({chosen})",
            (*params, *params),
        )
        # Whom the register has under that number today goes before whom it once had.
        kini = self.engine.run(
            f"SELECT nik, orang_id FROM sb_penduduk WHERE nik IN ({chosen}) ORDER BY status_dasar DESC, id DESC", params
        )
        return dict(sorted(kenal)) | dict(kini)

    def _warga(self, kolom: str, isi: Iterable[str]) -> None:
        chosen, params = self.engine.ids(sorted(isi))
        for satu in self.engine.run(
            f"SELECT id, orang_id, wilayah, keluarga_id, status_dasar FROM sb_penduduk WHERE {kolom} IN ({chosen})",
            params,
        ):
            self.warga[satu[1]].append(Warga(*satu))

    def _anggota(self, keluarga: Iterable[str]) -> dict[str, int]:
        chosen, params = self.engine.ids(sorted(keluarga))
        return dict(
            self.engine.run(
                f"SELECT keluarga_id, COUNT(*) FROM sb_penduduk WHERE keluarga_id IN ({chosen}) AND status_dasar = ?"
                " GROUP BY keluarga_id",
                (*params, kode.HIDUP),
            )
        )


def _ujung(lama: str, menjadi: Mapping[str, str]) -> str:
    dilalui = {lama}
    while (lama := menjadi[lama]) in menjadi and lama not in dilalui:
        dilalui.add(lama)
    return lama


def komponen(rekam: Mapping) -> list[dict]:
    """The components a record names, each with its kode and, where it is somebody's, his ``orang_id``."""
    try:
        semua = json.loads(rekam["komponen"] or "[]")
    except (ValueError, RecursionError):
        return []
    return [
        {
            "kode": satu["kode"],
            "orang_id": orang if isinstance(orang := satu.get("orang_id"), str) and is_id(orang) else None,
        }
        for satu in (semua if isinstance(semua, list) else ())
        if isinstance(satu, dict) and _kode_komponen(satu.get("kode"))
    ]


def _kode_komponen(kata) -> bool:
    """Whether this can be a component's code: written elsewhere, it may be what no column holds."""
    return isinstance(kata, str) and 0 < len(kata) <= KODE and kata.isprintable()


def _baris(rekam: Sequence[Mapping], register: Register, program: Mapping[str, ProgramBantuan]):
    for satu in rekam:
        punya = program_di(program, satu["program"], satu["wilayah"])
        orang = register.orang(satu)
        warga = register.baris(orang, satu["wilayah"])
        if (punya is not None and punya.keluarga) or (punya is None and satu["keluarga_id"]):
            siapa, keluarga, keadaan, sebab = _keluarga(satu, orang, warga, register)
        else:
            siapa, keluarga = orang, warga and warga.keluarga
            keadaan, sebab = _sendiri(satu, orang, warga, punya)
        yield _satu(satu, 0, None, siapa, keluarga, warga, keadaan, sebab)
        for ke, bagian in enumerate(komponen(satu), 1):
            milik = register.menjadi.get(bagian["orang_id"], bagian["orang_id"]) or orang
            anggota = register.baris(milik, satu["wilayah"])
            ini, kenapa = (keadaan, sebab) if keadaan != bantuan.AKTIF else _sendiri(satu, milik, anggota, punya)
            yield _satu(
                satu, ke, bagian["kode"], milik, keluarga or (anggota and anggota.keluarga), anggota, ini, kenapa
            )


def _satu(rekam, ke, komponen, orang, keluarga, warga: Warga | None, keadaan, sebab) -> tuple:
    return (
        rekam["id"], ke, rekam["asal"], rekam["program"], komponen, orang, keluarga, warga and warga.id,
        rekam["wilayah"], keadaan, rekam["mulai"], rekam["sampai"], sebab,
    )  # fmt: skip


def _sendiri(rekam, orang, warga: Warga | None, punya: ProgramBantuan | None) -> tuple[str, str | None]:
    """The state of what somebody receives for himself."""
    if rekam["keadaan"] != bantuan.AKTIF or (punya is not None and punya.karena_kematian):
        return rekam["keadaan"], None
    sebab = _hilang(rekam, orang, warga)
    return (bantuan.DITANGGUHKAN, sebab) if sebab else (bantuan.AKTIF, None)


def _hilang(rekam, orang, warga: Warga | None) -> str | None:
    """Why somebody is not there; None where he is. Of whom a list names and nobody here knows nothing can be said."""
    if orang is None:
        return None
    if warga is None:
        return "tidak_tercatat" if rekam["asal"] == "penerima" else None
    if warga.status == kode.HIDUP:
        return None if warga.wilayah == rekam["wilayah"] else "pindah"
    return _SEBAB.get(warga.status, "tidak_tercatat")


def _keluarga(rekam, orang, warga: Warga | None, register: Register):
    """(person, family, state, reason) of what a family receives. The family it was given to stays, while one remains."""
    ada = _hilang(rekam, orang, warga) is None and warga is not None
    keluarga = rekam["keluarga_id"]
    if not register.hidup.get(keluarga):
        keluarga = warga.keluarga if warga is not None and (ada or keluarga is None) else keluarga
    if rekam["keadaan"] != bantuan.AKTIF:
        return None, keluarga, rekam["keadaan"], None
    if keluarga is None:
        # Who has no family card is a family by himself.
        return None, orang, *_sendiri(rekam, orang, warga, None)
    if not register.hidup.get(keluarga):
        return None, keluarga, bantuan.DITANGGUHKAN, _hilang(rekam, orang, warga) or "keluarga_habis"
    if orang is not None and (not ada or warga.keluarga != keluarga):
        return None, keluarga, bantuan.AKTIF, bantuan.GANTI_PENGURUS
    return None, keluarga, bantuan.AKTIF, None


def _ingat_nik(engine: Engine, rekam: Sequence[Mapping], baru: Iterable[tuple]) -> None:
    """Remember who was meant by a number: an edit of his NIK must not strand a list that still has the old one."""
    siapa = {satu[0]: satu[5] for satu in baru if satu[1] == 0}
    warga = {satu[0]: satu[7] for satu in baru if satu[1] == 0}
    chosen, params = engine.ids(sorted({id for id in warga.values() if id}))
    orang = dict(engine.run(f"SELECT id, orang_id FROM sb_penduduk WHERE id IN ({chosen})", params))
    pasang = {(satu["nik"], siapa.get(satu["id"]) or orang.get(warga.get(satu["id"]))) for satu in rekam if satu["nik"]}
    if pasang := sorted(satu for satu in pasang if satu[1]):
        engine.upsert("sb_nik_kenal", ("nik", "orang"), "nik,orang", pasang)
