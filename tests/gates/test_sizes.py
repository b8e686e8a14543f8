"""Nothing grows past what a reader holds in mind: lines of functions and of modules, and the circles between files."""

from __future__ import annotations

import ast
import re

import scripts

figures = scripts.loaded("tests/gates/figures.py")

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
    assert figures.circles(texts, types=True) == [("house.one", "house.three", "house.two")]
    late = "def late():\n    import house.a\n"
    ring = {"house.a": "import house.b\n", "house.b": "import house.c\n", "house.c": late}
    assert figures.circles(ring) == [("house.a", "house.b", "house.c")]
    assert figures.circles(ring | {"house.c": ""}) == []
    assert figures.doctests(texts) == 1
    assert figures.table(texts)["lines of a module (p50 / p90 / most)"] == "7 / 11 / 11"


def test_no_import_leads_upward() -> None:
    assert figures.upward(figures.modules()) == []
    texts = {"compactx.index.one": "", "compactx.query.two": "", "compactx.checks.three": "import compactx.query.two\n"}
    assert figures.upward(texts) == [("compactx.checks.three", "compactx.query.two")]
    assert figures.upward(texts | {"compactx.checks.three": "import compactx.index.one\n"}) == []
    low = {**texts, "compactx.checks.three": "", "compactx.index.one": "def late():\n    import compactx.query.two\n"}
    assert figures.upward(low) == [("compactx.index.one", "compactx.query.two")]


def test_the_page_draws_the_layers_of_the_contract_and_has_every_package() -> None:
    page = figures.PAGE.read_text(encoding="utf-8")
    drawn = [layer.strip().split(" | ") for layer in page.split("```")[1].strip().split(">")]
    packages = {path.name for path in figures.CODE.iterdir() if (path / "__init__.py").is_file()}
    contract = [[one for one in layer if one in packages | {"errors"}] for layer in figures.layers()]
    assert drawn == [layer for layer in contract if layer]
    assert [name for name in sorted(packages) if f"| `{name}/" not in page and f", `{name}/`" not in page] == []


def test_no_files_import_each_other_in_a_circle() -> None:
    assert figures.circles(figures.modules(), types=True) == []


def test_the_name_of_a_class_has_one_meaning() -> None:
    assert figures.shared_names(figures.modules()) == {}
    texts = {"house.one": "class Page:\n    pass\n", "house.two": "class Page:\n    pass\n\n\nclass _Own:\n    pass\n"}
    assert figures.shared_names(texts) == {"Page": ["house.one", "house.two"]}


def test_the_name_of_a_function_has_one_meaning() -> None:
    hooks = figures.told(figures.PAGE.read_text(encoding="utf-8"), figures.HOOKS)
    assert "compactx.cli.commands" in hooks["run"]
    found = figures.several_meanings(figures.modules(), hooks)
    assert found == {}, "give one of them another name, or name the hook in docs/architecture.md"


def test_a_name_is_a_hook_where_the_page_says_so_and_a_slice_keeps_its_word() -> None:
    one = "def page():\n    pass\n"
    texts = {"a.pages.x": one, "a.pages.y": one, "a.query.z": one, "a.items.z": one}
    page = list(texts)
    assert figures.several_meanings(texts, {}) == {"page": page}
    assert figures.several_meanings(texts, {"page": ["a.pages"]}) == {"page": page}
    assert figures.several_meanings(texts, {"page": ["a.pages", "a.query.z", "a.items.z"]}) == {}
    assert figures.several_meanings({"a.query.z": one, "a.items.z": one}, {}) == {}


def test_a_hook_of_the_page_stands_in_several_modules() -> None:
    shared = figures.shared_names(figures.modules(), classes=False)
    assert set(figures.told(figures.PAGE.read_text(encoding="utf-8"), figures.HOOKS)) <= set(shared)


def test_no_module_is_a_splinter() -> None:
    kept = figures.told(figures.PAGE.read_text(encoding="utf-8"), figures.KEPT)
    folders = [place for places in kept.values() for place in places]
    assert "compactx.render.items" in folders
    assert figures.splinters(figures.modules(), folders) == {}


def test_a_small_module_is_kept_in_its_folder_or_as_a_leaf() -> None:
    leaf = "MOST = 1\n"
    users = {f"compactx.user{at}": "from compactx.leaf import MOST\n" * figures.SMALL for at in range(figures.SHARED)}
    texts = {"compactx": "", "compactx.leaf": leaf, "compactx.one.own": leaf, **users}
    assert figures.splinters(texts, []) == {"compactx.one.own": 1}
    assert figures.splinters(texts, ["compactx.one"]) == {}
    heavy = texts | {"compactx.leaf": "from compactx.user0 import MOST\n"}
    assert figures.splinters(heavy, ["compactx.one"]) == {"compactx.leaf": 1}


def test_every_path_of_the_page_is_there() -> None:
    root = figures.CODE.parent
    page = figures.PAGE.read_text(encoding="utf-8")
    names = {one for one in re.findall(r"`([\w./]+(?:\.(?:py|md|yaml|yml)|/))`", page) if not one.startswith("/")}
    assert len(names) > 40
    places = [figures.CODE, root, *(path for path in figures.CODE.iterdir() if path.is_dir())]
    assert [one for one in sorted(names) if not any((place / one).exists() for place in places)] == []


def test_every_module_that_the_page_names_is_there() -> None:
    page = figures.PAGE.read_text(encoding="utf-8")
    names = set(re.findall(r"`(compactx(?:\.\w+)+)`", page))
    known = figures.modules()
    tops = {
        f"{module}.{one.name}" for module, text in known.items() for one in ast.parse(text).body if hasattr(one, "name")
    }
    assert names
    assert names - set(known) - tops == set()
