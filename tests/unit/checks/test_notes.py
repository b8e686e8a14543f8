"""A footnote gives the symbol of the name that bears its mark; a wrong one is told, and nothing else is."""

import json

import pytest

TEXT = """1. Recalling the Convention on the Rights of the Child,1 the International Covenant on Civil and Political
Rights2 and the Global Compact for Migration,3 as well as the report on the Paris Agreement.4

1 {crc}
2 {iccpr}
3 {gcm}
4 United Nations, Treaty Series, vol. 660, No. 9464.
"""
RIGHT = {
    "crc": "United Nations, Treaty Series, vol. 1577, No. 27531.",
    "iccpr": "See resolution 2200 A (XXI), annex.",
    "gcm": "Resolution 73/195, annex.",
}


@pytest.fixture
def told(run_cli, tmp_path):
    def run(**notes):
        (tmp_path / "draft.txt").write_text(TEXT.format(**{**RIGHT, **notes}), encoding="utf-8")
        env = {"XDG_DATA_HOME": str(tmp_path)}
        found = json.loads(run_cli("check", str(tmp_path / "draft.txt"), "--json", env=env).out)["items"]
        return [(item["rule"], item["surface"], item["expected"]) for item in found if item["verdict"] == "wrong"]

    return run


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ({}, []),
        (
            {"crc": "United Nations, Treaty Series, vol. 1577, No. 27513."},
            [("name-and-symbol", "United Nations, Treaty Series, vol. 1577, No. 27513", "UNTS 1577 No. 27531")],
        ),
        ({"gcm": "Resolution 73/196, annex."}, [("name-and-symbol", "Resolution 73/196", "A/RES/73/195")]),
        ({"iccpr": "Resolution 217 A (III)."}, [("name-and-symbol", "Resolution 217 A (III)", "A/RES/2200(XXI)A")]),
        ({"iccpr": "United Nations, Treaty Series, vol. 999, No. 14668."}, []),
        ({"gcm": "As it was welcomed when the harbour masters met in their hall, see resolution 73/328."}, []),
        ({"gcm": "Resolutions 73/328 and 74/148."}, []),
    ],
)
def test_the_symbol_of_a_note_is_that_of_the_name_with_its_mark(told, notes, expected):
    assert told(**notes) == expected


def test_the_marks_of_markdown_are_marks_too(tmp_path, run_cli):
    text = "We recall the Global Compact for Migration[^1].\n\n[^1]: Resolution 73/196, annex.\n"
    (tmp_path / "draft.md").write_text(text, encoding="utf-8")
    found = json.loads(run_cli("check", str(tmp_path / "draft.md"), "--json").out)["items"]
    assert [(item["rule"], item["surface"]) for item in found] == [("name-and-symbol", "Resolution 73/196")]
