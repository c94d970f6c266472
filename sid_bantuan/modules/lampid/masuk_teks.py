"""The JSON columns of what comes from above, written one way."""

import json


def teks(isi) -> str | None:
    """A JSON column: the same content is always the same text, empty values are left out, nothing at all is None."""
    if isinstance(isi, dict):
        isi = {nama: nilai for nama, nilai in isi.items() if nilai not in (None, "")}
    return json.dumps(isi, ensure_ascii=False, separators=(",", ":"), sort_keys=True) if isi else None
