"""The full screen driven by Textual's pilot, with keys and mouse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from compactx.tui import app as app_module
from compactx.tui import update
from compactx.tui.app import Browser

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    from compactx.tui.shelf import Shelf


def drive(shelf: Shelf, journey: Callable[[Pilot, Browser], Awaitable[None]], *, page: str = "gcm/objective-17",
          size: tuple[int, int] = (100, 30)) -> Browser:  # fmt: skip
    state = update.start(shelf, page, width=size[0], height=size[1])
    browser = Browser(state, shelf)

    async def run() -> None:
        async with browser.run_test(size=size) as pilot:
            await journey(pilot, browser)

    asyncio.run(run())
    return browser


def shown(browser: Browser) -> str:
    return "\n".join(browser.canvas.render_line(y).text for y in range(browser.size.height))


def test_the_screen_is_the_drawing_of_the_state(shelf):
    async def journey(pilot, browser):
        await pilot.press("space", "j", "tab")
        rows = update.screen(browser.state, shelf)
        assert shown(browser) == "\n".join("".join(text for text, _, _ in row) for row in rows)

    drive(shelf, journey)


def test_keys_reach_the_state_by_name_and_by_character(shelf):
    async def journey(pilot, browser):
        await pilot.press("question_mark")
        assert browser.state.overlay.kind == "help"
        await pilot.press("escape", "s", *"ilo")
        assert browser.state.overlay.typed == "ilo"
        await pilot.press("enter")
        assert browser.state.here.id == "ilo"
        await pilot.press("left_square_bracket")
        assert browser.state.here.id == "gcm/objective-17"
        await pilot.press("alt+right", "ctrl+d", "G")
        assert browser.state.here.id == "ilo"

    drive(shelf, journey)


@pytest.mark.grid
def test_twenty_hops_back_twenty_and_resizes_on_the_way(shelf):
    async def journey(pilot, browser):
        for hop in range(20):
            before = browser.state.here.id
            await pilot.press("f", "d")
            if browser.state.here.id == before:
                await pilot.press("escape", "s", *f"objective {hop + 1}", "enter")
            if hop == 7:
                await pilot.resize_terminal(44, 14)
            if hop == 14:
                await pilot.resize_terminal(120, 40)
        hops = len(browser.state.back)
        assert hops == 20
        await pilot.resize_terminal(100, 30)
        for _ in range(hops):
            await pilot.press("H")
        assert browser.state.here.id == "gcm/objective-17"
        assert not browser.state.back

    drive(shelf, journey)


def test_the_mouse_opens_scrolls_and_drags(shelf):
    async def journey(pilot, browser):
        await pilot.press("ctrl+d")
        rows = update.screen(browser.state, shelf)
        x, y = next(
            (sum(len(text) for text, _, _ in row[:n]) + 1, y)
            for y, row in enumerate(rows)
            for n, (_, style, tag) in enumerate(row)
            if tag.startswith("link:") and style == "link"
        )
        await pilot.click(offset=(x, y))
        assert browser.state.here.id == "intl-human-rights-law"
        await pilot.press("H")
        width = next(i for i, char in enumerate(shown(browser).splitlines()[5]) if char == "│")
        await pilot.mouse_down(offset=(width, 5))
        await pilot.hover(offset=(width + 9, 5))
        await pilot.mouse_up(offset=(width + 9, 5))
        assert browser.state.back == ()

    drive(shelf, journey)


def test_pasted_text_goes_into_a_search_and_nowhere_else(shelf):
    async def journey(pilot, browser):
        browser.post_message(Paste("qqq"))
        await pilot.pause()
        assert browser.state.status is None
        await pilot.press("s")
        browser.post_message(Paste("A/RES/70/1\n"))
        await pilot.pause()
        assert browser.state.overlay.typed == "A/RES/70/1"

    drive(shelf, journey)


def test_hostile_titles_reach_the_screen_as_visible_text(hostile_shelf):
    async def journey(pilot, browser):
        for page in ("pact", "pact/1", "t-1", "t-3", "t-4", "forum"):
            await pilot.press("s", *page, "enter")
            for y in range(browser.size.height):
                text = browser.canvas.render_line(y).text
                assert all(char.isprintable() or char in "\u200c\u200d" for char in text)

    drive(hostile_shelf, journey, page="pact")


@pytest.mark.parametrize(("key", "status"), [("q", 0), ("ctrl+c", 130), ("ctrl+q", 130)])
def test_leaving(key, status, shelf):
    async def journey(pilot, _browser):
        await pilot.press(key)

    browser = drive(shelf, journey)
    assert browser.return_code == status
    assert browser.state.status == status


def test_an_error_inside_is_raised_and_not_printed(shelf, monkeypatch, capfd):
    def broken(*_):
        value = "a value that must not be shown"
        raise ValueError("broken") from KeyError(value[:0])

    monkeypatch.setattr(app_module.update, "press", broken)
    state = update.start(shelf, "gcm", width=80, height=24)
    browser = Browser(state, shelf)

    async def run() -> None:
        async with browser.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(run())
    assert isinstance(browser.crash, ValueError)
    out, err = capfd.readouterr()
    assert "must not be shown" not in out + err
    assert "Traceback" not in out + err


def test_signs_have_ascii_forms(shelf):
    state = update.start(shelf, "agenda2030", width=80, height=24)
    browser = Browser(state, shelf, unicode=False)

    async def run() -> None:
        async with browser.run_test(size=(80, 24)) as pilot:
            await pilot.press("j")
            assert shown(browser).isascii()

    asyncio.run(run())


def test_only_changed_lines_are_painted_again(shelf, monkeypatch):
    async def journey(pilot, browser):
        painted = []
        monkeypatch.setattr(browser.canvas, "refresh", lambda *regions, **_: painted.extend(regions))
        await pilot.press("j")
        assert 0 < len(painted) <= 4

    drive(shelf, journey)
