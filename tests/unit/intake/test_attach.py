"""attach, verify and show --text, on an extract made from a text of our own."""

from __future__ import annotations

import jsonschema
import pytest

import compactx
from compactx.citation.normalise import fingerprint, word_count
from compactx.intake.read import read_text
from compactx.intake.texts.align import align
from compactx.render.contracts import schema

WORDS = {
    "chapeau": "We, the crews of the lake, agree on this:",
    "1": "The lakes are shared, as the Charter of the Lakes says.",
    "2": "Each crew decides:",
    "2.a": "when it rows, with the Lake Office and at its own pace;",
    "2.b": "when it sleeps, so that nobody wakes it — not even the Lake Forum.",
    "3": "Nets are mended by the Lake Office in winter; boats in spring.",
}
TEXT = f"""My page about the sea pact

Annex

Pact of the Sea

{WORDS["chapeau"]}

1. {WORDS["1"]}
2. {WORDS["2"]}
(a)  when it rows, with the Lake Office\nand at its own pace;
(b) {WORDS["2.b"]}
3. {WORDS["3"]}

Thanks for reading!
"""


def extract(words=WORDS, references=""):
    head = (
        "instrument:\n  {id: sea, kind: framework, title: Pact of the Sea, legal: non-binding, sources: [made up],"
        " editions: [{id: d, symbol: S/RES/1}]}\n"
    )
    lines = [
        f"- {{locator: '{name}', kind: paragraph, gist: Ours., words: {word_count(text)},"
        f" fingerprint: {fingerprint(text)}{references.format(name) if name == '2.a' else ''}}}"
        for name, text in words.items()
    ]
    return head + "provisions:\n" + "\n".join(lines) + "\n"


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def place(tiny_corpus, tmp_path):
    def make(text=TEXT, references=", references: [{{to: lake-office, surface: Lake Office}}]"):
        (tmp_path / "sea.txt").write_text(text, encoding="utf-8")
        return tiny_corpus({"instruments/sea.yaml": extract(references=references)}), str(tmp_path / "sea.txt")

    return make


def fits(name, answer):
    jsonschema.validate(answer.json, schema(name))
    return answer


def test_every_clause_is_found(place, run_cli):
    corpus, path = place()
    answer = fits("attach", run_cli("attach", "sea", path, "--json", corpus=corpus))
    assert answer.status == 0
    assert {item["locator"]: item["status"] for item in answer.items} == {
        "chapeau": "matches", "1": "matches", "2": "matches", "2(a)": "matches", "2(b)": "matches", "3": "matches",
    }  # fmt: skip
    assert answer.json["totals"] == {"matches": 6, "differs": 0, "missing": 0}
    verified = fits("verify", run_cli("verify", "--json", corpus=corpus))
    assert (verified.status, verified.items, verified.json["references"]) == (0, [], 1)


def test_another_edition_is_told_clause_by_clause(place, run_cli):
    changed = TEXT.replace("boats in spring", "boats in autumn, in S/RES/1").replace(f"(b) {WORDS['2.b']}\n", "")
    corpus, path = place(changed)
    answer = run_cli("attach", "sea", path, "--plain", corpus=corpus)
    assert answer.status == 1
    assert answer.out == "sea/2.b\tmissing\t\t14\t\nsea/3\tdiffers\t3\t12\t14\n"
    assert "4 of 6 clauses match" in answer.err
    verified = run_cli("verify", "sea", corpus=corpus)
    assert verified.status == 1
    rules = [line.split("[")[1].split("]")[0] for line in verified.out.splitlines()[:-1]]
    assert rules == ["clause-missing", "clause-text-differs"]
    assert verified.out.startswith("tiny/instruments/sea.yaml:")
    asked = compactx.open(corpus).verify("sea/3")
    assert asked.to_dict() == run_cli("verify", "sea", "--json", corpus=corpus).items
    assert [item["rule"] for item in asked] == rules


def test_a_known_edition_is_told_by_the_clause_in_which_it_differs(tiny_corpus, run_cli, tmp_path):
    other = "Nets are mended by the Lake Office in spring; boats in winter."
    told = f"differences: [{{clause: '3', words: {word_count(other)}, fingerprint: {fingerprint(other)}}}]"
    head = extract().replace("{id: d, symbol: S/RES/1}", "{id: final, symbol: S/RES/1, official: true}, "
                             "{id: draft, symbol: S/L.1, " + told + "}")  # fmt: skip
    corpus = tiny_corpus({"instruments/sea.yaml": head})
    (tmp_path / "draft.txt").write_text(TEXT.replace(WORDS["3"], other), encoding="utf-8")
    (tmp_path / "final.txt").write_text(TEXT, encoding="utf-8")
    draft = fits("attach", run_cli("attach", "sea", str(tmp_path / "draft.txt"), "--json", corpus=corpus))
    assert draft.json["edition"] == "S/L.1"
    assert [(item["id"], item["edition"]) for item in draft.items if "edition" in item] == [("sea/3", "draft")]
    assert run_cli("verify", "sea", "--json", corpus=corpus).json["count"] == 0
    final = run_cli("attach", "sea", str(tmp_path / "final.txt"), "--json", "--force", corpus=corpus)
    assert final.json["edition"] == "S/RES/1"


def test_a_surface_that_does_not_stand_in_its_clause(place, run_cli):
    corpus, path = place(
        references=", references: [{{to: lake-office, surface: Lake Bureau}}, {{to: lake-forum, surface: LAKE OFFICE}}]"
    )
    run_cli("attach", "sea", path, corpus=corpus)
    answer = fits("verify", run_cli("verify", "--json", corpus=corpus))
    assert answer.status == 1
    assert [(item["rule"], item["severity"]) for item in answer.items] == [
        ("surface-not-found", "error"),
        ("surface-case", "warning"),
    ]
    assert answer.items[0]["file"] == "tiny/instruments/sea.yaml"
    assert answer.items[0]["line"] > 2


def test_words_that_were_not_looked_for_in_the_whole_text_are_told(place, run_cli, monkeypatch):
    corpus, path = place(TEXT.replace("(a)  when it rows, with the Lake Office\nand at its own pace;", ""))
    run_cli("attach", "sea", path, "--force", corpus=corpus)
    monkeypatch.setattr("compactx.intake.texts.verify._BUDGET", 0)
    answer = fits("verify", run_cli("verify", "--json", corpus=corpus))
    assert "surface-unsearched" in {item["rule"] for item in answer.items}
    assert answer.status == 1


def test_clauses_that_were_not_looked_for_in_running_text_are_told(place, run_cli, monkeypatch):
    corpus, path = place(TEXT.replace("3. ", "And "))
    assert run_cli("attach", "sea", path, "--json", corpus=corpus).json["warnings"] == []
    monkeypatch.setattr("compactx.intake.texts.align._BUDGET", 0)
    (warning,) = run_cli("attach", "sea", path, "--json", "--force", corpus=corpus).json["warnings"]
    assert "not looked for in running text: sea.txt is too long for that" in warning


def test_the_full_wording_is_shown(place, run_cli):
    corpus, path = place()
    without = run_cli("show", "sea/1", "--text", "--json", corpus=corpus)
    assert (without.status, without.items[0]["text"]) == (0, None)
    assert without.json["warnings"] == ["no text of sea is attached; compactx attach sea FILE keeps one"]
    run_cli("attach", "sea", path, corpus=corpus)
    answer = fits("show", run_cli("show", "sea/2", "--text", "--json", corpus=corpus))
    assert answer.items[0]["text"] == WORDS["2"]
    assert [" ".join(part["text"].split()) for part in answer.items[0]["parts"]] == [WORDS["2.a"], WORDS["2.b"]]
    page = run_cli("show", "sea/2", "--text", corpus=corpus, env={"COMPACTX_FORCE_TTY": "80"})
    assert "Each crew decides:" in page.out
    assert "not even the Lake Forum" in page.out
    assert run_cli("show", "sea/1", "--plain", corpus=corpus).out.count("\t") == 4


def test_wording_comes_first_behind_a_bar_and_summaries_only_when_asked_for(place, run_cli):
    corpus, path = place()
    before = run_cli("show", "sea/2", corpus=corpus).out
    assert "~ Ours." in before
    assert "not here: compactx attach FILE, with your copy of Pact of the Sea" in before
    assert "│" not in before
    run_cli("attach", path, corpus=corpus)
    page = run_cli("show", "sea/2", corpus=corpus).out
    assert "│ Each crew decides:" in page
    assert "│ when it rows, with the Lake Office" in page
    assert "cite  Pact of the Sea para. 2 (a)." in page
    assert "Ours." not in page
    assert "not here" not in page
    both = run_cli("show", "sea/2", "--gist", corpus=corpus).out
    assert both.index("│ Each crew") < both.index("~ Ours.")
    assert "~ our summary, not the document's words" in both
    assert run_cli("show", "sea/2", "--text", corpus=corpus).out == page
    assert "| Each crew" in run_cli("show", "sea/2", corpus=corpus, env={"TERM": "dumb"}).out
    bare = run_cli("show", "sea/2", "--json", corpus=corpus).items[0]
    assert (bare["gist"], "text" in bare) == ("Ours.", False)


def test_a_quotation_comes_with_its_citation(place, run_cli):
    corpus, path = place()
    without = run_cli("cite", "sea/2", "--quote", corpus=corpus)
    assert "attach FILE" in without.err
    run_cli("attach", path, corpus=corpus)
    told = run_cli("cite", "sea/2", "sea/3", "--quote", corpus=corpus)
    assert told.out == f"“{WORDS['2']}”\nPact of the Sea para. 2.\n\n“{WORDS['3']}”\nPact of the Sea para. 3.\n"
    answer = fits("cite", run_cli("cite", "sea/2", "sea", "--quote", "--json", corpus=corpus))
    assert [item["text"] for item in answer.items] == [WORDS["2"], None]


def test_documents_are_recognised(tiny_corpus, run_cli, tmp_path):
    corpus = tiny_corpus({"instruments/sea.yaml": extract(), "instruments/oars.yaml": BARE})
    folder = tmp_path / "copies"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside" / "page.txt").write_text(TEXT.replace("Pact of the Sea", "My summer"), encoding="utf-8")
    (folder / "oars.txt").write_text(OARS, encoding="utf-8")
    (folder / "other.txt").write_text(OARS.replace("60/901. Care of oars", "60/902. Love of oars"), encoding="utf-8")
    (folder / "poem.txt").write_text("The sea is wide.\n\nThe boats are slow.\n", encoding="utf-8")
    answer = fits("attach-files", run_cli("attach", str(folder), "--json", corpus=corpus))
    assert answer.status == 1
    told = {item["file"].rpartition("/")[2]: item for item in answer.items}
    assert (told["page.txt"]["instrument"], told["page.txt"]["by"], told["page.txt"]["matches"]) == (
        "sea",
        ["clauses"],
        6,
    )
    assert (told["oars.txt"]["instrument"], told["oars.txt"]["by"]) == ("oars", ["symbol", "title"])
    assert told["other.txt"]["reason"] == "nothing here has its symbol A/RES/60/902"
    assert told["poem.txt"]["recognised"] is False
    assert (tmp_path / "data" / "compactx" / "texts" / "sea.tsv").exists()
    page = run_cli("attach", str(folder), corpus=corpus, env={"COMPACTX_FORCE_TTY": "100"}).out
    assert "6 of 6 clauses match; told by its clauses" in page
    assert "2 texts of 4 documents kept; 2 documents not kept" in page


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_of_two_texts_of_an_instrument_the_one_that_matches_more_is_kept(tiny_corpus, run_cli, tmp_path, names):
    corpus = tiny_corpus({"instruments/sea.yaml": extract()})
    folder = tmp_path / "copies"
    folder.mkdir()
    worse = TEXT.replace("in spring", "otherwise")
    for name, text in zip(names, (worse, TEXT), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    run_cli("attach", str(folder), corpus=corpus)
    kept = (tmp_path / "data" / "compactx" / "texts" / "sea.tsv").read_text(encoding="utf-8")
    assert names[1] in kept
    assert "otherwise" not in kept
    own = run_cli("attach", str(folder / names[0]), corpus=corpus)
    assert "attached already" in own.out  # what stands there from before is never replaced unasked


def test_final_clauses_that_treaties_share_tell_of_none_of_them(tiny_corpus, run_cli, tmp_path):
    shared = {"8": "Ratifications go to the keeper of the lake.", "9": "It enters into force when three crews say so.",
              "10": "Each crew may leave it a year later."}  # fmt: skip
    own = {str(n): f"Crew number {n} sails on day {n} of the week, and on no other." for n in range(1, 8)}
    other = {str(n): f"Boat number {n} is painted in colour {n}, inside and outside." for n in range(1, 8)}
    hats = extract({**other, **shared}).replace("id: sea,", "id: hats,").replace("Pact of the Sea", "Pact of the Hats")
    corpus = tiny_corpus({"instruments/sea.yaml": extract({**own, **shared}), "instruments/hats.yaml": hats})
    file = tmp_path / "sea.txt"
    file.write_text("\n\n".join(f"{n}. {words}" for n, words in {**own, **shared}.items()), encoding="utf-8")
    answer = run_cli("attach", str(file), "--json", corpus=corpus)
    assert [(item["instrument"], item["matches"]) for item in answer.items] == [("sea", 10)]


def test_a_title_that_runs_over_lines_is_recognised_and_one_inside_a_sentence_is_not(tiny_corpus, run_cli, tmp_path):
    corpus = tiny_corpus({"instruments/oars.yaml": BARE})
    file = tmp_path / "copy.txt"
    file.write_text("Care\nof oars\n\nEach crew counts its oars.\n", encoding="utf-8")
    assert run_cli("attach", str(file), "--dry-run", "--json", corpus=corpus).items[0]["by"] == ["title"]
    file.write_text("We speak of the\nCare of oars and more.\n", encoding="utf-8")
    assert run_cli("attach", str(file), "--dry-run", "--json", corpus=corpus).items[0]["recognised"] is False


def test_another_text_is_not_replaced_without_force(place, run_cli, tmp_path):
    corpus, path = place()
    assert run_cli("attach", "sea", path, corpus=corpus).status == 0
    assert run_cli("attach", "sea", path, corpus=corpus).status == 0
    (tmp_path / "sea.txt").write_text(TEXT.replace("Thanks", "Bye").replace("boats in", "ships in"), encoding="utf-8")
    refused = run_cli("attach", "sea", path, corpus=corpus)
    assert (refused.status, "--force" in refused.err) == (6, True)
    assert run_cli("attach", "sea", path, "--force", corpus=corpus).status == 1


def test_a_dry_run_keeps_nothing(place, run_cli, tmp_path):
    corpus, path = place()
    assert run_cli("attach", "sea", path, "--dry-run", corpus=corpus).status == 0
    assert not (tmp_path / "data").exists()
    assert run_cli("verify", "sea", corpus=corpus).status == 2


def test_another_document_is_refused(place, run_cli, tmp_path):
    corpus, _ = place()
    (tmp_path / "tea.txt").write_text("1. Tea is green.\n\n2. Tea is hot.\n\n3. Tea is good.\n", encoding="utf-8")
    answer = run_cli("attach", "sea", str(tmp_path / "tea.txt"), corpus=corpus)
    assert (answer.status, answer.out) == (2, "")
    assert "right document" in answer.err
    assert not (tmp_path / "data" / "compactx" / "texts").exists()


BARE = """instrument:
  {id: oars, kind: resolution, title: Care of oars, symbol: A/RES/60/901, legal: non-binding, sources: [made up]}
"""
OARS = (
    "60/901. Care of oars\n\nThe General Assembly,\n\nRecalling what the Human Rights Council says of oars,\n\n"
    "1. Urges each crew to count its oars;\n\n2. Thanks the keeper.\n"
)


def test_a_text_of_what_has_no_clauses_here_keeps_its_own_numbers(tiny_corpus, run_cli, tmp_path):
    corpus = tiny_corpus({"instruments/oars.yaml": BARE})
    (tmp_path / "oars.txt").write_text(OARS, encoding="utf-8")
    (tmp_path / "other.txt").write_text(OARS.replace("60/901", "60/902"), encoding="utf-8")
    other = run_cli("attach", "oars", str(tmp_path / "other.txt"), corpus=corpus)
    assert (other.status, other.out) == (2, "")
    assert "A/RES/60/902" in other.err
    answer = fits("attach", run_cli("attach", "oars", str(tmp_path / "oars.txt"), "--json", corpus=corpus))
    assert (answer.status, answer.items, answer.json["without_text"]) == (0, [], 3)
    found = run_cli("compare", "oars", str(tmp_path / "other.txt"), "--json", corpus=corpus).items
    assert [(one["from_locator"], one["status"]) for one in found] == [
        ("recital-1", "same"), ("1", "same"), ("2", "same"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (("attach", "sea"), 2),
        (("attach", "nothing-of-this-name", "x"), 3),
        (("attach", "sea/1", "x"), 2),
        (("attach", "lake-office", "{path}"), 2),
        (("verify",), 2),
        (("verify", "nothing-of-this-name"), 3),
    ],
)
def test_command_lines_that_cannot_be_carried_out(place, run_cli, argv, status):
    corpus, path = place()
    answer = run_cli(*(word.format(path=path) for word in argv), corpus=corpus)
    assert (answer.status, answer.out) == (status, "")


def test_pages(place, run_cli):
    corpus, path = place(TEXT.replace("boats in spring", "boats in autumn"))
    page = run_cli("attach", "sea", path, corpus=corpus, env={"COMPACTX_FORCE_TTY": "80"})
    assert "5 of 6 clauses of sea.txt match" in page.out
    assert "differs" in page.out
    page = run_cli("verify", corpus=corpus, env={"COMPACTX_FORCE_TTY": "80"})
    assert "clause-text-differs" in page.out


class Wanted:
    def __init__(self, locator, text):
        self.id = f"x/{locator}"
        self.locator = locator
        self.kind = "item"
        self.words = word_count(text)
        self.fingerprint = fingerprint(text)


def test_a_passage_inside_a_paragraph_is_found():
    document = read_text("Boats float, and nets¹ hang; ropes lie around. Oars are lost.\n\n¹ Book of nets.")
    wanted = [Wanted("boats", "Boats float, and nets hang; ropes lie around."), Wanted("oars", "Oars are lost")]
    assert [(m.status, m.where, m.text) for m in align(document, wanted)] == [
        ("matches", "line-1", "Boats float, and nets hang; ropes lie around."),
        ("matches", "line-1", "Oars are lost"),
    ]


def test_a_paragraph_with_its_items_counts_as_a_whole():
    document = read_text("1. Boats: (a) float; (b) leak.\n\n2. Nets hang.")
    found = align(document, [Wanted("7", "Boats: float; leak."), Wanted("2", "Nets hang.")])
    assert [(m.status, m.where) for m in found] == [("matches", "1"), ("matches", "2")]


def test_the_heading_of_an_article_is_none_of_its_words():
    document = read_text(
        "Article 1\n\nBoats float.\n\nArticle 2\n\nNets:\n\n(a) hang;\n\n(b) dry.\n\nArticle 3\n\nOars rest."
    )
    wanted = [Wanted("article-1", "Boats float."), Wanted("article-2", "Nets: hang; dry.")]
    found = align(document, wanted)
    assert [(m.status, m.where, " ".join(m.text.split())) for m in found] == [
        ("matches", "article-1", "Boats float."),
        ("matches", "article-2", "Nets: hang; dry."),
    ]


def test_the_star_of_a_footnote_is_none_of_the_words():
    (found,) = align(read_text("1. Boats float and leak*.\n\n2. Nets hang."), [Wanted("1", "Boats float and leak.")])
    assert (found.status, found.text) == ("matches", "Boats float and leak.")
