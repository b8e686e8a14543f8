"""Every command's name, group and summary: made from the commands by ``python tests/docs/overview.py``.

Help on the program would import every command otherwise.
"""

from __future__ import annotations

OVERVIEW = (
    ("agreed", "Documents", "where a wording stood before, and what in it is new"),
    ("attach", "Documents", "keep the full wording of instruments, from your own copies"),
    ("browse", "Explore", "read the corpus and follow its references full screen"),
    ("check", "Data", "every citation and quotation of a draft, or every problem of the corpus"),
    ("cite", "Explore", "a citation to paste, with its pinpoint"),
    ("compare", "Documents", "what changed from one text to another, clause by clause"),
    ("completion", "Setup", "a completion script for a shell, on standard output"),
    ("export", "Data", "hand the graph over in a format that other programs read"),
    ("graph", "Explore", "a picture of what surrounds a thing, or of a path, for a slide"),
    ("help", "Setup", "help on a command or a topic, also as a manual page"),
    ("impact", "Explore", "what rests on a thing, directly and through others"),
    ("import", "Documents", "make a draft extract of a document in your own corpus"),
    ("list", "Explore", "everything of a kind, with how often it is cited"),
    ("matrix", "Explore", "a table of which things cite which, with its holes"),
    ("new", "Data", "a skeleton for your own corpus: an instrument, an entry, a link"),
    ("path", "Explore", "how two things are connected, clause by clause"),
    ("refs", "Explore", "every clause that refers to a thing, with the words that do"),
    ("related", "Explore", "what shares references with a thing without citing it"),
    ("rename", "Data", "give a thing of your own corpus another id, everywhere"),
    ("review", "Explore", "who reviews it, by which clause, when last and when next"),
    ("scan", "Documents", "what a document cites, clause by clause"),
    ("schema", "Data", "the JSON Schema of a command's --json output or of a corpus file, or the shapes of RDF"),
    ("search", "Explore", "find words in titles, names, gists, citing words and wording"),
    ("series", "Documents", "what changed in a yearly series, text by text"),
    ("show", "Explore", "what a thing is, what it refers to, what refers to it"),
    ("stats", "Data", "size, most cited, central things, communities, and gaps"),
    ("trace", "Explore", "an idea through documents and time"),
    ("tree", "Explore", "the parts of a thing, what it refers to, or what refers to it"),
    ("verify", "Documents", "prove that the words of every reference stand in its clause"),
)
