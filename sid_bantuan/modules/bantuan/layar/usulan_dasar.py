"""What the pages of proposals share: badges, words of a state and of whose turn it is, what a person may read."""

from collections.abc import Iterable
from datetime import date

from .... import host
from ....domain import bantuan as kata
from ....domain import usulan as alur
from ....domain.peran import boleh, sebutan
from ....domain.tanggal import teks_tanggal
from ....domain.wilayah import parent
from ....ui.tampil import nomor, nomor_tersamar
from ..program import ProgramBantuan, Tahap, di, semua
from ..usulan_kini import Kini, peran_tahap

NADA = {
    kata.DRAF: "netral", kata.DIAJUKAN: "menunggu", kata.DIVERIFIKASI: "menunggu", kata.DIKEMBALIKAN: "perlu_perbaikan",
    kata.DITETAPKAN: "valid", kata.DITOLAK: "ditolak", kata.DAFTAR_TUNGGU: "info", kata.DICABUT: "netral",
}  # fmt: skip
"""State of a proposal -> kind of badge."""
TOMBOL = {
    alur.AJUKAN: "Ajukan",
    alur.SETUJUI: "Setujui",
    alur.TETAPKAN: "Tetapkan",
    alur.KEMBALIKAN: "Kembalikan",
    alur.TOLAK: "Tolak",
    alur.TUNGGU: "Masukkan daftar tunggu",
    alur.CABUT: "Cabut usulan",
    alur.BERITAHUKAN: "Catat sudah diberi tahu",
}
"""Step -> its button."""
SELESAI = {
    alur.AJUKAN: "Usulan diajukan.",
    alur.SETUJUI: "Usulan disetujui dan diteruskan.",
    alur.TETAPKAN: "Usulan ditetapkan.",
    alur.KEMBALIKAN: "Usulan dikembalikan ke desa dengan alasannya.",
    alur.TOLAK: "Usulan ditolak; alasannya tercatat.",
    alur.TUNGGU: "Kuotanya penuh, jadi usulan masuk daftar tunggu.",
    alur.CABUT: "Usulan dicabut.",
    alur.BERITAHUKAN: "Tercatat bahwa pemohon sudah diberi tahu.",
}
IKON = {
    alur.AJUKAN: "kanan", alur.SETUJUI: "centang", alur.TETAPKAN: "centang", alur.KEMBALIKAN: "kembali",
    alur.TOLAK: "silang", alur.TUNGGU: "jam", alur.CABUT: "tutup", alur.BERITAHUKAN: "orang",
}  # fmt: skip
NADA_ATURAN = {"boleh": "valid", "ditolak": "ditolak", "belum_pasti": "peringatan"}
SEBUT_ATURAN = {"boleh": "Boleh menerima", "ditolak": "Tidak boleh menerima", "belum_pasti": "Belum pasti"}


def tulis_nik(nik: str | None, wilayah: str) -> str:
    """A NIK in full for whose task it is, masked for the others."""
    return nomor(nik) if boleh(host.operator(), "usulan_bantuan", "lihat_nik", wilayah) else nomor_tersamar(nik)


def sebut_giliran(giliran: str | None, tahap: Tahap | None, wilayah: str) -> str:
    """Whose turn it is: the stage and who acts."""
    if giliran is None:
        return ""
    if tahap is None:
        return "Desa"
    siapa = " atau ".join(sebut_peran(tahap, wilayah))
    return f"{tahap.nama} ({siapa})" if siapa else f"{tahap.nama} ({giliran})"


def sebut_peran(tahap: Tahap, wilayah: str) -> list[str]:
    """Who acts at a stage, as offices say it."""
    tempat = wilayah
    for _ in range({"desa": 0, "kecamatan": 1, "kabupaten": 2}[tahap.tingkat]):
        tempat = parent(tempat)
    return [
        *([tahap.instansi] if tahap.instansi else []),
        *(sebutan(satu, tempat) for satu in sorted(peran_tahap(tahap))),
    ]


def terlambat(kini: Kini | None) -> bool:
    """Whether what is due was due before today."""
    return bool(kini and kini.batas and kini.batas < date.today().isoformat())


def pilihan_program() -> dict[str, str]:
    """Every program somebody can be proposed for by its short name, ended ones too: what a list can be narrowed to."""
    return {kode: satu.singkatan for kode, satu in semua(host.node()).items() if satu.perorangan}


def singkatan(rows: Iterable) -> dict[str, str]:
    """Record -> the short name of the program it means where it was written; its kode where none is known here."""
    ada = semua(host.node())
    program = {row.id: di(ada, row.program, row.wilayah) for row in rows if row.program}
    return {row.id: program[row.id].singkatan if program[row.id] else row.program for row in rows if row.program}


def semua_dokumen(program: ProgramBantuan | None, tahap: Iterable[Tahap], ada: Iterable[str] = ()) -> list[str]:
    """The documents of all stages in their order, then what was brought beside them."""
    return list(dict.fromkeys([*(nama for satu in tahap for nama in satu.dokumen), *ada])) if program else list(ada)


def sebut_batas(kini: Kini | None) -> str:
    """When it is due."""
    if kini is None or not kini.batas:
        return ""
    return f"Lewat batas {teks_tanggal(kini.batas)}" if terlambat(kini) else f"Batas {teks_tanggal(kini.batas)}"
