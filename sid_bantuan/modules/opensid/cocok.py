"""Who of the source is recorded here already, by Excel, by hand or from an earlier import: matched, never doubled."""

from collections import defaultdict
from collections.abc import Sequence

from ...domain.ids import new_id
from ...domain.nama import kunci_nama
from .orang import TABEL, Orang
from .putaran import Putaran
from .serasi import di_sampah

RAGU, DIGABUNG, DIBUANG = "opensid_cocok_ganda", "sudah_digabung", "opensid_dibuang_di_sini"


def cocokkan(putaran: Putaran, baru: Sequence[Orang]) -> dict[int, tuple[str, str]]:
    """Give each his id: of the resident here he is, or a new one. Returns whom no id can be given, with why and who.

    By the id an earlier import gave, by NIK, or by family, name and birth date together.
    """
    node = putaran.node
    for satu in baru:
        satu.id = putaran.id_untuk(TABEL, satu.nomor)
    calon = _Calon(node, baru)
    digabung = _digabung(node, [satu.isi["nik"] for satu in baru if satu.isi["nik"]])
    dibuang = di_sampah(node, [satu.id for satu in baru])
    tahan: dict[int, tuple[str, str]] = {}
    for satu in baru:
        cocok = calon.cari(satu)
        if len(cocok) > 1 or any(not calon.serasi(satu, id) for id in cocok):
            tahan[satu.nomor] = RAGU, " / ".join(calon.nama(id) for id in cocok)
        elif cocok:
            satu.id = calon.pakai(cocok[0])
        elif satu.isi["nik"] in digabung:
            tahan[satu.nomor] = DIGABUNG, digabung[satu.isi["nik"]]
        elif satu.id in dibuang:
            tahan[satu.nomor] = DIBUANG, ""
        else:
            satu.id = calon.id_baru(satu.id)
    return tahan


class _Calon:
    """The residents here that some of these may be, each of whom only one of the source can be."""

    def __init__(self, node, baru: Sequence[Orang]):
        self._ada: dict[str, tuple] = {}
        self._nik: dict[str, list[str]] = defaultdict(list)
        self._kunci: dict[tuple, list[str]] = defaultdict(list)
        self._terpakai: set[str] = set()
        ids = node.engine.ids([satu.id for satu in baru])
        self._baca(node, f"p.id IN ({ids[0]})", ids[1])
        nik = node.engine.ids([satu.isi["nik"] for satu in baru if satu.isi["nik"]])
        self._baca(node, f"p.nik IN ({nik[0]})", nik[1])
        if _ada_yang_bukan_dari_sini(node):
            lahir = node.engine.ids(sorted({satu.isi["tanggal_lahir"] for satu in baru if satu.isi["tanggal_lahir"]}))
            self._baca(node, f"CAST(p.tanggal_lahir AS TEXT) IN ({lahir[0]})", lahir[1])
        for id, (nama, nik_di_sini, lahir, keluarga_id, _) in self._ada.items():
            if nik_di_sini:
                self._nik[nik_di_sini].append(id)
            self._kunci[keluarga_id, kunci_nama(nama), lahir].append(id)

    def _baca(self, node, syarat: str, isi: Sequence) -> None:
        rows = node.engine.run(
            "SELECT p.id, p.nama, p.nik, CAST(p.tanggal_lahir AS TEXT), p.keluarga_id, o.nomor FROM sb_penduduk p"
            f" LEFT JOIN sb_opensid o ON o.id = p.id AND o.tabel = '{TABEL}' WHERE p.wilayah = ? AND {syarat}",
            (node.code, *isi),
        )
        self._ada |= {row[0]: row[1:] for row in rows}

    def cari(self, satu: Orang) -> list[str]:
        """Whom he may be."""
        if satu.id in self._ada and self.serasi(satu, satu.id):
            return [satu.id]
        if satu.isi["nik"] and (ketemu := self._bebas(satu, self._nik.get(satu.isi["nik"], ()))):
            return ketemu
        lahir = satu.isi["tanggal_lahir"]
        kunci = satu.isi["keluarga_id"], kunci_nama(satu.isi["nama"]), lahir
        return self._bebas(satu, self._kunci.get(kunci, ()) if lahir else ())

    def _bebas(self, satu: Orang, ids: Sequence[str]) -> list[str]:
        """Without those who are known as somebody else there: two who share a NIK there are two here, and warned of."""
        return [id for id in ids if id not in self._terpakai and self._ada[id][4] in (None, satu.nomor)]

    def serasi(self, satu: Orang, id: str) -> bool:
        """Whether the two can be one person: not known as another one there, and not wholly different."""
        nama, nik, lahir, _, _ = self._ada[id]
        if not self._bebas(satu, [id]):
            return False
        sama_nama = kunci_nama(nama) == kunci_nama(satu.isi["nama"])
        return (
            sama_nama or lahir == satu.isi["tanggal_lahir"] or (id == satu.id and bool(nik) and nik == satu.isi["nik"])
        )

    def pakai(self, id: str) -> str:
        self._terpakai.add(id)
        return id

    def id_baru(self, id: str) -> str:
        """A new resident's id: the one that follows from his number, unless somebody else has it."""
        return self.pakai(new_id() if id in self._ada else id)

    def nama(self, id: str) -> str:
        return self._ada[id][0]


def _ada_yang_bukan_dari_sini(node) -> bool:
    """Whether any resident here came otherwise than from the source."""
    return (
        node.engine.one(
            "SELECT 1 FROM sb_penduduk p WHERE p.wilayah = ? AND NOT EXISTS"
            f" (SELECT 1 FROM sb_opensid o WHERE o.id = p.id AND o.tabel = '{TABEL}') LIMIT 1",
            (node.code,),
        )
        is not None
    )


def _digabung(node, nik: Sequence[str]) -> dict[str, str]:
    """NIK of a record that was merged here -> the name of the one it became."""
    pilih, isi = node.engine.ids(nik)
    return dict(
        node.engine.run(
            "SELECT g.nik_lama, p.nama FROM sb_penggabungan g JOIN sb_penduduk p ON p.orang_id = g.orang_tetap"
            f" WHERE g.wilayah = ? AND g.nik_lama IN ({pilih})",
            (node.code, *isi),
        )
    )
