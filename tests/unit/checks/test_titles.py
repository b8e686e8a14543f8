"""A resolution beside the title of another, and what is said of it: whose title it is, and what to write."""

import json

import homes
import made_akn
import pytest

HELD = (
    (61, 7, "Lakes and boats"),
    (62, 8, "Harbours at night"),
    (62, 9, "Lamps of the pier"),
    (63, 9, "Lamps of the pier"),
)
LAKES = "A/RES/61/7 is entitled Lakes and boats"
HARBOURS = "A/RES/62/8 is entitled Harbours at night"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("titles")
    (folder / "files").mkdir()
    for session, number, title in HELD:
        text = made_akn.resolution(session, number, title)
        (folder / "files" / f"{session}-{number}.xml").write_text(text, encoding="utf-8")
    return folder, homes.fresh(folder)


@pytest.fixture
def judged(home, run_cli):
    folder, env = home
    if not (folder / "data").exists():
        assert run_cli("import", "--recursive", str(folder / "files"), env=env).status == 0

    def run(text):
        (folder / "draft.txt").write_text(text, encoding="utf-8")
        items = json.loads(run_cli("check", str(folder / "draft.txt"), "--json", env=env).out)["items"]
        told = [item for item in items if item["rule"] == "name-and-symbol"]
        for item in told:
            assert item["verdict"] == "wrong"
            assert text[item["start"] : item["end"]] == item["surface"]
        return [(item["message"], item["expected"], written(text, item["fix"])) for item in told]

    return run


def written(text, fix):
    """Return what a fix puts in the place of what; None if there is none."""
    return fix and (text[fix["start"] : fix["end"]], fix["text"])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('61/7, entitled "Lakes and boats", we met', []),
        ('61/7, entitled "The lakes and the boats", we met', []),
        ('62/8, entitled "Harbours at night and by day", we met', []),
        ('61/7, entitled "Harbours at night", we met', [(f"{LAKES}; the title is of A/RES/62/8", "A/RES/62/8", None)]),
        (
            '61/7 of 10 December 2006, entitled "Harbours at night", we met',  # the day is right: so is the number
            [(f"{LAKES}; the title is of A/RES/62/8", "Lakes and boats", ("Harbours at night", "Lakes and boats"))],
        ),
        (
            '61/7 of 10 December 2007, entitled "Harbours at night", we met',  # the day is that of the title
            [(f"{LAKES}; the title is of A/RES/62/8", "A/RES/62/8", ("61/7", "62/8"))],
        ),
        ('61/7, entitled "Lamps of the pier", we met', [(LAKES, "Lakes and boats", None)]),  # two are called so
        ('62/8, entitled "Lamps of the pier"', [(f"{HARBOURS}; the title is of A/RES/62/9", "A/RES/62/9", None)]),
        ('61/7, entitled "Nets and ropes", we met', [(LAKES, "Lakes and boats", None)]),
        ('62/8 A, entitled "Lamps of the pier", we met', []),  # a part has a title of its own
        ('64/8, entitled "Lamps of the pier", we met', []),  # nobody knows how it is entitled
        ('61/7, and "Harbours at night", we met', []),
    ],
)
def test_a_title_beside_a_symbol(judged, said, told):
    assert judged(f"1. Recalling resolution {said}.\n") == told
