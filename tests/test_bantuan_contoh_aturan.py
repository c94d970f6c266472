"""What rules must be able to say, one test for each sentence; where a shipped rule says it, by that one."""

from sid_bantuan.domain.aturan import BELUM_PASTI, BOLEH, DITOLAK, Aturan
from sid_bantuan.domain.aturan_baca import baca
from sid_bantuan.modules.bantuan.ukuran import UKURAN

from .support.aturan_bawaan import jawab, putuskan

KELUARGA_PKH, BPNT, BPNTD = ("PKH", None, None), ("BPNT", None, None), ("BPNTD", None, None)
IBU_HAMIL, SEMBAKO = ("PKH", "A", "hamil"), ("SEMBAKO-APBD", None, None)


def tolak_bila(ukuran: str, **batas):
    """One rule of an office that refuses by a measure."""
    return [Aturan("satu", "X", baca({"ukuran": ukuran, **batas}, UKURAN))]


def hasil(aturan, **ukuran) -> str:
    return putuskan(aturan, **ukuran).hasil


def test_pkh_refuses_bst_at_once():
    assert jawab("BST", KELUARGA_PKH).hasil == DITOLAK
    assert [satu.alasan for satu in jawab("BST", KELUARGA_PKH).aturan] == ["Keluarga ini sudah menerima PKH."]


def test_the_pregnancy_package_is_refused_if_the_persons_pkh_has_the_pregnancy_component():
    assert jawab("NUTRISI-BUMIL", KELUARGA_PKH, IBU_HAMIL).hasil == DITOLAK
    assert jawab("NUTRISI-BUMIL", KELUARGA_PKH, ("PKH", "A", "lansia")).hasil == BOLEH


def test_the_pregnancy_package_is_not_refused_if_the_family_gets_apbd_food():
    assert jawab("NUTRISI-BUMIL", SEMBAKO).hasil == BOLEH


def test_reguler_refuses_temporer_except_as_listed():
    for kode in ("BST", "BLT-DD", "SEMBAKO-APBD"):
        assert jawab(kode, BPNTD).hasil == DITOLAK, kode
        assert jawab(kode, ("BST" if kode != "BST" else "BLT-DD", None, None)).hasil == BOLEH, kode
    isi = {"menerima": {"program": ["PKH", "BPNT", "BPNTD"], "siapa": "keluarga"}}
    kecuali = {"menerima": {"program": ["PKH", "BPNT"], "siapa": "keluarga"}}
    for syarat, terima, harus in ((isi, BPNTD, DITOLAK), (kecuali, BPNTD, BOLEH), (kecuali, BPNT, DITOLAK)):
        assert putuskan([Aturan("satu", "X", baca(syarat, UKURAN))], terima).hasil == harus


def test_bpnt_and_bpntd_exclude_each_other():
    assert (jawab("BPNT", BPNTD).hasil, jawab("BPNTD", BPNT).hasil) == (DITOLAK, DITOLAK)


def test_pkh_and_bpnt_may_combine():
    assert (jawab("PKH", BPNT).hasil, jawab("BPNT", KELUARGA_PKH).hasil) == (BOLEH, BOLEH)


def test_pkh_sembako_and_prakerja_refuse_blt_dd():
    for terima in (KELUARGA_PKH, BPNT, ("PRAKERJA", "A", None), ("PRAKERJA", "B", None)):
        assert jawab("BLT-DD", terima).hasil == DITOLAK, terima


def test_desil_up_to_n_at_a_ranking_date():
    assert [jawab("PKH", desil=desil).hasil for desil in (4, 5, None)] == [BOLEH, DITOLAK, BELUM_PASTI]
    lama = jawab("PKH", desil=4, desil_hari=121)
    assert (lama.hasil, "desil_lama" in {satu.kode for satu in lama.peringatan}) == (BOLEH, True)
    assert "desil_lama" not in {satu.kode for satu in jawab("PKH", desil=4, desil_hari=120).peringatan}


def test_age():
    assert [hasil(tolak_bila("umur", paling_banyak=59), umur=umur) for umur in (59, 60, None)] == [
        DITOLAK, BOLEH, BELUM_PASTI,
    ]  # fmt: skip


def test_pregnant():
    assert [hasil(tolak_bila("hamil", salah_satu=[0]), hamil=hamil) for hamil in (0, 1)] == [DITOLAK, BOLEH]


def test_disability():
    tanpa = tolak_bila("cacat", salah_satu=[7])
    assert [hasil(tanpa, cacat=cacat) for cacat in (7, 1)] == [DITOLAK, BOLEH]


def test_land_under_2_ha():
    assert [jawab("KARTU-PETANI", luas_lahan=luas).hasil for luas in (19_999, 20_000)] == [BOLEH, DITOLAK]


def test_residence_of_at_least_n_months():
    assert [jawab("SANTUNAN-KEMATIAN", lama_tinggal_bulan=bulan).hasil for bulan in (6, 5)] == [BOLEH, DITOLAK]


def test_within_n_working_days_of_an_event():
    hari = "hari_kerja_sejak_meninggal"
    assert [jawab("SANTUNAN-KEMATIAN", **{hari: banyak}).hasil for banyak in (30, 31)] == [BOLEH, DITOLAK]
    for peristiwa in ("hari_kerja_sejak_lahir", "hari_kerja_sejak_datang"):
        assert hasil(tolak_bila(peristiwa, paling_sedikit=61), **{peristiwa: 61}) == DITOLAK


def test_heir_of_the_deceased():
    bukan = {satu.kode for satu in jawab("SANTUNAN-KEMATIAN", sekeluarga_meninggal=0).peringatan}
    assert ("ahli_waris" in bukan, jawab("SANTUNAN-KEMATIAN").peringatan) == (True, ())


def test_civil_servant_occupations_to_check():
    for kode in ("BLT-DD", "BST", "SEMBAKO-APBD", "BPNT", "BPNTD", "PKH", "ALADIN-RTLH", "PBI-JK"):
        pns, petani = (jawab(kode, pekerjaan=satu) for satu in (5, 9))
        assert (pns.hasil, "asn" in {satu.kode for satu in pns.peringatan}) == (BOLEH, True), kode
        assert "asn" not in {satu.kode for satu in petani.peringatan}, kode
