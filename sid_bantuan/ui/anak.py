"""Rows inside their parent's form (members of a group): read, added, changed and taken out in its transaction."""

from .. import host
from ..domain.peran import boleh
from . import simpan
from .formulir import VERSION, Anak
from .galat import Berubah, Ditolak


def isi_awal_anak(node, anak: Anak, parent_id: str) -> list[dict]:
    """What the form starts with: each row's columns, id and version, in the order they were added."""
    model = anak.jenis.model
    rows = list(model.select().where(getattr(model, anak.fk) == parent_id).order_by(model.id))
    if not rows:
        return []
    chosen, params = node.engine.ids([row.id for row in rows])
    held = dict(node.engine.run(f"SELECT id, rev FROM sb_row WHERE id IN ({chosen})", params))
    return [
        {name: row.__data__.get(name) for name in anak.kolom} | {"id": row.id, VERSION: held.get(row.id)}
        for row in rows
    ]


def simpan_anak(view, entries, anak: Anak, parent_id: str) -> None:
    """Store every row of the form, within the caller's transaction. Raises as ``simpan`` does, naming the row."""
    gone = []
    for entry in entries:
        form, typed = entry.form, _isi(entry.form, anak)
        if form.hapus.data:
            gone += [form.id.data] if form.id.data else []
        elif form.id.data or any(typed.values()):
            _satu(anak, form, typed, parent_id)
    _keluarkan(view, anak, [one for one in gone if _milik(anak, one, parent_id)])


def _keluarkan(view, anak: Anak, ids: list[str]) -> None:
    if not ids:
        return
    if not anak.pilih:
        _izin(anak, "hapus")
        view.buang_anak(anak, ids)
        return
    _izin(anak, "ubah")
    node, fields = host.node(), anak.jenis.model._meta.fields
    freed = {fields[name].column_name: None for name in (anak.fk, *anak.kolom)}
    for one in ids:
        simpan.simpan(node, host.operator(), anak.jenis, freed, one, simpan.versi(node, one))


def _isi(form, anak: Anak) -> dict:
    fields = anak.jenis.model._meta.fields
    return {fields[name].column_name: form[name].data for name in anak.kolom}


def _satu(anak: Anak, form, typed: dict, parent_id: str) -> None:
    missing = [name for name in (*(("id",) if anak.pilih else ()), *anak.wajib) if form[name].data in (None, "")]
    if missing:
        form[missing[0]].errors = ["Pilih atau isi dulu, atau keluarkan baris ini."]
        raise Ditolak(("", f"{anak.judul_satu} belum lengkap. Lihat baris yang ditandai."))
    parent = anak.jenis.model._meta.fields[anak.fk].column_name
    node, person = host.node(), host.operator()
    if anak.pilih and not _milik(anak, form.id.data, parent_id):
        _izin(anak, "ubah")
        row_id = form.id.data
        simpan.simpan(node, person, anak.jenis, typed | {parent: parent_id}, row_id, simpan.versi(node, row_id))
    elif not form.id.data:
        _izin(anak, "tambah")
        simpan.simpan(node, person, anak.jenis, typed | {parent: parent_id}, None, None)
    elif _milik(anak, form.id.data, parent_id):
        _izin(anak, "ubah")
        simpan.simpan(node, person, anak.jenis, typed, form.id.data, _versi(form))
    else:
        raise Berubah({}, None)


def _milik(anak: Anak, row_id: str, parent_id: str) -> bool:
    """Whether the row is this parent's: the id came from the form and proves nothing."""
    model = anak.jenis.model
    return model.select().where(model.id == row_id, getattr(model, anak.fk) == parent_id).exists()


def _versi(form) -> int | None:
    text = str(form[VERSION].data or "")
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _izin(anak: Anak, aksi: str) -> None:
    if not boleh(host.operator(), anak.jenis.name, aksi, host.host().code):
        raise Ditolak(("", f"Peran Anda tidak mencakup perubahan pada {anak.judul.lower()}."))
