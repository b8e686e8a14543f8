"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import pytest

from compactx.model.record import Record


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
