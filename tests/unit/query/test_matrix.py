"""Counts of references between kinds, against the refs of each pair."""

from __future__ import annotations

import pytest

from compactx.errors import UsageError
from compactx.query.matrix import matrix, two_kinds
from compactx.query.refs import refs
from compactx.query.refs_rows import RefsFilter


def cells(found):
    return {(cell.row.id, cell.column.id): [clause.id for clause in cell.clauses] for cell in found.cells}


def test_cells_list_the_clauses(tiny):
    assert cells(matrix(tiny, "objectives", "instruments")) == {
        ("pact/objective-1", "charter"): ["pact/3"],
        ("pact/objective-1", "clean-guide"): ["pact/3"],
    }


def test_parts_count_for_their_whole_and_never_within_it(tiny):
    found = matrix(tiny, "objectives", "frameworks")
    assert "pact" in {line.node.id for line in found.columns}
    assert cells(found) == {}  # though a clause of the Pact cites another one
    assert cells(matrix(tiny, "objectives", "objectives", direction="out")) != {}


def test_objectives_meet_where_one_cites_a_part_of_the_other(tiny):
    assert cells(matrix(tiny, "objectives", "objectives", direction="out")) == {
        ("pact/objective-2", "pact/objective-1"): ["pact/4"]
    }


def test_directions_are_each_others_mirror(index):
    out = matrix(index, "objectives", "instruments", direction="out")
    back = matrix(index, "instruments", "objectives", direction="in")
    assert cells(out) == cells(back.turned())
    both = matrix(index, "objectives", "instruments")
    assert set(cells(both)) >= set(cells(out))


def test_counts_agree_with_refs(index):
    found = cells(matrix(index, "objectives", "treaties", direction="out"))
    for treaty in index.of_kind(["treaty"]):
        seen: dict[str, set[str]] = {}
        for reference in refs(index, treaty, RefsFilter(direction="in")).incoming:
            if reference.clause and reference.clause.objective and reference.clause.id.startswith("gcm/"):
                seen.setdefault(f"gcm/objective-{reference.clause.objective}", set()).add(reference.clause.id)
        assert {row: set(clauses) for (row, column), clauses in found.items() if column == treaty.id} == seen


def test_hand_checked_cells_of_the_compact(index):
    found = cells(matrix(index, "objectives", "instruments", direction="out"))
    assert found["gcm/objective-10", "untoc"] == ["gcm/26.a"]
    assert found["gcm/objective-9", "smuggling-protocol"] == ["gcm/25.a"]
    assert found["gcm/objective-22", "ilo-r202"] == ["gcm/38.a"]
    assert found["gcm/objective-2", "paris-agreement"] == ["gcm/18.a"]
    assert cells(matrix(index, "objectives", "goals"))["gcm/objective-20", "agenda2030/goal-10"] == ["gcm/36.a"]


def test_holes_are_kept_apart(index):
    found = matrix(index, "objectives", "goals")
    assert (len(found.rows), len(found.columns)) == (23, 17)
    assert len([line for line in found.columns if line.empty]) == 16
    assert len(found.shown(holes=False).columns) == 1
    assert found.shown(holes=True) == found


def test_labels_are_short_and_unique(index):
    for kind in ("instruments", "actors", "objectives", "goals", "actions"):
        labels = [line.label for line in matrix(index, kind, "objectives").rows]
        assert len(set(labels)) == len(labels)
        assert all(labels)


def test_an_actor_stands_by_its_own_name(index):
    """The International Labour Office is not the Organization, though texts say one for the other."""
    titles = {line.node.id: line.title for line in matrix(index, "objectives", "actors").columns}
    assert titles["ilo"] == "International Labour Organization"
    assert titles["iom"] == "International Organization for Migration"
    assert titles["un-statcom"] == "United Nations Statistical Commission"


def test_columns_are_named_once(run_cli):
    answer = run_cli("matrix", "objectives", "instruments", "--by", "instrument")
    assert (answer.status, answer.out) == (2, "")
    assert "--by names the columns" in answer.err
    assert "compactx matrix objectives --by instrument" in answer.err
    assert run_cli("matrix", "SDG", "goals", "--by", "objective").status in {0, 1}


def test_editorial_links_count_only_when_asked_for(index):
    plain = matrix(index, "objectives", "goals")
    ours = matrix(index, "objectives", "goals", editorial=True)
    assert len(ours.cells) > len(plain.cells)


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        (["objectives", "instruments"], ("objectives", "instruments")),
        (["objectives", "by", "SDG", "goals"], ("objectives", "SDG goals")),
        (["objectives", "SDG", "goals"], ("objectives", "SDG goals")),
        (["documents", "x", "objectives"], ("documents", "objectives")),
    ],
)
def test_rows_and_columns_are_told_apart(words, pair):
    assert two_kinds(words) == pair


@pytest.mark.parametrize("words", [["objectives"], ["a", "b", "c"], ["by", "objectives"][:1]])
def test_one_kind_is_no_matrix(words):
    with pytest.raises(UsageError):
        two_kinds(words)


def test_an_unknown_kind_is_a_usage_error(index):
    with pytest.raises(UsageError, match="not a kind"):
        matrix(index, "objectives", "elephants")


@pytest.mark.parametrize("direction", ["out", "in", "both"])
@pytest.mark.parametrize("kinds", [("objectives", "instruments"), ("documents", "objectives"), ("actors", "treaties")])
def test_without_empty_lines_the_cells_are_the_same(index, kinds, direction):
    whole = matrix(index, *kinds, direction=direction)
    filled = matrix(index, *kinds, direction=direction, empty=False)
    assert filled.cells == whole.cells
    assert [line.node for line in filled.rows] == [line.node for line in whole.shown(holes=False).rows]
    assert [line.node for line in filled.columns] == [line.node for line in whole.shown(holes=False).columns]
    assert filled.lines == whole.lines == len(whole.rows) + len(whole.columns)


def test_rows_of_one_instrument_alone_without_empty_lines(index):
    pact = index.by_id("gcm")
    whole = matrix(index, "actions", "instruments", inside=pact)
    filled = matrix(index, "actions", "instruments", inside=pact, empty=False)
    assert filled.cells == whole.cells
    assert filled.cells
    assert {cell.row.instrument for cell in filled.cells} == {pact.n}


def test_what_is_read_is_the_smaller_side(index, monkeypatch):
    """Instruments are never listed where the objectives tell what to read, and nothing drawn needs them."""
    asked = []
    of_kind = type(index).of_kind

    def noted(own, kinds, inside=None):
        asked.append(kinds)
        return of_kind(own, kinds, inside)

    monkeypatch.setattr(type(index), "of_kind", noted)
    assert matrix(index, "objectives", "instruments", empty=False).cells
    assert matrix(index, "instruments", "objectives", empty=False).cells
    assert asked == [("objective",)] * 2
