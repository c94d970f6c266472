"""The history of those who are taken for the first time: their events in the months they were reported in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ...domain import kode, lampid
from ...domain.lampid import Golongan, bulan_buku
from ..lampid import golongan
from . import ingatan, kepala, tulis
from .buku import STATUS, Buku, ubahan
from .garis import Garis, Peristiwa, luruskan, susun
from .ingatan import Ingat
from .laporan import PERISTIWA
from .orang import LOG, LOG_KELUARGA, Orang
from .putaran import Putaran

DISISIHKAN, DITUTUP = "opensid_peristiwa_disisihkan", "opensid_bulan_ditutup"


def bukukan(putaran: Putaran, buku: Buku, semua: Sequence[Orang], dihitung: Mapping[str, Golongan]) -> list[Ingat]:
    """Gather the events and lines of these residents in ``buku``; what is to be remembered of their events.

    ``dihitung``: as what the books count those among them who were recorded here before.
    """
    if not semua:
        return []
    sekarang = golongan.baca(putaran.node, [satu.id for satu in semua])
    sejak = bulan_masuk(putaran.node, [id for id in dihitung if id in sekarang])
    versi = tulis.versi(putaran.node, [satu.id for satu in semua if satu.riwayat.peristiwa])
    ganti, ditutup = kepala_sejak(putaran, semua), putaran.ditutup
    hasil: list[Ingat] = []
    for satu in semua:
        lama, kini = dihitung.get(satu.id), sekarang[satu.id]
        sel = lama or kini.golongan
        if satu.isi["status_penduduk"] == 2 and lama is None:
            hasil += _tidak_dibukukan(putaran, buku, satu, sel, versi.get(satu.id, 1))
        else:
            susunan = susun(satu.riwayat.peristiwa, kini.terhitung, putaran.pembuka, ditutup, putaran.kini,
                            sejak.get(satu.id))  # fmt: skip
            _periksa_status(satu, [*(garis.peristiwa for garis in susunan.garis), *susunan.tertutup])
            mulai = None if lama or not sel.kepala else _mulai_kepala(putaran, satu, ganti)
            hasil += _tulis(putaran, buku, satu, susunan, sel, mulai, versi.get(satu.id, 1))
        if kini.terhitung is not (lama is not None):
            buku.dihitung[satu.id] = sel if kini.terhitung else None
    return hasil


def _periksa_status(satu: Orang, dipakai: Sequence[Peristiwa | None]) -> None:
    """Tell whose row says he is gone while no event does."""
    if satu.status_sana != kode.HIDUP and not any(peristiwa and peristiwa.arah < 0 for peristiwa in dipakai):
        sebutan = kode.daftar("status_dasar")[satu.status_sana]
        satu.terbaca.temuan.append(["status_dasar", "opensid_status_tanpa_peristiwa", sebutan])


def _tulis(putaran, buku: Buku, satu: Orang, susunan, sel: Golongan, mulai: str | None, rev: int) -> list[Ingat]:
    garis, pasangan = kepala.pisahkan(susunan.garis, mulai)
    mutasi = _status_demi_status(satu, [baris.peristiwa for baris, _ in garis if baris.peristiwa])
    dicatat: dict[int, str] = {}
    for baris, sebagai_kepala in garis:
        golongan_itu = sel if sebagai_kepala else sel._replace(kepala=0)
        if baris.peristiwa is None:
            buku.sesuaikan(satu, baris, golongan_itu)
        else:
            dicatat[baris.peristiwa.nomor] = _catat(putaran, buku, satu, baris, golongan_itu, mutasi, rev)
    _pecah(putaran, buku, satu, sel, pasangan, mulai)
    disisihkan = {peristiwa.nomor: alasan for peristiwa, alasan in susunan.disisihkan}
    ditutup = {peristiwa.nomor for peristiwa in susunan.tertutup}
    return ingat_log(satu, dicatat, disisihkan, ditutup)


def _catat(putaran, buku: Buku, satu: Orang, baris: Garis, sel: Golongan, status: Mapping, rev: int) -> str:
    peristiwa = baris.peristiwa
    jurnal = ubahan(satu.id, rev, *status[peristiwa.nomor])
    id = buku.peristiwa(satu, peristiwa, baris.bulan, jurnal)
    buku.garis(satu, id, peristiwa.jenis, baris.arah, baris.bulan, sel)
    putaran.laporan.tambah(LOG, PERISTIWA)
    return id


def _status_demi_status(satu: Orang, semua: Sequence[Peristiwa]) -> dict[int, tuple[int, int]]:
    """Event -> his status before and after it; the last one ends with the status he has."""
    hasil, status = {}, kode.HIDUP
    for ke, peristiwa in enumerate(semua):
        sesudah = STATUS.get(peristiwa.jenis, kode.HIDUP)
        if ke == len(semua) - 1 and peristiwa.arah < 0 and satu.isi["status_dasar"] != kode.HIDUP:
            sesudah = satu.isi["status_dasar"]
        hasil[peristiwa.nomor] = status, sesudah
        status = sesudah
    return hasil


def _tidak_dibukukan(putaran, buku: Buku, satu: Orang, sel: Golongan, rev: int) -> list[Ingat]:
    """Events of somebody the books do not count: recorded, with lines that add and take nothing."""
    ditutup = putaran.ditutup
    dipakai, lain = luruskan(satu.riwayat.peristiwa, satu.isi["status_dasar"] == kode.HIDUP)
    terbuka = [peristiwa for peristiwa in dipakai if ditutup is None or peristiwa.bulan > ditutup]
    status = _status_demi_status(satu, terbuka)
    dicatat = {
        peristiwa.nomor: _catat(putaran, buku, satu, Garis(0, bulan_buku(peristiwa.bulan, ditutup), peristiwa), sel,
                                status, rev)
        for peristiwa in terbuka
    }  # fmt: skip
    tertutup = {peristiwa.nomor for peristiwa in dipakai} - dicatat.keys()
    return ingat_log(satu, dicatat, {peristiwa.nomor: alasan for peristiwa, alasan in lain}, tertutup)


def ingat_log(
    satu: Orang, dicatat: Mapping[int, str], disisihkan: Mapping[int, str], ditutup=frozenset()
) -> list[Ingat]:
    """Each event as it was read: what it became here, or why nothing, and what was odd about it."""
    temuan: dict[int, list] = defaultdict(list)
    for nomor, kolom, salah, nilai in satu.riwayat.temuan:
        temuan[nomor].append([kolom, salah, nilai])
    for nomor, alasan in disisihkan.items():
        temuan[nomor].append(["kode_peristiwa", f"opensid_{alasan}", ""])
    for nomor in ditutup:
        temuan[nomor].append(["tgl_lapor", DITUTUP, ""])
    return [
        Ingat(
            baris["id"], dicatat.get(baris["id"]), sidik_log(baris), satu.nomor, {}, _sebut(baris), temuan[baris["id"]]
        )
        for baris in satu.log
    ]


def sidik_log(baris: Mapping) -> str:
    """The hash of one event as it stands there."""
    return ingatan.sidik(tuple(baris.values()))


def _sebut(baris: Mapping) -> dict:
    """What a person needs to find the event again there."""
    return {nama: str(baris[nama])[:19] for nama in ("kode_peristiwa", "tgl_peristiwa", "tgl_lapor") if baris.get(nama)}


# ---- who was counted before, and who became a head


def bulan_masuk(node, ids: Sequence[str]) -> dict[str, str]:
    """Of residents whom the books count by one adjustment and nothing else: since which month."""
    if not ids:
        return {}
    semua, sejak, lain = set(ids), {}, set()
    pilih, isi = node.engine.ids(ids)
    for (id,) in node.engine.run(f"SELECT penduduk_id FROM sb_mutasi_orang WHERE penduduk_id IN ({pilih})", isi):
        lain.add(id)
    for bulan, arah, orang in node.engine.run(
        "SELECT bulan, arah, orang FROM sb_penyesuaian WHERE wilayah = ?", (node.code,)
    ):
        for id in semua.intersection(orang.split()):
            if id in sejak or arah < 0:
                lain.add(id)
            sejak[id] = bulan
    return {id: bulan for id, bulan in sejak.items() if id not in lain}


def kepala_sejak(putaran: Putaran, semua: Sequence[Orang]) -> Mapping[int, str]:
    """Asked of the source once a round, and only where somebody is new."""
    if "kepala" not in putaran.peta and semua:
        putaran.peta["kepala"] = kepala.baca(putaran.sumber).sejak
    return putaran.peta.get("kepala", {})


def _mulai_kepala(putaran: Putaran, satu: Orang, ganti: Mapping[int, str]) -> str | None:
    """The month from which he counts as a head, if he was not one from the start."""
    bulan = max([*([ganti[satu.nomor]] if satu.nomor in ganti else []), *(_bulan_pecah(baris) for baris in satu.pecah)],
                default=None)  # fmt: skip
    return bulan and bulan_buku(min(bulan, putaran.kini), putaran.ditutup)


def _bulan_pecah(baris: Mapping) -> str:
    return str(baris.get("tgl_peristiwa") or "")[:7]


def _pecah(putaran, buku: Buku, satu: Orang, sel: Golongan, pasangan: str | None, mulai: str | None) -> None:
    """The events by which he left for a card of his own; the last of them may be what made him a head."""
    dibuat = None
    for baris in satu.pecah:
        hari = str(baris.get("tgl_peristiwa") or "")[:10]
        bulan = bulan_buku(min(hari[:7], putaran.kini), putaran.ditutup)
        if hari < "1901" or (putaran.ditutup and hari[:7] <= putaran.ditutup):
            continue
        id = buku.pecah(satu, baris["id"], min(hari, putaran.hari_ini.isoformat()), bulan)
        putaran.laporan.tambah(LOG_KELUARGA, PERISTIWA)
        if pasangan and bulan == mulai:
            dibuat = id
        else:
            buku.garis(satu, id, lampid.SUSUNAN, 0, bulan, sel)
    if pasangan:
        buku.jadi_kepala(satu, pasangan, sel, dibuat)
