"""The first corpus of docs/corpus.md, step by step, and what new and rename refuse."""

from __future__ import annotations

import re
import shlex
import stat
from pathlib import Path

import homes
import pytest
from jsonschema import Draft202012Validator

from compactx.corpus import rename
from compactx.errors import CannotWriteError
from compactx.intake.texts.store import SUFFIX
from compactx.render.contracts import schema

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
TUTORIAL = PAGE.partition("## A first corpus in ten minutes")[2].partition("\n## ")[0]
PLACES = {"instrument": "instruments/plan-2025", "register": "registers/labour-ministry",
          "lineage": "lineage/plan-2025-1--gcm-objective-17"}  # fmt: skip


@pytest.fixture
def home(tmp_path):
    """A data folder of one's own, and the ways to run commands in it."""
    return tmp_path / "data"


@pytest.fixture
def ours(home, run_cli, tmp_path):
    environment = {**homes.fresh(tmp_path), "XDG_DATA_HOME": str(home)}

    def run(*argv):
        return run_cli(*argv, env=environment)

    return run


def commands(block):
    return [shlex.split(line)[1:] for line in block.splitlines() if line.startswith("compactx ")]


def test_the_first_corpus_works_as_it_is_told(ours, home):
    begin, ask, change = (commands(block) for block in re.findall(r"```sh\n(.*?)```", TUTORIAL, re.DOTALL))
    folder = home / "compactx" / "corpus"
    for argv in begin:
        answer = ours(*argv)
        assert answer.status == 0, answer.err
        assert Path(answer.out.strip().split("\t")[2]).is_file()
    told = ours("check", "--plain").out
    assert "a lineage link needs strength, rationale" in told
    assert 'the document "plan-2025" has no legal nature' in told
    for text in re.findall(r"```yaml\n(.*?)```", TUTORIAL, re.DOTALL):
        kind = text.partition("corpus-")[2].partition(".json")[0]
        path = folder / f"{PLACES[kind]}.yaml"
        assert path.read_text(encoding="utf-8").startswith(text.partition("\n")[0])
        path.write_text(text, encoding="utf-8")
    mine = [line for line in ours("check").out.splitlines() if str(home) in line]
    assert mine == []
    asked = [ours(*argv) for argv in ask]
    assert [one.status for one in asked] == [0, 0, 0]
    assert "plan-2025" in asked[0].out
    assert "gcm/objective-17" in asked[1].out + asked[2].out
    assert ours(*change[0]).status == 0
    assert (folder / "instruments" / "plan-2025.yaml").is_file()
    assert ours(*change[1]).status == 0
    assert "plan-2025/" not in "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml"))
    assert ours("show", "national-plan/1").status == 0
    assert ours(*ask[0]).out.count("national-plan") > 0


def test_a_skeleton_without_anything_is_told_to_the_last_key(ours):
    assert ours("new", "entry", "a-body").status == 0
    told = ours("check").out
    assert "an entry needs title" in told
    assert ours("show", "objective", "17").status == 0


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["new", "instrument", "gcm"], 2),
        (["new", "instrument", "Plan"], 2),
        (["new", "instrument", "../x"], 2),
        (["new", "instrument", "x", "--kind", "body"], 2),
        (["new", "thing", "x"], 2),
        (["new", "entry"], 2),
        (["new", "lineage", "gcm/1"], 2),
        (["new", "lineage", "gcm/1", "gcm/2", "--relation", "cites"], 2),
        (["new", "entry", "x", "--relation", "cites"], 2),
        (["rename", "gcm", "compact"], 2),
        (["rename", "gcm"], 2),
        (["rename", "a", "gcm"], 2),
        (["rename", "a", "A b"], 2),
    ],
)
def test_what_is_refused(argv, status, ours, home):
    assert ours(*argv).status == status
    assert not list(home.rglob("*.yaml"))


def test_no_file_is_replaced(ours, home):
    path = home / "compactx" / "corpus" / "registers" / "mine.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("# mine\nlineage: []\n", encoding="utf-8")
    answer = ours("new", "entry", "mine")
    assert answer.status == 6
    assert path.read_text(encoding="utf-8") == "# mine\nlineage: []\n"


def test_the_folder_of_corpus_is_written_to_and_the_shipped_one_never(ours, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    assert ours("new", "entry", "mine", "--title", "Mine", "--corpus", str(folder)).status == 0
    assert (folder / "registers" / "mine.yaml").is_file()
    assert ours("new", "entry", "mine", "--corpus", str(ROOT / "corpus")).status == 2


TEXT = """\
# A plan: plan, plan/1 and plans are words here.
instrument: {id: plan, kind: document, title: 'plan', names: [{name: plan, type: full, example: the plan}]}
provisions:
- locator: '1'
  kind: paragraph
  references:
  - {to: "plan/1.a", surface: plan}
- locator: 1.a
  kind: item
- locator: '10'
  parent: '1'
  kind: paragraph
- locator: plan
  kind: section
"""
OTHER = """\
lineage:
- from: plan/1
  to: plans/1
  relation: drawn-from
  strength: weak
  rationale: plan
accepted:
- {clause: 'plan/1.a', fingerprint: aa, reason: plan}
standings:
- {treaty: plan, as_of: 2020, source: plan, parties: {plan: 2001}, signatories: [plan, plans]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "plan.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "other.yaml").chmod(0o640)
    return tmp_path


def test_only_ids_are_renamed_and_all_else_stays_as_it_was_written(folder):
    rename.carry_out(rename.plan(str(folder), "plan", "plan-2025"))
    assert not (folder / "instruments" / "plan.yaml").exists()
    text = (folder / "instruments" / "plan-2025.yaml").read_text(encoding="utf-8")
    assert text == TEXT.replace("{id: plan,", "{id: plan-2025,").replace('"plan/1.a"', '"plan-2025/1.a"')
    other = (folder / "other.yaml").read_text(encoding="utf-8")
    assert other == (
        OTHER.replace("from: plan/1", "from: plan-2025/1")
        .replace("'plan/1.a'", "'plan-2025/1.a'")
        .replace("treaty: plan,", "treaty: plan-2025,")
        .replace("{plan: 2001}", "{plan-2025: 2001}")
        .replace("[plan, plans]", "[plan-2025, plans]")
    )
    assert stat.S_IMODE((folder / "other.yaml").stat().st_mode) == 0o640


def test_a_provision_takes_what_stands_below_it_along(folder):
    found = rename.plan(str(folder), "plan/1", "plan/2")
    changed = dict(found.texts)
    text = changed[str(folder / "instruments" / "plan.yaml")].decode()
    assert "locator: '2'" in text
    assert "locator: 2.a" in text
    assert "parent: '2'" in text
    assert "locator: '10'" in text
    assert '"plan/2.a"' in text
    assert "plan/2" in changed[str(folder / "other.yaml")].decode()


def test_nothing_changes_when_a_file_cannot_be_written(folder, monkeypatch):
    found = rename.plan(str(folder), "plan", "plan-2025")
    put = rename._put

    def refuse(path, data):
        if path.endswith("other.yaml") and b"plan-2025" in data:
            raise CannotWriteError("the disk is full")
        put(path, data)

    monkeypatch.setattr(rename, "_put", refuse)
    with pytest.raises(CannotWriteError):
        rename.carry_out(found)
    assert (folder / "instruments" / "plan.yaml").read_text(encoding="utf-8") == TEXT
    assert (folder / "other.yaml").read_text(encoding="utf-8") == OTHER


def test_an_attached_text_follows_its_instrument(ours, home):
    assert ours("new", "instrument", "plan-2025", "--title", "A plan").status == 0
    text = home / "compactx" / "texts" / "plan-2025.txt"
    text.parent.mkdir(parents=True)
    text = text.with_suffix(SUFFIX)
    text.write_text("", encoding="utf-8")
    assert ours("rename", "plan-2025", "national-plan").status == 0
    assert text.with_name(f"national-plan{SUFFIX}").exists()
    assert not text.exists()


def test_one_typing_error_leaves_every_other_answer_alone(ours, home):
    path = home / "compactx" / "corpus" / "mine.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("of: gcm\nprovisions:\n- {locator: '99', kind: paragraph, references: [{to: ilo, suface: x}]}\n",
                    encoding="utf-8")  # fmt: skip
    answer = ours("show", "objective", "17")
    assert answer.status == 0
    assert "Eliminate all forms" in answer.out
    assert (
        'mine.yaml:3:59: error[unknown-key] "suface" is not a key of a reference (did you mean surface?)' in answer.err
    )


def test_the_contract_of_rename(ours):
    assert ours("new", "instrument", "plan-2025", "--title", "A plan").status == 0
    answer = ours("rename", "plan-2025", "plan-2026", "--dry-run", "--json")
    assert answer.status == 0
    assert answer.json["count"] == 1
    assert list(Draft202012Validator(schema("rename")).iter_errors(answer.json)) == []
