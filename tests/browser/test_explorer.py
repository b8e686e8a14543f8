"""The page to walk through, in a real Chromium: keys, search, night, a clean console, and hostile titles as text."""

from __future__ import annotations

import sys

import pytest
import scripts

import compactx
from compactx.export import selection
from compactx.export.picture.explorer import write
from compactx.query.path import path
from compactx.query.select import select

chromium = scripts.loaded("tests/browser/chromium.py")
kept = scripts.loaded("tests/unit/export/conftest.py")

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform == "win32", reason="the browser is driven by a pipe of POSIX"),
    pytest.mark.skipif(not chromium.found(), reason="no Chromium is installed"),
]

HERE = "[...document.activeElement.children].map(one => one.textContent).filter(Boolean).join(', ')"
CARDS = "document.querySelectorAll('.card').length"
ROOT = "document.querySelector('.card[aria-level=\"1\"] b').textContent"


def _page(folder, graph):
    path = folder / "page.html"
    with path.open("w", encoding="utf-8") as stream:
        write(graph, stream)
    return path


@pytest.fixture(scope="module")
def browser():
    with chromium.Chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def around():
    index = compactx.open()

    def found(words, depth=2):
        return selection.around(index.index, [index.select(words)], depth=depth)

    return found


def test_it_is_walked_by_keys_alone_and_its_console_is_clean(browser, around, tmp_path):
    page = _page(tmp_path, around("objective 22"))
    browser.open(page)
    assert browser.ask(ROOT) == "GCM objective 22"
    for _ in range(8):
        browser.press("Tab")
        if browser.ask("document.activeElement.getAttribute('role')") == "treeitem":
            break
    assert browser.ask(HERE).startswith("GCM objective 22, ")
    browser.press("ArrowRight")
    assert browser.ask("document.activeElement.getAttribute('aria-level')") == "2"
    assert browser.ask(HERE).startswith("contains, 4 clauses of GCM")
    before = browser.ask(CARDS)
    browser.press("ArrowRight")
    assert browser.ask(CARDS) == before + 4
    assert browser.ask("document.activeElement.getAttribute('aria-expanded')") == "true"
    browser.press("ArrowRight", "ArrowDown")
    assert browser.ask(HERE).startswith("contains, GCM 38(a)")
    browser.press("ArrowRight", "ArrowRight")
    assert browser.ask(HERE).startswith(("cites, ILO", "is aligned with, R202"))
    assert browser.ask("document.querySelector('#panel h2').textContent").startswith(("ILO", "R202"))
    browser.press("c")
    assert browser.ask(ROOT) in {"ILO", "R202"}
    browser.press("b")
    assert browser.ask(ROOT) == "GCM objective 22"
    browser.press("ArrowLeft")
    assert browser.ask("document.activeElement.className").endswith(" left")
    assert browser.told == []
    assert browser.requests == [page.as_uri()]


def test_what_refers_stands_left_and_what_is_referred_to_right(browser, around, tmp_path):
    page = _page(tmp_path, around("ILO"))
    sides = "[...document.querySelectorAll('.card')].map(one => [one.className, parseFloat(one.style.left)])"
    browser.open(page)
    placed = browser.ask(sides)
    left, right = ([x for look, x in placed if look.endswith(side)] for side in (" left", " right"))
    assert left
    assert right
    assert max(left) < 0 < min(right)
    arrows = browser.ask("[...document.querySelectorAll('path.link')].map(one => one.getAttribute('d'))")
    for way in arrows:
        numbers = [float(number) for number in way.replace("M", "").replace("C", ",").split(",")]
        assert numbers[0] < numbers[-2]


def test_a_thing_is_found_and_put_in_the_middle(browser, around, tmp_path):
    page = _page(tmp_path, around("objective 22"))
    browser.open(page)
    browser.press("/", *"labour org")
    assert browser.ask("document.querySelectorAll('#found li').length") >= 1
    assert browser.ask("document.activeElement.getAttribute('aria-activedescendant')") == "hit-0"
    browser.press("Enter")
    assert browser.ask(ROOT) == "ILO"
    assert "in the middle" in browser.ask("document.getElementById('status').textContent")
    assert browser.told == []


@pytest.mark.parametrize("dark", [False, True])
def test_it_follows_its_reader_by_day_and_by_night(around, tmp_path, dark):
    page = _page(tmp_path, around("IMRF", 1))
    with chromium.Chromium(dark=dark) as browser:
        browser.open(page)
        ground = browser.ask("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(18, 22, 28)" if dark else "rgb(255, 255, 255)")
        low = browser.ask("getComputedStyle(document.querySelector('.card b')).color")
        assert (int(low[4:].split(",")[0]) > 128) == dark


def test_hostile_titles_are_text_and_nothing_of_them_runs(browser, tmp_path):
    texts = [*kept.HOSTILE, "</script><script>document.title='owned'</script>", "<!--<script>", "{{constructor}}"]
    nodes = [
        one for n, text in enumerate(texts) for one in (kept.node(f"a{n}", text), kept.node(f"b{n}", text, "body"))
    ]
    edges = [kept.edge(f"e{n}", "a0", f"b{n}", text) for n, text in enumerate(texts)]
    graph = selection.ExportGraph(
        texts[0], (("corpus", "<b>made</b>"), ("scope", "around a0 depth 1")), tuple(nodes), tuple(edges), ("a0",)
    )
    page = _page(tmp_path, graph)
    browser.open(page)
    assert browser.ask("document.title") == texts[0]
    assert browser.ask("document.querySelectorAll('script').length") == 2
    assert browser.ask("document.querySelectorAll('img, iframe, object, link, a').length") == 0
    browser.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "ArrowRight", "ArrowRight", "ArrowRight", "c")
    shown = browser.ask("document.body.innerText")
    assert "<script>" in shown
    names = "[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames())"
    assert not [name for name in browser.ask(names) if name.startswith("on")]
    assert browser.told == []
    assert browser.requests == [page.as_uri()]


def test_the_policy_lets_no_other_script_run(browser, around, tmp_path):
    page = _page(tmp_path, around("IMRF", 1))
    text = page.read_text(encoding="utf-8").replace("</body>", "<script>document.title='owned'</script></body>")
    page.write_text(text, encoding="utf-8")
    browser.open(page)
    assert browser.ask("document.title") != "owned"
    assert any("Content Security Policy" in line for line in browser.told)


def test_a_path_is_open_from_end_to_end(browser, tmp_path):
    index = compactx.open().index
    ends = [select(index, one).node for one in ("gcm/33.a", "slavery-convention")]
    page = _page(tmp_path, selection.along(index, path(index, *ends, count=2)))
    browser.open(page)
    shown = browser.ask("[...document.querySelectorAll('.card b')].map(one => one.textContent)")
    assert {"GCM 33(a)", "Slavery Convention"} <= set(shown)
    assert browser.ask("document.querySelectorAll('.card[aria-expanded=false]').length") == 0
    assert browser.told == []
