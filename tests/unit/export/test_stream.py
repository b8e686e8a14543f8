"""Items that are read anew each time they are asked for."""

from __future__ import annotations

from compactx.export.stream import Stream


def test_a_stream_is_counted_read_twice_and_searched():
    reads = []

    def read():
        reads.append(1)
        return iter("abc")

    found = Stream(3, read)
    assert (len(found), list(found), list(found)) == (3, list("abc"), list("abc"))
    assert "b" in found
    assert "d" not in found
    assert len(reads) == 4
