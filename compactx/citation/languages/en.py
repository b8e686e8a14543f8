"""English: the phrases that cite. Every word of the grammar that is English stands here and nowhere else.

A word in small letters may be written with a capital first letter or in capitals. The keys are explained in
``docs/scan.md``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
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
        "chapter": "chapter|chapters|chap.|chap",
        "section": "section|sections|sect.|sects.|sect|sects|§|§§",
        "objective": "objective|objectives|obj.|objs.|obj|objs",
        "goal": "goal|goals",
        "target": "target|targets",
        "indicator": "indicator|indicators",
        "article": "article|articles|art.|arts.|art|arts",
        "rule": "rule|rules",
        "principle": "principle|principles",
        "recital": "preambular|recital|preambular paragraph|preambular paragraphs|recital paragraph|PP|PPs",
        "paragraph": (
            "paragraph|paragraphs|operative paragraph|operative paragraphs|para.|paras.|para|paras|OP|OPs|¶|¶¶"
        ),
        "subparagraph": (
            "subparagraph|subparagraphs|sub-paragraph|sub-paragraphs|item|items|action|actions|subitem|subitems"
            "|letter|letters|point|points"
        ),
        "page": "page|pages|p.|pp.",
        "footnote": "footnote|footnotes|note|notes|fn.",
    },
    "bare_parts": {"annex": "annex", "preamble": "preamble", "chapeau": "chapeau"},
    "half_brackets": False,
    "numero": "no.|nos.|number|numbers|#",
    "and": "and|or|as well as|&",
    "possessive": "'s",
    "through": "to|through",
    "into": "in ",
    "chain": "of|in|to|under",
    "the": "the|its|that|this|these",
    "same": "same|present|said",
    "with": (
        "in conjunction with|read in conjunction with|read together with|together with|taken together with"
        "|taken in conjunction with|read alone and in conjunction with|alone and in conjunction with|considered with"
        "|both alone and in conjunction with|read separately and in conjunction with|along with|read with"
    ),
    # Labels that delegates write of resolutions only; of treaties "OP" is an Optional Protocol.
    "of_resolutions": "OP|OPs|PP|PPs",
    "thereof": "thereof|therein|of which",
    # "ICCPR (n 1) art 13": where a source was named in full.
    "noted": "n|nn|note|notes",
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
    "back_here": "this",
    "back_adjectives": "said|same|latter|two|aforementioned|above-mentioned",
    "nearest": "that|said|same|latter",
    "restricted": "such|its",
    "back_not_before": "on|for|against|relating to|concerning|of|in",
    # Heads that go on with what they belong to ("the Protocol to the Convention"); others do not ("parties to the
    # Convention to the Mechanism").
    "annexed_heads": "Protocol|Protocols|Amendment|Amendments|Annex|Annexes",
    "annexing": "to",
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
    # What a resolution once did, which no later one undoes ("established by resolution ...").
    "acted_by": (
        "established by|established in|established pursuant to|created by|created in|adopted by|adopted in|pursuant to"
        "|mandated by|proclaimed by|proclaimed in|launched by|convened by|requested in|annexed to|contained in"
        "|set out in|the annex to|annex to|endorsed in|endorsed by|welcomed in|approved in|approved by"
    ),
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
    # Organs that number with the year in brackets as the Security Council does.
    "year_organs": "Parliamentary Assembly|PACE|Council of Europe|Committee of Ministers",
    "other_organs": (
        "PACE|Committee of Ministers|Health Assembly"
        "|World Health Assembly|Environment Assembly|Parliamentary Assembly|Habitat Assembly|Assembly of"
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
    "united": "United Nations",
    "organ_link": "",
    "before_day": "",
    "day_ending": "(?:st|nd|rd|th)?",
    "before_month": "",
    "adopted_when": "on|at",
    "verb_endings": "ing",
    "letters_before": "of|and|to|on",
    "letter_joints": "and|to",
    "in": "in",
    "months": "January February March April May June July August September October November December",
    # Dates beside citations, as rules for drafts look for them.
    "months_short": "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.",
    "month_first": True,
    "stated": "of|dated|adopted on|adopted|done on|adopted and opened for signature on",
    "on_day": "on",
    "in_year": "in|by",
    "had_been": "was|were|had been|which was|which were|as",
    "into_force": "entered into force|came into force|which entered into force|in force since|in force",
    # How a resolution was adopted: "by consensus", "by a vote of 152 in favour to 5 against, with 12 abstentions".
    "freely": "by consensus|without a vote|unanimously|by acclamation",
    "by_votes": "by a recorded vote of|by a vote of|by|with|in a vote of",
    "for_it": "in favour|in favor|votes in favour|votes in favor|votes|votes for|for|States in favour",
    "against_it": "against|votes against",
    "abstained": "abstentions|abstaining|abstained|States abstaining",
    # Sessions in words: "adopted at its seventy-third session".
    "session_leads": "at its|at the|during its|during the|in its|in the",
    "session_nouns": "session|regular session|resumed session",
    "ordinal_units": (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth"
    ),
    "ordinal_tens": "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
    "ordinal_endings": "st|nd|rd|th",
    "tens": "twenty thirty forty fifty sixty seventy eighty ninety",
    "came_about": "adopted|came|endorsed|proclaimed|opened for signature|signed|agreed|concluded",
    "signing": "opened for signature|signed",
    "short_resolution": "Res|res",
    "adopting": (
        "adopted|endorsed|proclaimed|adopted by consensus|unanimously adopted|formally adopted|formally endorsed"
    ),
    "adopters": (
        "it|they|we|the General Assembly|the Assembly|the UN General Assembly|the United Nations General Assembly"
        "|Member States|States|UN Member States|world leaders|Heads of State and Government|governments|Governments"
    ),
    "adopted_through": "in|by|through|with",
    "title_preps": "of|for|on|to|towards|under|with",
    "adoption": "adoption of the|endorsement of the|adoption of|conclusion of the",
    "dated_heads": "Convention|Covenant|Protocol|Statute|Treaty",
    "dated_names": "Agreement|Declaration|Compact|Agenda|Framework|Pact",
    # Names that come back with other years.
    "recurring_names": "Political|Ministerial|Progress|Outcome|Joint|Action Plan|Strategy",
    # Names and the symbols they bear.
    "put_by": "by|in|to",
    "put_as": "as|which was|was|which were|were|as it was",
    "putting": "adopted|endorsed|contained|set out|proclaimed|annexed|reproduced|set forth",
    # What a part behind a resolution may be of instead: "resolution 75/127, in particular paragraph 104 of the report".
    "papers": "report|reports|note by|statement by|letter|summary|study",
    "see": "see|see also|see, e.g.,|in|contained in|adopted in|adopted by|endorsed by|endorsed in",
    "document_labels": (
        "UN Doc.|U.N. Doc.|UN doc.|UN Doc|UN document|United Nations document|United Nations Doc.|document|Doc.|doc."
    ),
    "title_on": "on",
    "titling": "containing|entitled|titled|called",
    "labour_joints": "of and in the for on at",
    "revised": "revised",
    "labour_plain": "convention recommendation the of and for revised",
    # Beginnings of words that say that targets are not those of the Goals.
    "targets_of_others": "Millennium|MDG|Aichi|Biodiversity|Framework|Strateg|[Oo]ur |[Pp]roject|NDC|National|Plan",
    # Meetings that come back.
    "meeting_in": "in|of|for|during",
    "held_in": (
        "to be held in|held in|convened in|which met in|scheduled for|which will meet in|which took place in"
        "|will be held in|will take place in|takes place in|took place in|was held in|is to be held in|meets in|met in"
        "|will meet in|is scheduled for|was convened in|will be convened in|planned for"
    ),
    "meeting_when": "when|as|at",
    "next": "next",
    "plural_meetings": "[Ff]orums|[Cc]onferences|[Rr]eviews",
    "title_leads": (
        "entitled|titled|called|named|theme|theme of|topic|subtopic|sub-topic|subject|heading|item|sub-item|known as"
        "|referred to as|reads title|reads: title"
    ),
    "abbreviations": "para.|art.|No.|Art.|paras.|arts.|Nos.|p.|vol.|Res.|res.|Doc.|doc.",
    # Acts of the European Union.
    "acts": "Regulation|Regulations|Directive|Directives|Decision|Decisions|Recommendation|Recommendations",
    "act_makers": "Council|Commission|European Parliament and Council|Parliament and Council",
    "act_kinds": "Implementing|Delegated|Framework",
    "act_numero": "No.|No",
    # Symbols with words in them.
    "organisation": "United Nations",
    "treaty_series": "Treaty Series|UNTS|U.N.T.S.",
    "treaty_codes": "UNTS|U.N.T.S.",
    "same_series": "ibid.",
    "volume": "vol.|vols.",
    "treaty_number": "No",
    "treaty_page": "p|pp",
    "labour": {"C": "Convention|Conventions", "R": "Recommendation|Recommendations", "P": "Protocol|Protocols"},
    "labour_office": "ILO|International Labour Organization|International Labour Organisation",
    "labour_code": "ILO",
    "labour_numero": "No.|Nos.|No|Nos|number",
    # The organisation behind a labour standard, others that number their conventions too, and what a title begins with
    # where the number stands behind it.
    "labour_behind": "of the ILO|of the International Labour Organization|of the International Labour Organisation",
    "labour_others": "Council of Europe",
    "labour_of": "",
    "number_joints": ", and|,| and| or| to",
    "the_one": "the",
    "health": "World Health Assembly|WHA",
    "health_code": "WHA",
    "sales": "Sales No.",
    "symbol_labels": "Part|Parts|Vol|Vol.|Vols|Vols.|Sect|Sect.|Sects|Sects.|Supp|Supp.",
    "symbol_titles": "plan outline|Plan outline",
    "letter_before": "of|and",
    "supplement": "Supplement",
    "session": "Session",
    "session_kinds": "special|emergency",
    # Small words around citations: articles, what lists sources, what stands before the part of one just cited.
    "articles": "the|an|a",
    "listing": "and the|and its|and|see also",
    "at": "at",
    "ours": "our|this|their|each",
    # What joins a name on to the left of the words found.
    "joins_before": "of|for|on|to|and|in|against",
    # How names are written: of the organisation, spellings that texts mix, words left out.
    "organisation_names": "United Nations|UN",
    "of_the": " of the ",
    "spellings": ("organization organisation", "organized organised", "labour labor", "programme program"),
    "broad_names": "international convention|international covenant",
    "broad_joints": "on|for|against",
    "last_joint": "and",
    "head_joints": "on of for against to relating concerning in with supplementing and by",
    "plurals": ("ies y", "s "),
    # What makes a name another one: words behind and before it, and those that do not ("of the United Nations").
    "joins_behind": "on|for|of|against|relating|concerning|to|regarding",
    "of_this": "United Nations|UN|General Assembly|Security Council",
    "organ_word": "Organization",
    "of_this_longer": "of|for|on",
    "deputies": "Deputy|Assistant|Under|Vice",
    "united_places": "Headquarters|Member|Secretariat|Office at",
    "model": "Model",
    "compact_joints": "on|for",
    "little": "a an and as at by for from in into of on or the to with its their",
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
    "bare_strong": "(?:Programme|Plan) of Action (?:for|on)",
    # What goes on behind a head ("on Safe Harbours"), inside such a tail, and where another clause begins.
    "tail_openers": "on|for|against|relating to|concerning|regarding|to|of",
    "dated_tails": "on|concerning|relating",
    "tail_joints": (
        "of the and for in on to against with its their other or as well all a an especially relating concerning "
        "regarding towards"
    ),
    "left_joints": "of|in|and|for|on|the|and the|of the",
    "new_start": "the|its|their|in|on|of|to|that",
    "series_joints": "and|or",
    "series_not": "the|its",
    "of_year": "of",
    "pairs": "Principles|Guidelines|Rules|Standards|Policies|Findings",
    "comments": "general comment|general comments|general recommendation|general recommendations"
    "|joint general comment|joint general comments"
    "|joint general recommendation|joint general recommendations",
    "comment_numero": "no|nos",
    # Words that begin a sentence and no name, and words that say nothing of their own in one.
    "first_words": (
        "The This That These Those Its Their Our In And Of Under Also Any Each All Both Such Said Present "
        "Other Another No Some Many "
        "States Parties Party Member Members High Contracting Welcomes Recalls Reaffirms Notes Stresses "
        "Requests Invites Encourages Urges "
        "Calls Decides Emphasizes Acknowledges Takes Affirms Underlines Supports Expresses See When While As "
        "By From With Article Articles "
        "If For At On To A An Draft Section Chapter Annex Part Paragraph However Where"
    ),
    "plain_words": (
        "International Additional Optional Final Political Ministerial Joint Framework Supplementary "
        "Regional Universal Revised National Global "
        "General Special First Second Third New Standard Bilateral Multilateral Trade Peace Host Country "
        "Headquarters Basic Core Human Rights "
        "Model Strategic Legal European African Inter-American Progress United Nations UN Common"
    ),
    # Bodies of unknown make.
    "tailed_bodies": (
        "Special Adviser to the Secretary-General|Special Rapporteurs?"
        "|Independent Expert|Special Representative|Special Envoy"
        r"|Special Adviser|Special Coordinator|Personal Envoy|Working Group|Groups? of Experts|Groups? of \w+ Experts"
        "|Task Force|Committee|Commission|World Conference|Conference|World Assembly|World Summit|Summit"
        r"|Panels? of Experts|Panel of \w+ Experts|Independent Panel|Meeting of the Parties"
        "|Department|Expert Mechanism|Institute|Centre|Congress|Foundation|Organi[sz]ation|Agency|Alliance|Coalition"
        "|Platform"
    ),
    "owned_bodies": (
        "Committee|Commission|Conference|Summit|Forum|Working Group|Task Force|Council|Organi[sz]ation|Mechanism"
        "|Process"
        "|Alliance|Tribunal|Court|Fund|Agency|Institute|Centre|Platform|Congress|Programme|Partnership|Coalition"
        "|Initiative|Bank|Union|Facility|Foundation"
    ),
    # Heads that a place makes a name ("Observer Mission in Harbourland"), and bodies that are told by a number alone.
    "placed_bodies": "Mission|Force|Operation|Office",
    "placing": "in",
    "numbered_bodies": "(?:First|Second|Third|Fourth|Fifth|Sixth) Committee",
    "body_not_before": "'s? (?:own|present)",
    "body_tails": "on|for|against|of",
    "body_tails_not": (
        "Action|Actions|Work|Works|Workers|Working|State|States|Government|Governments|Member|Members|Parties"
        "|Ministers|Experts"
    ),
    "general_words": (
        "High-level Standing Advisory Executive Main Sub World Working Inter-agency Interagency Technical "
        "Steering Preparatory Ad Hoc Open-ended Independent Permanent Supreme Federal Constitutional Fourth Fifth "
        "Sixth Seventh Eighth Ninth Tenth Parliamentary Governing Organizational Annual Plenary Review Joint State "
        "District Intergovernmental Prime "
        "High Ordinary Criminal Civil Appeals Central Local Credentials Trust Regular Tripartite Territories West Port "
        "Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth "
        "Cooperative Governing Rules Informal Consultative"
    ),
    # Names that a bracket behind them tells: what joins their words, and the nouns one of which they need.
    "bracket_joints": "of|for|on|to|and|in|against|with|de|du|des|del|la|le|pour|off",
    "bracket_nouns": (
        "Committee Commission Conference Summit Forum Group Task Council Organization Organisation Mechanism Process "
        "Alliance Tribunal Court Fund Agency Institute Centre Center Platform Congress Programme Program Partnership "
        "Coalition Initiative Bank Union Facility Foundation Mission Force Forces Operation Office Board Team Teams "
        "Network Association Community Authority Bureau Department Unit Service Services Secretariat System Systems "
        "Representative Envoy Rapporteur Adviser Coordinator Commissioner Expert Experts Panel Brigade Institution "
        "Institutions Federation Society Assembly Convention Covenant Protocol Declaration Agreement Treaty Charter "
        "Statute Pact Compact Accord Framework Strategy Plan Policy Policies Principles Guidelines Guidance Rules "
        "Roadmap Agenda Code Act Law Architecture Tool Tools Consensus Arrangement Memorandum Standards"
    ),
    "bodies_alone": "Assembly|Council|Committee|Commission|Court|Fund|Secretariat|Ministry|Government|Parliament|Board",
    "name_over": "as",
    "before_bodies": (
        "the|its|our|a|and|of|by|with|his|her|their|this|that|first|second|third|fourth|fifth|sixth|seventh|eighth"
        "|ninth|tenth|next|new|joint"
    ),
}
