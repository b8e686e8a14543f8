"""English: the phrases that cite. Every word of the grammar that is English stands here and nowhere else.

A word in small letters may be written with a capital first letter or in capitals. The keys are explained in
``docs/scan.md``.
"""

from __future__ import annotations

from typing import Any

TABLE: dict[str, Any] = {
    "name": "English",
    "frequent": (
        "the of and to in that for with on by from as is are be this which its was have has not at or an we our their"
    ),
    # Parts of instruments: kind, and the words that announce one.
    "labels": {
        "annex": "annex|annexes",
        "appendix": "appendix|appendices",
        "part": "part|parts",
        "chapter": "chapter|chapters|chap.",
        "section": "section|sections|sect.|sects.|§|§§",
        "objective": "objective|objectives|obj.|objs.",
        "goal": "goal|goals",
        "target": "target|targets",
        "indicator": "indicator|indicators",
        "article": "article|articles|art.|arts.",
        "rule": "rule|rules",
        "principle": "principle|principles",
        "recital": "preambular|recital|preambular paragraph|preambular paragraphs|recital paragraph",
        "paragraph": "paragraph|paragraphs|operative paragraph|operative paragraphs|para.|paras.|para|paras|¶|¶¶",
        "subparagraph": (
            "subparagraph|subparagraphs|sub-paragraph|sub-paragraphs|item|items|action|actions|subitem|subitems"
            "|letter|letters|point|points"
        ),
        "page": "page|pages|p.|pp.",
        "footnote": "footnote|footnotes|note|notes|fn.",
    },
    "bare_parts": {"annex": "annex", "preamble": "preamble", "chapeau": "chapeau"},
    "numero": "no.|nos.|number|numbers|#",
    "and": "and|or|as well as",
    "through": "to|through",
    "into": "in ",
    "chain": "of|in|to|under",
    "the": "the|its|that|this|these",
    "same": "same|present|said",
    "with": "in conjunction with|read in conjunction with|read together with|together with|taken together with",
    "respectively": "respectively",
    # Between a part and the instrument after it, and the one before it.
    "of": "of|in|to|under|from|contained in|set out in|laid down in|enshrined in|set forth in",
    "fillers": "the|its|that|this|said|their|our|these|General|Assembly|Security|Council|United|Nations|aforementioned",
    "pointing": "in particular|especially|notably|including|specifically|namely|see|at",
    "joining": "and|or|as well as|in|its|the|inter alia|under",
    # A part of somebody else: "Specific Objective 1", "Goal 2 of the project".
    "own_before": (
        "specific|strategic|overall|general|main|key|project|programme|program|development|policy|learning|long-term"
        "|short-term|immediate|first|second|third|intermediate|operational|national|priority|primary|secondary|business"
    ),
    "own_after": (
        "project|projects|programme|program|strategy|evaluation|action plan|plan|workplan|work plan|mission"
        "|intervention"
        "|initiative|subprogramme|company|school|course|board|office|report|survey|study|campaign|partnership|fund"
        "|policy|contract|grant|agency|ministry|department"
    ),
    # Pointers back.
    "back": "the|that|those|such|both|said|two|its",
    "back_adjectives": "said|same|latter|two|aforementioned|above-mentioned",
    "nearest": "that|said|same|latter",
    "restricted": "such|its",
    "back_not_before": "on|for|against|relating to|concerning|to|of|in",
    "ibid": "ibid|ibidem|loc. cit",
    "id": "id",
    "hereinafter": "hereinafter referred to as|hereinafter called|hereinafter|hereafter",
    "defining_articles": "the",
    # Resolutions and decisions, and whose they are.
    "resolution": "resolution|resolutions|res.|res",
    "decision": "decision|decisions|dec.",
    "its": "its",
    "of_date": "of|adopted on|dated",
    "by": "of|adopted by|by",
    "in_which": "in which|by which|whereby|where|wherein",
    "organs": {
        "A": "General Assembly|Assembly|UNGA|GA|G.A.|G. A.",
        "S": "Security Council|UNSC|SC|S.C.",
        "E": "Economic and Social Council|ECOSOC|E.S.C.",
        "A/HRC": "Human Rights Council|HRC|H.R.C.|UNHRC",
        "E/CN.4": "Commission on Human Rights|CHR",
        "E/CN.4/Sub.2": (
            "Sub-Commission on the Promotion and Protection of Human Rights"
            "|Sub-Commission on Prevention of Discrimination and Protection of Minorities"
            "|Subcommission on the Promotion and Protection of Human Rights"
            "|Sub-Commission on Human Rights|Sub-Commission"
        ),
    },
    "some_council": "Council",
    "adopted": "adopted by the",
    "the_organ": "The ",
    "opens": "decides|recalling",
    "organ_codes": {"S": "UNSCR|UNSCRs"},
    "other_organs": (
        "Health Assembly|World Health Assembly|Environment Assembly|Parliamentary Assembly|Habitat Assembly|Assembly of"
        " States Parties"
        "|Governing Council|European Council|Executive Council|Arctic Council|Trusteeship Council|TRIPS Council"
        "|Council of Europe|Council of the European Union|Council of Ministers|Peace and Security Council"
        "|Commission|Committee|Conference|Congress|Board|Organization|Union|Summit|League of Arab States|Authority"
        "|Governing Body|Executive Board|Parliament|Meeting of the Parties|Conference of the Parties|Court"
    ),
    "no_names": (
        "See Also The This Its Per And Under Draft Both All With Recalls Reaffirms Notes Welcomes Cf Adopts Main"
        " By In Of Framework Implementing Delegated"
    ),
    "no_first_words": (
        "The This That These Those Its Their Our In And Of Under Also Any Each All Both Such Said Recalling Noting"
        " Welcoming Reaffirming Having Considering Guided When While As By From With If For At On To A An However Where"
    ),
    "months": "January February March April May June July August September October November December",
    # Acts of the European Union.
    "acts": "Regulation|Regulations|Directive|Directives|Decision|Decisions|Recommendation|Recommendations",
    "act_makers": "Council|Commission|European Parliament and Council|Parliament and Council",
    "act_kinds": "Implementing|Delegated|Framework",
    "act_numero": "No.|No",
    # Symbols with words in them.
    "treaty_series": "United Nations, Treaty Series|United Nations Treaty Series|Treaty Series|UNTS|U.N.T.S.",
    "volume": "vol.|vols.",
    "labour": {"C": "Convention|Conventions", "R": "Recommendation|Recommendations", "P": "Protocol|Protocols"},
    "labour_office": "ILO|International Labour Organization|International Labour Organisation",
    "health": "World Health Assembly|WHA",
    "sales": "Sales No.",
    "supplement": "Supplement",
    "session": "Session",
    # Names of unknown make: the nouns they turn on.
    "heads": (
        "Convention Covenant Charter Declaration Protocol Agreement Treaty Compact Agenda Pact Statute Framework"
        " Recommendation Guidelines Principles Goals"
    ),
    "body_heads": "Forum Network Dialogue Assembly",
    "treaty_heads": "Convention Covenant Protocol Treaty Agreement Charter Statute Pact",
    "plural_heads": "Treaties",
    "strong": (
        "Convention|Covenant|Protocol|Declaration|Agreement|Treaty|Charter|Statute|Pact|Compact|Accords?|Consensus"
        "|Programme of Action|Plan of Action|Platform for Action|Platform of Action|Framework for Action"
        "|Plan of Implementation|Action Agenda|Action Plan|Code of Conduct|Code of Practice"
    ),
    "weak": (
        "Agenda|Framework|Strategy|Principles|Guidelines|Guidance|Rules|Recommendations?|Roadmap|Pathway|Commitment"
        "|Call to Action|Outcome|Act|Law|Code|Ordinance|Directive"
    ),
}
