"""Where a proposal stands follows from its steps, whatever order they come in, and from nobody's step but whose turn it was."""

import random
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sid_bantuan.domain import usulan as alur
from sid_bantuan.domain.bantuan import (
    DAFTAR_TUNGGU,
    DIAJUKAN,
    DICABUT,
    DIKEMBALIKAN,
    DITETAPKAN,
    DITOLAK,
    DIVERIFIKASI,
    DRAF,
    LANGKAH_USULAN,
)
from sid_bantuan.modules.bantuan.program import Tahap
from sid_bantuan.modules.bantuan.usulan_kini import BIASA, tahap_mulai, tahap_program

from .support.road import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE

TIGA = (Tahap("Musyawarah", "desa"), Tahap("Verifikasi", "kecamatan"), Tahap("Penetapan", "kabupaten"))
ISI = {"program": "BLT", "nama": "BUDI", "nik": "3522010101800001", "tahun": 2026}


@dataclass(frozen=True)
class Langkah:
    id: str
    node: str
    langkah: str
    dinilai: str
    wilayah: str = VILLAGE
    diberitahukan_pada: str | None = None


@dataclass(frozen=True)
class Usulan:
    id: str = "u"
    node: str = VILLAGE
    wilayah: str = VILLAGE


class Cerita:
    """A proposal whose steps are taken one after the other, each judging what its actor has seen."""

    def __init__(self, tahap=TIGA, usulan=None, isi=None):
        self.tahap, self.usulan, self.isi = tahap, usulan or Usulan(), dict(isi or ISI)
        self.semua, self._nomor = [], count()

    def di(self, langkah=None) -> alur.Posisi:
        return alur.posisi(self.usulan, alur.sidik(self.isi), self.tahap, self.semua if langkah is None else langkah)

    def ambil(self, node: str, langkah: str, dinilai: str | None = None, **isi) -> alur.Posisi:
        satu = Langkah(f"{next(self._nomor):032x}", node, langkah, dinilai or self.di().tanda, **isi)
        self.semua.append(satu)
        return self.di()


def test_a_proposal_goes_through_every_level_its_program_names():
    satu = Cerita()
    assert (satu.di().keadaan, satu.di().giliran) == (DRAF, "desa")
    jalan = [
        (VILLAGE, "ajukan", DIAJUKAN, "desa"), (VILLAGE, "setujui", DIVERIFIKASI, "kecamatan"),
        (DISTRICT, "setujui", DIVERIFIKASI, "kabupaten"), (REGENCY, "tetapkan", DITETAPKAN, None),
    ]  # fmt: skip
    for node, langkah, keadaan, giliran in jalan:
        di = satu.ambil(node, langkah)
        assert (di.keadaan, di.giliran) == (keadaan, giliran), langkah


@pytest.mark.parametrize("node", [REGENCY, VILLAGE, "35.22.02", "35.23"])
def test_a_step_of_a_level_whose_turn_it_is_not_counts_for_nothing(node):
    satu = Cerita()
    satu.ambil(VILLAGE, "ajukan")
    sebelum = satu.ambil(VILLAGE, "setujui")
    for langkah in ("setujui", "tetapkan", "tolak", "kembalikan", "tunggu"):
        assert satu.ambil(node, langkah) == sebelum


def test_a_level_that_the_program_does_not_name_has_no_say():
    satu = Cerita(tahap=(Tahap("Penetapan", "kabupaten"),))
    sebelum = satu.ambil(VILLAGE, "ajukan")
    assert satu.ambil(DISTRICT, "tolak") == sebelum
    assert satu.ambil(REGENCY, "tetapkan").keadaan == DITETAPKAN


def test_nobody_skips_a_level_by_determining_early():
    satu = Cerita()
    satu.ambil(VILLAGE, "ajukan")
    satu.ambil(VILLAGE, "setujui")
    di = satu.ambil(DISTRICT, "tetapkan")
    assert (di.keadaan, di.giliran) == (DIVERIFIKASI, "kabupaten"), "it lets it pass, no more"


def test_an_edit_takes_back_the_steps_that_judged_what_it_was_before():
    satu = Cerita()
    satu.ambil(VILLAGE, "ajukan")
    lama = satu.ambil(VILLAGE, "setujui")
    satu.isi["nik"] = "3522010101800002"
    assert satu.di().keadaan == DRAF
    assert satu.ambil(DISTRICT, "setujui", lama.tanda).keadaan == DRAF, "what arrives late judged what is no more"
    satu.isi["nik"] = ISI["nik"]
    assert satu.di().keadaan == DIVERIFIKASI, "an edit that is undone leaves everything as it was"


def test_a_step_that_was_rewritten_afterwards_takes_all_back_that_was_judged_after_it():
    satu = Cerita()
    for node, langkah in ((VILLAGE, "ajukan"), (VILLAGE, "setujui"), (DISTRICT, "setujui"), (REGENCY, "tetapkan")):
        satu.ambil(node, langkah)
    assert satu.di().keadaan == DITETAPKAN
    satu.semua[1] = replace(satu.semua[1], langkah="tetapkan")
    assert (satu.di().keadaan, satu.di().giliran, len(satu.di().rantai)) == (DIVERIFIKASI, "kecamatan", 2)


def test_documents_and_a_telephone_number_take_no_step_back():
    assert alur.sidik(ISI) == alur.sidik(ISI | {"dokumen": '["KTP-el"]', "telepon": "0812", "oleh": "Ani"})
    assert alur.sidik(ISI) != alur.sidik(ISI | {"keluarga_id": "k"})


def test_what_was_returned_is_handed_in_again_and_begins_anew_though_nothing_was_changed():
    satu = Cerita()
    satu.ambil(VILLAGE, "ajukan")
    satu.ambil(VILLAGE, "setujui")
    di = satu.ambil(DISTRICT, "kembalikan")
    assert (di.keadaan, di.giliran) == (DIKEMBALIKAN, "desa")
    di = satu.ambil(VILLAGE, "ajukan")
    assert (di.keadaan, di.tahap) == (DIAJUKAN, 1)
    satu.ambil(VILLAGE, "setujui")
    assert satu.ambil(DISTRICT, "setujui").keadaan == DIVERIFIKASI


def test_a_withdrawal_goes_before_an_approval_that_judged_the_same_state():
    satu = Cerita()
    satu.ambil(VILLAGE, "ajukan")
    dinilai = satu.ambil(VILLAGE, "setujui").tanda
    satu.ambil(DISTRICT, "setujui", dinilai)
    satu.ambil(REGENCY, "tetapkan")
    assert satu.ambil(VILLAGE, "cabut", dinilai).keadaan == DICABUT


def test_determined_above_without_a_place_waits_at_the_village_until_there_is_one():
    satu = Cerita()
    satu.ambil(VILLAGE, "ajukan")
    satu.ambil(VILLAGE, "setujui")
    satu.ambil(DISTRICT, "setujui")
    satu.ambil(REGENCY, "tetapkan")
    assert satu.ambil(DISTRICT, "tunggu").keadaan == DITETAPKAN, "only the village knows of its places"
    di = satu.ambil(VILLAGE, "tunggu")
    assert (di.keadaan, di.giliran, di.sudah) == (DAFTAR_TUNGGU, "desa", True)
    assert satu.ambil(REGENCY, "tolak").keadaan == DAFTAR_TUNGGU
    assert satu.ambil(VILLAGE, "tetapkan").keadaan == DITETAPKAN


def test_the_waiting_list_of_who_determines_is_left_by_his_own_step():
    satu = Cerita(tahap=(Tahap("Penetapan", "kabupaten"),))
    satu.ambil(VILLAGE, "ajukan")
    di = satu.ambil(REGENCY, "tunggu")
    assert (di.keadaan, di.giliran) == (DAFTAR_TUNGGU, "kabupaten")
    assert satu.ambil(VILLAGE, "tetapkan").keadaan == DAFTAR_TUNGGU
    assert satu.ambil(REGENCY, "tetapkan").keadaan == DITETAPKAN


def test_the_applicant_is_told_of_the_decision_that_stands_and_of_no_other():
    satu = Cerita()
    satu.ambil(VILLAGE, "ajukan")
    satu.ambil(VILLAGE, "beritahukan")
    assert satu.ambil(VILLAGE, "tolak").diberi_tahu is False
    assert satu.ambil(VILLAGE, "beritahukan").diberi_tahu is True
    assert satu.di().keadaan == DITOLAK


def test_what_a_citizen_asked_for_above_is_taken_up_or_declined_by_the_village():
    for langkah, keadaan in (("ajukan", DIAJUKAN), ("tolak", DITOLAK)):
        satu = Cerita(usulan=Usulan(node=REGENCY))
        assert satu.ambil(DISTRICT, langkah).keadaan == DRAF
        assert satu.ambil(VILLAGE, langkah).keadaan == keadaan


def test_an_unknown_program_lets_nothing_be_judged():
    satu = Cerita(tahap=())
    di = satu.ambil(VILLAGE, "ajukan")
    assert (di.keadaan, di.giliran) == (DIAJUKAN, None)
    assert satu.ambil(REGENCY, "tetapkan") == di


def test_a_first_stage_that_only_proposes_is_done_by_handing_it_in():
    assert tahap_mulai((Tahap("Pendataan", "desa", ("operator", "pengelola_data")), TIGA[1])) == 2
    assert tahap_mulai((Tahap("Musyawarah", "desa", ("sekretaris",)), TIGA[1])) == 1
    assert tahap_mulai((Tahap("Pendataan", "desa", ("operator",)),)) == 1, "somebody must determine"
    assert tahap_program(None) == ()
    assert {satu[-1].tingkat for satu in BIASA.values()} == {"desa", "kabupaten"}


# ---- whatever people do, in whatever order it arrives

TEMPAT = (VILLAGE, VILLAGE, DISTRICT, REGENCY, NEIGHBOUR, "35.22.02", "35.23")
kejadian = st.tuples(st.sampled_from(TEMPAT), st.sampled_from(list(LANGKAH_USULAN)), st.integers(0, 4))


@settings(max_examples=150, deadline=None)
@given(st.lists(kejadian, max_size=25), st.randoms(use_true_random=False))
def test_any_steps_in_any_order_of_arrival_give_one_state(cerita, acak: random.Random):
    satu, dilihat = Cerita(), [alur.sidik(ISI)]
    for node, langkah, mundur in cerita:
        # Somebody judges what he sees now, or what he saw some steps ago.
        dilihat.append(satu.ambil(node, langkah, dilihat[-1 - min(mundur, len(dilihat) - 1)]).tanda)
    akhir = satu.di()
    for _ in range(4):
        campur = satu.semua * 2
        acak.shuffle(campur)
        sampai = [campur[: acak.randrange(len(campur) + 1)], campur]
        unik = [list({one.id: one for one in bagian}.values()) for bagian in sampai]
        for bagian in unik:
            satu.di(bagian)  # half of it is here: no fault
        assert satu.di(unik[-1]) == akhir
    for ini in akhir.rantai:
        assert ini.node in (VILLAGE, DISTRICT, REGENCY), "no stranger's step counts"
    milik_asing = [replace(one, id=f"f{one.id[1:]}", node=NEIGHBOUR, dinilai=akhir.tanda) for one in satu.semua]
    assert satu.di([*satu.semua, *milik_asing]) == akhir
