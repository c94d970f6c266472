"""What looks wrong about an event, seen from above the villages: it warns the steward and refuses nothing.

``derive`` rebuilds the warnings of changed events, and of events whose people changed elsewhere:
a double is no double any more once the other village has recorded the move.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from ...domain import lampid
from ...domain.kode import HIDUP, MATI
from ...domain.nama import kunci_nama
from ...domain.periksa import BERAT, RINGAN, SEDANG, Peringatan
from ...domain.wilayah import is_code, level, parent
from ...domain.wilayah_nama import dikenal
from ...sync.triggers import LOCAL
from .masuk_orang import Gerak, gerak
from .tables import BERLAKU

TERLAMBAT = 60
"""Days from the event to its report after which a civil registration counts as late."""

_TIBA = (lampid.LAHIR, lampid.DATANG, lampid.KEMBALI)


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Rebuild the warnings of events that changed rows concern, within the caller's transaction."""
    if level(node.code) == "desa":
        return
    if type_name == "mutasi":
        _simpan(node, ids, ids)
    elif type_name in _MENYANGKUT:
        pilih, nilai = node.engine.ids(ids)
        times = _MENYANGKUT[type_name].count("{0}")
        rows = node.engine.run(_MENYANGKUT[type_name].format(pilih), tuple(nilai) * times)
        _simpan(node, sorted({row[0] for row in rows}), ())


_MENYANGKUT = {
    "mutasi_orang": "SELECT mutasi_id FROM sb_mutasi_orang WHERE id IN ({0})",
    "penduduk": "SELECT o.mutasi_id FROM sb_penduduk p JOIN sb_mutasi_orang o ON o.orang_id = p.orang_id WHERE p.id IN ({0})"
    " UNION SELECT o.mutasi_id FROM sb_penduduk p JOIN sb_mutasi_orang o ON o.nik = p.nik WHERE p.id IN ({0})",
}
"""Record type -> the events its changed rows concern."""


def _simpan(node, ids: Sequence[str], berubah: Iterable[str]) -> None:
    """Store what was found; an event that did not change itself is marked, so that the queue counts anew."""
    engine = node.engine
    lain = []
    for id in ids:
        baru = {_baris(satu) for satu in periksa(node, id)}
        lama = set(map(tuple, engine.run("SELECT kode, kolom, bobot, isi FROM sb_peringatan WHERE id = ?", (id,))))
        if baru == lama:
            continue
        engine.run("DELETE FROM sb_peringatan WHERE id = ?", (id,))
        wilayah = engine.value("SELECT wilayah FROM sb_mutasi WHERE id = ?", (id,))
        rows = [(id, *satu, "mutasi", wilayah) for satu in sorted(baru)]
        if rows:
            engine.many(
                "INSERT INTO sb_peringatan (id, kode, kolom, bobot, isi, jenis, wilayah) VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
        lain.append(id)
    _tandai(engine, [id for id in lain if id not in set(berubah)])


def _baris(satu: Peringatan) -> tuple:
    isi = json.dumps(satu.isi, ensure_ascii=False, separators=(",", ":"), sort_keys=True) if satu.isi else None
    return satu.kode, satu.kolom, satu.bobot, isi


def _tandai(engine, ids: Sequence[str]) -> None:
    if ids:
        pilih, nilai = engine.ids(ids)
        engine.run(
            "INSERT INTO sb_pending (peer, type, id, rev) SELECT ?, s.type, s.id, s.rev FROM sb_row s"
            f" WHERE s.deleted = 0 AND s.id IN ({pilih}) ON CONFLICT (peer, type, id) DO NOTHING",
            (LOCAL, *nilai),
        )


def periksa(node, mutasi_id: str) -> list[Peringatan]:
    """The warnings of one event as this level knows the villages; none for one that was cancelled."""
    row = node.engine.one(
        "SELECT wilayah, jenis, keadaan, CAST(tgl_peristiwa AS TEXT), CAST(tgl_lapor AS TEXT), cakupan, lawan_wilayah"
        " FROM sb_mutasi WHERE id = ?",
        (mutasi_id,),
    )
    if row is None or row[2] != BERLAKU:
        return []
    desa, jenis, _, tgl, lapor, cakupan, lawan = row
    temuan = list(_tanggal(tgl, lapor))
    if jenis in (lampid.PINDAH, lampid.DATANG):
        temuan += _lawan(desa, cakupan, lawan)
    if jenis == lampid.MATI:
        temuan += _sudah_mati(node, mutasi_id, desa)
    if jenis in _TIBA:
        temuan += _hidup_ganda(node, mutasi_id, desa)
    if jenis == lampid.LAHIR:
        temuan += _ibu(node, mutasi_id, desa)
    return temuan


def _tanggal(tgl: str, lapor: str) -> Iterable[Peringatan]:
    hari = (date.fromisoformat(lapor) - date.fromisoformat(tgl)).days
    if hari > TERLAMBAT:
        yield Peringatan("mutasi_terlambat", "tgl_lapor", RINGAN, {"hari": hari})


def _lawan(desa: str, cakupan: int | None, lawan: str | None) -> Iterable[Peringatan]:
    """The other place: one that exists, and one that lies where the form says."""
    if lawan and not (is_code(lawan) and dikenal(lawan)):
        yield Peringatan("mutasi_tempat_tak_dikenal", "lawan_wilayah", SEDANG, {"kode": lawan})
    elif not lawan and cakupan in (lampid.DALAM_KECAMATAN, lampid.DALAM_KABUPATEN):
        yield Peringatan("mutasi_tempat_kosong", "lawan_wilayah", SEDANG)
    elif lawan and cakupan and cakupan != _cakupan(desa, lawan):
        tempat = lampid.CAKUPAN_PINDAH[_cakupan(desa, lawan)].lower()
        yield Peringatan("mutasi_cakupan_keliru", "cakupan", SEDANG, {"tempat": tempat})


def _cakupan(desa: str, lawan: str) -> int:
    """The scope of a move between two places, by their codes."""
    if lawan == desa:
        return lampid.DALAM_DESA
    if level(lawan) == "desa" and parent(lawan) == parent(desa):
        return lampid.DALAM_KECAMATAN
    if lawan[:5] == desa[:5]:
        return lampid.DALAM_KABUPATEN
    return lampid.DALAM_PROVINSI if lawan[:2] == desa[:2] else lampid.LUAR_PROVINSI


def _sudah_mati(node, mutasi_id: str, desa: str) -> list[Peringatan]:
    """Somebody whose death another village, or another event, has told already."""
    orang = [
        (satu.nama, _orang_lain(node, satu, desa, MATI) or _kematian_lain(node, satu, mutasi_id))
        for satu in gerak(node, mutasi_id)
    ]
    return _tentang("mutasi_sudah_mati", BERAT, orang)


def _tentang(kode_pesan: str, bobot: int, orang: Sequence[tuple[str, str | None]]) -> list[Peringatan]:
    """One warning about all of an event's people to whom it applies: (name, village) with a village."""
    kena = [satu for satu in orang if satu[1]]
    if not kena:
        return []
    nama, desa = kena[0]
    nama = f"{nama} dan {len(kena) - 1} lainnya" if len(kena) > 1 else nama
    return [Peringatan(kode_pesan, "", bobot, {"nama": nama, "wilayah": desa})]


def _kematian_lain(node, satu: Gerak, mutasi_id: str) -> str | None:
    return node.engine.value(
        "SELECT MIN(m.wilayah) FROM sb_mutasi_orang o JOIN sb_mutasi m ON m.id = o.mutasi_id"
        " WHERE o.orang_id = ? AND m.jenis = ? AND m.keadaan = ? AND m.id <> ?",
        (satu.orang_id, lampid.MATI, BERLAKU, mutasi_id),
    )


def _hidup_ganda(node, mutasi_id: str, desa: str) -> list[Peringatan]:
    """Somebody who arrives, while another village of the area still counts him."""
    datang = [satu for satu in gerak(node, mutasi_id) if _masih_di_sini(node, satu)]
    return _tentang(
        "mutasi_hidup_di_dua_desa", BERAT, [(satu.nama, _orang_lain(node, satu, desa, HIDUP)) for satu in datang]
    )


def _masih_di_sini(node, satu: Gerak) -> bool:
    """Whether he is still where the event brought him: who has moved on or died since is nobody's double."""
    return node.engine.value("SELECT status_dasar FROM sb_penduduk WHERE id = ?", (satu.penduduk_id,)) in (HIDUP, None)


def _orang_lain(node, satu: Gerak, desa: str, status: int) -> str | None:
    """Another village that has this person with this status, by person or by NIK."""
    return node.engine.value(
        "SELECT MIN(d) FROM (SELECT wilayah AS d FROM sb_penduduk WHERE orang_id = ? AND wilayah <> ? AND status_dasar = ?"
        " UNION ALL SELECT wilayah FROM sb_penduduk WHERE nik = ? AND wilayah <> ? AND status_dasar = ?) t",
        (satu.orang_id, desa, status, satu.nik, desa, status),
    )


def _ibu(node, mutasi_id: str, desa: str) -> Iterable[Peringatan]:
    """A child whose mother is no living resident of this village (she may have died at the birth)."""
    for satu in gerak(node, mutasi_id):
        row = node.engine.one(
            "SELECT nik_ibu, nama_ibu, keluarga_id FROM sb_penduduk WHERE id = ?", (satu.penduduk_id,)
        )
        if row is None or not (row[0] or row[1]):
            continue
        nik, nama, keluarga = row
        calon = node.engine.run(
            "SELECT nik, nama, keluarga_id FROM sb_penduduk WHERE wilayah = ? AND jenis_kelamin = 2"
            " AND status_dasar IN (?, ?) AND (nik = ? OR keluarga_id = ?)",
            (desa, HIDUP, MATI, nik, keluarga),
        )
        ada = any(
            calon_nik == nik if nik else kunci_nama(calon_nama) == kunci_nama(nama)
            for calon_nik, calon_nama, _ in calon
        )
        if not ada:
            yield Peringatan("mutasi_ibu_bukan_warga", "", SEDANG, {"nama": nama or nik})
            return
