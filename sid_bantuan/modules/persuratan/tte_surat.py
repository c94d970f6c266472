"""Certified signatures on letters that were issued: what this office set up for BSrE, and the signed PDF kept with its letter.

What is set up stays on this computer, in a file only its owner can read: it is never synced, and no passphrase is in it.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from ...domain import surat as kata
from ...domain.ids import new_id
from ...domain.isi_berkas import nama_rapi
from ...domain.nik import baca_nik, nik_fault
from ...domain.peran import Operator
from ...sync.files import Store
from ...sync.tables import Berkas
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import alur, cetak, pejabat, setelan, tte
from .surat import ambil, sebut
from .tables import Surat

BERKAS = "tte.json"
_URL = re.compile(r"https?://[^\s/?#]+(/\S*)?")


@dataclass(frozen=True)
class Bsre:
    """The server of the institution, its account there, and the NIK of who signs. Off as long as ``pakai`` is not set.

    ``nik``: name of a signatory -> his NIK: each signs with his own certificate, who stands in too.
    """

    pakai: bool = False
    url: str = ""
    pengguna: str = ""
    sandi: str = ""
    nik: Mapping[str, str] = field(default_factory=dict)


def baca(folder: Path) -> Bsre:
    """What was set up here; else what the settings of this installation say."""
    try:
        isi = json.loads((Path(folder) / BERKAS).read_text(encoding="utf-8"))
        ada = {satu.name: isi[satu.name] for satu in fields(Bsre) if satu.name in isi}
        return Bsre(**ada | {"nik": dict(ada.get("nik") or {})})
    except FileNotFoundError:
        umum = setelan.sekarang
        return Bsre(bool(umum.bsre_url), umum.bsre_url, umum.bsre_pengguna, umum.bsre_sandi)
    except (ValueError, TypeError):
        return Bsre()


def simpan(node, operator: Operator, folder: Path, isi: Mapping) -> Bsre:
    """Keep it. Raises ``DataDitolak``.

    An empty ``sandi`` leaves the one that is there, but only for the server it was given for: whoever may change the
    address must not learn the password by it.
    """
    lama, url = baca(folder), str(isi.get("url") or "").strip().rstrip("/")
    baru = Bsre(
        bool(isi.get("pakai")), url, str(isi.get("pengguna") or "").strip(),
        str(isi.get("sandi") or "") or (lama.sandi if url == lama.url else ""), _nik(isi.get("nik") or {}),
    )  # fmt: skip
    if salah := _salah(baru):
        raise DataDitolak(salah)
    _tulis(Path(folder) / BERKAS, asdict(baru))
    tampak = [{"pakai": satu.pakai, "url": satu.url, "pengguna": satu.pengguna} for satu in (lama, baru)]
    with node.engine.transaction():
        siapa = Surat(id=None, node=node.code, wilayah=node.code)
        rekam.jejak(
            node, operator, "ubah", "pejabat_surat", siapa, "Pengaturan BSrE", sebelum=tampak[0], sesudah=tampak[1]
        )
    return baru


def _nik(semua: Mapping[str, str]) -> dict[str, str]:
    """Each NIK as it is kept; one that cannot be read stays as it was typed."""
    isi = {nama: str(nilai or "").strip() for nama, nilai in semua.items()}
    return {nama: baca_nik(nilai)[0] or nilai for nama, nilai in isi.items() if nilai}


def _salah(satu: Bsre) -> list[Kesalahan]:
    salah = []
    if satu.url and not _URL.fullmatch(satu.url):
        salah.append(Kesalahan("tte_alamat_salah", "url"))
    elif satu.url and not tte.aman(satu.url):
        salah.append(Kesalahan("tte_alamat_terbuka", "url"))
    salah += [
        Kesalahan(temuan, kolom_nik(nama)) for nama, nilai in satu.nik.items() if (temuan := nik_fault(nilai))
    ]  # fmt: skip
    if satu.pakai:
        salah += [
            Kesalahan("wajib_diisi", nama) for nama in ("url", "pengguna", "sandi", "nik") if not getattr(satu, nama)
        ]
    return salah


def kolom_nik(nama: str) -> str:
    """The field of the NIK of this signatory."""
    return f"nik.{nama}"


def penanda_tangan(node) -> list[str]:
    """Everybody of this office who signs or signed, by name: whoever may need a NIK here."""
    return sorted({satu.nama for satu in pejabat.semua(node)})


def _tulis(berkas: Path, isi: dict) -> None:
    """Written beside and put in place, readable by its owner alone from the first byte."""
    berkas.parent.mkdir(parents=True, exist_ok=True)
    samping = berkas.with_suffix(".baru")
    samping.unlink(missing_ok=True)
    with os.fdopen(os.open(samping, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as tulis:
        json.dump(isi, tulis)
    samping.replace(berkas)


# ---- signing


def boleh(node, operator: Operator, surat: Surat, folder: Path) -> bool:
    """Whether this letter waits for an electronic signature this person may give."""
    if surat.keadaan != kata.TERBIT or not baca(folder).pakai or berkas_surat(surat) is not None:
        return False
    return alur.boleh_menandatangani(node, operator, surat)


def berkas_surat(surat: Surat) -> Berkas | None:
    """The signed PDF of a letter, if it has one; one given before the letter was issued anew counts no more."""
    pilih = (Berkas.untuk_jenis == "surat") & (Berkas.untuk_id == surat.id) & (Berkas.wilayah == surat.wilayah)
    semua = Berkas.select().where(pilih & (Berkas.nama == _nama(surat))).order_by(Berkas.id.desc())
    return semua.first()


def _nama(surat: Surat) -> str:
    return nama_rapi(
        f"{surat.nomor} {surat.tanda[:6] if surat.tanda else ''} TTE.pdf".replace("/", "-"), "application/pdf"
    )


def bubuhkan(
    node, operator: Operator, store: Store, folder: Path, id: str, frasa: str, kirim: tte.Pengirim | None = None
):
    """Have an issued letter signed by BSrE, and keep the answer with it. ``frasa`` is passed on and kept nowhere.

    Raises ``DataDitolak``; the letter stays as it is.
    """
    surat, bsre = ambil(node, id), baca(folder)
    if surat.keadaan != kata.TERBIT:
        raise DataDitolak([Kesalahan("tte_belum_terbit", isi=sebut(surat))])
    if not alur.boleh_menandatangani(node, operator, surat):
        raise DataDitolak([Kesalahan("surat_bukan_wewenang", isi={"langkah": "tanda tangan elektronik"})])
    if not frasa:
        raise DataDitolak([Kesalahan("wajib_diisi", "frasa")])
    if ada := berkas_surat(surat):
        return ada
    if not bsre.pakai:
        raise DataDitolak([Kesalahan("tte_tidak_dipakai")])
    if not (nik := bsre.nik.get(surat.penandatangan or "")):
        raise DataDitolak([Kesalahan("tte_nik_kosong", isi={"nama": surat.penandatangan})])
    isi = tte.tanda_tangani(cetak.pdf(node, [id], store), nik, frasa, kirim, bsre)
    sha256 = store.add(isi)
    with rekam.transaksi(node):
        if ada := berkas_surat(surat):
            return ada
        nilai = {"jenis": "surat", "sha256": sha256, "nama": _nama(surat), "mime": "application/pdf", "ukuran": len(isi),
                 "untuk_jenis": "surat", "untuk_id": surat.id}  # fmt: skip
        baris = rekam.tambah(node.catalog["berkas"], new_id(), node.code, nilai)
        rekam.jejak(
            node, operator, "ubah", "surat", surat, str(surat), catatan="Ditandatangani elektronik melalui BSrE"
        )
        return baris
