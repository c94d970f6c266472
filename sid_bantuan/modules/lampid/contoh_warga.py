"""Who lives in a village at the beginning of a sampled month, and who of them something plausible can happen to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from ...domain import kode
from ...domain.tanggal import umur
from . import kepala


@dataclass(frozen=True, eq=False)
class Satu:
    """One resident, as much of him as a sample needs."""

    id: str
    nama: str
    nik: str | None
    jenis_kelamin: int
    lahir: date | None
    hubungan: int | None
    keluarga_id: str | None
    lingkungan_id: str | None
    status_dasar: int


def baca_warga(node) -> list[Satu]:
    """Every resident of this village who lives here or is missing."""
    rows = node.engine.run(
        "SELECT p.id, p.nama, p.nik, p.jenis_kelamin, CAST(p.tanggal_lahir AS TEXT), p.hubungan_keluarga, p.keluarga_id,"
        " k.lingkungan_id, p.status_dasar FROM sb_penduduk p LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
        " WHERE p.wilayah = ? AND p.status_dasar IN (?, ?) ORDER BY p.id",
        (node.code, kode.HIDUP, kode.HILANG),
    )
    return [Satu(*row[:4], row[4] and date.fromisoformat(row[4]), *row[5:]) for row in rows]


class Warga:
    """The village as one month finds it; who has gone or moved in it is taken out, so that nothing happens to him twice."""

    def __init__(self, semua: Sequence[Satu], rng: Random, pada: date):
        self.rng, self.pada = rng, pada
        self.hilang = [satu for satu in semua if satu.status_dasar == kode.HILANG]
        self.semua = [satu for satu in semua if satu.status_dasar == kode.HIDUP]
        self.keluarga: dict[str, list[Satu]] = defaultdict(list)
        for satu in self.semua:
            if satu.keluarga_id:
                self.keluarga[satu.keluarga_id].append(satu)
        self.tempat = sorted({satu.lingkungan_id for satu in self.semua if satu.lingkungan_id})

    def pergi(self, orang: Sequence[Satu]) -> None:
        """These are no longer here."""
        self.lupakan(orang)
        for satu in orang:
            if satu.keluarga_id:
                self.keluarga[satu.keluarga_id].remove(satu)

    def lupakan(self, orang: Sequence[Satu]) -> None:
        """Let nothing more happen to these this month, nor to their families: they are not as they were read."""
        kena = {satu.keluarga_id for satu in orang if satu.keluarga_id}
        ids = {satu.id for satu in orang}
        self.semua = [satu for satu in self.semua if satu.id not in ids and satu.keluarga_id not in kena]

    def _usia(self, satu: Satu) -> int:
        return umur(satu.lahir, self.pada) if satu.lahir else -1

    def _acak(self, cocok, coba: int = 60) -> Satu | None:
        """Somebody who fits, if a few glances find one."""
        for _ in range(coba if self.semua else 0):
            satu = self.rng.choice(self.semua)
            if cocok(satu):
                return satu
        return None

    def ibu(self) -> Satu | None:
        """A wife, or a mother who heads her family, of an age to bear a child."""
        peran = (kode.KEPALA_KELUARGA, kode.ISTRI)
        return self._acak(
            lambda satu: (
                satu.jenis_kelamin == 2 and satu.keluarga_id and satu.hubungan in peran and 19 <= self._usia(satu) <= 41
            )
        )

    def yang_tua(self) -> Satu | None:
        """Somebody, the older the likelier."""
        calon = [satu for satu in (self._acak(lambda satu: satu.lahir) for _ in range(12)) if satu]
        return max(calon, key=self._usia, default=None)

    def anak_dewasa(self) -> Satu | None:
        """A grown child who lives with its parents."""
        return self._acak(
            lambda satu: (
                satu.hubungan == kode.ANAK
                and satu.keluarga_id
                and len(self.keluarga[satu.keluarga_id]) > 1
                and 19 <= self._usia(satu) <= 40
            )
        )

    def keluarga_acak(self) -> list[Satu]:
        """The living members of some family."""
        satu = self._acak(lambda satu: satu.keluarga_id)
        return list(self.keluarga[satu.keluarga_id]) if satu else []

    def yang_pindah(self) -> list[Satu]:
        """A whole family, a grown child alone, or now and then a head alone."""
        nasib, keluarga = self.rng.random(), self.keluarga_acak()
        if nasib < 0.35:
            return keluarga
        if nasib < 0.9:
            anak = self.anak_dewasa()
            return [anak] if anak else []
        return [satu for satu in keluarga if satu.hubungan == kode.KEPALA_KELUARGA][:1]

    def pengganti(self, pergi: Sequence[Satu]) -> str | None:
        """Who heads those who stay: the wife, else the oldest; None where there is no need."""
        if not any(satu.hubungan == kode.KEPALA_KELUARGA for satu in pergi):
            return None
        ids = {satu.id for satu in pergi}
        sisa = [satu for satu in self.keluarga.get(pergi[0].keluarga_id or "", ()) if satu.id not in ids]
        if not sisa or any(satu.hubungan == kode.KEPALA_KELUARGA for satu in sisa):
            return None
        calon = [satu for satu in sisa if satu.hubungan == kode.ISTRI] or sorted(sisa, key=self._usia)[-1:]
        return calon[0].id if self._usia(calon[0]) >= 17 else kepala.BELUM_DITENTUKAN

    def hilang_acak(self) -> Satu | None:
        """Somebody who is missing and no head, whose place nobody took meanwhile."""
        calon = [satu for satu in self.hilang if satu.hubungan != kode.KEPALA_KELUARGA]
        if not calon:
            return None
        satu = self.rng.choice(calon)
        self.hilang.remove(satu)
        return satu

    def tempat_acak(self) -> str | None:
        """Some dusun/RW/RT where people live."""
        return self.rng.choice(self.tempat) if self.tempat else None

    def tempat_lain(self, keluarga: Sequence[Satu]) -> str | None:
        """Some other place than this family's."""
        lain = [satu for satu in self.tempat if keluarga and satu != keluarga[0].lingkungan_id]
        return self.rng.choice(lain) if lain else None
