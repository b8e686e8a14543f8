"""What a picture is made of, before and after it has places."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.export.picture.looks import LineLook

    Point = tuple[float, float]


HEAD, BODY, LABEL = 14.0, 11.5, 11.5  # font sizes of boxes and of the words on lines


class Box(Record):
    """A thing or a group of things: bold ``head`` lines, ``body`` lines, and its size.

    ``kind`` is empty where several kinds stand in one box; ``anchor`` is the id it stands for, ``tip`` the full title;
    ``focus`` marks what was asked about, ``things`` says how many there are, ``again`` marks the second box of a thing.
    """

    key: str
    kind: str
    head: tuple[str, ...]
    body: tuple[str, ...]
    width: float
    height: float
    anchor: str
    tip: str
    focus: bool = False
    things: int = 1
    again: bool = False

    @property
    def many(self) -> bool:
        """Say whether several things stand in it."""
        return self.things > 1


class PictureLink(Record):
    """A reference, or several between the same two boxes: ``label`` lines, and how it is drawn.

    ``evidence`` is the clause with the words that cite, for pictures with room for it; ``tip`` says everything;
    ``backward`` wishes the target on the left, where a path is read against the reference.
    """

    source: str
    target: str
    label: tuple[str, ...]
    line: LineLook
    evidence: str
    tip: str
    backward: bool = False


class Scene(Record):
    """A picture without places; ``notes`` say what was folded and what was left out."""

    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    links: tuple[PictureLink, ...]
    notes: tuple[str, ...] = ()


class PlacedBox(Record):
    """A box with its centre; ``step`` numbers the boxes of a path, whose arrows need not point along it."""

    box: Box
    x: float
    y: float
    step: int = 0


class PictureText(Record):
    """Lines of a label around a point; ``align`` is start or middle, ``plate`` puts white behind it."""

    x: float
    y: float
    lines: tuple[str, ...]
    width: float
    height: float
    align: str = "middle"
    plate: bool = True


class RoutedLink(Record):
    """A link with its way: curves through points from source to target, and its label."""

    link: PictureLink
    points: tuple[Point, ...]
    text: PictureText
    curved: bool = True


class Layout(Record):
    """Everything with its place, in a frame that begins at 0, 0."""

    boxes: tuple[PlacedBox, ...]
    links: tuple[RoutedLink, ...]
    width: float
    height: float
