"""Where a wording stood before: on a small library of resolutions that nobody adopted."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from itertools import product
from pathlib import Path

import homes
import made_akn
import made_library
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

import compactx
from compactx.citation.words import keys
from compactx.index import run_store, runs
from compactx.index.wording import of_index
from compactx.intake.texts import store
from compactx.query.agreed import AgreedQuestion, AskedParagraph
from compactx.query.agreed_sources import AgreedSources, Scope

LAMPS = "Urges harbour towns to keep the lamps along the wall lit until every ferry is safely home"
BOATS = "Requests the keeper of boats to count all oars and sails before the winter storms close the strait"
NOTE = "the keeper counted forty nine oars twenty sails and one forgotten anchor that summer"
HISTORY = {
    (60, 901): (LAMPS, BOATS),
    (61, 901): (LAMPS.replace("safely ", ""), BOATS),
    (62, 901): (
        LAMPS.replace("Urges", "Encourages"), BOATS, "Decides to meet again by the lake in two winters from now on"
    ),
    (62, 902): (LAMPS,),
    (63, 901): (LAMPS,),
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("small_corpus")


def write(folder, session, number, clauses):
    folder.mkdir(parents=True, exist_ok=True)
    text = made_akn.resolution(session, number, f"Care of harbour {number}", clauses=clauses, note=NOTE)
    path = folder / f"A_RES_{session}_{number}.xml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("agreed")
    for key, clauses in HISTORY.items():
        write(folder / "files", *key, clauses)
    return folder, homes.fresh(folder)


@pytest.fixture
def ask(place, run_cli):
    folder, env = place
    if not (folder / "data").exists():
        assert run_cli("import", "--recursive", str(folder / "files"), env=env).status == 0

    def agreed(*argv, status=0):
        answer = run_cli("agreed", *argv, "--json", env=env)
        assert answer.status == status, answer.err
        return answer.json

    return agreed


def draft(tmp_path, *paragraphs):
    path = tmp_path / "draft.txt"
    path.write_text("".join(f"{n}. {words};\n\n" for n, words in enumerate(paragraphs, 1)), encoding="utf-8")
    return str(path)


def uses(item, *names):
    return [(item[name]["symbol"], item[name]["to_locator"], item[name]["date"]) for name in names]


def test_a_wording_that_stood_before_word_for_word(ask, tmp_path):
    path = draft(tmp_path, BOATS)
    (item,) = ask(path)["items"]
    assert (item["status"], item["score"], item["count"]) == ("verbatim", 1.0, 3)
    assert uses(item, "first", "latest") == [("A/RES/60/901", "2", "2005-12-10"), ("A/RES/62/901", "2", "2007-12-10")]
    assert (item["to"], item["symbol"], item["to_locator"]) == ("a-res-60-901/2", "A/RES/60/901", "2")
    assert [change["op"] for change in item["changes"]] == ["same"]
    text = (tmp_path / "draft.txt").read_text(encoding="utf-8")
    assert text[item["start"] : item["end"]].strip() == f"1. {BOATS};"


def test_what_changed_is_told_word_by_word_and_a_weaker_verb_by_name(ask, tmp_path):
    words = BOATS.replace("Requests", "Invites").replace("winter ", "")
    (item,) = ask(draft(tmp_path, words))["items"]
    assert item["status"] == "near"
    assert item["verb"] == {"here": "invites", "there": "requests", "change": "weaker"}
    differing = [(c["op"], c["here"], c["there"]) for c in item["changes"] if c["op"] != "same"]
    assert differing == [("replace", "Invites", "Requests"), ("delete", None, "winter")]
    here = " ".join(c["here"] for c in item["changes"] if c["here"])
    assert keys(here) == keys(words)


def test_only_earlier_days_count(ask, tmp_path):
    path = draft(tmp_path, LAMPS)
    every = ask(path)["items"][0]
    assert (every["count"], every["latest"]["date"]) == (5, "2008-12-10")
    (early,) = ask(path, "--before", "2007-12-10")["items"]
    assert (early["count"], early["latest"]["date"]) == (2, "2006-12-10")
    assert early["later"]["count"] == 3
    assert ask(path, "--before", "2005", status=0)["items"][0]["status"] == "new"


def test_a_document_of_the_library_is_compared_with_what_is_older_than_itself(ask, place):
    folder, _ = place
    for what in ("A/RES/62/901", str(folder / "files/A_RES_62_901.xml")):
        items = {item["locator"]: item for item in ask(what)["items"]}
        assert items["1"]["to"] == "a-res-60-901/1"
        assert items["1"]["verb"]["change"] == "weaker"
        assert items["2"]["count"] == 2
        assert items["3"]["status"] == "new"
        assert items["1"]["later"]["count"] == 2, what  # what is of its own day is not earlier


def test_ties_go_to_the_earliest_then_the_most_official(ask, tmp_path):
    (item,) = ask(draft(tmp_path, LAMPS))["items"]
    assert item["to"] == "a-res-60-901/1"
    assert ask("A/RES/63/901")["items"][-1]["variants"][0]["first"]["to"] == "a-res-60-901/1"


def test_footnotes_are_no_sources(ask, tmp_path):
    (item,) = ask(draft(tmp_path, f"See {NOTE}"), status=1)["items"]
    assert (item["status"], item["to"], item["fragments"]) == ("new", None, [])


def test_a_run_grafted_into_a_new_sentence_is_found(ask, tmp_path):
    graft = "keep the lamps along the wall lit until every ferry"
    rest = "became visible from that distant southern ice where nobody ever had seen any such thing"
    words = f"Congratulates seven penguins whose parrots always cried {graft} {rest}"
    (item,) = ask(draft(tmp_path, words))["items"]
    assert item["status"] == "new"
    (fragment,) = item["fragments"]
    assert (fragment["text"], fragment["words"], fragment["to"]) == (graft, 10, "a-res-60-901/1")
    text = (tmp_path / "draft.txt").read_text(encoding="utf-8")
    assert text[fragment["start"] : fragment["end"]] == graft


def test_a_run_over_a_broken_word_keeps_its_place_in_the_text(ask, tmp_path):
    words = "Penguins who never asked us cried keep the lamps along the wall lit until every fer-\nry came from the ice"
    path = tmp_path / "broken.txt"
    path.write_text(f"1. {words} as far as anyone could see that day.\n\nA ferry passed.\n", encoding="utf-8")
    fragment = ask(str(path))["items"][0]["fragments"][0]
    found = path.read_text(encoding="utf-8")[fragment["start"] : fragment["end"]]
    assert found == "keep the lamps along the wall lit until every fer-\nry"


def test_a_run_of_twelve_words_is_partly_agreed(ask, tmp_path):
    graft = "count all oars and sails before the winter storms close the strait"
    rest = "while penguins of every colour quietly debate which of their many cousins should be told first and by whom"
    words = f"{graft} {rest}"
    (item,) = ask(draft(tmp_path, f"We never {words}"))["items"]
    assert (item["status"], item["to"]) == ("partly", "a-res-60-901/2")
    assert item["score"] < 0.5


def test_words_that_were_grafted_into_a_known_paragraph(ask, tmp_path):
    graft = "decides to meet again by the lake in two winters"
    words = LAMPS.replace("safely home", f"safely home and moreover {graft}")
    (item,) = ask(draft(tmp_path, words))["items"]
    assert item["status"] in {"near", "partly"}
    assert [fragment["text"] for fragment in item["fragments"]] == [graft]


def test_shorter_runs_when_asked(ask, tmp_path):
    words = "Penguins demand that tonight every ferry is safely home"
    path = draft(tmp_path, words)
    assert ask(path, status=1)["items"][0]["fragments"] == []
    (item,) = ask(path, "--words", "5")["items"]
    assert [fragment["text"] for fragment in item["fragments"]] == ["every ferry is safely home"]


def test_a_phrase(ask):
    answer = ask("until every ferry", "is safely home")
    (item,) = answer["items"]
    assert item["phrase"]
    assert item["count"] == 4
    assert item["years"] == {"2005": 1, "2007": 2, "2008": 1}
    assert uses(item, "first")[0] == ("A/RES/60/901", "1", "2005-12-10")
    assert len(ask("until every ferry is safely home", "-n", "2")["items"][0]["uses"]) == 2
    assert ask("until no ferry is safely home", status=1)["items"][0]["status"] == "new"


def test_only_from_one_document_or_its_series(ask, tmp_path):
    path = draft(tmp_path, LAMPS)
    (item,) = ask(path, "--in", "A/RES/61/901")["items"]
    assert (item["to"], item["count"], item["status"]) == ("a-res-61-901/1", 1, "near")
    (item,) = ask(path, "--in", "A/RES/61/901", "--series")["items"]
    assert item["count"] == 4
    assert "a-res-62-902/1" not in {use["to"] for use in item["uses"]}


def test_only_what_is_new(ask, place, tmp_path, run_cli):
    new = "Decides that penguins may from now on travel on all ferries free of charge"
    path = draft(tmp_path, LAMPS, BOATS.replace("oars", "oars rudders anchors"), new)
    assert [item["locator"] for item in ask(path, "--new")["items"]] == ["2", "3"]
    page = run_cli("agreed", path, "--new", env={**place[1], "COMPACTX_FORCE_TTY": "80"}).out
    assert "{+rudders anchors+}" in page
    assert new in page
    assert "Urges" not in page


def test_groups(ask, place, tmp_path, run_cli):
    path = draft(tmp_path, LAMPS, BOATS, "Decides that penguins may from now on travel on all ferries free of charge")
    groups = ask(path, "--by", "source")["groups"]
    assert [(group["group"], group["verbatim"], group["new"]) for group in groups] == [
        ("a-res-60-901", 2, 0),
        (None, 0, 1),
    ]
    assert [group["group"] for group in ask(path, "--by", "year")["groups"]] == ["2005", None]
    assert run_cli("agreed", path, "--by", "year", "--plain", env=place[1]).out.startswith("2005\t2\t0\t0\t0")


def test_the_page_answers_first_and_shows_changes_without_colour(ask, place, tmp_path, run_cli):
    path = draft(tmp_path, BOATS, LAMPS.replace("Urges", "Invites").replace("wall", "old wall"))
    page = run_cli("agreed", path, env={**place[1], "COMPACTX_FORCE_TTY": "80"}).out
    lines = page.splitlines()
    assert lines[1].startswith("2 of 2 paragraphs are agreed language")
    assert "[-Urges-] {+Invites+}" in page
    assert "{+old+}" in page
    assert "verb weaker: “urges” became “invites”" in page
    assert max(map(len, lines)) <= 80
    assert ask(path)["summary"]["agreed_words"] == len(keys(BOATS)) + len(keys(LAMPS)) - 1


def test_plain_rows(ask, place, tmp_path, run_cli):
    ask(draft(tmp_path, BOATS))
    answer = run_cli("agreed", str(tmp_path / "draft.txt"), "--plain", env=place[1])
    fields = answer.out.rstrip("\n").split("\t")
    assert fields[:8] == ["1", "verbatim", "1.00", "a-res-60-901/2", "2005-12-10", "2005-12-10", "2007-12-10", "3"]


@pytest.mark.shipped
def test_mistakes(ask, place, run_cli):
    ask(LAMPS)
    for argv, status in (
        (("ferry",), 3), (("none.docx",), 2), ((LAMPS, "--before", "soon"), 2), ((LAMPS, "--words", "2"), 2),
        ((LAMPS, "--series"), 2), (("ilo-c189",), 2),
    ):  # fmt: skip
        assert run_cli("agreed", *argv, env=place[1]).status == status, argv


def test_without_a_library_there_is_nothing_earlier(run_cli, tmp_path):
    answer = run_cli("agreed", LAMPS, env=homes.fresh(tmp_path))
    assert answer.status == 1
    assert "nothing to compare with" in answer.err
    assert "compactx import FOLDER --recursive" in answer.out
    assert "new" not in answer.out


def test_show_says_where_a_clause_also_stands_once_the_runs_are_there(ask, place, run_cli):
    own = {**place[1], "COMPACTX_FORCE_TTY": "200"}
    ask(BOATS)
    page = run_cli("show", "a-res-61-901/2", env=own).out
    line = "also stands in 2 other provisions, word for word, first A/RES/60/901 2 (2005-12-10), latest A/RES/62/901 2"
    assert line in page
    assert "also stands in 1 other provision, word for word: " not in page
    assert "also stands" not in run_cli("show", "a-res-62-901/3", env=own).out
    assert "also stands" not in run_cli("show", "a-res-61-901/2", "--json", env=place[1]).out
    elsewhere = {**own, "XDG_CACHE_HOME": place[1]["XDG_DATA_HOME"]}
    assert "also stands" not in run_cli("show", "a-res-61-901/2", env=elsewhere).out


def test_search_by_likeness(ask, place, run_cli):
    ask(BOATS)
    words = "keep the lamps along the wall lit until the ferry is home"
    answer = run_cli("search", "--like", words, "--json", env=place[1])
    assert answer.items[0]["id"] == "a-res-61-901/1"
    assert answer.items[0]["score"] == max(item["score"] for item in answer.items) < 1
    assert "[keep the lamps along the wall lit until]" in answer.items[0]["snippet"]
    assert answer.json["total"] == 5
    narrow = run_cli("search", "--like", words, "--in", "A/RES/63/901", "-n", "1", "--json", env=place[1])
    assert [item["id"] for item in narrow.items] == ["a-res-63-901/1"]
    assert run_cli("search", "--like", "ferry", env=place[1]).status == 2


# Exact against brute force


def made_words(chance, count):
    """Return made-up words of which some are much more common than others, as in texts."""
    return ["".join(chance.choices("lmnr", k=2) + chance.choices("aeio", k=chance.randint(1, 3))) for _ in range(count)]


def edited(chance, words, share):
    out = []
    for word in words:
        out += [word] if chance.random() > share else made_words(chance, chance.choice([0, 1, 2]))
    return out


@pytest.mark.usefixtures("small_corpus")
def test_scores_days_and_counts_are_those_of_brute_force(tmp_path, run_cli):
    chance = random.Random(7)  # noqa: S311 - any fixed texts will do
    first = [made_words(chance, chance.randint(12, 60)) for _ in range(60)]
    clauses = [[edited(chance, one, share) for one in first] for share in (0.0, 0.03, 0.1, 0.2, 0.4)]
    for session, every in enumerate(clauses, 60):
        write(tmp_path / "files", session, 901, tuple(" ".join(one) for one in every if one))
    env = homes.fresh(tmp_path)
    assert run_cli("import", "--recursive", str(tmp_path / "files"), env=env).status == 0
    asked = [edited(chance, one, share) for one, share in product(first[:20], (0.0, 0.08, 0.3, 0.6))]
    asked = [one for one in asked if len(one) >= 8]
    path = draft(tmp_path, *(" ".join(one) for one in asked))
    items = run_cli("agreed", path, "--json", env=env).items
    assert len(items) == len(asked)
    for words, item in zip(asked, items, strict=True):
        scores = [[2 * LCSseq.similarity(words, other) / (len(words) + len(other)) for other in every if other]
                  for every in clauses]  # fmt: skip
        best = max(map(max, scores))
        if best >= 0.5:
            assert item["score"] == pytest.approx(best, abs=1e-4), " ".join(words)
        else:
            assert item["score"] <= best + 1e-4
        near = [session for session, every in enumerate(scores) for score in every if score >= 0.8]
        assert item["count"] == len(near)
        days = [f"{2005 + session}-12-10" for session in near]
        assert ((item["first"] or {}).get("date"), (item["latest"] or {}).get("date")) == (
            (min(days), max(days)) if days else (None, None)
        )


# The file of word runs


@pytest.mark.shipped
def test_an_attached_text_is_a_source_and_its_clauses_can_be_asked_about(tmp_path, run_cli):
    env = homes.fresh(tmp_path)
    with made_library.inside(env):
        words = {"33.a": LAMPS, "33.b": BOATS}
        text = store.AttachedText({"instrument": "gcm"}, words, dict.fromkeys(words, "same"), {"33.a#1": NOTE}, "")
        path = Path(store.text_path("gcm"))
        path.parent.mkdir(parents=True)
        path.write_bytes(store.serialised(text))
    (item,) = run_cli("agreed", LAMPS, "--json", env=env).items
    assert (item["to"], item["date"], item["status"]) == ("gcm/33.a", "2018-12-10", "verbatim")
    assert run_cli("agreed", NOTE, "--json", env=env).status == 1
    write(tmp_path / "files", 75, 901, (LAMPS.replace("safely ", ""),))
    assert run_cli("import", "--recursive", str(tmp_path / "files"), env=env).status == 0
    (item,) = run_cli("agreed", "gcm/33.a", "--json", env=env).items
    assert (item["status"], item["later"]["first"]["to"]) == ("new", "a-res-75-901/1")
    assert [item["locator"] for item in run_cli("agreed", "gcm", "--json", env=env).items] == ["33.a", "33.b"]


@given(st.lists(st.integers(1, 5_000_000), min_size=1, unique=True), st.integers(0, 30))
def test_numbers_come_back_packed_in_two_pieces(numbers, at):
    numbers.sort()
    at = min(at, len(numbers) - 1)
    packed = runs.pack(numbers[:at]) if at else b""
    packed += runs.pack(numbers[at:], numbers[at - 1] if at else 0)
    assert runs.unpack_numbers(packed) == numbers


def answers(env):
    """Return what every wording of the history finds in a library, from its file of word runs."""
    with made_library.inside(env):
        index = compactx.open().index
        where = run_store.Sources(index.meta().get("library", ""), (), keys)
        agreed = AgreedQuestion(AgreedSources(index, run_store.open_runs(where), Scope(), of_index(index), {}))
        asked = dict.fromkeys(words for every in HISTORY.values() for words in every)
        found = agreed.of(AskedParagraph("", None, None, words) for words in asked)
        return [
            (one.status, one.score, one.source and one.source.to, [use.to for use in one.uses], one.changes,
             [(fragment.text, fragment.source.to) for fragment in one.fragments])
            for one in found
        ]  # fmt: skip


@pytest.mark.usefixtures("small_corpus")
def test_a_file_that_grew_answers_as_one_made_from_nothing(tmp_path, run_cli):
    env = homes.fresh(tmp_path)
    files = tmp_path / "files"
    chance = random.Random(3)  # noqa: S311 - any order will do
    paths = {}
    steps = 0
    for key in [*HISTORY, *chance.choices([*HISTORY], k=6)]:
        if key in paths and chance.random() < 0.5:
            paths.pop(key).unlink()
        else:
            paths[key] = write(files, *key, HISTORY[key][: chance.randint(1, 3)])
        if not paths:
            continue
        assert run_cli("import", "--recursive", "--prune", str(files), env=env).status == 0
        grown = answers(env)
        fresh = answers({**env, "XDG_CACHE_HOME": str(tmp_path / f"cache-{steps}")})
        assert grown == fresh
        steps += 1
    assert steps > 8


@pytest.mark.usefixtures("small_corpus")
def test_one_document_more_adds_and_does_not_make_anew(tmp_path, run_cli, monkeypatch):
    env = homes.fresh(tmp_path)
    files = tmp_path / "files"
    for key in [*HISTORY][:3]:
        write(files, *key, HISTORY[key])
    run_cli("import", "--recursive", str(files), env=env)
    answers(env)
    write(files, 63, 901, HISTORY[63, 901])
    run_cli("import", "--recursive", str(files), env=env)
    monkeypatch.setattr(run_store, "_make", lambda *_: pytest.fail("made anew"))
    assert "a-res-63-901/1" in answers(env)[0][3]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_word_runs_of_another_user_are_not_believed_and_ours_are_private(ask, place, tmp_path):
    ask(LAMPS)
    env = {**homes.fresh(tmp_path), "XDG_DATA_HOME": place[1]["XDG_DATA_HOME"]}
    expected = answers(env)
    (path,) = (tmp_path / "cache/compactx").glob("runs-*.sqlite")
    assert path.stat().st_mode & 0o077 == 0
    with sqlite3.connect(path) as planted:
        planted.execute("DELETE FROM place")
    assert answers(env) != expected
    os.chown(path, 65534, 65534)
    assert answers(env) == expected
    assert path.stat().st_uid == 0


def test_what_a_killed_process_left_of_word_runs_goes_and_what_another_is_making_stays(ask, place, tmp_path):
    ask(LAMPS)
    env = {**homes.fresh(tmp_path), "XDG_DATA_HOME": place[1]["XDG_DATA_HOME"]}
    answers(env)
    (path,) = (tmp_path / "cache/compactx").glob("runs-*.sqlite")
    path.unlink()
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    left = path.with_name(f"{path.name}.{gone.stdout.strip()}-0a0b0c0d.tmp")
    others = path.with_name(f"{path.name}.{os.getppid()}-0a0b0c0d.tmp")
    left.write_bytes(b"half of the runs")
    others.write_bytes(b"half of the runs")
    answers(env)
    assert path.exists()
    assert not left.exists()
    assert others.exists()


@pytest.mark.parametrize("harm", ["cut", "noise", "empty", "unwritable"])
def test_a_damaged_file_or_a_cache_that_cannot_be_written(harm, ask, place, tmp_path):
    ask(LAMPS)
    expected = answers(place[1])
    env = {**homes.fresh(tmp_path), "XDG_DATA_HOME": place[1]["XDG_DATA_HOME"]}
    assert answers(env) == expected
    (path,) = (tmp_path / "cache/compactx").glob("runs-*.sqlite")
    whole = path.read_bytes()
    if harm == "unwritable":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes({"cut": whole[: len(whole) // 2], "noise": b"no database" * 99, "empty": b""}[harm])
    assert answers(env) == expected
    if harm != "unwritable":
        assert sqlite3.connect(path).execute("SELECT count(*) FROM place").fetchone()[0] > 0
        assert not [*path.parent.glob("*.tmp")]
