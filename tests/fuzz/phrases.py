"""Texts that are one phrase over and over: what loops over citations, clauses, notes and definitions have to bear."""

from __future__ import annotations

# "@" becomes a number that is another one each time, "%" a word that is.
PHRASES = (
    "A/RES/70/1 ", "A/RES/70/@ ", "resolution 70/@, ", "A/HRC/@/%.1; ", "S/RES/1325 (2000), ", "art. @ ", "art. @\n",
    "article @ of the Covenant; ", "article @ of the ICCPR and ", "paragraph @ (a) (ii) of the Global Compact, ",
    "paragraphs @ to 5@, ", "paras. 1-9@; ", "objectives 2, 4 and 6 to 9@ ", "SDG 10.@ ", "target 10.c, ", "goal @ ",
    "the Global Compact ", "the Convention ", "the said Convention, ", "ibid. ", "ibid., para. @. ", "id. at @. ",
    "Ibid.\n\n", "the 2030 Agenda ", "CEDAW, ", "(CEDAW) ", "ILO Convention No. @ ", "C189, ", "C@ ",
    "the Convention on the Rights of the % ", "the Plan of Action for % @ (the \u201cPlan %\u201d), ",
    "(hereinafter \u201cthe % Plan\u201d) ", "the % Declaration (\"%\") and the % ", "the Charter of the ",
    "\u201cto save lives and %\u201d ", "\u201c\u201c", "\u201d", "((", "))", "[@]", "[@] ibid.\n", "\u00b9", "\u00b2\u00b3",
    "@. Decides to %;\n\n", "@. Recalls A/RES/70/@;\n\n", "(a) To %;\n", "(%) To %;\n\n", "(i)\n", "(a) (i) (1) ",
    "Article @\n\nEvery % has it.\n\n", "CHAPTER @\n\n", "# @\n\n", "- \n", "* % *\n", "| % | % |\n", "1.1.@ %\n",
    "Recalling % and %,\n\n", "Noting\n", "ANNEX @\n\n", "Part @\n", "Objective @: %\n\n", "@ %\n", "_______\n@ %, p. @\n",
    "United Nations, Treaty Series, vol. @, No. @. ", "UNTS @ ", "E/CN.4/@/%/Add.@ ", "OJ L @, ", "of the United Nations ",
    "of % of % of ", "and ", ", and the ", "International ", "Convention ", "International Convention of % ",
    "the Committee on % ", "the 19@ Protocol ", "of 10 December 19@, ", "on 10 December 1948 ", "2018/@ ", "1/", "/1",
    "A.", "A. ", "No. ", "(No. @) ", "% ", "%", "%%", "%-", "\u00e9", "e\u0301", "\u202e", "\u00ad", "-\n", "mi-\ngrants ",
    "\t", "\u00a0", "\f", "\r", "\r\n", "\n \n", "\u2029", "&amp;", "<p>%", "</p>", "<b>", "<!-- -->", "<!--", "\\", "`",
    "``` \n", "[%](http://a/@) ", "[^@] ", "[^@]: ibid.\n\n", "![](", "compactx: ignore ", "# compactx: ignore a-b: %\n",
    "<!-- compactx: ignore wrong-date: % -->\n", "the % Convention (No. @) ", "respectively, ", "article 12 respectively ",
    "% Agreement, ", "as amended by A/RES/70/@ ", "superseded by A/RES/70/@ ", "Goal 8 and its targets @ ", "Sustainable ",
)  # fmt: skip


def text(phrase: str, times: int) -> str:
    """Return a phrase so many times, with another number and another word each time."""
    if "@" not in phrase and "%" not in phrase:
        return phrase * times
    return "".join(phrase.replace("@", str(n % 97 + 1)).replace("%", _word(n)) for n in range(times))


def _word(number: int) -> str:
    """Return a word of letters for a number, another one for each of a few thousand."""
    letters = ""
    while number or len(letters) < 3:
        number, last = divmod(number, 26)
        letters += chr(97 + last)
    return letters.capitalize()
