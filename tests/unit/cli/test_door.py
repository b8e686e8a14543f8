"""The door and Typer read every command line alike, so the door only saves time."""

from __future__ import annotations

import shlex
from pathlib import Path

import grids
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compactx.cli import app, command, mistakes
from compactx.cli.command import GLOBAL, Command, Param
from compactx.errors import UsageError

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/door.yaml").read_text(encoding="utf-8"))

TABLE = Command(
    "show",
    "a command with every kind of parameter",
    "",
    (),
    (
        Param("words", "words", "words", metavar="WORD", required=True),
        Param("flag", "flag", "a flag", ("--flag", "-f")),
        Param("text", "text", "a text", ("--text", "-t"), "TEXT"),
        Param("choice", "text", "a choice", ("--choice",), "WHICH", ("one", "two"), "one"),
        Param("number", "number", "a number", ("-n", "--number"), "N"),
        Param("many", "many", "several", ("--many", "-m"), "NAMES"),
        Param("several", "many", "several of some", ("--several",), "NAMES", ("a", "b")),
    ),
    everywhere=("json", "width", "color", "quiet"),
)
WORDS = st.sampled_from(["x", "17", "33(a)", "two words", "", "a,b", "é", "-", "=", "--", "x=y"])
FLAGS = st.sampled_from(
    [
        "--flag",
        "-f",
        "--text",
        "-t",
        "--choice",
        "--number",
        "-n",
        "--many",
        "-m",
        "--several",
        "--json",
        "--width",
        "--color",
        "-q",
        "--csv",
        "--corpus",
        "-0",
        "--nothing",
        "-x",
        "-fq",
        "-n3",
        "--te",
        "--flag=1",
    ]
)
VALUES = st.sampled_from(["x", "one", "three", "3", "-3", "03", "٣", "1.5", "a,b", "a,,b", "a,c", "", "always", "-"])
JOINED = st.tuples(FLAGS, VALUES).map("=".join)
ARGV = st.lists(st.one_of(WORDS, FLAGS, VALUES, JOINED), max_size=7)


def params():
    return (*TABLE.params, *GLOBAL)


def through_typer(monkeypatch, argv):
    """Return what Typer makes of an argument list: the values, or None for a usage error."""
    caught = []

    def record(_session, given):
        caught.append({param.name: answer(given, param) for param in params()})
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(app, "load_command", lambda _name: (TABLE, record))
        try:
            app.run_app("show", argv)
        except UsageError:
            return None
    return caught[0] if caught else None


def answer(given, param):
    ask = {"flag": given.flag, "number": given.number, "many": given.words, "words": given.words, "text": given.text}
    return (ask[param.kind](param.name), given.has(param.name) if param.kind not in {"flag", "words"} else None)


@settings(max_examples=grids.examples(400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(argv=ARGV)
def test_what_the_door_takes_typer_reads_alike(monkeypatch, argv):
    values = command.parse(TABLE, argv)
    if values is None:
        return
    given_values = command.Arguments(params(), values)
    expected = through_typer(monkeypatch, argv)
    assert expected == {param.name: answer(given_values, param) for param in params()}


@settings(max_examples=grids.examples(400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(argv=ARGV)
def test_what_is_called_a_mistake_typer_refuses_in_the_same_words(monkeypatch, argv):
    error = mistakes.mistake(TABLE, argv)
    if error is None:
        return
    with monkeypatch.context() as patch:
        patch.setattr(app, "load_command", lambda _name: (TABLE, lambda *_: 0))
        with pytest.raises(UsageError) as refusal:
            app.run_app("show", argv)
    assert (error.message, error.hint) == (refusal.value.message, refusal.value.hint)


@pytest.mark.parametrize(
    "argv",
    [
        ["x", "--nothing"],
        ["x", "--txt", "y"],
        ["x", "-y"],
        ["x", "--text"],
        ["x", "--flag=1"],
        ["x", "-n", "three"],
        ["x", "-n", "-1"],
        ["x", "--number=1000000000"],
        ["x", "--choice", "on"],
        ["x", "--several", "a,q"],
        ["--flag"],
        ["x", "--number=x", "--nothing"],
        ["x", "--csv"],
        ["x", "-0"],
        ["x", "--corpus=y"],
    ],
)
def test_mistakes_are_told_without_typer(argv):
    assert mistakes.mistake(TABLE, argv) is not None


@pytest.mark.parametrize("argv", [["x", "--help"], ["x", "-fq"], ["x", "-h", "-n", "z"], ["x", "--text", "-n"], ["x"]])
def test_what_is_no_plain_mistake_is_left_to_others(argv):
    assert mistakes.mistake(TABLE, argv) is None


@pytest.mark.parametrize("words", [["shw", "17"], ["objective", "17"], ["sh ow"], ["lst"], ["étude"]])
def test_an_unknown_command_is_told_as_typer_tells_it(words):
    error = mistakes.unknown_command(words[0], words[1:], command.command_names())
    with pytest.raises(UsageError) as refusal:
        app.run_app(words[0], words[1:])
    assert error.message == refusal.value.message


@pytest.mark.parametrize(
    ("words", "tries"),
    [
        (["votes"], ["show REF", "search votes"]),
        (["votes", "gcm"], ["show gcm", "search votes gcm"]),
        (["who", "cites", "objective", "17"], ["refs objective 17", "search who cites objective 17"]),
        (["when", "is", "objective", "22"], ["review objective 22", "search when is objective 22"]),
        (["find", "work"], ["search work", "search find work"]),
        (["diff", "a.txt", "b.txt"], ["compare a.txt b.txt", "search diff a.txt b.txt"]),
        (["objective", "17", "--json"], ["show objective 17 --json", "search objective 17 --json"]),
        (["zebra"], ["search zebra"]),
        (["shw", "33(a)"], ["show '33(a)'"]),
        (["refz"], ["refs"]),
        (["???"], []),
    ],
)
def test_a_word_that_is_no_command_leads_somewhere(words, tries):
    """What names nothing is not proposed to be shown, and a command that looks alike is proposed with its words."""
    things = {"gcm", "objective 17", "objective 22"}
    names = ["show", "refs", "search", "compare", "review"]
    error = mistakes.unknown_command(words[0], words[1:], names, lambda told: " ".join(told) in things)
    hint = [f"compactx {one}" for one in tries]
    assert error.hint == (", ".join([*hint, "or compactx --help"]) if hint else "compactx --help")


@pytest.mark.parametrize(("word", "is_shown"), [("votes", False), ("IMRF", True), ("Paris", True)])
def test_what_names_nothing_is_not_proposed_to_be_shown(run_cli, word, is_shown):
    """The corpus is asked what a word names where its index is at hand; several things are listed by ``show``."""
    run_cli("show", "gcm", "--plain")
    hint = run_cli(word).err
    assert (f"compactx show {word}" in hint) is is_shown
    assert f"compactx search {word}" in hint


def test_the_overview_is_what_the_commands_say():
    told = [(one.name, one.group, one.summary) for one in command.all_commands()]
    assert [(one.name, one.group, one.summary) for one in command.overview()] == told, "python tests/docs/overview.py"


@pytest.mark.parametrize(
    "argv",
    [
        ["x", "--flag", "-n", "3", "--text", "a b", "-m", "a,b", "-m", "c"],
        ["--flag", "x"],
        ["x", "--", "--flag"],
        ["--text=a=b", "x"],
        ["x", "-", "y"],
        ["x", "--choice", "two", "--several=a,b"],
        ["x", "--json", "-q"],
    ],
)
def test_the_door_takes_plain_command_lines(argv):
    assert command.parse(TABLE, argv) is not None


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["x", "--help"],
        ["x", "-h"],
        ["x", "--nothing"],
        ["x", "--number", "three"],
        ["x", "--choice", "three"],
        ["x", "--text"],
        ["x", "--flag=1"],
        ["x", "-fq"],
        ["x", "-n3"],
        ["x", "--several", "a,c"],
        ["x", "--number", "٣"],
        ["--flag"],
        ["x", "--text", "--flag"],
    ],
)
def test_the_door_leaves_everything_else_to_typer(argv):
    assert command.parse(TABLE, argv) is None


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_whole_answers_are_the_same(argv, run_cli, monkeypatch):
    at_once = run_cli(*argv)
    monkeypatch.setattr(command, "parse", lambda *_: None)
    assert run_cli(*argv) == at_once


def test_global_options_may_stand_before_the_command():
    assert command.split_command(["--json", "--corpus", "x", "show", "--ids", "y"]) == (
        "show",
        ["--json", "--corpus", "x", "--ids", "y"],
    )
    assert command.split_command(["--json"]) == ("", ["--json"])
    assert command.split_command(["-", "x"]) == ("-", ["x"])
    assert command.split_command([]) == ("", [])
    assert command.split_command(["--width"]) == ("", ["--width"])


@pytest.mark.parametrize("name", ["", "..", "../x", "__init__", "Show", "show.py", "no-such", "a/b", "\u017fhow", "-"])
def test_only_commands_are_loaded(name):
    assert command.load_command(name) is None


@pytest.mark.parametrize("name", command.command_names())
def test_every_command_has_help_with_examples_of_itself(name, run_cli):
    answer = run_cli(name, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"compactx {name}: ")
    assert answer.out.index("Examples") < answer.out.index("Usage")
    assert f"  compactx {name}" in answer.out
    assert all(len(line) <= 80 for line in answer.out.splitlines()[1:] if not line.startswith(f"  compactx {name}"))
    assert run_cli(name, "-h") == answer


@pytest.mark.parametrize("name", command.command_names())
def test_examples_in_help_are_understood(name):
    known, _ = command.load_command(name)
    for example, meaning in known.examples:
        assert meaning
        for piece in [] if "$(" in example else example.split("|"):
            words = shlex.split(piece.split(">")[0])
            if words[:1] == ["compactx"] and len(words) > 1:
                called, rest = command.split_command(words[1:])
                loaded = command.load_command(called)
                assert loaded is not None, example
                assert command.parse(loaded[0], rest) is not None, example


def test_help_lists_every_command(run_cli):
    answer = run_cli("--help")
    assert answer.status == 0
    assert all(f"\n  {name} " in answer.out for name in command.command_names())
    assert all(len(line) <= 80 for line in answer.out.splitlines())


FEW = [one for one in command.all_commands() if one.everywhere]


def test_commands_that_use_few_global_options_name_real_ones():
    names = {param.name for param in GLOBAL}
    assert {"browse", "completion"} <= {one.name for one in FEW}
    assert all(set(one.everywhere) < names for one in FEW)


@pytest.mark.parametrize("command", FEW, ids=lambda one: one.name)
@pytest.mark.parametrize("param", GLOBAL, ids=lambda param: param.name)
def test_a_global_option_without_use_is_refused_and_not_in_help(command, param, run_cli):
    told = run_cli(command.name, "--help").out.partition("\nEverywhere\n")[2]
    is_used = param.name in command.everywhere
    assert all((flag in told.replace(",", " ").split()) == is_used for flag in param.flags)
    if is_used:
        return
    value = [] if param.kind == "flag" else ["20"]
    for argv in ([command.name, "x", param.flags[0], *value], [param.flags[0], *value, command.name, "x"]):
        answer = run_cli(*argv)
        assert (answer.status, answer.out) == (2, "")
        assert f"{param.flags[0]} has no use with {command.name}" in answer.err
