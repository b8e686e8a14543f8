"""Every command prints what its golden transcript says, and every command has one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from compactx.cli.command import command_names

sys.path.insert(0, str(Path(__file__).parent))
import transcripts

CASES = [(one, mode) for one in transcripts.transcripts() for mode in one.modes]
# The everyday run looks at one width with colour and one without it, at pipes and at JSON.
EVERYDAY = {"harbours": {"100 columns, coloured", "in a pipe", "--json"}}
OTHERS = {"60 columns", "100 columns, coloured", "in a pipe", "--json"}


def _kept(one, mode):
    return mode in EVERYDAY.get(one.corpus, OTHERS) or len(one.modes) == 1


@pytest.mark.parametrize(
    ("one", "mode"),
    [case if _kept(*case) else pytest.param(*case, marks=pytest.mark.grid) for case in CASES],
    ids=[f"{one.corpus}-{one.name}-{mode}" for one, mode in CASES],
)
def test_it_prints_what_it_printed(one, mode):
    if one.needs:
        pytest.importorskip(one.needs, reason=f"{one.needs} is not installed")
    golden = transcripts.golden(one).get(mode, "there is none: python tests/transcripts/transcripts.py\n")
    assert transcripts.section(mode, *transcripts.answer(one, mode)) == golden


# These write files, take the whole screen over or print a script: their own tests look at what they do.
ELSEWHERE = {"browse", "completion", "import", "attach", "new", "rename"}


def test_every_command_has_a_transcript():
    told = {one.argv[0] for one, _ in CASES if one.argv}
    assert set(command_names()) - ELSEWHERE <= told
