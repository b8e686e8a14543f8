"""What breaks because a full screen was asked to end is no bug of ours."""

from __future__ import annotations

import pytest

from compactx.cli import door
from compactx.tui import terminal


@pytest.mark.parametrize("broken", [RuntimeError("half imported"), ImportError("interrupted"), OSError(5, "gone")])
@pytest.mark.parametrize(("asked", "status"), [([True], 130), ([], 70)])
def test_what_breaks_after_the_wish_to_end_is_an_interrupt(broken, asked, status, monkeypatch, capsys):
    def action():
        raise broken

    monkeypatch.setattr(terminal, "_asked_to_end", asked)
    if not asked and isinstance(broken, OSError):
        status = 6
    assert door.guarded(action, []) == status
    assert ("bug" in capsys.readouterr().err) == (status == 70)
