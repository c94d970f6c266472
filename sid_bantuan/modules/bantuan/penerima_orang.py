"""Who a recipient is: his identity as of today, and who of the family looks after its aid."""

from datetime import date

from ...domain import bantuan, kode
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.tables import Keluarga, Penduduk
from . import program as katalog
from .penerima_catat import IDENTITAS, PENGURUS, ambil, catat, ingat_awal, jaga, simpan, tolak
from .tables import Penerima


def samakan_identitas(node, operator: Operator, id: str, versi: int | None) -> Penerima:
    """Write his identity as the register has it today; the number he was enrolled with stays in the step."""
    with rekam.transaksi(node):
        satu = ambil(node, id)
        warga = penduduk(node, satu)
        if warga is None:
            raise tolak("penerima_tanpa_penduduk")
        if warga.keluarga_id != satu.keluarga_id:
            _jaga_keluarga(node, satu, warga)
        return _ganti_identitas(node, operator, satu, versi, warga, f"{IDENTITAS} dengan data kependudukan")


def _jaga_keluarga(node, satu: Penerima, warga: Penduduk) -> None:
    """Raise where what a family receives would follow one who left it, or come to a family that has it already."""
    program = katalog.satu(node, satu.program)
    if program is None or not program.keluarga:
        return
    if any(one.keluarga_id != warga.keluarga_id for one in anggota(node, satu)):
        raise tolak("penerima_pengurus_pindah", nama=satu.nama)
    keadaan = ", ".join("?" * len(bantuan.MEMAKAI_KUOTA))
    if node.engine.run(
        f"SELECT 1 FROM sb_ikut WHERE keluarga = ? AND program = ? AND ke = 0 AND sumber <> ? AND keadaan IN ({keadaan})"
        " AND (sampai IS NULL OR sampai >= ?)",
        (
            warga.keluarga_id or warga.orang_id, satu.program, satu.id, *bantuan.MEMAKAI_KUOTA,
            date.today().isoformat(),
        ),
    ):  # fmt: skip
        raise tolak("penerima_sudah_ada_lain", nama=satu.nama, program=program.singkatan)


def ganti_pengurus(node, operator: Operator, id: str, versi: int | None, penduduk_id: str) -> Penerima:
    """Have another of the family look after its aid. Raises ``DataDitolak`` where he is none of it."""
    with rekam.transaksi(node):
        satu = ambil(node, id)
        program = katalog.satu(node, satu.program)
        if program is not None and not program.keluarga:
            raise tolak("penerima_bukan_keluarga", "orang_id", program=program.singkatan)
        warga = next((calon for calon in calon_pengurus(node, satu) if calon.id == penduduk_id), None)
        if warga is None:
            raise tolak("penerima_bukan_anggota", "orang_id")
        return _ganti_identitas(node, operator, satu, versi, warga, f"{PENGURUS}, semula {satu.nama}")


def _ganti_identitas(node, operator, satu: Penerima, versi, warga: Penduduk, mengapa: str) -> Penerima:
    isi = identitas(warga) | {"orang_id": warga.orang_id, "keluarga_id": warga.keluarga_id}
    jaga(node, satu, versi, isi)
    ingat_awal(node, satu)
    if simpan(node, operator, satu, isi, mengapa):
        catat(node, operator, satu, mengapa)
    return satu


def identitas(warga: Penduduk) -> dict:
    """Number, card, name and address of a resident, as a recipient keeps them."""
    kartu = Keluarga.select(Keluarga.no_kk, Keluarga.alamat).where(Keluarga.id == warga.keluarga_id).first()
    return {
        "nik": warga.nik,
        "no_kk": kartu and kartu.no_kk,
        "nama": warga.nama,
        "alamat": warga.alamat_sekarang or (kartu and kartu.alamat),
    }


def penduduk(node, satu: Penerima) -> Penduduk | None:
    """The resident he is, as aid found him; None where he is not in the register."""
    if satu.orang_id is None:
        return None
    pilih = Penduduk.select().where(Penduduk.orang_id == tetap(node, satu.orang_id), Penduduk.wilayah == satu.wilayah)
    return pilih.order_by(Penduduk.status_dasar, Penduduk.id).first()


def tetap(node, orang: str) -> str:
    """Who somebody that was merged has become."""
    dilalui = {orang}
    while menjadi := node.engine.value(
        "SELECT orang_tetap FROM sb_penggabungan WHERE orang_lama = ? ORDER BY id DESC", (orang,)
    ):
        if menjadi in dilalui:
            break
        dilalui.add(orang := menjadi)
    return orang


def calon_pengurus(node, satu: Penerima) -> list[Penduduk]:
    """The living of the family that receives it, in the order of the card, without who looks after it now."""
    return [warga for warga in anggota(node, satu) if warga.orang_id != satu.orang_id]


def anggota(node, satu: Penerima) -> list[Penduduk]:
    """The living of the recipient's family here, in the order of the card."""
    keluarga = node.engine.value("SELECT keluarga FROM sb_ikut WHERE sumber = ? AND ke = 0", (satu.id,))
    pilih = Penduduk.select().where(
        Penduduk.keluarga == (keluarga or satu.keluarga_id), Penduduk.status_dasar == kode.HIDUP,
        Penduduk.wilayah == satu.wilayah,
    )  # fmt: skip
    return sorted(pilih, key=lambda warga: (warga.hubungan_keluarga or 99, warga.tanggal_lahir or date.max, warga.id))
