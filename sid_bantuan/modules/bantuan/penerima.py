"""What becomes of a recipient: his state with its reason, where his file is, who looks after it, who took his place.

Each change leaves a step that is never changed again. A place of the quota is given back, or taken again, in the
transaction of the change itself.
"""

from collections.abc import Mapping
from datetime import date

from ...domain import aturan as domain
from ...domain import bantuan, kode
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from ..kependudukan.tables import Keluarga, Penduduk
from . import kuota, pendaftaran, periksa
from . import program as katalog
from .tables import Penerima, PenerimaLangkah

LAINNYA = "lainnya"
PANJANG_CATATAN = 250
BERKAS = ("tgl_pengajuan", "posisi_berkas", "nomor_sk")
"""What is written about a recipient's papers; it changes nobody's right."""


def ambil(node, id: str) -> Penerima:
    """The recipient with this id of this village. Raises ``DataDitolak``."""
    satu = rekam.ambil(node.catalog["penerima"], id, node.code) if id else None
    if satu is None:
        raise _tolak("penerima_tidak_ada")
    return satu


def langkah(id: str) -> list[PenerimaLangkah]:
    """Every step of a recipient, the first one first."""
    milik = PenerimaLangkah.select().where(PenerimaLangkah.penerima_id == id)
    return sorted(milik, key=lambda satu: (satu.pada, satu.id != _id_awal(id), satu.id))


def ubah_keadaan(
    node, operator: Operator, id: str, versi: int | None, keadaan: str, alasan: str | None = None, catatan: str = ""
) -> Penerima:
    """Set the written state, with its reason. ``versi``: as the screen showed it.

    Whoever held no place and is to hold one again is judged and counted like somebody new. Raises ``DataDitolak``,
    ``SudahBerubah``.
    """
    isi = _isi_keadaan(keadaan, alasan, catatan)
    with rekam.transaksi(node):
        satu = ambil(node, id)
        if (isi["keadaan"], isi["alasan"], None) == (satu.keadaan, satu.alasan, isi["catatan"]):
            return satu
        _jaga(node, satu, versi, isi)
        return _pindah(node, operator, satu, isi)


def ubah_banyak(
    node, operator: Operator, pilih: Mapping[str, int], keadaan: str, alasan: str | None = None, catatan: str = ""
) -> dict[str, str]:
    """The same state for many (id -> version), each by itself; id -> why, of those that could not be changed.

    Raises ``DataDitolak`` for a state or a reason that fits nobody.
    """
    _isi_keadaan(keadaan, alasan, catatan)
    gagal = {}
    for id, versi in pilih.items():
        try:
            ubah_keadaan(node, operator, id, versi, keadaan, alasan, catatan)
        except DataDitolak as salah:
            gagal[id] = "; ".join(satu.judul for satu in salah.kesalahan)
        except SudahBerubah:
            gagal[id] = "Baru saja diubah orang lain"
    return gagal


def urungkan(node, operator: Operator, id: str, versi: int | None) -> Penerima:
    """Go back to the state before the last change; that too leaves a step. Raises ``DataDitolak``, ``SudahBerubah``."""
    with rekam.transaksi(node):
        satu = ambil(node, id)
        sebelum = _sebelum(satu)
        if sebelum is None:
            raise _tolak("penerima_tanpa_perubahan")
        isi = {"keadaan": sebelum.keadaan, "alasan": sebelum.alasan, "catatan": sebelum.catatan}
        _jaga(node, satu, versi, isi)
        return _pindah(node, operator, satu, isi, "Perubahan terakhir diurungkan")


def dapat_diurungkan(satu: Penerima) -> bool:
    """Whether there is a state before this one."""
    return _sebelum(satu) is not None


def _sebelum(satu: Penerima) -> PenerimaLangkah | None:
    """The last step in which he stood otherwise."""
    kini = (satu.keadaan, satu.alasan)
    semua = langkah(satu.id)
    return next((lama for lama in reversed(semua) if (lama.keadaan, lama.alasan) != kini), None)


def _isi_keadaan(keadaan: str, alasan: str | None, catatan: str) -> dict:
    """The columns of a state. Raises ``DataDitolak`` with every fault."""
    catatan = " ".join((catatan or "").split()) or None
    salah = []
    if keadaan not in bantuan.KEADAAN_PENERIMA:
        salah.append(Kesalahan("penerima_keadaan_salah", "keadaan"))
    if keadaan == bantuan.AKTIF:
        alasan = None
    elif alasan not in bantuan.ALASAN_PENERIMA:
        salah.append(Kesalahan("penerima_perlu_alasan", "alasan"))
    if alasan == LAINNYA and not catatan:
        salah.append(Kesalahan("penerima_perlu_catatan", "catatan"))
    if len(catatan or "") > PANJANG_CATATAN:
        salah.append(Kesalahan("penerima_catatan_panjang", "catatan"))
    if salah:
        raise DataDitolak(salah)
    return {"keadaan": keadaan, "alasan": alasan, "catatan": catatan}


def _pindah(node, operator: Operator, satu: Penerima, isi: Mapping, mengapa: str = "") -> Penerima:
    """Store a state, keep its step, and count the quota anew."""
    menempati, akan = satu.keadaan in bantuan.MEMAKAI_KUOTA, isi["keadaan"] in bantuan.MEMAKAI_KUOTA
    if isi["keadaan"] == bantuan.AKTIF and satu.keadaan != bantuan.AKTIF:
        _boleh_lagi(node, satu, menempati)
    if akan and not menempati:
        _pesan(node, satu)
    _ingat_awal(node, satu)
    if not _simpan(node, operator, satu, isi, mengapa or isi["catatan"]):
        return satu
    _catat(node, operator, satu, mengapa or isi["catatan"])
    if menempati and not akan:
        kuota.hitung(node, [(satu.wilayah, satu.program)])
    return satu


def _boleh_lagi(node, satu: Penerima, menempati: bool) -> None:
    """Raise unless the rules would let him in today."""
    warga = penduduk(node, satu)
    program = katalog.satu(node, satu.program)
    if warga is None or program is None:
        return
    jawaban = periksa.untuk(node, satu.program, warga.id, date.today(), satu.sampai)
    if jawaban and jawaban.hasil == domain.DITOLAK:
        alasan = "; ".join(aturan.alasan for aturan in jawaban.aturan)
        raise _tolak("penerima_ditolak_aturan", "keadaan", alasan=alasan)
    if not menempati and pendaftaran.berlangsung(node, program, warga, _masa(satu), satu.id):
        raise _tolak("penerima_sudah_ada_lain", "keadaan", nama=satu.nama, program=program.singkatan)


def _masa(satu: Penerima) -> pendaftaran.Pendaftaran:
    return pendaftaran.Pendaftaran(
        satu.program, "", max(katalog.hari(satu.mulai), date.today()), katalog.hari(satu.sampai)
    )


def _pesan(node, satu: Penerima) -> None:
    """Take a place, or raise. Counted first, so that what was given back a moment ago is there."""
    program = katalog.satu(node, satu.program)
    if program is not None and not program.berkuota:
        return
    kuota.hitung(node, [(satu.wilayah, satu.program)])
    if not kuota.pesan(node, satu.wilayah, satu.program, katalog.hari(satu.mulai), katalog.hari(satu.sampai)):
        raise _tolak("penerima_penuh", "keadaan", program=program.singkatan if program else satu.program)


# ---- his papers, and who he is


def ubah_berkas(node, operator: Operator, id: str, versi: int | None, isi: Mapping) -> Penerima:
    """Write when he applied and where the file is now: the columns of ``BERKAS``. Raises as ``ubah_keadaan`` does."""
    isi = {nama: isi[nama] or None for nama in BERKAS if nama in isi}
    panjang = {nama: Penerima._meta.fields[nama].max_length for nama in ("posisi_berkas", "nomor_sk")}
    salah = [Kesalahan("terlalu_panjang", nama) for nama, batas in panjang.items() if len(isi.get(nama) or "") > batas]
    if isi.get("tgl_pengajuan") and isi["tgl_pengajuan"] > date.today():
        salah.append(Kesalahan("tanggal_belum_terjadi", "tgl_pengajuan"))
    if salah:
        raise DataDitolak(salah)
    with rekam.transaksi(node):
        satu = ambil(node, id)
        _jaga(node, satu, versi, isi)
        _simpan(node, operator, satu, isi, "Berkas")
        return satu


def samakan_identitas(node, operator: Operator, id: str, versi: int | None) -> Penerima:
    """Write his identity as the register has it today; the number he was enrolled with stays in the step."""
    with rekam.transaksi(node):
        satu = ambil(node, id)
        warga = penduduk(node, satu)
        if warga is None:
            raise _tolak("penerima_tanpa_penduduk")
        return _ganti_identitas(node, operator, satu, versi, warga, "Identitas disamakan dengan data kependudukan")


def ganti_pengurus(node, operator: Operator, id: str, versi: int | None, penduduk_id: str) -> Penerima:
    """Have another of the family look after its aid. Raises ``DataDitolak`` where he is none of it."""
    with rekam.transaksi(node):
        satu = ambil(node, id)
        program = katalog.satu(node, satu.program)
        if program is not None and not program.keluarga:
            raise _tolak("penerima_bukan_keluarga", "orang_id", program=program.singkatan)
        warga = next((calon for calon in calon_pengurus(node, satu) if calon.id == penduduk_id), None)
        if warga is None:
            raise _tolak("penerima_bukan_anggota", "orang_id")
        return _ganti_identitas(node, operator, satu, versi, warga, f"Pengurus diganti, semula {satu.nama}")


def _ganti_identitas(node, operator, satu: Penerima, versi, warga: Penduduk, mengapa: str) -> Penerima:
    isi = identitas(warga) | {"orang_id": warga.orang_id, "keluarga_id": warga.keluarga_id}
    _jaga(node, satu, versi, isi)
    _ingat_awal(node, satu)
    if _simpan(node, operator, satu, isi, mengapa):
        _catat(node, operator, satu, mengapa)
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
    pilih = Penduduk.select().where(Penduduk.orang_id == _tetap(node, satu.orang_id), Penduduk.wilayah == satu.wilayah)
    return pilih.order_by(Penduduk.status_dasar, Penduduk.id).first()


def _tetap(node, orang: str) -> str:
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
    keluarga = node.engine.value("SELECT keluarga FROM sb_ikut WHERE sumber = ? AND ke = 0", (satu.id,))
    pilih = Penduduk.select().where(
        Penduduk.keluarga == (keluarga or satu.keluarga_id), Penduduk.status_dasar == kode.HIDUP,
        Penduduk.wilayah == satu.wilayah,
    )  # fmt: skip
    semua = [warga for warga in pilih if warga.orang_id != satu.orang_id]
    return sorted(semua, key=lambda warga: (warga.hubungan_keluarga or 99, warga.tanggal_lahir or date.max, warga.id))


# ---- somebody in his place


def gantikan(node, operator: Operator, id: str, isi: pendaftaran.Pendaftaran) -> pendaftaran.Hasil:
    """Enrol somebody in the place of one who gave it back. Raises ``DataDitolak`` where it is not free."""
    with rekam.transaksi(node):
        lama = ambil(node, id)
        periksa_terganti(node, lama)
        baru = {nama: getattr(isi, nama) for nama in isi.__dataclass_fields__}
        return pendaftaran.daftarkan(
            node, operator, pendaftaran.Pendaftaran(**baru | {"program": lama.program, "menggantikan_id": lama.id})
        )


def periksa_terganti(node, lama: Penerima) -> None:
    """Raise unless his place may be given to somebody else."""
    if lama.keadaan in bantuan.MEMAKAI_KUOTA:
        raise _tolak("penerima_masih_menempati", nama=lama.nama)
    if ganti := pengganti(lama.id):
        raise _tolak("penerima_sudah_diganti", nama=lama.nama, pengganti=ganti.nama)


def pengganti(id: str) -> Penerima | None:
    """Who took the place of this recipient."""
    return Penerima.get_or_none(Penerima.menggantikan_id == id)


# ---- what all of them share


def _jaga(node, satu: Penerima, versi: int | None, isi: Mapping) -> None:
    """Raise ``SudahBerubah`` where somebody else changed him since, unless this changes nothing."""
    kini = rekam.versi(node, satu.id)
    ada = rekam.nilai(satu)
    beda = {nama: (baru, ada[nama]) for nama, baru in isi.items() if ada[nama] != baru}
    if kini != versi and beda:
        raise SudahBerubah([Beda("penerima", satu.id, satu.nama, kini, beda)])


def _simpan(node, operator: Operator, satu: Penerima, isi: Mapping, catatan: str | None) -> bool:
    sebelum = rekam.nilai(satu)
    berubah = rekam.ubah(satu, isi)
    if berubah:
        label = f"{satu.nama}, {satu.program}"
        rekam.jejak(
            node, operator, "ubah", "penerima", satu, label, catatan=catatan,
            sebelum={nama: rekam.sebagai_teks(sebelum[nama]) for nama in berubah},
            sesudah={nama: rekam.sebagai_teks(isi[nama]) for nama in berubah},
        )  # fmt: skip
    return bool(berubah)


def _catat(node, operator: Operator, satu: Penerima, catatan: str | None) -> None:
    _langkah(node, new_id(), satu, catatan, operator.nama, now())


def _ingat_awal(node, satu: Penerima) -> None:
    """How he stood before his first change: without it nobody could go back there, nor know his number of that day."""
    id = _id_awal(satu.id)
    if not PenerimaLangkah.select().where(PenerimaLangkah.penerima_id == satu.id).exists():
        _langkah(node, id, satu, satu.catatan, satu.oleh, satu.pada)


def _langkah(node, id: str, satu: Penerima, catatan: str | None, oleh: str, pada: str) -> None:
    isi = {
        "penerima_id": satu.id, "keadaan": satu.keadaan, "alasan": satu.alasan, "nik": satu.nik, "oleh": oleh,
        "catatan": catatan and catatan[:PANJANG_CATATAN], "pada": pada,
    }  # fmt: skip
    rekam.tambah(node.catalog["penerima_langkah"], id, node.code, isi)


def _id_awal(id: str) -> str:
    return derived_id("penerima_langkah", id, "awal")


def _tolak(kode_pesan: str, kolom: str = "", **isi) -> DataDitolak:
    return DataDitolak([Kesalahan(kode_pesan, kolom, isi=isi)])
