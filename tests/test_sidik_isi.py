"""The content hash of a row is the same however it is computed: alone, or column by column among others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sid_bantuan.sync.record import content_hash, content_hashes

VALUES = st.none() | st.integers(-(2**31), 2**31) | st.text(max_size=40) | st.binary(max_size=20)


@st.composite
def batches(draw):
    """Names in order, and a column of values for each: few or more than a narrow head of a mapping can count."""
    names = sorted(draw(st.sets(st.from_regex(r"[a-z]{1,6}", fullmatch=True), max_size=30)))
    rows = draw(st.integers(1, 4))
    return names, [draw(st.lists(VALUES, min_size=rows, max_size=rows)) for _ in names], rows


@settings(max_examples=150, deadline=None)
@given(batches())
def test_a_row_has_one_hash_alone_and_among_others(batch):
    names, columns, rows = batch
    found = content_hashes(names, columns, [None] * rows, [0] * rows)
    for at, one in enumerate(found):
        assert one == content_hash({name: values[at] for name, values in zip(names, columns, strict=True)}, 0)
