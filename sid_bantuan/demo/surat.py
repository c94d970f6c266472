"""Letters on the demo's road: made and signed below, taken note of by the camat, checked by their codes, and counted."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

import requests

from ..domain import kode
from ..domain import surat as kata
from ..domain.wilayah_nama import nama_wilayah
from ..modules.kependudukan.tables import Penduduk
from ..modules.persuratan import alur, bukti, camat, pejabat, statistik, surat
from ..modules.persuratan.kekurangan import kekurangan
from ..modules.persuratan.tables import Surat
from ..sync.local import drain_all
from ..sync.node import Node
from .proses import Gagal
from .tempat import DESA, KABUPATEN, KECAMATAN, Tempat, petugas, sebagai

Kata = Callable[[str], None]
BIASA, KE_CAMAT = "keterangan_domisili", "izin_keramaian"
RAGAM = (BIASA, "pengantar_skck", "keterangan_tidak_mampu", "keterangan_penduduk")
"""Kinds the months behind the live demo are made of: they need nothing but a purpose."""
KEPERLUAN = ("melamar pekerjaan", "membuka rekening bank", "mendaftar sekolah", "mengurus BPJS")
HARI_RIWAYAT, BANYAK_RIWAYAT = 150, 14
SABAR = 30
"""Seconds to wait for the kecamatan's page."""


def siapkan(tempat: dict[str, Tempat]) -> None:
    """Write down who signs: a head and a secretary in each village, a camat above them."""
    for satu in (*DESA, KECAMATAN):
        with sebagai(tempat[satu]) as node:
            nama = nama_wilayah(satu)
            if satu == KECAMATAN:
                _pejabat(node, "camat", "camat", "BAMBANG HERMANTO, S.Sos.", f"Camat {nama}")
            else:
                _pejabat(node, "kepala_desa", "sekretaris", "SUDARTO", f"Kepala Desa {nama}")
                _pejabat(node, "sekretaris", "sekretaris", "SRI LESTARI", f"Sekretaris Desa {nama}")
            drain_all(node)


def riwayat(tempat: dict[str, Tempat], kata_layar: Kata) -> None:
    """Some months of letters in each village; one waits for each who has a say in it, one was cancelled."""
    siapkan(tempat)
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            banyak = _beberapa_bulan(node, Random(satu))
            drain_all(node)
        kata_layar(f"{tempat[satu].nama}: {banyak} surat dalam {HARI_RIWAYAT // 30} bulan.")


def _beberapa_bulan(node: Node, acak: Random) -> int:
    orang, hari_ini = _orang(node), date.today()
    hari = sorted(hari_ini - timedelta(days=acak.randrange(HARI_RIWAYAT)) for _ in range(BANYAK_RIWAYAT))
    semua = [
        _terbit(node, acak.choice(RAGAM), next(orang), {"keperluan": acak.choice(KEPERLUAN)}, satu) for satu in hari
    ]
    alur.batalkan(node, petugas(node, "kepala_desa"), semua[1].id, "Keperluannya salah tulis")
    _terbit(node, KE_CAMAT, next(orang), _keramaian(), hari_ini)
    for diperiksa in (True, False):
        id = _diajukan(node, BIASA, next(orang), {"keperluan": KEPERLUAN[diperiksa]})
        if diperiksa:
            alur.periksa(node, petugas(node, "sekretaris"), id)
    return len(semua) + 3


def jalankan(tempat: dict[str, Tempat], putaran: Callable, kata_layar: Kata) -> dict:
    """Make letters, have them checked before and after they arrive, have the camat answer; the figures.

    ``proven`` is true only if every number, every check and every sum was as it must be.
    """
    siapkan(tempat)
    dibuat = {satu: _buat(tempat[satu]) for satu in DESA}
    kata_layar(f"{sum(len(satu) for satu in dibuat.values())} surat ditandatangani di desa.")
    dicek = {"before_arrival": _cek(tempat), "forged": _cek(tempat, palsu=True)}
    putaran(tempat, kata_layar, pulang=False)
    with sebagai(tempat[KECAMATAN]) as node:
        menunggu = camat.menunggu(node)
        for satu in menunggu:
            camat.ketahui(node, petugas(node, "camat"), satu.id)
        drain_all(node)
    with sebagai(tempat[DESA[0]]) as node:
        alur.batalkan(node, petugas(node, "kepala_desa"), dibuat[DESA[0]][0], "Salah orang")
        drain_all(node)
    putaran(tempat, kata_layar)
    dicek["after_arrival"] = _cek(tempat)
    kata_layar(f"{len(menunggu)} surat diketahui camat; {sum(dicek['after_arrival'].values())} kode QR diperiksa.")
    return _bukti(tempat, [satu.id for satu in menunggu], dicek)


def _buat(tempat: Tempat) -> list[str]:
    """Two ordinary letters and one for the camat; their ids."""
    with sebagai(tempat) as node:
        orang = _orang(node)
        semua = [_terbit(node, BIASA, next(orang), {"keperluan": satu}, date.today()) for satu in KEPERLUAN[:2]]
        semua.append(_terbit(node, KE_CAMAT, next(orang), _keramaian(), date.today()))
        drain_all(node)
        return [satu.id for satu in semua]


def _keramaian() -> dict:
    return {
        "acara": "Pernikahan", "tanggal": (date.today() + timedelta(days=10)).isoformat(),
        "waktu": "09.00 sampai 16.00", "tempat": "Halaman rumah",
    }  # fmt: skip


def _terbit(node: Node, jenis: str, orang: str, isian: dict, hari: date) -> Surat:
    """One letter along the whole chain of the village."""
    id = _diajukan(node, jenis, orang, isian)
    alur.periksa(node, petugas(node, "sekretaris"), id)
    return alur.tanda_tangani(node, petugas(node, "kepala_desa"), id, hari)


def _diajukan(node: Node, jenis: str, orang: str, isian: dict) -> str:
    operator = petugas(node, "operator")
    baru = surat.buat(node, operator, jenis, orang, isian)
    alur.ajukan(node, operator, baru.id)
    return baru.id


def _orang(node: Node) -> Iterator[str]:
    """Living residents whose records are complete enough for any of these letters, over and over. Raises ``Gagal``."""
    pilih = Penduduk.select(Penduduk.id).where(Penduduk.wilayah == node.code, Penduduk.status_dasar == kode.HIDUP)
    lengkap = (id for (id,) in pilih.order_by(Penduduk.tanggal_lahir, Penduduk.id).tuples() if _lengkap(node, id))
    semua = list(islice(lengkap, BANYAK_RIWAYAT + 3))
    if not semua:
        raise Gagal(f"Tidak ada penduduk {node.code} yang datanya cukup untuk surat.")
    return cycle(semua)


def _lengkap(node: Node, id: str) -> bool:
    return not any(satu.menahan for jenis in (*RAGAM, KE_CAMAT) for satu in kekurangan(node, jenis, id))


def _pejabat(node: Node, jabatan: str, peran: str, nama: str, sebutan: str) -> None:
    isi = {"jabatan": jabatan, "nama": nama, "sebutan": sebutan, "mulai": date(date.today().year - 2, 1, 1)}
    pejabat.simpan(node, petugas(node, peran), isi)


# ---- what proves it


def _cek(tempat: dict[str, Tempat], palsu: bool = False) -> Counter:
    """What the kecamatan's public page says of every letter, asked as a telephone asks: answer -> letters."""
    jawaban: Counter = Counter()
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            alamat = [bukti.alamat_cek(node, ini) for ini in Surat.select().where(Surat.urut.is_null(False))]
        for ini in alamat:
            jawaban[_jawaban(ini.replace("?n=", "?n=9") if palsu else ini)] += 1
    return jawaban


def _jawaban(alamat: str) -> str:
    halaman = requests.get(alamat, timeout=SABAR).text
    ada = re.search(r'data-keadaan="(\w+)"', halaman)
    return ada[1] if ada else "?"


def _bukti(tempat: dict[str, Tempat], ke_camat: list[str], dicek: dict[str, Counter]) -> dict:
    tahun, nomor, keadaan = date.today().year, {}, Counter()
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            urut = [row[0] for row in node.engine.run("SELECT urut FROM sb_surat WHERE urut IS NOT NULL ORDER BY urut")]
            nomor[satu] = {"numbered": len(urut), "gapless": urut == list(range(1, len(urut) + 1))}
            keadaan.update(row[0] for row in node.engine.run("SELECT keadaan FROM sb_surat"))
    hitungan = {satu: _statistik(tempat, satu, tahun) for satu in (*DESA, KECAMATAN, KABUPATEN)}
    desa: Counter = Counter()
    for satu in DESA:
        desa.update(hitungan[satu])
    banyak = sum(satu["numbered"] for satu in nomor.values())
    benar = [
        all(satu["gapless"] and satu["numbered"] for satu in nomor.values()),
        len(ke_camat) == len(DESA), keadaan == {kata.TERBIT: banyak - 1, kata.BATAL: 1},
        dicek["before_arrival"] == {"terbukti": banyak}, dicek["forged"] == {"tak_dikenal": banyak},
        dicek["after_arrival"] == {"berlaku": banyak - 1, "batal": 1},
        desa == hitungan[KECAMATAN] == hitungan[KABUPATEN], sum(desa.values()) == banyak - 1,
    ]  # fmt: skip
    return {
        "numbers": nomor, "states": dict(keadaan), "camat": {"asked": len(ke_camat), "issued": _diterbitkan(tempat, ke_camat)},
        "checked": {saat: dict(isi) for saat, isi in dicek.items()}, "counted": {k: sum(v.values()) for k, v in hitungan.items()},
        "proven": all(benar) and _diterbitkan(tempat, ke_camat) == len(ke_camat),
    }  # fmt: skip


def _statistik(tempat: dict[str, Tempat], wilayah: str, tahun: int) -> Counter:
    """(kind, month) -> letters, as this level counts its own area."""
    with sebagai(tempat[wilayah]) as node:
        semua = statistik.per_jenis_bulan(node.engine, wilayah, tahun)
        return Counter({(jenis, ke): n for jenis, bulan in semua.items() for ke, n in enumerate(bulan) if n})


def _diterbitkan(tempat: dict[str, Tempat], ids: list[str]) -> int:
    """How many of these letters their villages have issued."""
    banyak = 0
    for satu in DESA:
        with sebagai(tempat[satu]):
            banyak += Surat.select().where(Surat.id.in_(ids), Surat.keadaan == kata.TERBIT).count()
    return banyak
