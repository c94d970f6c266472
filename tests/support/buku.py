"""A month of two villages, small enough to be counted by hand: the lines as the events write them.

November 2026 in Desa 2001. Krajan begins with 5 people (2 men, 3 women; 2 families), Ngaglik with 5
(a foreign man who heads a family, 2 men, 2 women; 2 families): 10. Then, in Krajan, a girl is born, Budi dies and Siti
heads the family, Ani goes missing, Rina moves to Ngaglik onto a card of her own, an import adds two men, one of them a
duplicate that is taken out again. In Ngaglik Dian leaves for Desa 2002, Tono and Tini come from Surabaya, Eko comes back.
So Krajan ends with 4 (2 men, 2 women; 2 families), Ngaglik with 8 (1 foreigner, 3 men, 4 women; 4 families): 12.

Desa 2002 begins with 3, takes Dian in, and lets Yuni go to Desa 2001, where nobody has written her down yet: 3.
"""

from contextlib import nullcontext

from sid_bantuan.sync.engine import Engine

DESA, SEBELAH, KECAMATAN, KABUPATEN = "35.22.01.2001", "35.22.01.2002", "35.22.01", "35.22"
BULAN = "2026-11"
L, P, WNI, WNA = 1, 2, 1, 2


def id(nama: str) -> str:
    """The id of somebody of the example: his name, as hex."""
    return nama.encode().hex().ljust(32, "0")[:32]


def warga(engine: Engine, nama: str, jk: int = L, wn: int = WNI, wilayah: str = DESA, **lain) -> str:
    """A resident's row."""
    isi = {
        "id": id(nama), "node": wilayah, "wilayah": wilayah, "orang_id": id(nama), "nama": nama, "jenis_kelamin": jk,
        "kewarganegaraan": wn, "keadaan_nik": 2, "status_dasar": 1, "status_penduduk": 1,
    } | lain  # fmt: skip
    sisip(engine, "sb_penduduk", isi)
    return isi["id"]


def mutasi(
    engine: Engine, jenis: str, nama: str, wilayah: str = DESA, bulan: str = BULAN, hari: str = "", **lain
) -> str:
    """An event's row; its id follows from its kind and whom it is about."""
    hari = hari or f"{bulan}-05"
    isi = {
        "id": id(f"{jenis[:6]}{bulan[-2:]}{nama}"), "node": wilayah, "wilayah": wilayah, "jenis": jenis,
        "tgl_peristiwa": hari, "tgl_lapor": hari, "bulan": bulan, "keadaan": "berlaku", "oleh": "Siti",
        "pada": f"{hari}T01:00:00Z",
    } | lain  # fmt: skip
    sisip(engine, "sb_mutasi", isi)
    return isi["id"]


def garis(
    engine: Engine, mutasi_id: str, baris: str, arah: int, nama: str, dusun: str, jk: int = L, kepala: int = 0, *,
    wn: int = WNI, wilayah: str = DESA, bulan: str = BULAN, **lain,
) -> None:  # fmt: skip
    """One line of the books."""
    nomor = engine.value("SELECT COUNT(*) FROM sb_mutasi_orang")
    isi = {
        "id": id(f"g{nomor}{baris[:3]}{arah}{nama}{dusun}"), "node": wilayah, "wilayah": wilayah, "mutasi_id": mutasi_id,
        "bulan": bulan, "baris": baris, "arah": arah, "penduduk_id": id(nama), "orang_id": id(nama), "nama": nama,
        "dusun": dusun, "jenis_kelamin": jk, "kewarganegaraan": wn, "kepala": kepala, "dalam": 0,
    } | lain  # fmt: skip
    sisip(engine, "sb_mutasi_orang", isi)


def penyesuaian(
    engine: Engine, alasan: str, arah: int, orang: list[str], dusun: str, jk: int = L, kepala: int = 0, *,
    wn: int = WNI, wilayah: str = DESA, bulan: str = BULAN, **lain,
) -> None:  # fmt: skip
    """A change of the count that is no event."""
    nomor = engine.value("SELECT COUNT(*) FROM sb_penyesuaian")
    isi = {
        "id": id(f"p{nomor}{alasan}{orang[0]}"), "node": wilayah, "wilayah": wilayah, "bulan": bulan, "alasan": alasan,
        "arah": arah, "jumlah": len(orang), "dusun": dusun, "jenis_kelamin": jk, "kewarganegaraan": wn, "kepala": kepala,
        "orang": " ".join(map(id, orang)), "pada": f"{bulan}-20T01:00:00Z",
    } | lain  # fmt: skip
    sisip(engine, "sb_penyesuaian", isi)


def sisip(engine: Engine, tabel: str, isi: dict) -> None:
    """A row as its author writes it; at another node as a copy that arrived."""
    sendiri = engine.value("SELECT kode FROM sb_node") == isi["wilayah"]
    with engine.transaction(), nullcontext() if sendiri else engine.applying():
        engine.run(f"INSERT INTO {tabel} ({', '.join(isi)}) VALUES ({', '.join('?' * len(isi))})", tuple(isi.values()))
        if not sendiri:  # as deriving from what arrived would note it
            engine.run("INSERT INTO sb_saldo_ulang (wilayah) VALUES (?) ON CONFLICT DO NOTHING", (isi["wilayah"],))


def desa(engine: Engine) -> None:
    """Desa 2001 from its first data to the end of November."""
    for dusun, jk, wn, kepala, orang in (
        ("Krajan", L, WNI, 1, ["Budi", "Joko"]),
        ("Krajan", P, WNI, 0, ["Siti", "Ani", "Rina"]),
        ("Ngaglik", L, WNI, 1, ["Slamet"]),
        ("Ngaglik", L, WNA, 1, ["John"]),
        ("Ngaglik", L, WNI, 0, ["Dian", "Eko"]),
        ("Ngaglik", P, WNI, 0, ["Wati", "Lestari"]),
    ):
        for nama in orang:
            warga(engine, nama, jk, wn)
        penyesuaian(engine, "data_awal", 1, orang, dusun, jk, kepala, wn=wn, bulan="2026-09")
    hilang = mutasi(engine, "hilang", "Eko", bulan="2026-10")
    garis(engine, hilang, "hilang", -1, "Eko", "Ngaglik", bulan="2026-10")
    _krajan(engine)
    _ngaglik(engine)


def _krajan(engine: Engine) -> None:
    warga(engine, "Melati", P)
    garis(engine, mutasi(engine, "lahir", "Melati"), "lahir", 1, "Melati", "Krajan", P)
    mati = mutasi(engine, "mati", "Budi", hari="2026-11-07", tempat="Rumah", tgl_lapor="2026-11-09")
    garis(engine, mati, "mati", -1, "Budi", "Krajan", kepala=1, tempat_lahir="Tuban", tanggal_lahir="1960-02-03")
    garis(engine, mati, "susunan", -1, "Siti", "Krajan", P)
    garis(engine, mati, "susunan", 1, "Siti", "Krajan", P, kepala=1)
    garis(engine, mutasi(engine, "hilang", "Ani"), "hilang", -1, "Ani", "Krajan", P)
    for nama in ("Impor1", "Impor2"):
        warga(engine, nama)
    penyesuaian(engine, "impor", 1, ["Impor1", "Impor2"], "Krajan")
    penyesuaian(engine, "ganda", -1, ["Impor2"], "Krajan")


def _ngaglik(engine: Engine) -> None:
    antar = mutasi(engine, "pindah", "Rina", cakupan=1)
    garis(engine, antar, "pindah", -1, "Rina", "Krajan", P, dalam=1)
    garis(engine, antar, "datang", 1, "Rina", "Ngaglik", P, kepala=1, dalam=1)
    pindah = mutasi(engine, "pindah", "Dian", hari="2026-11-11", lawan_wilayah=SEBELAH, cakupan=2)
    garis(engine, pindah, "pindah", -1, "Dian", "Ngaglik", lawan_wilayah=SEBELAH)
    datang = mutasi(engine, "datang", "Tono", hari="2026-11-03", lawan_alamat="Surabaya", cakupan=4)
    for nama, jk, kepala in (("Tono", L, 1), ("Tini", P, 0)):
        warga(engine, nama, jk)
        garis(engine, datang, "datang", 1, nama, "Ngaglik", jk, kepala, tanggal_lahir=f"19{80 + jk}-01-01")
    garis(engine, mutasi(engine, "kembali", "Eko"), "kembali", 1, "Eko", "Ngaglik")


def sebelah(engine: Engine) -> None:
    """Desa 2002, which takes Dian in and lets Yuni go."""
    for jk, kepala, orang in ((L, 1, ["Karno"]), (P, 0, ["Karni", "Yuni"])):
        for nama in orang:
            warga(engine, nama, jk, wilayah=SEBELAH)
        penyesuaian(engine, "data_awal", 1, orang, "Sumber", jk, kepala, wilayah=SEBELAH, bulan="2026-09")
    warga(engine, "DianDi2002", wilayah=SEBELAH, orang_id=id("Dian"))
    datang = mutasi(engine, "datang", "Dian", SEBELAH, hari="2026-11-14", lawan_wilayah=DESA, cakupan=2)
    garis(engine, datang, "datang", 1, "DianDi2002", "Sumber", wilayah=SEBELAH, lawan_wilayah=DESA, orang_id=id("Dian"))
    pindah = mutasi(engine, "pindah", "Yuni", SEBELAH, hari="2026-11-20", lawan_wilayah=DESA, cakupan=2)
    garis(engine, pindah, "pindah", -1, "Yuni", "Sumber", P, wilayah=SEBELAH, lawan_wilayah=DESA)
