"""The people of what comes from above beside the residents of this village: who is here already, who is to come."""

from collections.abc import Mapping, Sequence

from ...domain import kode
from ...domain.hubungan import Warga, urut_kepala_pecahan, usul_hubungan
from ...domain.nama import kunci_nama
from ...sync.fields import DayField
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from .hari import hari_ini
from .isian import hari
from .masuk_baca import Masuk

TIDAK_DITIRU = frozenset(
    {"status_dasar", "keluarga_id", "rumah_tangga_id", "hubungan_rumah_tangga", "foto", "penduduk_id"}
)


def orang_di_sini(node, orang: Sequence[Mapping]) -> dict[str, Penduduk]:
    """Key of each of these people -> the resident he is here: by his record, as the same person, or by his NIK."""
    hasil = {}
    for satu in orang:
        syarat = Penduduk.orang_id == satu.get("orang_id", "")
        if satu.get("penduduk_id"):
            syarat |= Penduduk.id == satu["penduduk_id"]
        if satu.get("nik"):
            syarat |= Penduduk.nik == satu["nik"]
        ada = list(Penduduk.select().where(Penduduk.wilayah == node.code, syarat))
        if ada:
            hasil[kunci(satu)] = min(ada, key=lambda calon: (calon.status_dasar != kode.HIDUP, calon.id))
    return hasil


def bayi_di_sini(node, bayi: Mapping, keluarga_id: str | None) -> Penduduk | None:
    """The child of this family that was recorded here already: the same birth date and name, however spelled."""
    lahir = hari(bayi.get("tanggal_lahir"))
    saudara = Penduduk.select().where(Penduduk.keluarga == (keluarga_id or ""), Penduduk.tanggal_lahir == lahir)
    sama = (satu for satu in saudara if kunci_nama(satu.nama) == kunci_nama(bayi.get("nama", "")))
    return next(sama, None) or next(iter(orang_di_sini(node, [bayi]).values()), None)


def kunci(satu: Mapping) -> str:
    """What one of these people is chosen by on a form."""
    return satu.get("orang_id") or satu.get("nik") or satu.get("nama", "")


def pendatang(node, satu: Masuk, sumber: str, hubungan: Mapping[str, int] | None = None) -> list[dict]:
    """Those who come and are not living here already, as columns of ``penduduk``. Raises ``DataDitolak`` where nobody is left."""
    di_sini = orang_di_sini(node, satu.orang)
    tinggal = {siapa for siapa, orang in di_sini.items() if orang.status_dasar == kode.HIDUP}
    baru = [orang for orang in satu.orang if kunci(orang) not in tinggal]
    if not baru:
        raise DataDitolak([Kesalahan("masuk_sudah_tercatat", isi={"nama": satu.nama})])
    return [sebagai_penduduk(node, orang, (hubungan or {}).get(kunci(orang))) | {"sumber": sumber} for orang in baru]


def sebagai_penduduk(node, orang: Mapping, hubungan: int | None = None) -> dict:
    """One of these people as columns of ``penduduk`` (those this version knows, days as days) and ``kunci``."""
    isi = {}
    for kolom in node.catalog["penduduk"].columns:
        nilai = orang.get(kolom.name)
        if nilai is not None and kolom.name not in TIDAK_DITIRU:
            isi[kolom.name] = hari(nilai) if isinstance(kolom.field, DayField) else nilai
    return isi | ({"hubungan_keluarga": hubungan} if hubungan else {}) | {"kunci": kunci(orang)}


def usul_kedatangan(orang: Sequence[Mapping]) -> dict[str, int]:
    """Relations to begin with: as in the family they come from; without its head, as they are to who heads the new card."""
    usul = {kunci(satu): satu.get("hubungan_keluarga") for satu in orang}
    if orang and kode.KEPALA_KELUARGA not in usul.values():
        urut = {f"{ke:03}": satu for ke, satu in enumerate(orang)}  # of two alike the one who stands first
        semua = [_warga(ke, satu) for ke, satu in urut.items()]
        baru = usul_hubungan(semua, urut_kepala_pecahan(semua, hari_ini())[0])
        usul = {kunci(satu): baru[ke] for ke, satu in urut.items()}
    return {siapa: satu for siapa, satu in usul.items() if satu}


def _warga(id: str, satu: Mapping) -> Warga:
    return Warga(id, satu.get("hubungan_keluarga"), satu.get("jenis_kelamin") or 0, hari(satu.get("tanggal_lahir")))
