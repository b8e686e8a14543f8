"""Help over a corpus that stands alone names nothing of ours; over the shipped one it is as it was written."""

from __future__ import annotations

import re

import pytest

import compactx
from compactx.cli import examples
from compactx.cli.command import all_commands, command_names
from compactx.cli.helptext import EXAMPLES

OURS = re.compile(
    r"\bgcm\b|IMRF|2030 Agenda|Global Compact|\bthe Compact\b|objective (?:17|2\d)|ICERD|SDG|\bILO\b|33\(?[abd]"
)
LINES = ((), ("trace",), ("graph",), ("impact",), ("path", "pact"), ("verify",), ("attach", "nosuch.txt"), ("tree",),
         ("compare", "--things", "pact"), ("series",), ("list", "states", "--voted", "for"))  # fmt: skip


@pytest.fixture
def alone(tiny_corpus, monkeypatch):
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    monkeypatch.setenv("COMPACTX_CORPUS", str(tiny_corpus()))


@pytest.fixture
def named(tiny_corpus, monkeypatch):
    """Return the option that names a corpus which stands alone; no variable does."""
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    monkeypatch.delenv("COMPACTX_CORPUS", raising=False)
    return ("--corpus", str(tiny_corpus()))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", ["", *command_names()])
def test_the_help_of_a_command_names_nothing_of_ours(name, run_cli):
    answer = run_cli(*([name] if name else []), "--help")
    assert answer.status == 0
    assert OURS.findall(answer.out) == []


@pytest.mark.parametrize("name", ["", "show", "path", "trace", "graph", "series", "compare"])
def test_the_option_says_the_same_as_the_variable(name, named, run_cli):
    words = [name] if name else []
    option = run_cli(*words, *named, "--help").out
    assert OURS.findall(option) == []
    assert option == run_cli(*words, "--help", env={"COMPACTX_CORPUS": named[1]}).out
    assert option != run_cli(*words, "--help", env={"COMPACTX_CORPUS_ONLY": ""}).out


@pytest.mark.parametrize("name", ["references", "relations", "trace"])
def test_topics_follow_the_option(name, named, run_cli):
    told = run_cli("help", name, *named)
    assert (told.status, OURS.findall(told.out)) == (0, [])
    ours = run_cli("help", name, env={"COMPACTX_CORPUS_ONLY": ""}).out.splitlines()
    # What names nothing is said as it is said of the shipped corpus; of ways to name things some are left out.
    assert [line for line in told.out.splitlines() if line not in ours and "compactx" not in line] == []
    assert [line for line in ours if line[:1].isalpha() and line not in told.out and not OURS.search(line)] == []


@pytest.mark.parametrize("words", LINES[1:], ids=" ".join)
def test_hints_follow_the_option(words, named, run_cli):
    for form in ((), ("--json",)):
        assert OURS.findall(run_cli(*words, *named, *form).err) == []


def test_home_follows_the_option(named, run_cli):
    answer = run_cli(*named, env={"COMPACTX_FORCE_TTY": "100"})
    assert answer.status == 0
    assert OURS.findall(answer.out) == []


def test_manual_pages_follow_the_option(named, run_cli, tmp_path):
    folder = tmp_path / "man"
    folder.mkdir()
    assert run_cli("help", "--man", "-o", str(folder), *named).status == 0
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert len(pages) == len(command_names()) + 1
    assert {name: found for name, text in pages.items() if (found := OURS.findall(text))} == {}
    assert "Pact of the Lakes" in pages["compactx.1"]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", ["references", "relations", "json"])
def test_a_topic_names_nothing_of_ours(name, run_cli):
    assert OURS.findall(run_cli("help", name).out) == []


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_an_answer_and_a_hint_name_nothing_of_ours(words, run_cli):
    answer = run_cli(*words, env={"COMPACTX_FORCE_TTY": "100"})
    assert OURS.findall(answer.out + answer.err) == []


@pytest.mark.usefixtures("alone")
def test_the_program_begins_with_things_of_the_corpus(run_cli):
    said = run_cli("--help").out
    assert "cross-references of Pact of the Lakes" in said
    assert "compactx show objective 1 " in said
    assert all(run_cli(*line.split()[1:]).status == 0 for line, _ in examples.first_examples(EXAMPLES))


@pytest.mark.usefixtures("alone")
def test_a_hint_leads_to_the_help_of_its_command():
    assert examples.own_hint('put "to" between: compactx path x to y') == 'put "to" between: compactx path --help'
    assert examples.own_hint("compactx trace x, or compactx trace --all").startswith(
        "compactx trace --help, or compactx"
    )
    assert examples.own_hint("compactx show pact, or compactx stats") == "compactx show pact, or compactx stats"
    assert examples.own_hint("add a word") == "add a word"


def test_all_of_our_examples_hold_over_our_corpus(monkeypatch):
    index = compactx.open().index
    monkeypatch.setattr(examples, "other_corpus", lambda _corpus="": index)
    kept = {one.name: list(examples.own_examples(one.examples)) for one in all_commands()}
    lost = {one.name: [line for line, _ in one.examples if line not in dict(kept[one.name])] for one in all_commands()}
    in_a_library = {"compactx agreed A/RES/79/203 --by source"}
    assert {line for lines in lost.values() for line in lines} == in_a_library


def test_without_a_corpus_alone_nothing_is_changed():
    line = "compactx show objective 17"
    assert examples.own_hint(line) == line
    assert examples.own_words("of the Compact") == "of the Compact"
    assert examples.own_examples(EXAMPLES) is EXAMPLES
    assert examples.own_table("  gcm/33.a") == "  gcm/33.a"
