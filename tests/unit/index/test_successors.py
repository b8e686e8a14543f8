"""What has followed a resolution is told by show and cite."""

from __future__ import annotations

import pytest

import compactx
from compactx.index.instruments import successors


@pytest.fixture(scope="module")
def index():
    return compactx.open().index


@pytest.mark.parametrize(
    ("identity", "latest"),
    [
        ("a-res-76-172", "a-res-80-218"),
        ("a-res-80-218", ""),
        ("ilo-c103", "ilo-c183"),
        ("progress-declaration-2022", ""),
        ("gcm/33.a", ""),
    ],
)
def test_the_latest_of_a_series_follows(index, identity, latest):
    later = successors(index, index.by_id(identity))
    assert (later[-1].id if later else "") == latest


@pytest.mark.parametrize("command", ["show", "cite"])
def test_commands_say_that_a_later_one_exists(run_cli, command):
    assert "A/RES/80/218" in run_cli(command, "A/RES/76/172").err
    assert run_cli(command, "A/RES/80/218").err == ""
