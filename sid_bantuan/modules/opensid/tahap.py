"""The stages before and after the residents: places, families, households, groups and who is in them."""

from collections.abc import Sequence

from . import ingatan, peta
from .peta import Terbaca
from .putaran import Putaran
from .serasi import Alur, serasikan

WILAYAH, KELUARGA, RTM = "tweb_wil_clusterdesa", "tweb_keluarga", "tweb_rtm"
KELOMPOK, ANGGOTA = "kelompok", "kelompok_anggota"


def tempat_dan_keluarga(putaran: Putaran) -> None:
    """Places, families, households: what residents refer to."""
    serasikan(
        putaran,
        Alur(
            WILAYAH,
            "lingkungan",
            peta.KOLOM_WILAYAH,
            _wilayah,
            cocok=_cocok_wilayah,
            sebut="dusun",
            tahan=_bukan_tempat,
        ),
    )
    putaran.peta["sebutan_tempat"] = _sebutan(putaran)
    serasikan(
        putaran, Alur(KELUARGA, "keluarga", peta.KOLOM_KELUARGA, _keluarga, _rujuk_keluarga, _cocok_keluarga, "no_kk")
    )
    putaran.peta["tempat_kepala"] = _tempat_kepala(putaran)
    serasikan(putaran, Alur(RTM, "rumah_tangga", peta.KOLOM_RTM, _rtm, _rujuk_rtm, _cocok_rtm, "nomor"))
    putaran.peta["nomor_rtm"] = _menurut_nomor(putaran)


def kelompok(putaran: Putaran) -> None:
    """Groups and institutions, and the residents in them."""
    putaran.peta["kategori"] = _kategori(putaran)
    serasikan(putaran, Alur(KELOMPOK, "kelompok", peta.KOLOM_KELOMPOK, _kelompok, _rujuk_kelompok, _cocok_kelompok))
    serasikan(
        putaran,
        Alur(
            ANGGOTA,
            "kelompok_anggota",
            peta.KOLOM_ANGGOTA,
            _anggota,
            _rujuk_anggota,
            _cocok_anggota,
            "jabatan",
            _tak_lengkap,
        ),
    )


# ---- places


def _wilayah(nomor: int, baris: dict, _rujukan) -> Terbaca:
    return peta.wilayah(nomor, baris)


def _bukan_tempat(satu: Terbaca) -> str | None:
    return None if any(satu.isi.values()) else ""


def _sebutan(putaran: Putaran) -> dict[int, str]:
    """Number of a place -> its name, for whom no family tells where he lives."""
    return {
        ingat.nomor: ", ".join(
            f"{apa} {ingat.isi[nama]}"
            for nama, apa in (("dusun", "Dusun"), ("rw", "RW"), ("rt", "RT"))
            if ingat.isi.get(nama)
        )
        for ingat in ingatan.semua(putaran.node, WILAYAH)
    }


def _cocok_wilayah(putaran: Putaran, baru: Sequence[Terbaca]) -> dict[int, str]:
    """One place here for all rows there that mean it: a dusun has three, for itself and its placeholders."""
    ada = {
        (dusun.lower(), rw, rt): id
        for id, dusun, rw, rt in putaran.node.engine.run(
            "SELECT id, dusun, rw, rt FROM sb_lingkungan WHERE wilayah = ?", (putaran.node.code,)
        )
    }
    hasil = {}
    for satu in baru:
        kunci = satu.isi["dusun"].lower(), satu.isi["rw"], satu.isi["rt"]
        hasil[satu.nomor] = ada.setdefault(kunci, putaran.id_untuk(WILAYAH, satu.nomor))
    return hasil


# ---- families and households


def _rujuk_keluarga(putaran: Putaran, baris: dict) -> tuple:
    return (putaran.peta[WILAYAH].get(baris.get("id_cluster")),)


def _keluarga(nomor: int, baris: dict, rujukan: tuple) -> Terbaca:
    return peta.keluarga(nomor, baris, *rujukan)


def _cocok_keluarga(putaran: Putaran, baru: Sequence[Terbaca]) -> dict[int, str]:
    return _menurut_kolom(putaran, KELUARGA, "keluarga", "no_kk", baru)


def _tempat_kepala(putaran: Putaran) -> dict[int, str | None]:
    """Number of a resident -> the place he lives in: households have none of their own."""
    if not putaran.sumber.punya(RTM):
        return {}
    kepala = {nomor for (nomor,) in putaran.sumber.nilai("nik_kepala", RTM)}
    rows = putaran.sumber.nilai("id, id_cluster", "tweb_penduduk", "AND rtm_level = 1")
    return {nomor: putaran.peta[WILAYAH].get(tempat) for nomor, tempat in rows if nomor in kepala}


def _rujuk_rtm(putaran: Putaran, baris: dict) -> tuple:
    return (putaran.peta["tempat_kepala"].get(baris.get("nik_kepala")),)


def _rtm(nomor: int, baris: dict, rujukan: tuple) -> Terbaca:
    return peta.rumah_tangga(nomor, baris, *rujukan)


def _cocok_rtm(putaran: Putaran, baru: Sequence[Terbaca]) -> dict[int, str]:
    return _menurut_kolom(putaran, RTM, "rumah_tangga", "nomor", baru)


def _menurut_nomor(putaran: Putaran) -> dict[str, str]:
    """A household's number, by which its members name it there -> our id."""
    if not putaran.sumber.punya(RTM):
        return {}
    return {
        str(no_kk).strip(): putaran.peta[RTM][nomor]
        for nomor, no_kk in putaran.sumber.nilai("id, no_kk", RTM)
        if nomor in putaran.peta[RTM]
    }


def _menurut_kolom(putaran: Putaran, tabel: str, jenis: str, kolom: str, baru: Sequence[Terbaca]) -> dict[int, str]:
    """Rows here with the same value that no other row there is known as."""
    node, nilai = putaran.node, [satu.isi[kolom] for satu in baru if satu.isi[kolom]]
    if not nilai:
        return {}
    pilih, isi = node.engine.ids(nilai)
    ada = {
        satu: id
        for id, satu in node.engine.run(
            f"SELECT id, {kolom} FROM {node.catalog[jenis].table} WHERE wilayah = ? AND {kolom} IN ({pilih})"
            " AND id NOT IN (SELECT id FROM sb_opensid WHERE tabel = ? AND id IS NOT NULL) ORDER BY id DESC",
            (node.code, *isi, tabel),
        )
    }
    return {satu.nomor: ada.pop(satu.isi[kolom]) for satu in baru if satu.isi[kolom] in ada}


# ---- groups


def _kategori(putaran: Putaran) -> dict[int, str]:
    """The names of the kinds of group, where this version keeps them."""
    if not (putaran.sumber.punya("kelompok_master") and "kelompok" in putaran.sumber.ada["kelompok_master"]):
        return {}
    return dict(putaran.sumber.nilai("id, kelompok", "kelompok_master"))


def _rujuk_kelompok(putaran: Putaran, baris: dict) -> tuple:
    return (putaran.peta["kategori"].get(baris.get("id_master")),)


def _kelompok(nomor: int, baris: dict, rujukan: tuple) -> Terbaca:
    return peta.kelompok(nomor, baris, *rujukan)


def _cocok_kelompok(putaran: Putaran, baru: Sequence[Terbaca]) -> dict[int, str]:
    return _menurut_kolom(putaran, KELOMPOK, "kelompok", "nama", baru)


def _rujuk_anggota(putaran: Putaran, baris: dict) -> tuple:
    return (
        putaran.peta[KELOMPOK].get(baris.get("id_kelompok")),
        putaran.peta["tweb_penduduk"].get(baris.get("id_penduduk")),
    )


def _anggota(nomor: int, baris: dict, rujukan: tuple) -> Terbaca:
    return peta.anggota(nomor, baris, *rujukan)


def _tak_lengkap(satu: Terbaca) -> str | None:
    return None if satu.isi["kelompok_id"] and satu.isi["penduduk_id"] else "opensid_rujukan_hilang"


def _cocok_anggota(putaran: Putaran, baru: Sequence[Terbaca]) -> dict[int, str]:
    """A place that the resident already has in that group."""
    node = putaran.node
    orang = [satu.isi["penduduk_id"] for satu in baru if satu.isi["penduduk_id"]]
    pilih, isi = node.engine.ids(orang)
    ada = {
        (kelompok_id, penduduk_id): id
        for id, kelompok_id, penduduk_id in node.engine.run(
            f"SELECT id, kelompok_id, penduduk_id FROM sb_kelompok_anggota WHERE penduduk_id IN ({pilih})", isi
        )
    }
    kunci = {satu.nomor: (satu.isi["kelompok_id"], satu.isi["penduduk_id"]) for satu in baru}
    return {nomor: ada[satu] for nomor, satu in kunci.items() if satu in ada}
