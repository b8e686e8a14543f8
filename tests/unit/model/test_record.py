"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import inspect
import runpy
import sys

import pytest

from compactx.model.record import Record, Row


class Point(Record):
    x: int
    y: int = 0


class Named(Point):
    name: str = "origin"


def test_fields_fill_by_position_then_name_then_default():
    assert (Point(1).x, Point(1).y) == (1, 0)
    assert Point(1, y=2) == Point(x=1, y=2) == Point(1, 2)


@pytest.mark.parametrize(
    ("values", "named", "message"),
    [
        ((), {}, "needs x"),
        ((1, 2, 3), {}, "takes 2 values, not 3"),
        ((1,), {"z": 1}, "no room for z"),
        ((1, 2), {"y": 3}, "no room for y"),
    ],
)
def test_wrong_values_are_type_errors(values, named, message):
    with pytest.raises(TypeError, match=message):
        Point(*values, **named)


def test_records_are_frozen():
    point = Point(1)
    with pytest.raises(AttributeError, match=r"Point\.x is frozen"):
        point.x = 2
    with pytest.raises(AttributeError):
        point.z = 2
    with pytest.raises(AttributeError, match="frozen"):
        del point.x
    assert not hasattr(point, "__dict__")


def test_equality_and_hash_go_by_kind_and_fields():
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != (1, 2)
    assert Named(1, 2) != Point(1, 2)
    assert len({Point(1), Point(1, 0), Point(2)}) == 2


def test_inherited_fields_come_first():
    assert repr(Named(1, name="a")) == "Named(x=1, y=0, name='a')"


def test_replace_makes_a_copy():
    point = Point(1)
    assert (point.replace(y=5), point) == (Point(1, 5), Point(1))
    with pytest.raises(TypeError, match="no room"):
        point.replace(z=1)


def test_what_is_made_by_the_million_stays_the_same_when_its_methods_are_written_out():
    class Drop(Record, often=True):
        at: int
        size: int = 1

    few = [Drop(n) for n in range(150)]
    places = {drop: drop.at for drop in few}
    slow = Drop.__init__
    many = [Drop(n, size=1) for n in range(150)]
    assert Drop.__init__ is not slow
    assert few == many
    assert [places[drop] for drop in many] == list(range(150))
    assert repr(Drop(1, 2)) == repr(few[1].replace(size=2))
    with pytest.raises(TypeError, match="at"):
        Drop()


class Berth(Row):
    number: int
    name: str = "quay"


class Dock(Berth):
    depth: int = 3


def test_a_row_is_a_record():
    assert Berth(1) == Berth(1, "quay") == Berth(number=1)
    assert Berth(1) != (1, "quay")
    assert not (Berth(1) == (1, "quay"))  # noqa: SIM201 - both ways to ask
    assert Dock(1, "quay", 3) != Berth(1)
    assert len({Berth(1), Berth(1, "quay"), Berth(2)}) == 2
    assert repr(Dock(1, depth=9)) == "Dock(number=1, name='quay', depth=9)"
    assert Dock(1).replace(depth=4) == Dock(1, "quay", 4)
    with pytest.raises(TypeError, match="Dock has no room for draught"):
        Dock(1).replace(draught=4)
    assert isinstance(Berth(1), Record)
    assert not hasattr(Berth(1), "__dict__")
    assert copy.copy(Berth(1)) == Berth(1)


@pytest.mark.parametrize(
    ("values", "named", "message"),
    [((), {}, "needs number"), ((1, "a", 2), {}, "takes 2 values, not 3"), ((1,), {"z": 1}, "no room for z")],
)
def test_wrong_values_of_a_row_are_type_errors(values, named, message):
    with pytest.raises(TypeError, match=message):
        Berth(*values, **named)


def test_rows_are_frozen():
    with pytest.raises(AttributeError, match=r"Berth\.number is frozen"):
        Berth(1).number = 2
    with pytest.raises(AttributeError, match="frozen"):
        del Berth(1).number


def test_rows_are_read_where_the_interpreter_lends_no_reader_of_fields(monkeypatch):
    monkeypatch.setitem(sys.modules, "_collections", None)
    record = runpy.run_path(inspect.getsourcefile(Record))
    space = {"__annotations__": {"a": "int", "b": "str"}, "__module__": __name__}
    kind = type(record["Row"])("Buoy", (record["Row"],), space)
    assert (kind(1, "red").a, kind(1, "red").b) == (1, "red")
