"""Whatever a corpus says, a terminal shows words and no command breaks."""

from __future__ import annotations

import json
import os

import grids
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compactx.model.text import clean, field
from compactx.render.json_text import encodable, json_text

HOSTILE = {
    "escape": "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "c1": "\x9b31m\x85\x90",
    "bidi": "abc\u202edef\u2066ghi\u200e",
    "zero width": "a\u200bb\ufeffc\u2060d",
    "brackets": "[bold red]not red[/] [link=x]y[/link] :smile: [[x]]",
    "backslash": "\\x1b\\[31m \\",
    "tabs and lines": "one\ttwo\nthree\rfour\x0bfive\u2028six",
    "quotes": "\"it's\" 'a' `b` $(c) %s {d} <e> & | ;",
    "wide": "漢字かな交じり文 👩‍👩‍👧‍👦 é ﷽ \U0001d54f",
    "long": "word " * 12_000,
    "one long word": "x" * 100_000,
    "odd spaces": "a\u00a0b\u2009c\u3000d",
    "nul": "a\0b",
}
COMMANDS = [
    ["show", "odd"],
    ["show", "odd/1"],
    ["show", "objective", "1"],
    ["refs", "odd"],
    ["refs", "odd/1"],
    ["path", "odd/1", "to", "charter"],
    ["tree", "odd"],
    ["tree", "odd", "--direction", "in"],
    ["list"],
    ["list", "--in", "odd"],
    ["check", "--fail-on", "error"],
    [],
    ["search", "hostile"],
    ["related", "odd"],
    ["show", "odd", "--editorial"],
]


def quoted(words):
    """Return the words as a YAML string, with everything that does not print as an escape."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in words) + '"'


def hostile_corpus(tiny_corpus, words):
    """Return the tiny corpus with an instrument whose every text is hostile."""
    said = quoted(words)
    short = quoted(" ".join(words.split()[:12])[:200] or "x")
    return tiny_corpus(
        {
            "instruments/odd.yaml": f"""
instrument:
  id: odd
  kind: document
  title: {said}
  symbol: {short}
  custodian: {said}
  url: {short}
  date_basis: {said}
  notes: {said}
  names: [{{name: {said}, type: full, example: {said}}}, {{name: hostile, type: short, example: hostile}}]
  false_friends: [{{text: {said}, note: {said}}}]
  editions: [{{id: {short}, title: {said}, symbol: {short}, url: {short}}}]
  sources: [{said}]
  links: [{{relation: supplements, to: pact, source: {said}}}]
provisions:
- {{locator: '1', kind: paragraph, title: {said}, gist: {said},
   other_titles: [{{title: {said}, edition: {short}, note: {said}}}],
   references: [{{to: charter, surface: {short}, pinpoint: {said}}},
                {{to: pact, basis: editorial, rationale: {said}, strength: weak}}]}}
- {{locator: 1.a, kind: item, gist: hostile, references: [{{to: odd, surface: {said}}}]}}
"""
        }
    )


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("form", grids.parameters(["page", "plain", "json", "csv", "jsonl", "ids"], ["page", "json"]))
def test_hostile_words_pass_through_every_command(kind, form, run_cli, tiny_corpus):
    folder = hostile_corpus(tiny_corpus, HOSTILE[kind])
    if kind == "nul":
        assert run_cli("show", "odd", corpus=folder).status in {0, 5}
    env = {"COMPACTX_FORCE_TTY": "60", "NO_COLOR": "1"} if form == "page" else {}
    few = 1 if form in {"csv", "jsonl", "ids"} else 3 if "long" in kind else len(COMMANDS)
    for argv in COMMANDS[:few]:
        answer = run_cli(*argv, *([] if form == "page" else [f"--{form}"]), corpus=folder, env=env)
        assert answer.status in {0, 1}, (argv, answer.err)
        bad = [c for c in answer.out + answer.err if not c.isprintable() and c not in "\n\t\u200c\u200d"]
        assert bad == [], (argv, bad[:5])
        if form == "json":
            assert json.loads(answer.out)["items"] or answer.status == 1 or argv[0] == "check"
        if form == "plain":
            widths = {line.count("\t") for line in answer.out.splitlines()}
            assert len(widths) <= 1, argv


def test_json_keeps_hostile_words_as_they_are(run_cli, tiny_corpus):
    words = HOSTILE["escape"] + HOSTILE["bidi"] + HOSTILE["brackets"]
    item = run_cli("show", "odd", "--json", corpus=hostile_corpus(tiny_corpus, words)).items[0]
    assert item["title"] == words.strip()


def test_markup_is_words(run_cli, tiny_corpus):
    folder = hostile_corpus(tiny_corpus, HOSTILE["brackets"])
    out = run_cli("show", "odd", corpus=folder, env={"COMPACTX_FORCE_TTY": "200", "NO_COLOR": "1"}).out
    assert "[bold red]not red[/]" in out
    assert ":smile:" in out


def test_colour_does_not_let_escapes_in(run_cli, tiny_corpus):
    folder = hostile_corpus(tiny_corpus, HOSTILE["escape"])
    out = run_cli("show", "odd", "--color", "always", corpus=folder, env={"COMPACTX_FORCE_TTY": "100"}).out
    assert "\\x1b[31mred" in out
    assert "\x1b]" not in out
    assert "\x07" not in out


@given(st.text())
def test_clean_text_prints_on_one_line(words):
    shown = clean(words)
    assert all(c.isprintable() or c in "\u200c\u200d" for c in shown)
    assert clean(shown) == shown


@given(st.text())
def test_fields_have_no_tab_and_no_line_break(words):
    assert not {"\t", "\n", "\r", "\x1b"} & set(field(words))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_json_text_is_json(value):
    for encoding in ("utf-8", "ascii", None):
        written = encodable(json_text(value), encoding)
        assert json.loads(written) == value
        assert encoding == "utf-8" or written.isascii()


@settings(max_examples=grids.examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_title_is_shown(words, run_cli, tiny_corpus):
    folder = hostile_corpus(tiny_corpus, words if words.strip() else "x")
    for name in ("odd", "odd/1"):
        answer = run_cli("show", name, corpus=folder, env={"COMPACTX_FORCE_TTY": "40", "NO_COLOR": "1"})
        assert answer.status == 0, answer.err
        assert all(c.isprintable() or c in "\n\u200c\u200d" for c in answer.out)


def test_a_huge_corpus_file_is_read_in_bounds(run_cli, tiny_corpus, monkeypatch):
    monkeypatch.setattr("compactx.corpus.nodes.MAX_BYTES", 100_000)
    folder = tiny_corpus({"registers/huge.yaml": "entries:\n" + "# \n" * 60_000})
    answer = run_cli("show", "pact", corpus=folder)
    assert answer.status == 5
    assert "too-large" in answer.err
    assert os.path.getsize(folder / "registers/huge.yaml") > 100_000
