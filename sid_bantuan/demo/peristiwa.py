"""Births, deaths and moves on the demo's road: recorded below, judged above, passed on, and the books in balance."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random

from ..domain import kode, lampid
from ..modules.kependudukan.tables import Penduduk
from ..modules.lampid import catat, contoh, masuk, masuk_daftar
from ..modules.lampid.buku.jumlah import Neraca, jumlahkan, neraca
from ..modules.lampid.hari import seolah
from ..modules.verval.putusan import nilai
from ..modules.verval.tables import PERLU_PERBAIKAN, VALID
from ..sync.local import drain_all
from ..sync.node import Node
from .tempat import DESA, KABUPATEN, KECAMATAN, Tempat, petugas, sebagai

Kata = Callable[[str], None]
ASAL, TUJUAN, LAIN = DESA
BULAN_RIWAYAT = 5
"""Whole months of history behind the present one."""


def sejak_dahulu():
    """Within: residents are counted as if they had been taken over when the history begins."""
    return seolah(date.fromisoformat(f"{_bulan_awal()}-01"))


def riwayat(tempat: dict[str, Tempat], kata: Kata) -> None:
    """Some months of events in each village, so that no page is empty."""
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            acak, bulan = Random(satu), lampid.bulan_dari(date.today())
            tercatat = contoh.peristiwa_contoh(node, petugas(node, "operator"), acak, _bulan_awal(), bulan)
        tercatat.pop("tidak_jadi", 0)
        kata(f"{tempat[satu].nama}: {tercatat.total()} peristiwa dalam {BULAN_RIWAYAT + 1} bulan.")


def _bulan_awal() -> str:
    return lampid.bulan_sesudah(lampid.bulan_dari(date.today()), -BULAN_RIWAYAT)


def jalankan(tempat: dict[str, Tempat], putaran: Callable, kata: Kata) -> dict:
    """Record events, carry them up, judge them, take home what follows, and prove the books; the figures."""
    dicatat = catat_semua(tempat)
    kata(f"{sum(dicatat.values())} peristiwa dicatat di desa.")
    putaran(tempat, kata)
    with sebagai(tempat[KECAMATAN]) as node:
        diberikan = _nilai(node, lampid.LAHIR, PERLU_PERBAIKAN, "isian_peristiwa_kurang") + _nilai(node, None, VALID)
        _daftarkan_kematian(node)
    putaran(tempat, kata)
    diterapkan = _terapkan(tempat) + _betulkan(tempat)
    kata(f"{diterapkan} kiriman dari kecamatan diterapkan di desa atau dibetulkan.")
    putaran(tempat, kata)
    with sebagai(tempat[KECAMATAN]) as node:
        diberikan += _nilai(node, None, VALID)
    putaran(tempat, kata)
    return {"events": dict(dicatat), "verdicts": {"given": diberikan, "arrived": _sampai(tempat)}} | _bukti(tempat)


def catat_semua(tempat: dict[str, Tempat]) -> Counter:
    """A family leaves the first village for the second; each village has a birth and a death; how many of each kind."""
    dicatat: Counter = Counter()
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            drain_all(node)
            for mutasi in _peristiwa(node):
                dicatat[mutasi.jenis] += 1
            drain_all(node)
    return dicatat


def _peristiwa(node: Node):
    operator, hari = petugas(node, "operator"), {"tgl_peristiwa": date.today(), "tgl_lapor": date.today()}
    keluarga = _keluarga(node, 2)
    bayi = {"nama": "Bayi Contoh", "jenis_kelamin": kode.PEREMPUAN}
    yield catat.catat_kelahiran(node, operator, hari, bayi, keluarga[0][0].keluarga_id)
    anggota = next(satu for satu in keluarga[0] if satu.hubungan_keluarga != kode.KEPALA_KELUARGA)
    yield catat.catat_kematian(node, operator, hari | {"sebab": "Sakit tua"}, anggota.id)
    if node.code == ASAL:
        isi = hari | {"lawan_wilayah": TUJUAN, "lawan_alamat": "Jalan Raya", "alasan_pindah": 6}
        yield catat.catat_pindah(node, operator, isi, [satu.id for satu in keluarga[1]])


def _keluarga(node: Node, banyak: int) -> list[list[Penduduk]]:
    """Some whole families of this village, each with a head and at least two more."""
    hasil, semua = [], Penduduk.select().where(Penduduk.wilayah == node.code, Penduduk.keluarga.is_null(False))
    menurut: dict[str, list[Penduduk]] = {}
    for satu in semua.where(Penduduk.status_dasar == kode.HIDUP).order_by(Penduduk.keluarga, Penduduk.id):
        menurut.setdefault(satu.keluarga_id, []).append(satu)
    for anggota in menurut.values():
        kepala = [satu for satu in anggota if satu.hubungan_keluarga == kode.KEPALA_KELUARGA]
        if len(kepala) == 1 and len(anggota) >= 3 and len(hasil) < banyak:
            hasil.append(anggota)
    return hasil


def _nilai(node: Node, jenis: str | None, putusan: str, alasan: str | None = None) -> int:
    """Judge the events that wait, of one kind or of all; how many."""
    rows = node.engine.run(
        "SELECT a.id, a.hash FROM sb_antrean a JOIN sb_mutasi m ON m.id = a.id"
        " WHERE a.keadaan = 'menunggu' AND (? IS NULL OR m.jenis = ?)".replace("?", "CAST(? AS TEXT)"),
        (jenis, jenis),
    )
    chosen = dict(rows)
    return len(nilai(node, petugas(node, "wali_data"), "mutasi", chosen, putusan, alasan).dinilai) if chosen else 0


def _daftarkan_kematian(node: Node) -> None:
    """The kecamatan registers the death of a resident of the third village."""
    orang = (
        Penduduk.select()
        .where(
            Penduduk.wilayah == LAIN,
            Penduduk.status_dasar == kode.HIDUP,
            Penduduk.hubungan_keluarga != kode.KEPALA_KELUARGA,
        )
        .order_by(Penduduk.id.desc())
        .first()
    )
    masuk_daftar.daftarkan(
        node, petugas(node, "wali_data"), LAIN, lampid.MATI,
        tgl_peristiwa=date.today(), penduduk_id=orang.id, rincian={"sebab": "Kecelakaan"},
    )  # fmt: skip


def _terapkan(tempat: dict[str, Tempat]) -> int:
    """Each village takes what waits for it with one click; how many events came of it."""
    banyak = 0
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            for (id,) in node.engine.run("SELECT id FROM sb_mutasi_masuk WHERE wilayah = ? ORDER BY id", (satu,)):
                if not masuk.baca(node, id).kabar:
                    masuk.terapkan_masuk(node, petugas(node, "operator"), id)
                    banyak += 1
            drain_all(node)
    return banyak


def _betulkan(tempat: dict[str, Tempat]) -> int:
    """Each village answers the events that came back: the reporter is written down."""
    banyak = 0
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            for (id,) in node.engine.run(
                "SELECT rekam_id FROM sb_perbaikan WHERE jenis = 'mutasi' AND keadaan = 'terbuka'"
            ):
                catat.ubah(node, petugas(node, "operator"), id, {"pelapor": "Bidan desa"})
                banyak += 1
            drain_all(node)
    return banyak


def _sampai(tempat: dict[str, Tempat]) -> int:
    banyak = 0
    for satu in DESA:
        with sebagai(tempat[satu]) as node:
            banyak += node.engine.value("SELECT count(*) FROM sb_verval WHERE jenis = 'mutasi'")
    return banyak


def _bukti(tempat: dict[str, Tempat]) -> dict:
    """The month of each place as the books have it, and whether it adds up to the last person at every level."""
    bulan = lampid.bulan_dari(date.today())
    buku, benar = {}, []
    for satu in (*DESA, KECAMATAN, KABUPATEN):
        with sebagai(tempat[satu]) as node:
            buku[satu] = jumlahkan(neraca(node.engine, satu, bulan).values())
            benar.append(buku[satu].akhir.jiwa == _hidup(node))
            benar.append(_sekali(node))
    desa = jumlahkan(buku[satu] for satu in DESA)
    benar += [desa.akhir == buku[KECAMATAN].akhir, desa.akhir == buku[KABUPATEN].akhir]
    return {"books": {satu: _angka(isi) for satu, isi in buku.items()}, "balanced": all(benar)}


def _angka(isi: Neraca) -> dict:
    gerak = {jenis: isi.ambil(jenis).jiwa for jenis in (*lampid.ARAH, "penyesuaian") if isi.ambil(jenis)}
    return {"opening": isi.awal.jiwa, "changes": gerak, "closing": isi.akhir.jiwa}


def _hidup(node: Node) -> int:
    return node.engine.value(
        "SELECT count(*) FROM sb_penduduk WHERE status_dasar = ? AND (status_penduduk IS NULL OR status_penduduk <> 2)",
        (kode.HIDUP,),
    )


def _sekali(node: Node) -> bool:
    """Whether nobody is alive in two places at once."""
    return not node.engine.one(
        "SELECT orang_id FROM sb_penduduk WHERE status_dasar = ? GROUP BY orang_id HAVING count(*) > 1 LIMIT 1",
        (kode.HIDUP,),
    )
