"""What a rule is: an id, how bad its findings are, an explanation, and a generator of problems."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from compactx.model.finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from compactx.checks.world import World
    from compactx.model.finding import Place

    Body = Callable[[World], Iterable["Problem"]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule does not hold, in words; the rule adds its id and severity."""

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the corpus.

    ``explanation`` is the docstring of the function that finds the problems: what must hold, and why. ``body`` is
    None for rules that reading a file applies by itself.
    """

    id: str
    severity: str
    explanation: str
    body: Body | None = None

    def findings(self, world: World) -> Iterator[Finding]:
        """Yield a finding for each problem."""
        for problem in self.body(world) if self.body else ():
            yield Finding(self.id, self.severity, problem.place, problem.message, problem.hint)


def rule(identity: str, severity: str) -> Callable[[Body], Rule]:
    """Make a rule of a generator of problems; its docstring is the explanation."""

    def made(body: Body) -> Rule:
        return Rule(identity, severity, inspect.cleandoc(body.__doc__ or "").replace("``", ""), body)

    return made
