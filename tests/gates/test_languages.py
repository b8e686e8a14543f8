"""No pattern of the reader or of a rule for drafts holds words of a language: they stand in the tables alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from compactx.citation.language import codes, table

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "compactx"
READER = PACKAGE / "citation"
CHECKS = PACKAGE / "checks"
# Verbs of resolutions are a table of their own, with its sources; words for telling languages apart are no phrases.
TABLES = {"verbs.py"}
# Endings of words that the two spellings of English write in two ways, and the words of our own comments in a file.
OF_ENGLISH = {"quotes.py", "silence.py"}
MODULES = [
    *(path for path in sorted(READER.glob("*.py")) if path.name not in TABLES),
    *(path for path in sorted((*CHECKS.glob("*.py"), *CHECKS.glob("drafts/*.py"))) if path.name not in OF_ENGLISH),
]
# Letters of symbols, of acts of the European Union and of forms: proper to what they name in every language.
SYMBOLS = {
    "Add", "Corr", "Rev", "Amend", "Assembly", "Euratom",
}  # fmt: skip
# How symbols and locators of ours are spelt, whatever language a text is in.
OURS = {" annex", " No. ", " p. ", "Resolution "} | {
    f"{kind}{dash}" for kind in table()["labels"] for dash in ("", "-", ".")
}
CALLS = {"compile", "search", "match", "fullmatch", "finditer", "findall", "split", "sub"}
ENDS = {"startswith", "endswith", "removeprefix", "removesuffix"}
ESCAPES = re.compile(r"\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[A-Za-z]|\(\?P<\w+>|\(\?P=\w+\)|\[[^\]]*\]")
WORD = re.compile(r"[A-Za-z]{2,}")
# What stands for phrases of a table in the templates of checks/phrases.py, as in patterns that are put together.
FIELD = re.compile(r"(?<!\{)\{[A-Za-z_]+(?:\[(?P<key>[a-z_]+)[\w./]*\](?:\[\w+\])*)?\}(?!\})")


def patterns(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield what a module matches text with: arguments of ``re`` calls, lists of words, ends of words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            is_re = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in CALLS
            if is_re or node.func.attr == "gate":
                yield from strings(node.args)
            elif node.func.attr in ENDS:
                yield from ((at, said) for at, said in strings(node.args) if said not in OURS)
            elif node.func.attr == "split" and isinstance(owner, ast.Constant):
                yield from strings([owner])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "gate":
            yield from strings([*node.args, *(one.value for one in node.keywords)])
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            yield from (
                (at, said)
                for at, said in strings([node.value])
                if "|" in said or (said[:1] == " " and said not in OURS and not _is_message(node))
            )
        elif isinstance(node, ast.Compare):
            yield from ((at, said) for at, said in strings(node.comparators) if " " in said)


def _is_message(node: ast.Assign | ast.AnnAssign) -> bool:
    """Say whether an assignment makes words that people will read, with what was found in them."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return isinstance(node.value, ast.JoinedStr | ast.IfExp | ast.Call) and all(
        isinstance(target, ast.Name) and target.id in {"message", "what", "said", "span", "right"} for target in targets
    )


def strings(nodes: list[ast.expr]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        named = {id(held) for one in ast.walk(node) if isinstance(one, ast.Subscript) for held in ast.walk(one.slice)}
        for one in ast.walk(node):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in named:
                yield one.lineno, one.value


def foreign(source: str) -> list[str]:
    """Return the words of a language in the patterns of a module, with their lines."""
    found = set()
    for line, said in patterns(ast.parse(source)):
        words = WORD.findall(ESCAPES.sub(" ", FIELD.sub(" ", said)))
        found |= {(line, word) for word in words if not word.isupper() and word not in SYMBOLS}
    return [f"{line}: {word}" for line, word in sorted(found)]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_pattern_holds_words_of_a_language(module: Path) -> None:
    assert foreign(module.read_text(encoding="utf-8")) == []


def test_what_the_gate_finds() -> None:
    slips = 'import re\nA = re.compile(r"\\b(?:paragraph|Section) [0-9]+")\nB = "the of and".split()\nC = "for|on"\n'
    assert foreign(slips) == ["2: Section", "2: paragraph", "3: and", "3: of", "3: the", "4: for", "4: on"]
    assert foreign("if text[2:8] == ' and ' or text.endswith('ing'):\n    pass\n") == ["1: and", "1: ing"]
    assert foreign('A = {"day": r"\\b(?:{one[stated]}|on){GAP}({DAY})|{{one}}"}\n') == ["1: on", "1: one"]
    assert foreign("import re\nA = re.compile(rf\"A/RES/{words['number']}(?P<year>[0-9]+)/(?:Add|Corr)\")\n") == []


def test_every_phrase_of_a_table_is_read() -> None:
    readers = [*READER.glob("*.py"), *CHECKS.rglob("*.py")]
    read = "".join(path.read_text(encoding="utf-8") for path in readers)
    filled_in = {field["key"] for field in FIELD.finditer(read)}
    left = [key for key in table() if f'"{key}"' not in read and f"'{key}'" not in read]
    assert [key for key in left if key not in filled_in] == []


def test_other_tables_say_only_what_the_english_one_says() -> None:
    for code in codes():
        assert set(table(code)) == set(table()), code
