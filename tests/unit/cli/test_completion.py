"""What completion offers, and how it is quoted for each shell."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compactx.cli.commands.completion import complete
from compactx.cli.shells import SHELLS, CommandLine, ShellAnswer, bash, powershell, shell_quoted, with_description

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "completion.yaml").read_text(encoding="utf-8"))
BREAKS = " \t\n\"'><=;|&(:"
PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case["words"]))
def test_what_is_offered(case):
    answer = complete(case["words"])
    values = [value for value, _ in answer.pairs]
    assert answer.files == case.get("files", False)
    assert set(case.get("offers", [])) <= set(values)
    assert not set(case.get("lacks", [])) & set(values)
    if case.get("exactly"):
        assert values == case["offers"]
    assert all(value.startswith(case["words"][-1]) for value in values)
    assert len(values) == len(set(values)) <= 300


@given(st.lists(st.text(max_size=12), max_size=4))
def test_no_line_is_a_mistake(words):
    for command in ("show", "path", "refs", "export", "list"):
        for value, _ in complete([command, *words, ""]).pairs:
            assert value


@given(PRINTABLE, PRINTABLE, st.sampled_from(["", '"', "'"]))
def test_what_is_added_to_a_line_reads_as_one_word(typed, rest, quote):
    start = shell_quoted(typed, "") if not quote else quote + shell_quoted(typed, quote)
    line = CommandLine(f"compactx show {start}")
    if not start:
        return
    assert line.words[-1] == typed
    assert line.open == quote
    finished = start + shell_quoted(rest, quote) + quote
    if quote != '"' or not set("$`") & set(typed + rest):  # shlex does not know that these are escaped, too
        assert shlex.split(f"compactx show {finished}") == ["compactx", "show", typed + rest]


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_shell_reads_hostile_text_as_text(quote):
    texts = [
        "$(touch x)",
        "`touch x`",
        "a;b|c&d>e<f",
        "*?[a]~{b,c}",
        'it\'s "so"',
        "\\n\\",
        "$HOME #no",
        "(a) (b)",
        "a:b=c",
        "-x é漢",
    ]
    words = " ".join(quote + shell_quoted(text, quote) + quote for text in texts)
    done = subprocess.run(["sh", "-c", f"printf '%s\\n' {words}"], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == texts


@given(st.text(max_size=40))
def test_any_line_is_read_without_a_mistake(text):
    for escape in ("\\", "`"):
        line = CommandLine(text, escape)
        assert line.raw == text[line.start :]
        assert line.words


@pytest.mark.parametrize(
    ("text", "value", "reply"),
    [
        ("compactx show paris", "paris-agreement", "paris-agreement"),
        ('compactx refs "2030 Ag', "2030 Agenda", "2030 Agenda"),
        ("compactx refs 2030\\ Ag", "2030 Agenda", "2030\\ Agenda"),
        ("compactx refs a:b", "a:b c", "b\\ c"),
        ("compactx refs 'a:b", "a:b it's", "a:b it'\\''s"),
        ("compactx refs --relation=inf", "--relation=informs", "informs"),
        ("compactx show ", "33(a)", "33\\(a\\)"),
        ("compactx show a\\:b", "a:b$(x)", "a\\:b\\$\\(x\\)"),
    ],
)
def test_bash_is_told_only_what_readline_replaces(text, value, reply):
    assert bash(ShellAnswer([(value, "")]), CommandLine(text), BREAKS) == [reply]


def test_other_shells_are_told_values_and_descriptions_a_line_each():
    answer = ShellAnswer([("a b", "one\ntwo\x1b"), ("c", "")])
    assert with_description(answer) == ["a b\tone two ", "c"]
    assert powershell(answer) == ["'a b'\ta b\tone two ", "c\tc\t"]
    assert powershell(ShellAnswer([("it's", "")])) == ["'it''s'\tit's\t"]


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_are_printed_and_nothing_is_touched(run_cli, shell, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    answer = run_cli("completion", shell)
    assert (answer.status, answer.err) == (0, "")
    assert f"compactx completion {shell} --" in answer.out
    assert not list(tmp_path.iterdir())


def test_an_unknown_shell_lists_those_there_are(run_cli):
    answer = run_cli("completion", "tcsh")
    assert answer.status == 2
    assert "bash fish powershell zsh" in answer.err


def test_a_corpus_with_errors_disturbs_no_line(run_cli, tiny_corpus):
    broken = tiny_corpus({"registers/odd.yaml": "entries: ["})
    answer = run_cli("completion", "bash", "--", "compactx show pac", BREAKS, corpus=broken)
    assert (answer.status, answer.out, answer.err) == (1, "", "")


def test_names_come_from_the_corpus_that_is_used(run_cli, tiny_corpus):
    answer = run_cli("completion", "bash", "--", "compactx show Lake", BREAKS, corpus=tiny_corpus())
    assert answer.out.splitlines() == ["Lake\\ Forum", "Lake\\ Office", "Lake\\ Pact", "Lake\\ treaties"]


def test_completion_loads_nothing_heavy():
    code = """
import sys
from compactx.cli.door import run
run(["completion", "bash", "--", "compactx show gcm/33", ":"])
heavy = "typer rich yaml networkx igraph textual lxml re json dataclasses typing pathlib".split()
print([name for name in heavy if name in sys.modules], file=sys.stderr)
"""
    subprocess.run([sys.executable, "-m", "compactx", "show", "gcm"], capture_output=True, check=True)
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False,
                          env={**__import__("os").environ, "PYTHONPATH": str(Path(__file__).parents[3])})  # fmt: skip
    assert done.stderr.strip() == "[]"
