"""A small catalogue of made-up things."""

from __future__ import annotations

import pytest

from compactx.citation.catalogue import Catalogue, form
from compactx.citation.forms import FalseFriendForm, Target

PARTS = {
    "pact/objective-1": Target("pact/objective-1", "objective", "Clean water"),
    "pact/3.a": Target("pact/3.a", "action", "Count the fish"),
    "pact/3.b": Target("pact/3.b", "action", "Name the streams"),
    "ford/annex-ii": Target("ford/annex-ii", "section", "Towards a pact"),
    "ford/annex-ii.8.a": Target("ford/annex-ii.8.a", "item", "Boats"),
}


THINGS = """
pact | framework | Pact of the Lakes
lake-convention | treaty | Convention on the Protection of Lakes
river-convention | treaty | Convention on Rivers
lake-protocol | treaty | Protocol against Polluting Lakes
ford | resolution | Ford Declaration on Streams
lake-forum | process | Lake Review Forum
lake-forum-2020 | process | First Lake Review Forum
fund | process | Lake Investment Fund Meeting
un | body | United Nations
day | process | Day of the Lakes
states | class | Member States of the United Nations
lake-law | class | international lake law
lmo | body | Lake Monitoring Office
office | office | Lake Minders' Office
"""
# id, type, name; "-" marks names too general to count alone, "?" those that name several things
FORMS = """
pact | full | Pact of the Lakes
pact | short | Lake Pact
pact | short- | the Pact
lake-convention | full | Convention on the Protection of Lakes
lake-convention | acronym | CPL
lake-convention | symbol | A/RES/55/25
river-convention | full | Convention on Rivers
lake-protocol | full | Protocol against Polluting Lakes, supplementing the Convention on the Protection of Lakes
lake-protocol | symbol | resolution 55/25, annex II
ford | full | Ford Declaration on Streams
ford | short | Ford Declaration
ford | symbol | resolution 71/1
lake-forum | full | Lake Review Forum
lake-forum-2020 | full | First Lake Review Forum
fund | full | Lake Investment Fund Meeting
un | full | United Nations
un | acronym | UN
day | full | Day of the Lakes
day | full | United Nations Day of the Lakes
states | full | Member States of the United Nations
states | short- | Member States
lake-law | full | international lake law
lmo | acronym? | LMO
lmo | full | Lake Monitoring Office
office | acronym? | LMO
office | full | Lake Minders' Office
"""


# What is special about a thing, as its entry in a corpus says: id, key, value.
FACTS = [
    ("pact", "bare_parts", "objective"),
    ("un", "reader", "opens-names"),
    ("un", "reader", "organisation"),
]


@pytest.fixture(scope="session")
def catalogue():
    things = [Target(*row) for row in rows(THINGS)]
    forms = [
        form(name, target, sort.strip("-?"), detect="-" not in sort, ambiguous="?" in sort)
        for target, sort, name in rows(FORMS)
    ]
    friends = [FalseFriendForm("Lake Pact Brewery", ""), FalseFriendForm("Lake Fund", "fund")]
    return Catalogue(things, forms, friends, part=PARTS.get, main="pact", facts=FACTS)


def rows(table):
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in table.strip().splitlines()]
