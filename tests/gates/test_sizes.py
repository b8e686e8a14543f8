"""Nothing grows past what a reader holds in mind: lines of functions and of modules, and the circles between files."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("figures", Path(__file__).with_name("figures.py"))
assert _spec is not None
assert _spec.loader is not None
figures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(figures)

FUNCTION, MODULE = 46, 450  # lines at most, as docs/contributing.md says


def test_no_function_is_too_long() -> None:
    lines = figures.functions(figures.modules())
    assert len(lines) > 1000
    assert {name: length for name, length in lines.items() if length > FUNCTION} == {}


def test_no_module_is_too_long() -> None:
    lengths = {name: len(text.splitlines()) for name, text in figures.modules().items()}
    assert {name: length for name, length in lengths.items() if length > MODULE} == {}


def test_the_contributors_page_has_the_same_bounds() -> None:
    page = (figures.CODE.parent / "docs" / "contributing.md").read_text(encoding="utf-8")
    assert f"A module has at most {MODULE} lines" in page
    assert f"none more than {FUNCTION}" in page


def test_figures_are_right_on_a_small_house() -> None:
    first = '"""One.\n\n>>> 1\n1\n"""\nfrom house import two\n\n\ndef short():\n    """Say nothing."""\n    return 1\n'
    second = "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import house.three\n\n\ndef late():\n    import house.one\n"
    third = "from house.two import late\n"
    texts = {"house": "", "house.one": first, "house.two": second, "house.three": third}
    assert figures.functions(texts) == {"house.one.short:9": 3, "house.two.late:6": 2}
    assert figures.circles(texts) == [("house.one", "house.two")]
    typed = [("house.one", "house.two"), ("house.two", "house.three")]
    assert [set(pair) for pair in figures.circles(texts, types=True)] == [set(pair) for pair in typed]
    assert figures.doctests(texts) == 1
    assert figures.table(texts)["lines of a module (p50 / p90 / most)"] == "7 / 11 / 11"


def test_no_two_files_import_each_other() -> None:
    assert figures.circles(figures.modules(), types=True) == []


def test_the_name_of_a_class_has_one_meaning() -> None:
    assert figures.shared_names(figures.modules()) == {}
    texts = {"house.one": "class Page:\n    pass\n", "house.two": "class Page:\n    pass\n\n\nclass _Own:\n    pass\n"}
    assert figures.shared_names(texts) == {"Page": ["house.one", "house.two"]}
