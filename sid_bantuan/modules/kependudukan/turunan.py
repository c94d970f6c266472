"""What this node derives from residents and families: the search keys and the warnings.

``derive`` rebuilds ``sb_cari`` and ``sb_peringatan`` for changed rows, and for the rows whose
warnings hang on them: the other one with the same NIK, the family somebody left. Where such
a neighbour's warnings change it is marked changed for this node, so that whatever counts
warnings hears of it. Rebuilding twice is harmless.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...domain import kode
from ...domain.nama import kunci_nama
from ...domain.periksa import BERAT, SEDANG, Peringatan, periksa_keluarga, periksa_penduduk
from ...sync.engine import Engine, SqliteEngine
from ...sync.triggers import LOCAL

_PENDUDUK = (
    "wilayah", "nik", "keadaan_nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "keluarga_id",
    "hubungan_keluarga", "agama", "pendidikan_kk", "pekerjaan", "status_kawin", "kewarganegaraan", "nik_ayah", "nik_ibu",
    "paspor", "kitas", "cara_kb", "hamil", "ktp_el", "status_dasar",
)  # fmt: skip
_TIDAK_DIHITUNG = (kode.PINDAH, kode.TIDAK_VALID)
"""Who moved away is rightly recorded elsewhere too; who is not valid is nobody's double."""
Temuan = dict[str, tuple[str, list[Peringatan]]]
"""Id -> (village, its warnings)."""


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Rebuild search keys and warnings of changed residents or families, within the caller's transaction."""
    if type_name == "penduduk":
        _penduduk(node, ids)
    elif type_name == "keluarga":
        _keluarga(node.engine, ids, ids)


def susun_ulang(node) -> int:
    """Mark every resident and family for deriving anew, after their rules changed; how many. ``drain`` then does it.

    Search goes on meanwhile with the keys there are.
    """
    with node.engine.transaction():
        if isinstance(node.engine, SqliteEngine):
            node.engine.run("INSERT INTO sb_cari_teks (sb_cari_teks) VALUES ('rebuild')")
        node.engine.run(
            "INSERT INTO sb_pending (peer, type, id, rev) SELECT ?, type, id, rev FROM sb_row"
            " WHERE type IN ('penduduk', 'keluarga') AND deleted = 0 ON CONFLICT (peer, type, id) DO NOTHING",
            (LOCAL,),
        )
        return node.engine.value("SELECT count(*) FROM sb_pending WHERE peer = ?", (LOCAL,))


# ---- residents


def _penduduk(node, ids: Sequence[str]) -> None:
    engine = node.engine
    hari_ini = date.today().isoformat()
    baris = _baca_penduduk(node, ids)
    lama = _baca_cari(engine, ids)
    baru = {id: _kunci(satu) for id, satu in baris.items()}
    _tulis_cari(engine, [id for id in ids if lama.get(id) != baru.get(id)], lama, baru)
    temuan = {id: (satu["wilayah"], periksa_penduduk(satu, hari_ini)) for id, satu in baris.items()}
    tersentuh = {*lama.values(), *baru.values()}
    tetangga = _tambah_kembar(_sama_nik(engine, tersentuh), "nik_ganda", "nik", BERAT, temuan)
    kembar = _tambah_kembar(_sama_orang(engine, tersentuh), "orang_kembar", "nama", SEDANG, temuan)
    for id, (wilayah, daftar) in kembar.items():
        # The same neighbour may be a double by number and by name: losing one of the two would never settle.
        tetangga.setdefault(id, (wilayah, []))[1].extend(daftar)
    _simpan(engine, "penduduk", ids, temuan)
    _simpan_tetangga(engine, "penduduk", tetangga, ("nik_ganda", "orang_kembar"))
    keluarga = {satu[1] for satu in tersentuh} - {None}
    _keluarga(engine, sorted(keluarga), ())


def _baca_penduduk(node, ids: Sequence[str]) -> dict[str, dict]:
    """The residents by id, with the columns that warnings are read from."""
    kolom = {satu.name: satu for satu in node.catalog["penduduk"].columns}
    pilih = node.engine.select_list([kolom[nama] for nama in _PENDUDUK[1:]], "t")
    chosen, params = node.engine.ids(ids)
    rows = node.engine.run(f"SELECT t.id, t.wilayah, {pilih} FROM sb_penduduk t WHERE t.id IN ({chosen})", params)
    return {row[0]: dict(zip(_PENDUDUK, row[1:], strict=True)) for row in rows}


def _kunci(satu: Mapping) -> tuple:
    """What ``sb_cari`` keeps of a resident, in the order of its columns."""
    hitung = int(satu["status_dasar"] not in _TIDAK_DIHITUNG)
    return satu["wilayah"], satu["keluarga_id"], satu["nik"], satu["tanggal_lahir"], hitung, kunci_nama(satu["nama"])


def _baca_cari(engine: Engine, ids: Sequence[str]) -> dict[str, tuple]:
    chosen, params = engine.ids(ids)
    rows = engine.run(
        f"SELECT id, wilayah, keluarga_id, nik, lahir, hitung, teks FROM sb_cari WHERE id IN ({chosen})", params
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def _tulis_cari(engine: Engine, berubah: Sequence[str], lama: Mapping, baru: Mapping) -> None:
    """Write what differs, in few statements: a trigger for each row's trigrams would cost three times as much."""
    _trigram(engine, "'delete', ", [id for id in berubah if id in lama])
    if hilang := [id for id in berubah if id not in baru]:
        chosen, params = engine.ids(hilang)
        engine.run(f"DELETE FROM sb_cari WHERE id IN ({chosen})", params)
    nama = ("wilayah", "keluarga_id", "nik", "lahir", "hitung", "teks")
    sisip = [(*baru[id], id) for id in berubah if id in baru and id not in lama]
    ganti = [(*baru[id], id) for id in berubah if id in baru and id in lama]
    if sisip:
        engine.many(f"INSERT INTO sb_cari ({', '.join(nama)}, id) VALUES (?, ?, ?, ?, ?, ?, ?)", sisip)
    if ganti:
        engine.many(f"UPDATE sb_cari SET {', '.join(f'{satu} = ?' for satu in nama)} WHERE id = ?", ganti)
    _trigram(engine, "", [id for id in berubah if id in baru])


def _trigram(engine: Engine, perintah: str, ids: Sequence[str]) -> None:
    """Tell SQLite's FTS5 of these names; PostgreSQL's index follows its table by itself."""
    if ids and isinstance(engine, SqliteEngine):
        chosen, params = engine.ids(ids)
        kolom = "sb_cari_teks, rowid, teks" if perintah else "rowid, teks"
        engine.run(
            f"INSERT INTO sb_cari_teks ({kolom}) SELECT {perintah}urut, teks FROM sb_cari WHERE id IN ({chosen})",
            params,
        )


# ---- doubles: (what is the same, id, name, village)


def _sama_nik(engine: Engine, tersentuh: Iterable[tuple]) -> list[tuple]:
    chosen, params = engine.ids(sorted({satu[2] for satu in tersentuh} - {None}))
    return engine.run(
        "SELECT p.nik, p.id, p.nama, p.wilayah FROM sb_penduduk p"
        f" WHERE p.nik IN ({chosen}) AND p.status_dasar NOT IN (?, ?) ORDER BY p.id",
        (*params, *_TIDAK_DIHITUNG),
    )


def _sama_orang(engine: Engine, tersentuh: Iterable[tuple]) -> list[tuple]:
    """By birth date and the name's key; one text holds both, the date being ten characters."""
    chosen, params = engine.ids(sorted({f"{lahir}|{teks}" for *_, lahir, _, teks in tersentuh if lahir and teks}))
    return engine.run(
        f"WITH k (pasang) AS ({chosen}) SELECT k.pasang, c.id, p.nama, p.wilayah FROM k CROSS JOIN sb_cari c"
        " JOIN sb_penduduk p ON p.id = c.id"
        " WHERE c.teks = substr(k.pasang, 12) AND c.lahir = substr(k.pasang, 1, 10) AND c.hitung = 1 ORDER BY c.id",
        params,
    )


def _sama_no_kk(engine: Engine, no_kk: Iterable[str]) -> list[tuple]:
    """A card whose whole family left or died is nobody's double: where they went, it is rightly recorded too."""
    chosen, params = engine.ids(sorted(no_kk))
    return engine.run(
        "SELECT k.no_kk, k.id, COALESCE(p.nama, '…'), k.wilayah FROM sb_keluarga k LEFT JOIN sb_penduduk p"
        " ON p.keluarga_id = k.id AND p.hubungan_keluarga = ? AND p.status_dasar = ?"
        f" WHERE k.no_kk IN ({chosen}) AND (p.id IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM sb_penduduk a WHERE a.keluarga_id = k.id AND a.status_dasar = ?)"
        " OR NOT EXISTS (SELECT 1 FROM sb_penduduk a WHERE a.keluarga_id = k.id)) ORDER BY k.id, p.id",
        (kode.KEPALA_KELUARGA, kode.HIDUP, *params, kode.HIDUP),
    )


def _tambah_kembar(sama: Iterable[tuple], kode_pesan: str, kolom: str, bobot: int, temuan: Temuan) -> Temuan:
    """Add a warning to each of ``temuan`` that has a double; the others in those groups, with theirs, are returned."""
    pertama: dict[str, tuple] = {}
    kelompok: dict[str, dict[str, tuple]] = {}
    for satu in sama:
        sendiri = pertama.setdefault(satu[0], satu)
        if sendiri is not satu:
            kelompok.setdefault(satu[0], {sendiri[1]: sendiri}).setdefault(satu[1], satu)
    tetangga: Temuan = {id: (wilayah, []) for _, id, _, wilayah in pertama.values() if id not in temuan}
    for pasang, anggota in kelompok.items():
        for id, (*_, wilayah) in anggota.items():
            lain = [satu for satu in anggota.values() if satu[1] != id]
            daftar = (temuan.get(id) or tetangga.setdefault(id, (wilayah, [])))[1]
            daftar += [Peringatan(kode_pesan, kolom, bobot, _sebut(pasang, lain))] if lain else []
    return tetangga


def _sebut(pasang: str, lain: Sequence[tuple]) -> dict:
    """Whom a double is shown with: the first of the others, and how many more there are."""
    _, id, nama, wilayah = lain[0]
    if len(lain) > 1:
        nama = f"{nama} dan {len(lain) - 1} lainnya"
    return {"nama": nama, "wilayah": wilayah, "id": id, "sama": pasang}


# ---- families


def _keluarga(engine: Engine, ids: Sequence[str], berubah: Sequence[str]) -> None:
    """Warnings of families; those not ``berubah`` themselves are marked where their warnings are."""
    if not ids:
        return
    chosen, params = engine.ids(ids)
    rows = engine.run(
        "SELECT k.id, k.wilayah, k.no_kk, k.lingkungan_id, COUNT(p.id), SUM(CASE WHEN p.status_dasar = ? THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN p.status_dasar = ? AND p.hubungan_keluarga = ? THEN 1 ELSE 0 END)"
        " FROM sb_keluarga k LEFT JOIN sb_penduduk p ON p.keluarga_id = k.id"
        f" WHERE k.id IN ({chosen}) GROUP BY k.id, k.wilayah, k.no_kk, k.lingkungan_id",
        (kode.HIDUP, kode.HIDUP, kode.KEPALA_KELUARGA, *params),
    )
    # A family that left or died as a whole keeps its card as a record; there is nothing to mend on it.
    temuan: Temuan = {
        id: (wilayah, [] if pernah and not anggota else periksa_keluarga(no_kk, anggota, kepala, lingkungan))
        for id, wilayah, no_kk, lingkungan, pernah, anggota, kepala in rows
    }
    no_kk = {row[2] for row in rows if row[2]} | _no_kk_dulu(engine, ids)
    tetangga = _tambah_kembar(_sama_no_kk(engine, no_kk), "no_kk_ganda", "no_kk", BERAT, temuan)
    _tandai(engine, _simpan(engine, "keluarga", ids, temuan) - set(berubah))
    _simpan_tetangga(engine, "keluarga", tetangga, ("no_kk_ganda",))


def _no_kk_dulu(engine: Engine, ids: Sequence[str]) -> set[str]:
    """The numbers these families were doubles by, as their present warnings say."""
    chosen, params = engine.ids(ids)
    rows = engine.run(f"SELECT isi FROM sb_peringatan WHERE kode = 'no_kk_ganda' AND id IN ({chosen})", params)
    return {json.loads(isi)["sama"] for (isi,) in rows}


# ---- writing


def _simpan(engine: Engine, jenis: str, ids: Sequence[str], temuan: Temuan, hanya: Sequence[str] = ()) -> set[str]:
    """Make these rows' warnings (or only those of the codes ``hanya``) what was found; the ids where that differed."""
    chosen, params = engine.ids(ids)
    saring = f" AND kode IN ({', '.join('?' * len(hanya))})" if hanya else ""
    lama = defaultdict(set)
    for id, *isi in engine.run(
        f"SELECT id, kode, kolom, bobot, isi FROM sb_peringatan WHERE id IN ({chosen}){saring}", (*params, *hanya)
    ):
        lama[id].add(tuple(isi))
    baru = {id: {_baris(satu) for satu in daftar} for id, (_, daftar) in temuan.items() if daftar}
    kosong: set = set()
    berubah = {id for id in ids if lama.get(id, kosong) != baru.get(id, kosong)}
    if buang := [id for id in berubah if id in lama]:
        chosen, params = engine.ids(buang)
        engine.run(f"DELETE FROM sb_peringatan WHERE id IN ({chosen}){saring}", (*params, *hanya))
    rows = [(id, *satu, jenis, temuan[id][0]) for id in sorted(berubah) for satu in baru.get(id, ())]
    if rows:
        engine.many(
            "INSERT INTO sb_peringatan (id, kode, kolom, bobot, isi, jenis, wilayah) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
        )
    return berubah


def _baris(satu: Peringatan) -> tuple:
    isi = json.dumps(satu.isi, ensure_ascii=False, separators=(",", ":")) if satu.isi else None
    return satu.kode, satu.kolom, satu.bobot, isi


def _simpan_tetangga(engine: Engine, jenis: str, tetangga: Temuan, hanya: Sequence[str]) -> None:
    """Warnings of doubles on rows that did not change themselves; these are marked, so that the queue counts anew."""
    if tetangga:
        _tandai(engine, _simpan(engine, jenis, sorted(tetangga), tetangga, hanya))


def _tandai(engine: Engine, ids: Iterable[str]) -> None:
    """Mark rows changed for this node's own derivations only; they travel nowhere for it."""
    ids = sorted(ids)
    if ids:
        chosen, params = engine.ids(ids)
        engine.run(
            "INSERT INTO sb_pending (peer, type, id, rev) SELECT ?, s.type, s.id, s.rev FROM sb_row s"
            f" WHERE s.deleted = 0 AND s.id IN ({chosen}) ON CONFLICT (peer, type, id) DO NOTHING",
            (LOCAL, *params),
        )
