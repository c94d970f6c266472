"""A compiled sheet beside what the villages recorded: whom each row means, and what it says otherwise.

The sheet is that of the import (43 columns). A row finds its village by NIK, by No KK, or by name
and birth date; within the village the import's own matching decides who it is. What is not certain
is reported, never guessed. Status dasar is never proposed, and an empty cell proposes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

from ...domain import kode
from ...domain.nama import kunci_nama
from ...domain.wilayah import within
from ...domain.wilayah_nama import nama_pendek
from ...sync.calm import no_collection
from ..kependudukan.berkas_impor import Lembar
from ..kependudukan.cocok_impor import BARU, Tercatat, baca_tercatat, cocokkan
from ..kependudukan.isian_impor import Baris, Temuan, baca_baris
from ..kependudukan.kolom import KOLOM
from ..kependudukan.tables import Penduduk

UBAH, SAMA, TAK_COCOK, TOLAK = "ubah", "sama", "tak_cocok", "tolak"
DIUSULKAN = (UBAH, BARU)
KARTU = ("no_kk", "alamat", "dusun", "rw", "rt")
"""What a new resident's proposal says of his family, beside his own columns."""
DAPAT_DIUSULKAN = tuple(
    kolom.tujuan for kolom in KOLOM if kolom.tujuan in Penduduk._meta.columns and kolom.tujuan != "status_dasar"
)
"""The columns of a resident the sheet may propose."""

Progres = Callable[[str, int, int], None]


@dataclass(slots=True)
class Usul:
    """One row of the sheet: its village, whom it means, and what it proposes.

    ``tindakan`` is ``ubah``, ``baru``, ``sama``, ``tak_cocok`` (nobody, or several people, of any village)
    or ``tolak`` (the row itself cannot be read). ``beda`` lists (column, recorded, proposed).
    """

    baris: Baris
    desa: str | None = None
    tindakan: str = ""
    untuk_id: str | None = None
    isi: dict = field(default_factory=dict)
    beda: list[tuple] = field(default_factory=list)

    @property
    def temuan(self) -> list[Temuan]:
        return self.baris.tolak


@dataclass
class RencanaUsulan:
    """What a sheet would propose to whom."""

    lembar: Lembar
    semua: list[Usul]

    def jumlah(self) -> Counter:
        """How many rows there are of each ``tindakan``."""
        return Counter(dict.fromkeys((UBAH, BARU, SAMA, TAK_COCOK, TOLAK), 0)) + Counter(
            satu.tindakan for satu in self.semua
        )

    def per_desa(self) -> dict[str, Counter]:
        """Village -> how many of its rows change somebody, are new, or are the same already."""
        hasil: dict[str, Counter] = defaultdict(Counter)
        for satu in self.semua:
            if satu.desa and satu.tindakan in (*DIUSULKAN, SAMA):
                hasil[satu.desa][satu.tindakan] += 1
        return dict(sorted(hasil.items()))


@no_collection()
def rencanakan_usulan(
    node, lembar: Lembar, wilayah: str, desa: str | None = None, progres: Progres | None = None
) -> RencanaUsulan:
    """What this sheet proposes to the villages of ``wilayah``, or only to ``desa``. Writes nothing."""
    lapor = progres or (lambda *_: None)
    lapor("Membaca", 0, len(lembar.baris))
    semua = [Usul(baris, tindakan=TOLAK if baris.tolak else "") for baris in baca_baris(lembar)]
    terbaca = [satu for satu in semua if not satu.tindakan]
    _tempatkan(node, terbaca, wilayah, desa)
    per_desa: dict[str, list[Usul]] = defaultdict(list)
    for satu in terbaca:
        if satu.desa:
            per_desa[satu.desa].append(satu)
    selesai = 0
    for di, usul in sorted(per_desa.items()):
        lapor(f"Mencocokkan {nama_pendek(di)}", selesai, len(terbaca))
        _cocokkan(node, di, usul)
        selesai += len(usul)
    lapor("Mencocokkan", len(terbaca), len(terbaca))
    return RencanaUsulan(lembar, semua)


# ---- which village


def _tempatkan(node, semua: Sequence[Usul], wilayah: str, desa: str | None) -> None:
    """Give each row its village, or say why that is not certain."""
    orang, kartu, nama = _menurut_nik(node, semua), _menurut_kk(node, semua), _menurut_nama(node, semua)
    for satu in semua:
        nik, no_kk = satu.baris.isi.get("nik"), satu.baris.no_kk
        calon = orang.get(nik) or (kartu.get(no_kk) if no_kk else None) or nama.get(_kunci(satu)) or set()
        calon = {di for di in calon if within(di, wilayah)}
        if desa and (desa in calon or not calon or nik not in orang):
            calon = {desa}
        if len(calon) == 1 and (not desa or calon == {desa}):
            satu.desa = calon.pop()
        else:
            _tak_cocok(satu, calon)


def _tak_cocok(satu: Usul, calon: set[str]) -> None:
    satu.tindakan = TAK_COCOK
    if calon:
        sebut = " dan ".join(nama_pendek(di) for di in sorted(calon)[:3])
        satu.baris.tolak.append(Temuan("usulan_di_desa_lain", "nik", {"desa": sebut}))
    else:
        satu.baris.tolak.append(Temuan("usulan_tanpa_desa", "nik"))


def _kunci(satu: Usul) -> tuple[str, str]:
    return kunci_nama(satu.baris.isi.get("nama", "")), satu.baris.isi.get("tanggal_lahir") or ""


def _menurut_nik(node, semua: Iterable[Usul]) -> dict[str, set[str]]:
    """NIK -> villages; where somebody lives counts before where he was."""
    pilih, nilai = node.engine.ids(sorted({satu.baris.isi["nik"] for satu in semua if satu.baris.isi.get("nik")}))
    hidup, dulu = defaultdict(set), defaultdict(set)
    for nik, di, status in node.engine.run(
        f"SELECT nik, wilayah, status_dasar FROM sb_penduduk WHERE nik IN ({pilih})", nilai
    ):
        (hidup if status == kode.HIDUP else dulu)[nik].add(di)
    return dict(dulu) | dict(hidup)


def _menurut_kk(node, semua: Iterable[Usul]) -> dict[str, set[str]]:
    pilih, nilai = node.engine.ids(sorted({satu.baris.no_kk for satu in semua if satu.baris.no_kk}))
    return _kelompok(node.engine.run(f"SELECT no_kk, wilayah FROM sb_keluarga WHERE no_kk IN ({pilih})", nilai))


def _menurut_nama(node, semua: Iterable[Usul]) -> dict[tuple, set[str]]:
    """By the name's key and birth date, of people without a NIK in the sheet."""
    kunci = sorted({_kunci(satu) for satu in semua if not satu.baris.isi.get("nik")})
    pilih, nilai = node.engine.ids([teks for teks, lahir in kunci if teks and lahir])
    rows = node.engine.run(f"SELECT teks, lahir, wilayah FROM sb_cari WHERE teks IN ({pilih}) AND hitung = 1", nilai)
    return _kelompok(((teks, lahir), di) for teks, lahir, di in rows)


def _kelompok(rows: Iterable[tuple]) -> dict:
    hasil = defaultdict(set)
    for kunci, di in rows:
        hasil[kunci].add(di)
    return dict(hasil)


# ---- who, and what


def _cocokkan(node, desa: str, semua: Sequence[Usul]) -> None:
    """The import's own matching, on this level's copies of one village."""
    tercatat = baca_tercatat(SimpleNamespace(code=desa, engine=node.engine, catalog=node.catalog))
    cocokkan(desa, tercatat, [satu.baris for satu in semua])
    for satu in semua:
        if satu.baris.tolak:
            satu.tindakan = TAK_COCOK
        elif satu.baris.tindakan == BARU:
            _baru(satu)
        else:
            _bandingkan(satu, tercatat)


def _baru(satu: Usul) -> None:
    baris = satu.baris
    if baris.isi.get("status_dasar", kode.HIDUP) != kode.HIDUP:
        satu.tindakan = TAK_COCOK
        baris.tolak.append(Temuan("usulan_bukan_warga", "status_dasar"))
        return
    satu.tindakan = BARU
    kartu = dict(zip(KARTU, (baris.no_kk, baris.alamat, *baris.tempat), strict=True))
    satu.isi = {nama: baris.isi[nama] for nama in DAPAT_DIUSULKAN if baris.isi.get(nama) is not None}
    satu.isi |= {nama: nilai for nama, nilai in kartu.items() if nilai}
    satu.beda = [(nama, None, nilai) for nama, nilai in satu.isi.items()]


def _bandingkan(satu: Usul, tercatat: Tercatat) -> None:
    lama = tercatat.penduduk[satu.baris.id]
    satu.untuk_id = satu.baris.id
    if lama["status_dasar"] != kode.HIDUP:
        satu.tindakan = TAK_COCOK
        status = kode.daftar("status_dasar")[lama["status_dasar"]].lower()
        satu.baris.tolak.append(Temuan("usulan_sudah_pergi", "nik", {"status": status}))
        return
    satu.beda = beda(satu.baris.isi, lama)
    satu.isi = {nama: baru for nama, _, baru in satu.beda}
    satu.tindakan = UBAH if satu.beda else SAMA


def beda(usul: dict, tercatat: dict) -> list[tuple]:
    """(column, recorded, proposed) of what differs; the same words in other capitals are no difference."""
    hasil = []
    for nama in DAPAT_DIUSULKAN:
        baru, lama = usul.get(nama), tercatat.get(nama)
        if baru is not None and _polos(baru) != _polos(lama):
            hasil.append((nama, lama, baru))
    return hasil


def _polos(nilai):
    return " ".join(nilai.split()).casefold() if isinstance(nilai, str) else nilai
