"""A baseline that is none is refused, whatever it is."""

from __future__ import annotations

import os

import pytest

from compactx.checks import silence
from compactx.errors import UsageError


@pytest.mark.parametrize("held", [
    b"", b"\xff\xfe", b"[" * 100_000, b"9" * 10_000, b'{"schema": "compactx.baseline/1", "findings": [{"count": "x"}]}',
    b'{"schema": "compactx.baseline/1", "findings": 5}', b"null",
])  # fmt: skip
def test_what_is_no_baseline_is_refused(held, tmp_path):
    (tmp_path / "known.json").write_bytes(held)
    with pytest.raises(UsageError, match="is no baseline"):
        silence.read_baseline(str(tmp_path / "known.json"))


@pytest.mark.skipif(os.name == "nt", reason="no pipes with names there")
def test_a_pipe_that_nobody_writes_to_holds_nothing_up(tmp_path):
    os.mkfifo(tmp_path / "known.json")
    with pytest.raises(UsageError, match="no regular file"):
        silence.read_baseline(str(tmp_path / "known.json"))
