"""How much Mermaid draws, and what is said of more."""

from __future__ import annotations

import pytest

from compactx.errors import UsageError
from compactx.export.formats.mermaid import bounded


def test_as_many_edges_as_mermaid_draws():
    assert bounded(["a\n"], 500) == ["a\n"]
    with pytest.raises(UsageError, match="Mermaid draws at most 500 edges, and these are 1,501") as told:
        bounded(["a\n"], 1501)
    assert told.value.hint == "a smaller part: --around REF, --path; or a picture: compactx graph REF -o file.svg"
    with pytest.raises(UsageError):
        bounded([], 501)


def test_as_many_characters_as_mermaid_draws():
    line = "x" * 49_999 + "\n"
    assert bounded([line], 0) == [line]
    for more in ("x", "\n"):
        with pytest.raises(UsageError, match="Mermaid draws at most 50,000 characters, and these are more"):
            bounded([line, more], 0)
    wide = "\U0001f6a2" * 25_000
    assert bounded([wide], 0) == [wide]
    with pytest.raises(UsageError):
        bounded([wide, "x"], 0)
