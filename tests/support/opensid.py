"""OpenSID databases for tests: both layouts, filled by hand a row at a time, or with a whole invented village."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sid_bantuan.modules.kependudukan.contoh import desa_contoh

BARU, LAMA = "v2410", "v2212"
SKEMA = Path(__file__).with_name("opensid.sql")
KODE, NAMA = "3522012001", "Desa Contoh"
SANDI = "rahasia@sandi/kuat"


def skema(tata: str) -> list[str]:
    """The statements that make the tables of one layout."""
    teks = SKEMA.read_text()
    if tata == LAMA:
        teks = re.sub(r"^    (config_id|app_key) .*\n", "", teks, flags=re.M)
        teks = re.sub(r"^    (UNIQUE )?KEY \w+ \((config_id|app_key)\),?\n", "", teks, flags=re.M)
        teks = teks.replace("(config_id, ", "(")
        teks = re.sub(r",\n\)", "\n)", teks)
    return [satu for satu in teks.split(";\n") if "CREATE TABLE" in satu]


class Opensid:
    """One database: ``tambah`` puts a row in, ``ubah`` and ``hapus`` do as OpenSID's screens would."""

    def __init__(self, server, tata: str = BARU, kode: str = KODE):
        self.server, self.tata = server, tata
        self.nama = server.create()
        self.sambungan = server.connect(self.nama)
        for perintah in skema(tata):
            self.tanya(perintah)
        self.config_id = 1
        self.desa(1, kode)

    def tanya(self, sql: str, isi=None) -> list[tuple]:
        with self.sambungan.cursor() as kursor:
            kursor.execute(sql, isi)
            return list(kursor.fetchall())

    def desa(self, nomor: int, kode: str, nama: str = NAMA) -> None:
        """Another village of the same database."""
        isi = {
            "id": nomor, "nama_desa": nama, "kode_desa": kode, "nama_kecamatan": "Ngraho", "nama_kepala_camat": "-",
            "nip_kepala_camat": "-", "nama_kabupaten": "Bojonegoro", "nama_propinsi": "Jawa Timur",
        }  # fmt: skip
        self._sisip("config", isi | ({"app_key": f"kunci-{nomor}"} if self.tata == BARU else {}))

    def tambah(self, tabel: str, **isi) -> int:
        """Insert a row of the current village; its number."""
        if self.tata == BARU and tabel != "config":
            isi.setdefault("config_id", self.config_id)
        return self._sisip(tabel, isi)

    def _sisip(self, tabel: str, isi: Mapping) -> int:
        with self.sambungan.cursor() as kursor:
            kursor.execute(
                f"INSERT INTO {tabel} ({', '.join(isi)}) VALUES ({', '.join(['%s'] * len(isi))})", tuple(isi.values())
            )
            return kursor.lastrowid

    def banyak(self, tabel: str, semua: list[dict]) -> None:
        """Insert many rows alike."""
        if self.tata == BARU:
            semua = [{"config_id": self.config_id} | satu for satu in semua]
        nama = list(dict.fromkeys(kolom for satu in semua for kolom in satu))
        with self.sambungan.cursor() as kursor:
            kursor.executemany(
                f"INSERT INTO {tabel} ({', '.join(nama)}) VALUES ({', '.join(['%s'] * len(nama))})",
                [tuple(satu.get(kolom) for kolom in nama) for satu in semua],
            )

    def ubah(self, tabel: str, nomor: int, **isi) -> None:
        self.tanya(
            f"UPDATE {tabel} SET {', '.join(f'{nama} = %s' for nama in isi)} WHERE id = %s", (*isi.values(), nomor)
        )

    def hapus(self, tabel: str, nomor: int) -> None:
        self.tanya(f"DELETE FROM {tabel} WHERE id = %s", (nomor,))

    # ---- as the offices say it

    def dusun(self, nama: str = "Krajan", rw: str = "1", rt: str = "2") -> int:
        """A dusun with its placeholders, an RW and an RT, as OpenSID keeps them; the RT's number."""
        for satu in (("0", "0"), ("-", "-"), (rw, "0"), (rw, "-")):
            self.tambah("tweb_wil_clusterdesa", dusun=nama, rw=satu[0], rt=satu[1])
        return self.tambah("tweb_wil_clusterdesa", dusun=nama, rw=rw, rt=rt)

    def keluarga(self, no_kk: str = "3522010101200001", tempat: int = 0, **isi) -> int:
        return self.tambah("tweb_keluarga", no_kk=no_kk, id_cluster=tempat, alamat="JL. RAYA", **isi)

    def orang(self, nama: str, kk: int | None = None, **isi) -> int:
        """A resident; what is not said is what most are."""
        dasar = {
            "nama": nama, "id_kk": kk, "sex": 1, "kk_level": 4, "tempatlahir": "BOJONEGORO",
            "tanggallahir": "1990-01-01", "agama_id": 1, "pendidikan_kk_id": 5, "pekerjaan_id": 9, "status_kawin": 1,
            "warganegara_id": 1, "id_cluster": 0, "status": 1, "status_dasar": 1, "created_by": 1,
        }  # fmt: skip
        return self.tambah("tweb_penduduk", **(dasar | isi))

    def peristiwa(self, orang: int, kode: int, lapor: str, terjadi: str | None = None, **isi) -> int:
        """A row of the log, by the day it was reported and the one it happened (the same, if not said)."""
        terjadi = lapor if terjadi is None else terjadi
        return self.tambah(
            "log_penduduk", id_pend=orang, kode_peristiwa=kode, tgl_lapor=lapor, tgl_peristiwa=terjadi, **isi
        )

    def alamat(self, pengguna: str = "pembaca", sandi: str | None = "rahasia%40sandi%2Fkuat") -> str:
        """The address for a user who may only read."""
        self.server.reader(self.nama, "pembaca", SANDI)
        masuk = pengguna if sandi is None else f"{pengguna}:{sandi}"
        return f"mysql://{masuk}@127.0.0.1:{self.server.port}/{self.nama}"

    def isi_semua(self) -> dict[str, tuple]:
        """Every table with its number of rows and the sum over all of them."""
        tabel = [nama for (nama,) in self.tanya("SHOW TABLES")]
        return {nama: self.tanya(f"CHECKSUM TABLE {nama}")[0][1] for nama in tabel}

    def tutup(self) -> None:
        self.sambungan.close()
        self.server.drop(self.nama)


_KOLOM = (
    "nama", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id", "pendidikan_kk_id", "pendidikan_sedang_id",
    "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id", "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu",
    "golongan_darah_id", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "suku", "id_asuransi",
)  # fmt: skip


def isi_desa(sumber: Opensid, jumlah: int, benih: int = 7, sampai: date = date(2026, 11, 1), tahun: int = 10) -> dict:
    """Fill a database with an invented village and its events of the last years; how many of each there are."""
    from sid_bantuan.modules.kependudukan.contoh_cacat import KADAR

    acak = Random(benih)
    semua = [satu for satu in desa_contoh("35.22.01.2001", jumlah, benih, KADAR.dikali(0)) if satu.get("no_kk")]
    tempat = _tempat(sumber, semua)
    keluarga: dict[str, int] = {}
    orang, log = [], []
    for nomor, satu in enumerate(semua, 1):
        kk = keluarga.setdefault(satu["no_kk"], len(keluarga) + 1)
        isi = {nama: satu.get(nama) for nama in _KOLOM} | {
            "id": nomor, "id_kk": kk, "id_cluster": tempat[satu["dusun"], satu["rw"], satu["rt"]], "status": 1,
            "status_dasar": 1, "created_by": 1, "foto": f"kecil_{nomor}.jpg" if nomor % 10 == 0 else None,
        }  # fmt: skip
        orang.append(isi)
        log += _riwayat(acak, isi, sampai, tahun)
    rumah = {satu["no_kk"]: satu for satu in reversed(semua)}
    sumber.banyak(
        "tweb_keluarga",
        [
            {"id": kk, "no_kk": no, "alamat": rumah[no]["alamat"], "nik_kepala": _kepala(orang, kk),
             "id_cluster": tempat[rumah[no]["dusun"], rumah[no]["rw"], rumah[no]["rt"]]}
            for no, kk in keluarga.items()
        ],
    )  # fmt: skip
    sumber.banyak("tweb_penduduk", orang)
    sumber.banyak("log_penduduk", log)
    return {
        "penduduk": len(orang), "hidup": sum(satu["status_dasar"] == 1 for satu in orang), "keluarga": len(keluarga),
        "peristiwa": len(log), "bayi": sum(satu["kode_peristiwa"] == 1 for satu in log),
        "mati": sum(satu["kode_peristiwa"] == 2 for satu in log),
    }  # fmt: skip


def _tempat(sumber: Opensid, semua: list[dict]) -> dict[tuple, int]:
    hasil = {}
    for satu in semua:
        kunci = satu["dusun"], satu["rw"], satu["rt"]
        if kunci not in hasil:
            hasil[kunci] = sumber.tambah("tweb_wil_clusterdesa", dusun=kunci[0], rw=kunci[1], rt=kunci[2])
    return hasil


def _kepala(orang: list[dict], kk: int) -> int | None:
    return next((satu["id"] for satu in orang if satu["id_kk"] == kk and satu["kk_level"] == 1), None)


def _riwayat(acak: Random, isi: dict, sampai: date, tahun: int) -> list[dict]:
    """The events of one resident: births of the young, some arrivals, some who died, moved or went missing."""
    mulai, log = sampai - timedelta(days=365 * tahun), []
    lahir = isi["tanggallahir"]
    if lahir > mulai:
        log.append(_satu(isi, 1, lahir, acak, sampai))
    elif acak.random() < 0.12:
        log.append(_satu(isi, 5, mulai + timedelta(days=acak.randrange(300 * tahun)), acak, sampai))
    nasib = acak.random()
    if nasib < 0.16:
        kode = 2 if nasib < 0.08 else 3 if nasib < 0.15 else 4
        awal = max([satu["tgl_peristiwa"] for satu in log], default=mulai)
        hari = awal + timedelta(days=1 + acak.randrange(max((sampai - awal).days - 90, 1)))
        log.append(_satu(isi, kode, min(hari, sampai), acak, sampai))
        isi["status_dasar"] = kode
    return log


def _satu(isi: dict, kode: int, hari: date, acak: Random, sampai: date) -> dict:
    lapor = min(hari + timedelta(days=int(acak.expovariate(0.03))), sampai)
    return {"id_pend": isi["id"], "kode_peristiwa": kode, "tgl_peristiwa": hari, "tgl_lapor": lapor, "ref_pindah": 1,
            "alamat_tujuan": "SURABAYA" if kode == 3 else None}  # fmt: skip
