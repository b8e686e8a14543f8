"""What a later resolution has followed is doubtful where it is cited as current, and nowhere else."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))
import homes
import made_akn

TITLE = "Care of harbour lamps and quays"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("series")
    (folder / "files").mkdir()
    for session in (60, 61, 62):
        text = made_akn.resolution(session, 12, TITLE)
        (folder / "files" / f"A_RES_{session}_12.xml").write_text(text, encoding="utf-8")
    return folder, homes.fresh(folder)


@pytest.fixture
def told(place, run_cli):
    folder, env = place
    if not (folder / "data").exists():
        assert run_cli("import", "--recursive", str(folder / "files"), env=env).status == 0

    def run(text):
        (folder / "draft.txt").write_text(text, encoding="utf-8")
        found = json.loads(run_cli("check", str(folder / "draft.txt"), "--json", env=env).out)["items"]
        return [item["surface"] for item in found if item["rule"] == "superseded"]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. We support General Assembly resolution 60/12.", ["General Assembly resolution 60/12"]),
        ("1. Recalling also resolution 61/12 of 10 December 2006,", ["resolution 61/12"]),
        (f"1. Recalling resolution 61/12 on {TITLE.lower()} and the quays,", ["resolution 61/12"]),
        ("1. General Assembly resolution 62/12 is the newest.", []),
        ("1. Recalling General Assembly resolutions 60/12 and 61/12,", ["61/12"]),
        ("1. Recalling General Assembly resolutions 60/12, 61/12 and 62/12,", []),
        (
            "1. Recalling Assembly resolutions 60/12 of 10 December 2005, 61/12 of 1 May 2006 and 62/12 of 1 May 2008,",
            [],
        ),
        ("1. They still cite resolution 60/12; the newest is resolution 62/12.", ["resolution 60/12"]),
        (f"{TITLE}\n\nDraft resolution\n\n1. Recalling General Assembly resolution 61/12,", []),
        ("1. The fund established by General Assembly resolution 60/12 pays.", []),
        ("1. General Assembly resolution 60/12, in which the Assembly asked for lamps, was a beginning.", []),
    ],
)  # fmt: skip
def test_what_is_superseded(told, text, expected):
    assert told(f"{text}\n") == expected


def test_what_was_the_newest_when_the_draft_was_written(told):
    assert told("A/RES/61/12\n\nThe General Assembly,\n\n1. Recalls General Assembly resolution 60/12.\n") == []
