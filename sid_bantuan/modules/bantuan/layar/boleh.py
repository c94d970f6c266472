"""What may this resident get, and why not the rest: one screen, all programs."""

from collections.abc import Callable

from flask import current_app, jsonify, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode
from ...kependudukan import rekam
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, tautan
from ...lampid.layar.sasaran import ORANG, cari_sasaran, keterangan
from .. import boleh
from .penerima_dasar import warga


class LayarBoleh(HalamanDesa):
    """Search for a resident, then the answers of all programs."""

    sumber, ikon = "penerima", "bantuan"

    @expose("/")
    def index(self):
        """Whom it is about."""
        lama = terganti()
        if pilih := request.args.get("pilih", "").removeprefix(f"{ORANG}:"):
            return redirect(url_for(".buka", id=pilih, menggantikan=lama and lama.id))
        teks = " ".join(request.args.get("cari", "").split())[:100]
        calon = _calon(host.node(), teks) if teks else []
        return self.render("sid_bantuan/bantuan/boleh_cari.html", teks=teks, calon=calon, lama=lama)

    @expose("/cari")
    def cari(self):
        """Who fits the words typed so far, as ``[[value, words], …]``."""
        teks = request.args.get("query", "").strip()[:100]
        ada = _calon(host.node(), teks) if teks else []
        return jsonify([[satu.nilai, f"{satu.nama} · {satu.keterangan}"] for satu in ada])

    @expose("/<id>")
    def buka(self, id):
        """All programs for one resident."""
        orang = warga(id)
        if orang is None:
            return self.tidak_ada("Penduduk")
        semua = boleh.semua(host.node(), orang.id)
        per: dict[str, list] = {}
        for satu in semua:
            per.setdefault(satu.golongan, []).append(satu)
        status = "" if orang.status_dasar == kode.HIDUP else kode.daftar("status_dasar")[orang.status_dasar]
        return self.render(
            "sid_bantuan/bantuan/boleh.html", orang=orang, semua=semua, per=per, URUT=boleh.URUT, SEBUT=boleh.SEBUT,
            keterangan=", ".join(satu for satu in (status, keterangan(orang)) if satu), lama=terganti(), tautan=tautan,
            boleh_tambah=self.boleh("tambah"), lengkap=self.boleh("lihat_nik"), alamat_usul=_usul(orang.id),
            alamat_program=_alamat("sidb_program.index"),
        )  # fmt: skip


def _calon(node, teks: str) -> list:
    """Those who live here first, then those who died: some aid is given because of it."""
    return [*cari_sasaran(node, teks, ORANG), *cari_sasaran(node, teks, ORANG, hidup=False)]


def terganti():
    """The recipient whose place is to be taken, where the address names one."""
    node, id = host.node(), request.values.get("menggantikan", "")
    return rekam.ambil(node.catalog["penerima"], id, node.code) if id else None


def _alamat(endpoint: str, **isi) -> str | None:
    return url_for(endpoint, **isi) if endpoint in current_app.view_functions else None


def _usul(orang: str) -> Callable[[str], str] | None:
    """How a proposal of this resident begins, where this application has that page and he may."""
    if not boleh_di_sini("usulan_bantuan", "tambah") or "sidb_buat_usulan.isi" not in current_app.view_functions:
        return None
    return lambda program: url_for("sidb_buat_usulan.isi", orang=orang, program=program)
