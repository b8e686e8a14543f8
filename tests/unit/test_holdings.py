"""What Python changes in your folders is what the commands change, and is known to the next question."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

import compactx
from compactx.errors import CannotWriteError, UsageError

PLAN = (
    "Plan of the harbours\n\n1. Recalling the Global Compact for Migration, ports are open.\n\n2. Boats are counted.\n"
)


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def made_text(tmp_path):
    """A made-up text that bears the symbol of a resolution of which no clause is described."""
    path = tmp_path / "texts" / "made.txt"
    path.parent.mkdir()
    path.write_text(
        "A/RES/74/148\n\nProtection of boats\n\n1. Boats are counted.\n\n2. Lamps are lit.\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def homes(tmp_path, monkeypatch):
    """Two data homes: one that Python writes to, one for the commands."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    monkeypatch.setenv("XDG_DATA_HOME", str(ours))
    return ours, theirs


def told(home):
    return {path.relative_to(home): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def test_an_imported_document_is_known_at_once_and_written_as_the_command_writes_it(plan, homes, run_cli):
    ours, theirs = homes
    with compactx.open() as corpus:
        done = corpus.import_document(plan, "plan-2025", title="Plan of the harbours")
        assert corpus.show("plan-2025/1").node.kind == "paragraph"
        assert "plan-2025" in {item["from"].partition("/")[0] for item in corpus.refs("gcm", direction="in")}
    words = ("import", str(plan), "--id", "plan-2025", "--title", "Plan of the harbours", "--json")
    answer = run_cli(*words, env={"XDG_DATA_HOME": str(theirs)})
    assert list(done) == answer.items
    assert told(ours) == told(theirs)
    assert {path.suffix for path in told(ours)} >= {".yaml"}


def test_a_dry_run_leaves_nothing(plan, homes):
    with compactx.open() as corpus:
        assert len(corpus.import_document(plan, "plan-2025", dry=True)) > 0
        with pytest.raises(compactx.errors.UnknownReferenceError):
            corpus.show("plan-2025")
        for ask in (
            lambda: corpus.import_document(plan, "Plan 2025"),
            lambda: corpus.import_document(plan, "gcm"),
            lambda: corpus.import_document(plan, "plan-2025", kind="paper"),
            lambda: corpus.new("lineage", "plan-2025"),
            lambda: corpus.new("instrument", "plan-2025", kind="body"),
            lambda: corpus.new_link("gcm/1", "gcm/2", "likes"),
            lambda: corpus.rename("gcm", "gcm"),
            lambda: corpus.schema("ref"),
        ):
            with pytest.raises(UsageError):
                ask()
    assert not homes[0].exists()


@pytest.mark.usefixtures("homes")
def test_a_second_text_of_an_earlier_draft_is_found_by_it(plan, tmp_path):
    later = tmp_path / "later.txt"
    later.write_text(
        "Plan of the ships\n\n1. Recalling the Plan of the harbours, ships are counted.\n", encoding="utf-8"
    )
    with compactx.open() as corpus:
        corpus.import_document(later, "ships-2026", title="Plan of the ships")
        assert corpus.show("ships-2026/1").node.kind == "paragraph"
        corpus.import_document(plan, "plan-2025", title="Plan of the harbours")
        assert [item["from"] for item in corpus.refs("plan-2025", direction="in", instrument="ships-2026")]


def test_skeletons_links_and_another_id(homes, run_cli):
    ours, theirs = homes
    with compactx.open() as corpus:
        made = corpus.new("instrument", "plan-2025", title="National Plan")
        assert Path(made.result).is_file()
        assert made[0] == {"what": "instrument", "id": "plan-2025", "path": made.result}
        corpus.new("entry", "labour-ministry", kind="body", title="Ministry of Labour")
        corpus.new_link("objective 17", "plan-2025/1")
        with pytest.raises(CannotWriteError):
            corpus.new_link("objective 17", "plan-2025/1")
        places = corpus.rename("plan-2025", "national-plan", dry=True)
        assert corpus.show("plan-2025").node.title == "National Plan"
        assert corpus.rename("plan-2025", "national-plan").to_dict() == places.to_dict()
        assert corpus.show("national-plan").node.title == "National Plan"
    env = {"XDG_DATA_HOME": str(theirs)}
    run_cli("new", "instrument", "plan-2025", "--title", "National Plan", env=env)
    run_cli("new", "entry", "labour-ministry", "--kind", "body", "--title", "Ministry of Labour", env=env)
    run_cli("new", "lineage", "objective", "17", "to", "plan-2025/1", env=env)
    assert run_cli("rename", "plan-2025", "national-plan", "--json", env=env).items == places.to_dict()
    assert told(ours) == told(theirs)


def test_attached_texts_are_those_of_the_command(homes, made_text, run_cli):
    ours, theirs = homes
    with compactx.open() as corpus:
        found = corpus.attach(made_text)
        assert [item["instrument"] for item in found] == ["a-res-74-148"]
        again = corpus.attach_to("a-res-74-148", made_text, force=True)
        assert {item["status"] for item in again} <= {"matches", "differs", "missing"}
        with pytest.raises(UsageError, match="whole instrument"):
            corpus.attach_to("gcm/33", made_text)
        (lost,) = corpus.attach([made_text.parent / "nothing"])
        assert not lost["recognised"]
        assert lost["reason"]
    answer = run_cli("attach", str(made_text), "--json", env={"XDG_DATA_HOME": str(theirs)})
    assert [{**item, "stored": ""} for item in found] == [{**item, "stored": ""} for item in answer.items]
    assert set(told(ours)) == set(told(theirs))


@pytest.mark.usefixtures("homes")
def test_a_library_is_read_and_asked(plan):
    with compactx.open() as corpus:
        done = corpus.import_library(plan.parent / "plan.txt", jobs=1)
        assert (done.result.read, done.to_dict()) == (1, [])
        assert corpus.import_library([plan], jobs=1).result.unchanged == 1
        assert corpus.search("harbours ports").to_dict()


@pytest.mark.usefixtures("homes")
def test_schemas_hold_for_what_python_gives():
    with compactx.open() as corpus:
        schema = corpus.schema("refs")
        assert schema["title"]
        found = corpus.refs("ILO", direction="in")
        jsonschema.validate(found[0], {**schema["properties"]["items"]["items"], "$defs": schema["$defs"]})
        assert corpus.schema("corpus-instrument")["title"]
