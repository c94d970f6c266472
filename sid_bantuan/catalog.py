"""Every record type of the product, put together once. No Flask: the courier loads this too."""

from .modules.bantuan import (
    hari_aturan,
    hari_kerja,
    ikut,
    kuota,
    penetapan_atas,
    periksa_ulang,
    segar,
    tanda_terima,
    ukuran_catat,
    ukuran_kini,
    usulan_kini,
    usulan_tempat,
)
from .modules.bantuan.tables import RECORDS as BANTUAN
from .modules.kependudukan import turunan
from .modules.kependudukan.tables import RECORDS as KEPENDUDUKAN
from .modules.lampid import hitung, masuk, masuk_pasangan, peringatan, saldo, tutup
from .modules.lampid.tables import RECORDS as LAMPID
from .modules.persuratan import camat, cetak, pejabat, tautan
from .modules.persuratan.tables import RECORDS as PERSURATAN
from .modules.verval import antrean, efek, pendengar
from .modules.verval.tables import RECORDS as VERVAL
from .sync.record import Catalog
from .sync.tables import RECORDS as MECHANISM

CATALOG = Catalog(
    (*VERVAL, *MECHANISM, *KEPENDUDUKAN, *LAMPID, *PERSURATAN, *BANTUAN),
    effects={"verval": efek.effect, "tutup_buku": tutup.effect, "surat_langkah": camat.effect}
    | dict.fromkeys((*hitung.ORANG, *hitung.BARIS), hitung.effect),
    derived=(
        hitung.derive,
        saldo.derive,
        turunan.derive,
        peringatan.derive,
        masuk_pasangan.derive,
        hari_kerja.derive,
        segar.derive,
        penetapan_atas.derive,
        kuota.derive,
        ikut.derive,
        ukuran_catat.derive,
        ukuran_kini.derive,
        periksa_ulang.derive,
        usulan_kini.derive,
        tanda_terima.derive,
        antrean.derive,
        efek.derive,
        masuk.derive,
        tautan.derive,
        cetak.derive,
    ),
    at_rest=(hitung.at_rest, saldo.at_rest, usulan_tempat.at_rest, hari_aturan.at_rest),
)
"""Types in the order rows travel in: answers first, then what others refer to before what refers."""

pendengar.dengar(masuk_pasangan.setelah_putusan)
tautan.pasang()
pejabat.pasang()
