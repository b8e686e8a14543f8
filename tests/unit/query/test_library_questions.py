"""Questions that a library makes sense of: who cites the Compact and when, series of resolutions, days in the past."""

from __future__ import annotations

import sys
import tarfile
from pathlib import Path

import pytest

from compactx.bulk.run import import_all
from compactx.corpus import source

sys.path.insert(0, str(Path(__file__).parents[2]))
import homes
import made_akn

MIGRATION = "Protection of migrants"  # the title of a series of the corpus
FERRY = "Rights of ferry passengers"


def write(folder, session, number, title, **parts):
    text = made_akn.resolution(session, number, title, **parts)
    (folder / f"A_RES_{session}_{number}.xml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Nine resolutions: a series of the corpus, one of its own with a gap and a double, and some that cite."""
    base = tmp_path_factory.mktemp("library")
    folder = base / "documents"
    folder.mkdir()
    link = made_akn.link
    compact = "the Global Compact for Safe, Orderly and Regular Migration"
    write(folder, 76, 172, MIGRATION, recital=f"resolution {link('A/RES/74/148', '74/148')}",
          clauses=(f"Welcomes {compact}", "Recalls objectives 7 and 8 of the Global Compact for Migration"),
          note=f"Resolution {link('A/RES/73/195', '73/195')}, annex")  # fmt: skip
    write(folder, 78, 217, MIGRATION, recital=f"resolutions {link('A/RES/76/172', '76/172')} and"
          f" {link('A/RES/74/148', '74/148')}", clauses=(f"Recalls {compact} and its objective 23",))  # fmt: skip
    for session in (75, 76, 79):
        write(folder, session, 9, FERRY, clauses=("Notes the principles of the United Nations Global Compact",))
    for number in (21, 22):
        write(folder, 77, number, FERRY, clauses=("Thanks the Global Compact Local Networks",))
    write(folder, 77, 3, "Care of the lake shore", clauses=(f"Takes note of document {link('A/CONF.231/3')}",))
    council = (f"Recalls {link('S/RES/1325')}", f"Recalls {link('S/RES/1325(2000)', '1325 (2000)')}")
    write(folder, 77, 4, "Storm warnings", clauses=("Recalls the Charter of the United Nations", *council))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in homes.fresh(base).items():
            patch.setenv(name, value)
        import_all([str(folder)], source.roots(), processes=1)
        yield base


@pytest.fixture
def ask(library, run_cli, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(library / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(library / "cache"))
    return run_cli


def ours(items):
    return {item["id"]: item for item in items if item["id"].startswith("a-res-")}


def test_every_document_that_cites_the_compact_counts_once_under_either_symbol(ask):
    found = ours(ask("refs", "A/RES/73/195", "--totals", "--json").items)
    assert set(found) == {"a-res-76-172", "a-res-78-217", "a-res-77-3"}
    assert ours(ask("refs", "A/CONF.231/3", "--totals", "--json").items) == found
    one = found["a-res-76-172"]
    assert (one["symbol"], one["body"], one["date"]) == ("A/RES/76/172", "General Assembly", "2021-12-16")
    assert one["references"] == one["clauses"] == 3  # the footnote counts for its recital, which does not name it


def test_objectives_that_are_cited_by_number_are_told_by_document(ask):
    found = ours(ask("refs", "gcm", "--parts", "--totals", "--json").items)
    assert found["a-res-76-172"]["cited"] == ["gcm", "gcm/objective-7", "gcm/objective-8"]
    assert found["a-res-78-217"]["cited"] == ["gcm", "gcm/objective-23"]
    assert {"a-res-76-172/2"} == {
        item["from"] for item in ask("refs", "objective", "7", "--in", "A/RES/76/172", "--json").items
    }
    page = ask("refs", "gcm", "--parts", "--totals", env={"COMPACTX_FORCE_TTY": "100"}).out
    assert "objectives 7, 8" in page
    assert "objective 23" in page


def test_references_by_year_and_body_say_so_in_every_format(ask):
    items = ask("refs", "gcm", "--by", "year", "--json").items
    years = [item["group"] for item in items]
    assert years == sorted(years)
    assert all(item["date"][:4] == item["group"] for item in items if item["date"])
    assert {item["body"] for item in items} >= {"General Assembly", None}
    lines = ask("refs", "gcm", "--by", "body", "--csv").out.splitlines()
    assert lines[0] == "group,from,from_locator,relation,basis,to,surface"
    assert "group" not in ask("refs", "gcm", "--json").items[0]


def test_counts_add_up_to_what_refs_lists(ask):
    listed = [item for item in ask("refs", "gcm", "--json").items if item["instrument"] != "gcm"]
    for by in ("year", "body", "relation", "instrument"):
        counted = ask("refs", "gcm", "--by", by, "--totals", "--json")
        assert counted.json["query"]["by"] == by
        assert sum(item["references"] for item in counted.items) == len(listed)
    year = {item["group"]: item for item in ask("refs", "gcm", "--by", "year", "--totals", "--json").items}
    assert (year["2021"]["documents"], year["2023"]["documents"]) == (1, 1)
    assert "speaks-of-itself" not in ask("refs", "gcm", "--by", "relation", "--totals").out


def test_resolutions_of_a_series_of_the_corpus_are_things_of_their_own(ask):
    shown = ask("show", "A/RES/76/172", "--json").items[0]
    assert (shown["id"], shown["date"]) == ("a-res-76-172", "2021-12-16")
    assert shown["member_of"] == ["series-protection"]
    assert [item["from"] for item in ask("refs", "76/172", "--json").items] == ["a-res-78-217/recital-1"]
    cited = {item["from"] for item in ask("refs", "A/RES/74/148", "--json").items}
    assert cited == {"a-res-76-172/recital-1", "a-res-78-217/recital-1"}
    assert ask("show", "A/RES/80/218", "--json").items[0]["id"] == "a-res-80-218"
    early = ask("refs", "gcm", "--as-of", "2021", "--json").items
    assert "a-res-76-172" in {item["instrument"] for item in early}


def test_a_symbol_is_never_read_as_one_with_more_digits(ask):
    assert ask("show", "A/RES/76/17").status == 3
    assert ask("show", "76/17").status == 3
    assert ask("show", "A/RES/76/").status == 4


def test_a_resolution_of_the_council_is_one_thing_with_its_year_and_without(ask):
    cited = [item["from"] for item in ask("refs", "S/RES/1325(2000)", "--json").items]
    assert cited == ["a-res-77-4/2", "a-res-77-4/3"]
    assert ask("show", "S/RES/1325", "--ids").out == ask("show", "S/RES/1325(2000)", "--ids").out


def test_a_series_is_told_whole_with_its_gaps(ask):
    steps = ask("show", "A/RES/76/172", "--json").items[0]["series"]
    assert [(step["symbol"], step["after"], step["link"]) for step in steps] == [
        ("A/RES/74/148", None, None), ("A/RES/76/172", 2, "succeeds"), ("A/RES/78/217", 2, "succeeds"),
        ("A/RES/80/218", 2, "succeeds"),
    ]  # fmt: skip
    assert [step["date"][:4] for step in steps[:3]] == ["2019", "2021", "2023"]
    links = ask("show", "A/RES/78/217", "--json").items[0]["links"]
    ours = [link["to"] for link in links if (link["from"], link["relation"]) == ("a-res-78-217", "succeeds")]
    assert ours == ["a-res-76-172"]
    ferry = ask("show", "A/RES/76/9", "--json").items[0]["series"]
    assert [(step["symbol"], step["after"], step["link"]) for step in ferry] == [
        ("A/RES/75/9", None, None), ("A/RES/76/9", 1, "succeeds"), ("A/RES/77/21", 1, "title"),
        ("A/RES/77/22", 0, "title"), ("A/RES/79/9", 2, "title"),
    ]  # fmt: skip
    assert ask("show", "A/RES/77/4", "--json").items[0]["series"] == []
    page = ask("show", "A/RES/76/172", env={"COMPACTX_FORCE_TTY": "100"}).out
    assert "SERIES  4" in page
    assert "this one" in page
    assert "succeeds" not in page
    newest = ask("show", "series-protection", env={"COMPACTX_FORCE_TTY": "100"}).out
    assert "SERIES  4" in newest
    assert "this one" not in newest


def test_a_link_of_the_publisher_is_called_so(ask):
    page = ask("refs", "A/RES/74/148", env={"COMPACTX_FORCE_TTY": "100"}).out
    assert "[official link]" in page
    assert "grouping" not in page


def test_a_series_is_listed_for_the_next_command(ask):
    ids = ask("list", "--series", "A/RES/77/21", "--ids").out.split()
    assert ids == ["a-res-75-9", "a-res-76-9", "a-res-77-21", "a-res-77-22", "a-res-79-9"]
    alone = ask("list", "--series", "A/RES/77/4", "--json")
    assert [item["id"] for item in alone.items] == ["a-res-77-4"]
    assert "stands alone" in alone.json["warnings"][0]
    assert ask("list", "treaties", "--series", "A/RES/77/4").status == 2


def test_search_and_list_as_of_a_day(ask):
    every = {item["id"] for item in ask("search", "ferry", "--json").items}
    early = {item["id"] for item in ask("search", "ferry", "--as-of", "2021-12-31", "--json").items}
    assert early == {"a-res-75-9", "a-res-76-9"} < every
    listed = ask("list", "resolutions", "--as-of", "2021-12-09", "--ids").out.split()
    assert "a-res-75-9" in listed
    assert "a-res-76-9" not in listed
    assert ask("list", "resolutions", "--as-of", "soon").status == 2
    assert ask("search", "ferry", "--as-of", "x").status == 2


WANTED = (
    "A_RES_76_172-", "A_RES_76_266-", "75_226_E", "A_RES_77_176-", "A_RES_76_224-", "S_RES_2734-", "A_RES_78_189-",
    "A_RES_77_203-",
)  # fmt: skip


def test_real_resolutions_that_cite_the_compact(shared, tmp_path, run_cli, monkeypatch):
    archive = shared / "samples" / "un-akn.tar.gz"
    if not archive.is_file():
        pytest.skip("the archive of resolutions is not among the samples")
    for name, value in homes.fresh(tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "some").mkdir()
    left = len(WANTED)
    with tarfile.open(archive) as tar:
        for member in tar:
            name = member.name.rpartition("/")[2]
            if name.startswith(WANTED) and (stream := tar.extractfile(member)):
                (tmp_path / "some" / name).write_bytes(stream.read())
                left -= 1
            if not left:
                break
    import_all([str(tmp_path / "some")], source.roots(), processes=1)
    found = {item["symbol"]: item for item in run_cli("refs", "gcm", "--parts", "--totals", "--json").items}
    assert {symbol for symbol in found if symbol and symbol.startswith(("A/RES/7", "S/"))} == {
        "A/RES/71/1", "A/RES/73/326", "A/RES/76/172", "A/RES/76/266", "A/RES/75/226", "A/RES/77/176", "A/RES/78/189",
        "A/RES/77/203",
    }  # fmt: skip
    cited = found["A/RES/76/266"]["cited"]
    assert {f"gcm/objective-{number}" for number in range(1, 24)} <= set(cited)
    steps = run_cli("show", "A/RES/77/203", "--json").items[0]["series"]
    assert [(step["symbol"], step["link"]) for step in steps] == [("A/RES/77/203", None), ("A/RES/78/189", "succeeds")]
