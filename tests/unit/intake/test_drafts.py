"""A draft that an import makes passes the check of its own corpus, and its verify."""

from __future__ import annotations

import pytest

from compactx.intake.drafts.draft import draft
from compactx.intake.read import read_text

TEXTS = {
    "begins at section 25": "Section 25\n\n25.1 The plan is kept.\n\n25.2 It is kept well.\n\n• A point.\n",
    "a number is missing": "1. Decides it.\n\n2. Notes it.\n\n4. Asks for more under resolution 70/1.\n\n5. Ends it.\n",
    "parts": "The General Assembly,\n\nI\n\nOne\n\n1. Decides it;\n\nII\n\nTwo\n\n1. Decides another.\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_draft_has_no_errors_and_its_words_prove_it(run_cli, tmp_path, monkeypatch, name):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[name])
    assert run_cli("import", str(path), "--id", "own", "--json").status == 0
    assert run_cli("verify", "own", "--json").items == []
    draft = tmp_path / "data" / "compactx" / "corpus" / "instruments" / "own.yaml"
    found = run_cli("check", "--json").items
    assert [one for one in found if one["severity"] == "error" and str(draft.name) in str(one)] == []


def test_a_second_import_of_the_same_file_changes_nothing(run_cli, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "a.txt"
    title = "A plan for harbours and their people"
    path.write_text(f"{title}\n\n1. {title} cites resolution 70/1.\n")
    draft = tmp_path / "data" / "compactx" / "corpus" / "instruments" / "own.yaml"
    seen = []
    for _ in range(2):
        assert run_cli("import", str(path), "--id", "own", "--json").status == 0
        seen.append(draft.read_bytes())
    assert seen[0] == seen[1]


LABELLED = [
    ("Article 5\n\nThe quays are swept.", None),
    ("Article 5\n\nThe sweeping of quays\n\nThe quays are swept.", "The sweeping of quays"),
    ("Article 5\n\nThe quays are swept.\n\nOn other matters\n\nNothing is said.", None),
    ("Article 5. Quays\n\nThey are open.", "Quays"),
    ("Article 5. They are open.", None),
    ("Objective 1: Keep the water clean\n\n1. We keep it clean.", "Keep the water clean"),
    ("Objective 1: Keep the water clean;\n\n1. We keep it clean.", None),
    ("Objective 1: *Keep the water clean*\n\n1. We keep it clean.", "Keep the water clean"),
    ("I. Boats and nets\n\n1. We count boats.", "Boats and nets"),
    (f"Objective 1: {'Keep the water clean ' * 13}\n\n1. We keep it clean.", ("Keep the water clean " * 13).strip()),
    (f"Objective 1: {'Keep the water clean ' * 14}\n\n1. We keep it clean.", None),
]


@pytest.mark.parametrize(("text", "title"), LABELLED)
def test_the_title_of_a_part_is_its_heading_and_nothing_below_it(text, title):
    made = draft(read_text(f"Plan of the Lakes\n\n{text}\n\n9. It ends.\n"), "plan", ())
    told = [one.get("title") for one in made["provisions"] if one["kind"] not in {"paragraph", "item"}]
    assert told == [title]
