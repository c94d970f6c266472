"""What may this resident get, and why not the rest: the answers of all programs with every fact they rest on, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import aturan as domain
from ...domain import bantuan, kode
from ...domain.tanggal import teks_tanggal
from . import periksa, ukuran
from . import program as katalog
from .periksa import Bukti, Jawaban
from .program import ProgramBantuan

SUDAH, BOLEH, BELUM_PASTI, DITOLAK = "sudah", domain.BOLEH, domain.BELUM_PASTI, domain.DITOLAK
URUT = (SUDAH, BOLEH, BELUM_PASTI, DITOLAK)
SEBUT = {
    SUDAH: "Sudah menerima",
    BOLEH: "Boleh menerima",
    BELUM_PASTI: "Belum pasti",
    DITOLAK: "Tidak boleh",
}


_TIADA = {kode.MATI: "meninggal", kode.PINDAH: "pindah", kode.HILANG: "hilang", kode.PERGI: "pindah"}


@dataclass(frozen=True)
class Terukur:
    """A measure a rule asks for, as this resident has it. ``nilai`` None: nobody knows it."""

    judul: str
    nilai: str | None
    sumber: str = ""
    per_tanggal: date | None = None


@dataclass(frozen=True)
class Alasan:
    """One rule that speaks: why, on which ground, and the facts it rests on, each as a sentence.

    ``basi``: the lists that no longer tell, with their last day, where that keeps the answer open.
    """

    alasan: str
    dasar_hukum: str
    fakta: tuple[str, ...]
    basi: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pilihan:
    """One program for one resident. ``golongan``: one of ``URUT``."""

    golongan: str
    program: ProgramBantuan
    alasan: tuple[Alasan, ...]
    peringatan: tuple[str, ...]
    menerima: tuple[str, ...]
    sisa: int | None

    @property
    def penuh(self) -> bool:
        """Whether the quota has no place left this year."""
        return self.program.berkuota and self.sisa is not None and self.sisa <= 0


def semua(
    node, penduduk_id: str, hari: date | None = None, hanya: Sequence[str] = (), dinilai: str = ""
) -> list[Pilihan]:
    """Every program in force for this resident, those he has first. ``dinilai`` as for ``periksa.untuk``."""
    hari = hari or date.today()
    jawaban = periksa.semua(node, penduduk_id, hari, hanya=hanya, dinilai=dinilai)
    kata = _Kata(node, penduduk_id, hari, jawaban)
    return sorted((kata.pilihan(satu) for satu in jawaban), key=lambda satu: URUT.index(satu.golongan))


def satu(node, penduduk_id: str, program: str, hari: date | None = None, dinilai: str = "") -> Pilihan | None:
    """The same of one program."""
    return next(iter(semua(node, penduduk_id, hari, (program,), dinilai)), None)


class _Kata:
    """Puts answers into words; what all of them need is read once."""

    def __init__(self, node, penduduk_id: str, hari: date, jawaban: Iterable[Jawaban]):
        self.node, self.hari = node, hari
        self.status, self.desa = node.engine.one(
            "SELECT status_dasar, wilayah FROM sb_penduduk WHERE id = ?", (penduduk_id,)
        ) or (None, node.code)
        self.program = katalog.semua(node)
        bagian = [one for satu in jawaban for rule in satu.aturan for one in domain.bagian(rule.syarat)]
        keluarga = [one for one in bagian if isinstance(one, domain.Ukuran) and one.siapa == domain.ANGGOTA]
        self.anggota = _ukur_anggota(node, penduduk_id, hari, {one.nama for one in keluarga})
        self.terukur = _ukur(node, penduduk_id, hari, {one.nama for one in bagian if isinstance(one, domain.Ukuran)})
        self.basi = self._basi() if any(isinstance(one, domain.Menerima) for one in bagian) else {}

    def pilihan(self, satu: Jawaban) -> Pilihan:
        kini = [one for one in satu.menerima if _berlaku(one, self.hari)]
        tiada = self._tiada(satu.program)
        golongan = SUDAH if kini else DITOLAK if tiada else satu.hasil
        aturan = [rule for rule in satu.aturan if not (kini and _tentang_sendiri(rule, satu.program))]
        return Pilihan(
            golongan, satu.program, (*tiada, *(self._alasan(satu, rule) for rule in aturan)),
            tuple(rule.alasan for rule in satu.peringatan), tuple(self.fakta(one) for one in satu.menerima), satu.sisa,
        )  # fmt: skip

    def _tiada(self, program: ProgramBantuan) -> tuple[Alasan, ...]:
        """That he is not here any more: nothing is given to him but what his death itself entitles to."""
        if self.status == kode.HIDUP or (program.karena_kematian and self.status == kode.MATI):
            return ()
        return (Alasan(bantuan.SEBAB[_TIADA.get(self.status, "tidak_tercatat")], "", ()),)

    def _alasan(self, jawaban: Jawaban, rule: domain.Aturan) -> Alasan:
        bagian = list(domain.bagian(rule.syarat))
        disebut = set().union(*(one.program for one in bagian if isinstance(one, domain.Menerima)), ())
        fakta = [self.fakta(one) for one in jawaban.bukti if one.program in disebut]
        nama = dict.fromkeys(one.nama for one in bagian if isinstance(one, domain.Ukuran))
        fakta += [_sebut_ukuran(self.terukur[one]) for one in nama if one in self.terukur]
        fakta += [
            f"{siapa}: {_sebut_ukuran(_terukur(one.nama, nilai, {}))}"
            for one in bagian
            if isinstance(one, domain.Ukuran) and one.siapa == domain.ANGGOTA
            for siapa, nilai in self.anggota.get(one.nama, ())
            if domain.diukur(one, nilai) is not False
        ]
        basi = [self._sebut_basi(satu) for satu in sorted(disebut & self.basi.keys())]
        terbuka = jawaban.hasil == domain.BELUM_PASTI
        return Alasan(rule.alasan, rule.dasar_hukum, tuple(dict.fromkeys(fakta)), tuple(basi) if terbuka else ())

    def fakta(self, satu: Bukti) -> str:
        """Aid somebody receives, as a sentence with where it is known from."""
        punya = katalog.di(self.program, satu.program, satu.wilayah)
        nama = punya.singkatan if punya else satu.program
        komponen = punya.satu_komponen(satu.komponen) if punya and satu.komponen else None
        bagian = f" komponen {komponen.nama if komponen else satu.komponen}" if satu.komponen else ""
        keadaan = "" if satu.keadaan == bantuan.AKTIF else f" ({bantuan.KEADAAN_PENERIMA[satu.keadaan].lower()})"
        masa = f"sejak {teks_tanggal(satu.mulai)}"
        masa += f" sampai {teks_tanggal(satu.sampai)}" if satu.sampai else ""
        sumber = satu.sumber or ("catatan desa" if satu.asal == "penerima" else "daftar instansi")
        per = f" per {teks_tanggal(satu.per_tanggal)}" if satu.per_tanggal else ""
        return f"{satu.nama} menerima {nama}{bagian}{keadaan} {masa}; menurut {sumber}{per}"

    def _basi(self) -> dict[str, str]:
        """Program -> until when its list told of this village, of those that tell no more."""
        return dict(
            self.node.engine.run(
                "SELECT program, sampai FROM sb_segar WHERE wilayah = ? AND sampai < ?",
                (self.desa, self.hari.isoformat()),
            )
        )

    def _sebut_basi(self, program: str) -> str:
        nama = self.program[program].singkatan if program in self.program else program
        sampai = self.basi[program]
        return (
            f"Daftar {nama} hanya berlaku sampai {teks_tanggal(sampai)}"
            if sampai
            else f"Daftar {nama} belum pernah masuk"
        )


def _tentang_sendiri(rule: domain.Aturan, program: ProgramBantuan) -> bool:
    """Whether a rule asks who had this very program already: what he has now stands against him in nothing."""
    terima = (one for one in domain.bagian(rule.syarat) if isinstance(one, domain.Menerima))
    return any(one.banyak == 1 and program.tertulis in one.program for one in terima)


def _berlaku(satu: Bukti, hari: date) -> bool:
    return satu.keadaan in bantuan.MEMAKAI_KUOTA and (satu.sampai is None or satu.sampai >= hari)


def _ukur(node, penduduk_id: str, hari: date, nama: Iterable[str]) -> dict[str, Terukur]:
    """The values of these measures for this resident, with where those that somebody took are from."""
    nama = sorted(set(nama) & ukuran.UKURAN.keys())
    if not nama:
        return {}
    kolom = ukuran.sql(node.engine, hari)
    nilai = node.engine.one(
        f"SELECT {', '.join(f'({kolom[satu]})' for satu in nama)}, keluarga_id, orang_id FROM sb_penduduk p WHERE p.id = ?",
        (penduduk_id,),
    )
    asal = _asal(node, nilai[-2:]) if nilai else {}
    return {satu: _terukur(satu, isi, asal) for satu, isi in zip(nama, nilai or (), strict=False)}


def _ukur_anggota(node, penduduk_id: str, hari: date, nama: Iterable[str]) -> dict[str, list[tuple[str, int | None]]]:
    """Measure -> (name, value) of each other living member of his family."""
    nama = sorted(set(nama) & ukuran.UKURAN.keys())
    if not nama:
        return {}
    kolom = ukuran.sql(node.engine, hari, "q")
    rows = node.engine.run(
        f"SELECT q.nama, {', '.join(f'({kolom[satu]})' for satu in nama)} FROM sb_penduduk p JOIN sb_penduduk q"
        f" ON q.keluarga_id = p.keluarga_id AND q.id <> p.id AND q.status_dasar = {kode.HIDUP} WHERE p.id = ? ORDER BY q.id",
        (penduduk_id,),
    )
    return {satu: [(siapa, nilai[ke]) for siapa, *nilai in rows] for ke, satu in enumerate(nama)}


def _asal(node, subjek: Sequence[str | None]) -> dict[str, tuple]:
    """Measure -> (source, day): the family's before the person's own."""
    hasil: dict[str, tuple] = {}
    for siapa in reversed([satu for satu in subjek if satu]):
        for nama, sumber, per in node.engine.run(
            "SELECT nama, sumber, per_tanggal FROM sb_ukuran_kini WHERE subjek = ?", (siapa,)
        ):
            hasil[nama] = (sumber, katalog.hari(per))
    return hasil


def _terukur(nama: str, nilai: int | None, asal: Mapping[str, tuple]) -> Terukur:
    ukur = ukuran.UKURAN[nama]
    sumber, per = asal.get("desil" if nama == "desil_hari" else nama, ("", None)) if ukur.didata else ("", None)
    if nilai is None:
        return Terukur(ukur.judul, None)
    kata = (ukur.pilihan or {}).get(nilai)
    angka = f"{nilai:,}".replace(",", ".")
    return Terukur(ukur.judul, kata or f"{angka} {ukur.satuan}".strip(), sumber, per)


def _sebut_ukuran(satu: Terukur) -> str:
    if satu.nilai is None:
        return f"{satu.judul}: belum diketahui"
    sumber = f"; menurut {satu.sumber}" if satu.sumber else ""
    per = f" per {teks_tanggal(satu.per_tanggal)}" if satu.per_tanggal else ""
    return f"{satu.judul}: {satu.nilai}{sumber}{per}"
