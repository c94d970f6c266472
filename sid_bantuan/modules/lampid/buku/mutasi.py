"""B.2, the register of changes: who came, who left, who died in a month. Births stand in B.1 and B.3."""

from ....domain.lampid import DATANG, HILANG, KEMBALI, MATI, PINDAH, sebut_bulan
from ....domain.tanggal import teks_tanggal
from ....domain.wilayah_nama import nama_pendek
from ....sync.engine import Engine
from .kepala import berkas, kepala_judul
from .lembar import KANAN, TENGAH, Kolom, Lembar, Tabel

KOLOM = (
    Kolom("Nomor urut", lebar=5, rata=KANAN),
    Kolom("Nama lengkap/panggilan", lebar=24),
    Kolom("Tempat lahir", lebar=14),
    Kolom("Tanggal lahir", lebar=11),
    Kolom("Jenis kelamin", lebar=7, rata=TENGAH),
    Kolom("Kewarga-negaraan", lebar=8, rata=TENGAH),
    Kolom("Penambahan", (Kolom("Datang dari", lebar=22), Kolom("Tanggal", lebar=11))),
    Kolom(
        "Pengurangan",
        (
            Kolom("Pindah ke", lebar=22),
            Kolom("Tanggal", lebar=11),
            Kolom("Meninggal di", lebar=16),
            Kolom("Tanggal", lebar=11),
        ),
    ),
    Kolom("Ket.", lebar=22),
)
_WN = {1: "WNI", 2: "WNA", 3: "WNI/WNA"}
_JK = {1: "L", 2: "P"}


def susun(engine: Engine, wilayah: str, bulan: str) -> Lembar:
    """The book of one village and month, by the day things happened. Moves between its own dusun are not in it."""
    baris = engine.run(
        "SELECT o.nama, o.tempat_lahir, o.tanggal_lahir, o.jenis_kelamin, o.kewarganegaraan, o.baris, o.lawan_wilayah,"
        " m.lawan_alamat, m.tempat, m.tgl_peristiwa, m.tgl_lapor FROM sb_mutasi_orang o"
        " LEFT JOIN sb_mutasi m ON m.id = o.mutasi_id WHERE o.wilayah = ? AND o.bulan = ? AND o.dalam = 0"
        " AND o.baris IN (?, ?, ?, ?, ?) ORDER BY m.tgl_peristiwa, o.mutasi_id, o.kepala DESC, o.tanggal_lahir, o.id",
        (wilayah, bulan, DATANG, PINDAH, MATI, HILANG, KEMBALI),
    )
    return Lembar(
        "B.2",
        (*kepala_judul("Buku Mutasi Penduduk", wilayah), f"Bulan {sebut_bulan(bulan)}"),
        Tabel(KOLOM, [_baris(nomor, *satu) for nomor, satu in enumerate(baris, 1)]),
        berkas("B.2", wilayah, bulan),
        catatan=("Kelahiran dicatat dalam Buku B.1 dan B.3. Pindah antardusun tidak dicatat di sini.",),
    )


def _baris(nomor, nama, tempat_lahir, lahir, jk, wn, baris, lawan, alamat, tempat, peristiwa, lapor) -> list:
    hari = teks_tanggal(peristiwa)
    lain = ", ".join(filter(None, (alamat, lawan and nama_pendek(lawan)))) or "(tidak dicatat)"
    ket = []
    if baris in (HILANG, KEMBALI):
        ket.append(f"{'Hilang' if baris == HILANG else 'Kembali'} {hari}")
    if lapor and peristiwa and str(lapor) != str(peristiwa):
        ket.append(f"Dilaporkan {teks_tanggal(lapor)}")
    return [
        nomor, nama, tempat_lahir or "", teks_tanggal(lahir), _JK.get(jk, ""), _WN.get(wn, ""),
        *((lain, hari) if baris == DATANG else ("", "")), *((lain, hari) if baris == PINDAH else ("", "")),
        *((tempat or "", hari) if baris == MATI else ("", "")), "; ".join(ket),
    ]  # fmt: skip
