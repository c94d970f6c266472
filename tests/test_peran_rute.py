"""Every route as every role: what the table allows opens, everything else is refused.

The routes are read off the running application, so a page that is added later is walked too;
what a route needs is read off its view, exactly as the view itself asks before it runs.
"""

import re

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import AKSI, PERAN, SUMBER, boleh, peran_di
from sid_bantuan.kecamatan import auth
from sid_bantuan.kecamatan.app import Awal, create_app
from sid_bantuan.kecamatan.pengguna import Pengguna, tambah_pengguna
from sid_bantuan.sync import record
from sid_bantuan.ui.jaga import SAFE, Dijaga

SANDI = "kopi tubruk pagi hari"
TEMPAT = {"desa": "35.22.01.2001", "kecamatan": "35.22.01", "kabupaten": "35.22"}
NOTHING = "tanpa_peran"
MEMBACA = {"sidb_antrean.nomor", "sidb_antrean_lampid.nomor", "sidb_orang.tampilkan_nik",
           "sidb_penerima.tampilkan_nik", "sidb_buku.unduh_pdf", "sidb_daftar_surat.action_view",
           "sidb_surat.cetak", "sidb_agenda_surat.unduh_pdf"}  # fmt: skip
"""Posts that change no data: they ask to see, and the audit log writes down who asked."""
MEMUTUS_SURAT = {"sidb_surat.langkah", "sidb_surat.simpan", "sidb_surat.tte"}
"""Checking, signing and returning letters is their own work; each step asks once more who may take it."""
DISPOSISI, AGENDA_MASUK = {"sidb_daftar_surat_masuk.edit_view"}, {"sidb_daftar_surat_masuk.create_view"}
"""The head and the secretary write who a letter that came goes to; the secretary also enters it."""
MENGATUR_SURAT = {
    f"sidb_{satu}"
    for satu in ("jenis_surat.simpan_naskah", "jenis_surat.pratinjau", "jenis_surat.simpan_nomor", "jenis_surat.buat",
                 "jenis_surat.simpan_jenis", "jenis_surat.aktif", "jenis_surat.bawaan", "pejabat_surat.simpan",
                 "kop_surat.simpan", "kop_surat.pratinjau", "tte.simpan")
}  # fmt: skip
"""How letters are worded and who signs them is the secretary's to say."""
BERKAS_SURAT_MASUK = {f"sidb_berkas.{satu}" for satu in ("lampirkan", "buang", "urungkan", "jadikan_foto")}
"""Open for the scans of letters that came; of which record a file is, is asked there."""
MENGATUR_BANTUAN = {
    f"sidb_{satu}"
    for satu in ("program.buat", "program.simpan", "program.aktif", "program.pasang", "aturan.buat", "aturan.simpan",
                 "aturan.urut", "aturan.akhiri", "kuota.simpan", "kuota.isi", "format_laporan.buat",
                 "format_laporan.simpan", "format_laporan.kembalikan")
}  # fmt: skip
"""The village's own programs, their rules, places and forms of reports are the secretary's to say too."""
MENYERAHKAN = {"sidb_pemutakhiran_kirim.serahkan"}
"""The list that was reviewed is handed in by whoever answers for it."""
MENILAI_USULAN = {"sidb_usulan_bantuan.langkah", "sidb_antrean_usulan.langkah"}
"""Which step of a proposal is whose is the program's to say; each step asks once more."""
MEMUTUS_MUSDES = {f"sidb_musdes.{satu}" for satu in ("simpan", "tutup", "putuskan", "terapkan")}
MENCATAT_MUSDES = MEMUTUS_MUSDES | {"sidb_musdes.simpan_baru"}
"""The secretary keeps the minutes of a meeting; the head signs the decision."""
MENGAWASI = {
    "camat": MEMBACA
    | {f"sidb_mengetahui.{satu}" for satu in ("teruskan", "kembalikan", "ketahui")}
    | {"sidb_pejabat_surat.simpan"}
    | MENILAI_USULAN,
    "sekretaris": MEMBACA
    | {"sidb_sampah.hapus_selamanya", "sidb_buku.simpan_penanda", "sidb_tutup_buku.tutup"}
    | MEMUTUS_SURAT
    | MENGATUR_SURAT
    | MENGATUR_BANTUAN
    | DISPOSISI
    | AGENDA_MASUK
    | BERKAS_SURAT_MASUK
    | MENYERAHKAN
    | MENILAI_USULAN
    | MENCATAT_MUSDES,
    "kepala_desa": MEMBACA
    | {"sidb_sampah.hapus_selamanya"}
    | MEMUTUS_SURAT
    | DISPOSISI
    | MENYERAHKAN
    | MENILAI_USULAN
    | MEMUTUS_MUSDES,
}
"""Who looks on, and all he may post: emptying the bin for good is not left to whoever fills it."""


@pytest.fixture(scope="module", params=TEMPAT)
def aplikasi(request, tmp_path_factory, _migrated_sqlite):
    """One application of each level, with one user of each role and one with none."""
    import shutil

    from sid_bantuan.sync.engine import open_sqlite
    from sid_bantuan.sync.schema import prepare

    code, folder = TEMPAT[request.param], tmp_path_factory.mktemp(request.param)
    shutil.copyfile(_migrated_sqlite, folder / "node.db")
    database = open_sqlite(str(folder / "node.db"))
    before = record.database.obj
    record.database.initialize(database)
    engine = prepare(database, code, CATALOG)
    for peran in peran_di(code):
        tambah_pengguna(engine, code, peran, f"Orang {peran}", peran, sandi=SANDI, ganti=False)
    tambah_pengguna(engine, code, NOTHING, "Tanpa Peran", peran_di(code)[0], sandi=SANDI, ganti=False)
    Pengguna.update(peran="").where(Pengguna.nama_pengguna == NOTHING).execute()
    # Left open, so that not each of some thousand requests reads the whole schema anew.
    yield create_app(engine, code, CATALOG, folder), code
    database.close()
    record.database.initialize(before)


def views(app) -> dict:
    """Endpoint prefix -> its view."""
    return {view.endpoint: view for admin in app.extensions["admin"] for view in admin._views}


def ours(app) -> list:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("sidb_") and not rule.endpoint.endswith(".static")
    ]


def needed(app, view, name: str, method: str) -> str | None:
    with app.test_request_context(method=method):
        return view.aksi_untuk(name)


def address(app, rule) -> str:
    values = {name: "35.22.01.2001" if name in ("wilayah", "desa") else "0" * 32 for name in rule.arguments}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def sign_in(app, peran: str):
    client = app.test_client()
    page = client.get("/masuk")
    token = re.search(r'name="sid_token" value="([0-9a-f]+)"', page.text)[1]
    answer = client.post("/masuk", data={"sid_token": token, "nama_pengguna": peran, "password": SANDI})
    assert answer.status_code == 302, peran
    with client.session_transaction() as session:
        assert session.get("_user_id"), peran
    return client


def fresh_token(client) -> str:
    """A token of this session, from the one page everybody signed in may open."""
    return re.search(r'name="sid_token" value="([0-9a-f]+)"', client.get("/akun/kata-sandi").text)[1]


def test_every_route_as_every_role_opens_exactly_where_the_table_says_so(aplikasi):
    app, code = aplikasi
    pages = views(app)
    walked = 0
    for peran in (*peran_di(code), NOTHING):
        client = sign_in(app, peran)
        token = fresh_token(client)
        person = _operator(peran, code)
        for rule in ours(app):
            prefix, _, name = rule.endpoint.partition(".")
            view = pages[prefix]
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                action = needed(app, view, name, method)
                allowed = action is not None and boleh(person, view.sumber, action, code)
                data = {"sid_token": token} if method not in SAFE else None
                answer = client.open(address(app, rule), method=method, data=data)
                where = f"{peran} {method} {rule}"
                if not allowed:
                    assert answer.status_code == 403, where
                elif not isinstance(view, Awal):
                    assert answer.status_code != 403 or _asks_more(rule), where
                    assert answer.status_code < 500, where
                walked += 1
    assert walked > 50


def _asks_more(rule) -> bool:
    """Pages that ask for a second right inside, beside the one that opens them."""
    return rule.endpoint in ("sidb_desa.daftarkan",)


def _operator(peran: str, code: str):
    from sid_bantuan.domain.peran import Operator

    return Operator("x", "x", frozenset() if peran == NOTHING else frozenset({peran}), code)


def test_every_page_of_ours_is_guarded_and_names_a_resource_of_the_table(aplikasi):
    app, _ = aplikasi
    for prefix, view in views(app).items():
        assert isinstance(view, Dijaga), prefix
        assert view.sumber in SUMBER, prefix
        assert set(view.aksi.values()) <= set(AKSI), prefix


def test_no_route_stands_outside_the_gate(aplikasi):
    app, _ = aplikasi
    for rule in app.url_map.iter_rules():
        known = (
            rule.endpoint.startswith(("sidb_", f"{auth.SINKRON}.", f"{auth.PUBLIK}."))
            or rule.endpoint.endswith("static")
            or rule.endpoint in auth.TERBUKA | auth.AKUN
        )
        if not known:
            client = sign_in(app, peran_di(aplikasi[1])[0])
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                assert client.open(address(app, rule), method=method).status_code == 404, rule


def test_public_pages_open_to_anybody_only_to_be_read_and_leave_nothing_behind(aplikasi):
    app, code = aplikasi
    public = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(f"{auth.PUBLIK}.")]
    assert bool(public) == (code.count(".") < 3), "a village serves its own office only"
    for rule in public:
        assert rule.methods == {"GET", "HEAD", "OPTIONS"}, rule
        answer = app.test_client().get(address(app, rule))
        assert answer.status_code in (200, 404), rule
        assert "Set-Cookie" not in answer.headers, rule
        assert "security" not in answer.text, rule


def test_a_change_without_the_sessions_token_is_refused_on_every_route(aplikasi):
    app, code = aplikasi
    pages = views(app)
    for peran in peran_di(code):
        client, person = sign_in(app, peran), _operator(peran, code)
        for rule in ours(app):
            prefix, _, name = rule.endpoint.partition(".")
            view = pages[prefix]
            action = needed(app, view, name, "POST")
            if "POST" not in rule.methods or action is None or not boleh(person, view.sumber, action, code):
                continue
            if name in view.token_di_formulir:
                continue
            assert client.post(address(app, rule)).status_code == 400, f"{peran} {rule}"


@pytest.mark.parametrize("peran", MENGAWASI)
def test_who_looks_on_can_post_nothing_but_what_is_listed_for_him(aplikasi, peran):
    app, code = aplikasi
    if peran not in peran_di(code):
        return
    client = sign_in(app, peran)
    token = fresh_token(client)
    opened = {
        rule.endpoint
        for rule in ours(app)
        if "POST" in rule.methods and client.post(address(app, rule), data={"sid_token": token}).status_code != 403
    }
    assert opened <= MENGAWASI[peran], opened


def test_every_role_of_the_table_was_walked_somewhere():
    assert {peran for code in TEMPAT.values() for peran in peran_di(code)} == set(PERAN)
