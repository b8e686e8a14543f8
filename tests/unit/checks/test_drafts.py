"""Drafts: one mistake is told with its fact, what is right is left alone, what nobody knows is unchecked."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from compactx.checks import quotes

sys.path.insert(0, str(Path(__file__).parents[2] / "transcripts" / "findings"))
import told_findings

FAULTS = told_findings.cases("drafts")
GOLDEN = told_findings.golden("drafts")
WRONG = [
    ("no-such-part", "We carry out objective 24 of the Global Compact for Migration.", "23 is the last objective"),
    ("no-such-part", "See paragraph 33 (k) of the Global Compact for Migration.", "33(a) to 33(g)"),
    ("no-such-part", "Article 61 of the Convention on the Rights of the Child applies.", "54 is the last article"),
    ("no-such-part", "This answers target 10.9 of the Sustainable Development Goals.", "10.1 to 10.7"),
    ("no-such-part", "Sustainable Development Goal 18 is about football.", "17 is the last goal"),
    ("no-such-part", "In labour law, as well as target 14.12, we agree.", "14.1 to 14.7"),
    ("no-such-part", "Recalling principle 28 of the Rio Declaration on Environment and Development.", "27 is the last"),
    ("no-such-part", "Target 24 of the Kunming-Montreal Global Biodiversity Framework.", "23 is the last target"),
    ("no-such-part", "Recalling paragraph 70 of resolution 73/151.", "65 is the last paragraph"),
    ("no-such-document", "Convention No. 999 of the International Labour Organization binds us.", "No. 999"),
    ("no-such-document", "Recalling General Assembly resolution 73/941 of 5 December 2018.", "941"),
    ("no-such-document", "The report A/99/643 says so.", "session 99"),
    ("no-such-document", "Security Council resolution 9532 (2020) binds us.", "has not reached"),
    ("name-and-symbol", "The Global Compact for Migration (A/RES/73/196) guides us.", "A/RES/73/195"),
    ("name-and-symbol", "The Domestic Workers Convention, 2011 (No. 182), was ratified.", "No. 189"),
    (
        "name-and-symbol",
        "The Convention against Torture (United Nations, Treaty Series, vol. 1577, No. 27531) binds us.",
        "1465",
    ),
    ("name-and-symbol", "The Progress Declaration of 2022 (A/RES/76/267) says so.", "76/266"),
    ("wrong-date", "Recalling resolution 73/195 of 17 December 2018.", "19 December 2018"),
    ("wrong-date", "Recalling resolution 73/195 (2018-12-17).", "19 December 2018"),
    ("wrong-date", "Recalling resolution 71/1, adopted on 2016-09-20.", "19 September 2016"),
    ("wrong-date", "Recalling resolution 73/195, annex, 18 December 2018.", "19 December 2018"),
    (
        "wrong-date",
        "Resolution 55/25, annex III, 15 November 2001, of the General Assembly binds us.",
        "September 2000",
    ),
    ("wrong-date", "Its resolution 73/195,\u00b2 of 18 December 2018, was read.", "19 December 2018"),
    ("wrong-vote", "La résolution 73/195, adoptée par 151 voix contre 5, est celle que nous lisons.", "152 votes to 5"),
    ("wrong-vote", "La resolución 73/195, aprobada por consenso, es la que leemos en los puertos.", "152 votes to 5"),
    ("wrong-vote", "The Assembly adopted resolution 73/195 by consensus.", "152 votes to 5"),
    ("wrong-vote", "The text was endorsed by the General Assembly in its resolution 73/195 without a vote.", "152"),
    (
        "wrong-vote",
        "Adopted here in 2018 in resolution 73/195 of 19 December 2018 by 151 votes to 5.",
        "152 votes to 5",
    ),
    ("wrong-date", "Recalling General Assembly resolution 71/222 of 21 December 2013.", "September 2016"),
    ("wrong-date", "Security Council resolution 2388 (2018) binds us.", "2017"),
    ("wrong-date", "The third International Migration Review Forum in 2028 comes.", "2030"),
    ("wrong-date", "The Domestic Workers Convention, 2012 (No. 189), was ratified.", "2011"),
    ("wrong-date", "The 1964 Convention relating to the Status of Stateless Persons binds us.", "1954"),
]
CLEAN = [
    "We carry out objective 23 of the Global Compact for Migration and its paragraph 33 (g).",
    "The Global Compact for Safe, Orderly and Regular Migration (A/RES/73/195) guides us.",
    "The Migration for Employment Convention (Revised), 1949 (No. 97), binds us, as does target 10.c.",
    "Article 54 of the Convention on the Rights of the Child is the last.",
    "Security Council resolution 2388 (2017), and the third International Migration Review Forum in 2030.",
    "The Convention against Torture (United Nations, Treaty Series, vol. 1465, No. 24841) binds us.",
    "Recalling resolution 73/195 of 19 December 2018 on the Global Compact for Migration, adopted on 10 December 2018.",
    "The Global Compact on Refugees (A/RES/73/151), affirmed by paragraph 23 of resolution 73/151 of 17 December 2018.",
    "Commission resolution 72/7 of 19 May 2016 is of another body.",
    "Resolution 73/195 of 2018-12-19 was adopted by 152 votes to 5.",
    "The outcome that we adopted pursuant to resolution 73/195 by consensus is another.",
    "International Covenant on Civil and Political Rights, art. 12 (1966), was read.",  # a year, no part
    "On coral we keep to targets 19 and 20, as Target 21 says.",  # of another list: those of the Goals have a stop
    "Recalling its resolution 56/509 of 8 July 2002 on its own work.",  # the fifty-sixth session ran on so far
    'Taking note of resolution 7/2025, entitled "Boats", adopted by the Conference of the Harbour Union.',
    "Recalling resolution 70/57 of 7 December 2015, by which it adopted the Universal Declaration on Quiet Harbours.",
    "Recalling resolution 72/284 on the United Nations Global Counter-Terrorism Strategy Review.",
    'Resolution 75/291, entitled "United Nations Global Counter-Terrorism Strategy: an eighth look", was read.',
    "Economic and Social Council resolution 2025/23 on the Doha Programme of Action for the Least Developed Countries.",
    (
        "The Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children,"
        " supplementing the United Nations Convention against Transnational Organized Crime (United Nations,"
        " Treaty Series, vol. 2237, No. 39574)."
    ),
    "The Convention on the Physical Protection of Nuclear Material, adopted on 26 October 1979, was signed later.",
    "Resolution 73/151, in particular paragraph 104 of the report on boats, says so.",
    'Bearing in mind paragraph 16 of the Global Compact for Migration, we met on the topic "Old piers and their use".',
    "Aichi Biodiversity Target 11 and our own goal 20 stand.",
    "Article 6 of the Abolition of Forced Labour Convention, 1957 (No. 105), which another convention's name ends.",
]


@pytest.fixture
def judge(run_cli, tmp_path):
    """Check a text and return the answer; no text is attached and no library is there."""

    def run(text, *flags, name="draft.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        answer = run_cli("check", str(tmp_path / name), "--json", *flags, env={"XDG_DATA_HOME": str(tmp_path)})
        return json.loads(answer.out) | {"status": answer.status}

    return run


@pytest.mark.parametrize(("rule", "text", "fact"), WRONG)
def test_one_mistake_is_told_with_its_fact(judge, rule, text, fact):
    found = judge(f"1. {text}\n")
    assert [item["rule"] for item in found["items"] if item["verdict"] == "wrong"] == [rule]
    item = next(item for item in found["items"] if item["verdict"] == "wrong")
    assert fact in f"{item['message']} {item['expected']}"
    assert item["surface"] == f"1. {text}\n"[item["start"] : item["end"]]
    assert (found["status"], found["verdicts"]["wrong"]) == (1, 1)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["text"][:60])
def test_every_fault_of_a_citation_is_told_and_its_clean_twin_left_alone(case):
    items = told_findings.examiner()(case["text"])
    assert told_findings.told_of_draft(items) == GOLDEN[told_findings.head("drafts", case)]
    told = sorted((one.rule, f"{one.message} {one.expected}") for one in items if one.verdict == "wrong")
    wanted = sorted((rule.strip(), fact) for rule, fact in case.get("wrong", {}).items())
    assert [rule for rule, _ in told] == [rule for rule, _ in wanted]
    for rule, fact in wanted:
        assert any(fact in message for said, message in told if said == rule)


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_right_is_left_alone(judge, text):
    found = judge(f"1. {text}\n")
    assert (found["items"], found["status"]) == ([], 0)


def test_what_nobody_knows_is_unchecked_and_never_right(judge):
    found = judge("1. Recalling resolution 65/170 and article 3 of the Treaty of the Lakes.\n", "--all")
    assert {item["verdict"] for item in found["items"] if "65/170" in item["surface"]} == {"unchecked"}


def test_of_what_is_cited_whole_it_is_said_why_no_part_is_known(judge):
    found = judge("1. Noting article 5 of the New Partnership for Africa's Development.\n", "--all")
    assert [item["verdict"] for item in found["items"]] == ["unchecked"]
    assert "is cited whole: a programme or partnership" in found["items"][0]["message"]


@pytest.mark.parametrize(
    ("part", "verdict", "said"),
    [
        ("30", "doubtful", "may have no article 30: as far as we know it has 24 articles; we have not counted a text"),
        ("9", "unchecked", "has such a part as far as we know; we have not counted a text"),
    ],
)
def test_what_rests_on_general_knowledge_is_never_wrong_nor_right(judge, part, verdict, said):
    found = judge(f"1. Article {part} of ILO Convention No. 143 binds us.\n", "--all")
    assert [item["verdict"] for item in found["items"] if item["to"].startswith("ilo-c143")] == [verdict]
    told = next(item for item in found["items"] if item["to"].startswith("ilo-c143"))
    assert said in told["message"]
    assert (told["rule"] == "part-in-doubt", found["status"]) == (verdict == "doubtful", 0)


def test_fixes_say_what_to_write(judge):
    found = judge("1. Recalling resolution 73/195 of 17 December 2018.\n")
    fix = found["items"][0]["fix"]
    assert fix["text"] == "19 December 2018"


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ("[I]ts authority \u2026 rests", [["its", "authority"], ["rests"]]),
        ("labour programmes [sic] organised", [["labor", "programs"], ["organized"]]),
        ("less than 5 per cent", [["less", "than", "5", "per", "cent"]]),
    ],
)
def test_words_are_compared_without_what_makes_no_difference(quoted, words):
    assert quotes.quoted_pieces(quoted) == words


def test_a_lost_not_is_a_difference():
    near = quotes.ClauseWords({"24.a": "that help is not considered unlawful"}, {}).nearest(
        ["is", "considered", "unlawful"], ["24.a"]
    )
    assert quotes.is_meant(near, ["is", "considered", "unlawful"], cited=True)
    assert quotes.difference(["is", "considered"], ["is", "not", "considered"]) == '"not" is left out'


def test_a_comment_silences_one_finding_and_must_give_a_reason(judge):
    text = "# Note\n\n<!-- compactx: ignore no-such-part{} -->\nObjective 24 of the Global Compact for Migration.\n"
    assert judge(text.format(": a joke"), name="a.md")["items"] == []
    told = judge(text.format(""), name="b.md")
    assert (len(told["items"]), "no reason" in str(told["warnings"])) == (1, True)


def test_a_baseline_knows_what_was_there(judge, tmp_path):
    known = str(tmp_path / "known.json")
    first = "1. Objective 24 of the Global Compact for Migration.\n"
    assert judge(first, "--baseline", known)["items"] == []
    more = judge(f"{first}\n2. Objective 25 of the Global Compact for Migration.\n", "--baseline", known)
    assert ["objective 25" in item["message"] for item in more["items"]] == [True]


def test_rules_of_both_families_are_listed(run_cli):
    items = json.loads(run_cli("check", "--rules", "--json").out)["items"]
    assert {item["rule"] for item in items if item["family"] == "draft"} == {rule for rule, _, _ in WRONG} | {
        "misquote", "wrong-place", "superseded", "ambiguous", "part-in-doubt", "document-in-doubt", "wrong-vote",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_reports_name_the_rule(run_cli, tmp_path, form):
    (tmp_path / "a.txt").write_text("1. Objective 24 of the Global Compact for Migration.\n", encoding="utf-8")
    answer = run_cli("check", str(tmp_path / "a.txt"), "--format", form)
    assert ("no-such-part" in answer.out, answer.status) == (True, 1)


NETS = """entries:
- {id: nets-convention, kind: treaty, title: Nets Convention, legal: binding, date: 1950-01-02, sources: [made up],
   confidence: high, names: [{name: Nets Convention, type: full, example: the Nets Convention}]}
- {id: end-of-nets, kind: treaty, title: 'End of Nets Convention, 1960', legal: binding, date: 1960-01-02,
   sources: [made up], confidence: high,
   names: [{name: 'End of Nets Convention, 1960', type: full, example: 'the End of Nets Convention, 1960'}]}
"""


def test_the_year_of_a_longer_name_is_not_that_of_the_name_inside(run_cli, tiny_corpus, tmp_path):
    folder = tiny_corpus({"registers/nets.yaml": NETS})
    draft = tmp_path / "draft.txt"
    draft.write_text("1. Recalling the End of Nets Convention, 1960.\n\n2. Recalling the Nets Convention, 1961.\n")
    asked = ("check", str(draft), "--json", "--corpus", str(folder), "--rule", "wrong-date")
    items = json.loads(run_cli(*asked, env={"XDG_DATA_HOME": str(tmp_path)}).out)["items"]
    assert [(item["surface"], item["expected"]) for item in items] == [("Nets Convention, 1961", "1950")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_file_in_a_folder_is_passed_over(run_cli, tmp_path):
    (tmp_path / "good.txt").write_text("Recalling resolution 73/195 of 17 December 2018.", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "lost.txt").symlink_to("nowhere")
    answer = run_cli("check", "--recursive", str(tmp_path), "--json", env={"XDG_DATA_HOME": str(tmp_path / "data")})
    assert (answer.status, json.loads(answer.out)["files"]) == (1, 1)
