"""Numbers of resolutions that are higher than any that is known are doubtful, and never right."""

import json

import pytest


@pytest.fixture
def judge(run_cli, tmp_path):
    def run(text):
        (tmp_path / "draft.txt").write_text(text, encoding="utf-8")
        env = {"XDG_DATA_HOME": str(tmp_path)}
        found = json.loads(run_cli("check", str(tmp_path / "draft.txt"), "--json", "--all", env=env).out)["items"]
        return [(item["surface"], item["verdict"], item["rule"]) for item in found if "/" in item["surface"]]

    return run


@pytest.mark.parametrize(
    ("text", "words", "verdict"),
    [
        ("Recalling its resolution 74/381 of 18 December 2019.", "resolution 74/381", "doubtful"),
        ("Recalling its resolution 74/312 of 18 August 2020.", "resolution 74/312", "unchecked"),
        ("Recalling A/RES/80/390 of 2026.", "A/RES/80/390", "doubtful"),
        ("Recalling A/RES/80/350 of 2026.", "A/RES/80/350", "unchecked"),
        ("Recalling A/RES/80/900 of 2026.", "A/RES/80/900", "wrong"),
        ("Recalling A/HRC/RES/54/88 on ports.", "A/HRC/RES/54/88", "doubtful"),
        ("Recalling A/HRC/RES/54/40 on ports.", "A/HRC/RES/54/40", "unchecked"),
        ("Recalling E/RES/2018/150 on ports.", "E/RES/2018/150", "unchecked"),
        ("Recalling E/RES/2018/250 on ports.", "E/RES/2018/250", "unchecked"),
        ("Recalling resolution 74/1021 of 18 December 2019.", "resolution 74/1021", "doubtful"),
        ("Recalling General Assembly resolution 74/1021.", "General Assembly resolution 74/1021", "wrong"),
        ("The harbour board passed resolution 45/2021 on quays.", "resolution 45/2021", "unchecked"),
    ],
)
def test_what_is_known_of_a_number_is_said(judge, text, words, verdict):
    assert [(surface, told) for surface, told, _ in judge(f"{text}\n")] == [(words, verdict)]


def test_the_mark_of_a_note_is_no_figure_of_a_number(judge):
    text = "Recalling resolution 74/1021 of 18 December 2019 on ports.\n\n1 See the report on ports.\n"
    assert judge(text) == [("resolution 74/102", "unchecked", None)]
