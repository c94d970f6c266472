"""Who is *tidak tetap* there also stands in the register of those who stay for a while."""

from collections.abc import Sequence

from ...domain import kode
from . import tulis
from .orang import Orang
from .putaran import Putaran

JENIS, TABEL = "penduduk_sementara", "sementara"


def catat(putaran: Putaran, semua: Sequence[Orang]) -> None:
    """Enter them, and the day they left once they have; what was written here about them stays.

    A register of days is no place for whom no event says when he came: the book shows him among the residents.
    """
    sementara = [satu for satu in semua if satu.isi["status_penduduk"] == 2 and _datang(satu)]
    ids = {satu.nomor: putaran.id_untuk(TABEL, satu.nomor) for satu in sementara}
    ada = tulis.baca(putaran.node, JENIS, list(ids.values()))
    baru, ubah = [], {}
    for satu in sementara:
        id, isi = ids[satu.nomor], _isi(putaran, satu)
        if id not in ada:
            baru.append({"id": id} | isi)
        elif ada[id]["tgl_pergi"] is None and isi["tgl_pergi"]:
            ubah[id] = {"tgl_pergi": isi["tgl_pergi"]}
    tulis.sisip(putaran.node, JENIS, baru)
    tulis.ubah(putaran.node, JENIS, ubah)


def _datang(satu: Orang) -> str | None:
    """The day he first came."""
    return min((peristiwa.terjadi for peristiwa in satu.riwayat.peristiwa if peristiwa.arah > 0), default=None)


def _isi(putaran: Putaran, satu: Orang) -> dict:
    isi, hari_ini = satu.isi, putaran.hari_ini.isoformat()
    pergi = max((peristiwa.terjadi for peristiwa in satu.riwayat.peristiwa if peristiwa.arah < 0), default=hari_ini)
    masuk = next((baris for baris in satu.log if baris["kode_peristiwa"] == 5), {})
    pekerjaan = isi["pekerjaan"]
    return {
        "nama": isi["nama"], "jenis_kelamin": isi["jenis_kelamin"], "nomor_identitas": isi["nik"] or isi["paspor"],
        "tempat_lahir": isi["tempat_lahir"], "tanggal_lahir": isi["tanggal_lahir"],
        "pekerjaan": pekerjaan and kode.daftar("pekerjaan")[pekerjaan], "kewarganegaraan": isi["kewarganegaraan"],
        "keturunan": (isi["suku"] or "")[:60] or None, "datang_dari": satu.terbaca.lain.get("alamat_sebelumnya"),
        "maksud": masuk.get("maksud_tujuan_kedatangan") or None, "alamat_didatangi": isi["alamat_sekarang"],
        "tgl_datang": _datang(satu),
        "tgl_pergi": None if isi["status_dasar"] == kode.HIDUP else pergi, "keterangan": "Dari OpenSID",
    }  # fmt: skip
