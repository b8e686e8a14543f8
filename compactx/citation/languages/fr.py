"""French: the phrases that cite, as far as they differ in kind from the English ones."""

from __future__ import annotations

from typing import Any

TABLE: dict[str, Any] = {
    "name": "French",
    "frequent": "de la le les des et en du dans pour sur par que qui une un est sont au aux ces ses avec ne pas l d",
    "labels": {
        "annex": "annexe|annexes",
        "appendix": "appendice|appendices",
        "part": "partie|parties",
        "chapter": "chapitre|chapitres|chap.",
        "section": "section|sections|sect.|§|§§",
        "objective": "objectif|objectifs|obj.",
        "goal": "objectif de développement durable|objectifs de développement durable|ODD",
        "target": "cible|cibles",
        "indicator": "indicateur|indicateurs",
        "article": "article|articles|art.",
        "rule": "règle|règles",
        "principle": "principe|principes",
        "recital": "considérant|considérants",
        "paragraph": "paragraphe|paragraphes|par.|¶|¶¶",
        "subparagraph": "alinéa|alinéas|al.|lettre|lettres|point|points|mesure|mesures",
        "page": "page|pages|p.|pp.",
        "footnote": "note de bas de page|note|notes",
    },
    "bare_parts": {"annex": "annexe", "preamble": "préambule", "chapeau": "chapeau"},
    "half_brackets": True,
    "numero": "no|nos|n°|numéro|numéros|#",
    "and": "et|ou|ainsi que",
    "through": "à|au",
    "into": "à ",
    "chain": "de|du|des|de la|de l'|dans|à|en",
    "the": "le|la|les|l'|son|sa|ses|ce|cette|ces",
    "same": "même|présent|présente|dit|dite",
    "with": "lu en conjonction avec|lu conjointement avec|conjointement avec|en liaison avec|combiné avec|combiné à",
    "respectively": "respectivement",
    "of": "de|du|des|d'|dans|à|aux|au|en vertu de|prévu à|énoncé dans|consacré par",
    "fillers": "le|la|les|l'|ce|cette|présent|présente|résolution|de|Assemblée|générale",
    "pointing": "en particulier|notamment|à savoir|voir|y compris",
    "joining": "et|ou|ainsi que|dans|son|sa|le|la|les|notamment",
    "own_before": "spécifique|stratégique|général",
    "own_after": (
        "projet|projets|programme|stratégie|évaluation|plan d'action|plan|mission|initiative|bureau|rapport|étude|fonds"
    ),
    "back": "la|le|cette|ce|cet|ladite|ledit|les|ces",
    "back_adjectives": "même|présente|présent|dite",
    "nearest": "cette|ce|cet|ladite|ledit|même",
    "restricted": "sa|son",
    "back_not_before": "sur|relative aux?|relatif aux?|pour|contre|concernant|des?|du",
    "ibid": "ibid|ibidem|loc. cit",
    "hereinafter": "ci-après dénommée|ci-après dénommé|ci-après",
    "defining_articles": "la |le |les |l'",
    "resolution": "résolution|résolutions|rés.",
    "decision": "décision|décisions|déc.",
    "its": "sa|ses",
    "of_date": "du|adoptée le|en date du",
    "by": "du|de|des|de l'|de la|adoptée par",
    "in_which": "dans laquelle|dans lesquelles|par laquelle|par lesquelles",
    "organs": {
        "A": "Assemblée générale|Assemblée|AGNU",
        "S": "Conseil de sécurité|CSNU",
        "E": "Conseil économique et social|ECOSOC",
        "A/HRC": "Conseil des droits de l'homme|CDH",
        "E/CN.4": "Commission des droits de l'homme",
        "E/CN.4/Sub.2": (
            "Sous-Commission de la promotion et de la protection des droits de l'homme"
            "|Sous-Commission des droits de l'homme|Sous-Commission"
        ),
    },
    "organ_link": "(?:, (?:dans|par) (?:sa|ses) )?",
    "some_council": "Conseil",
    "united": "des Nations Unies",
    "adopted": "adoptée par (?:l'|le )",
    "the_organ": "L[e'] ?",
    "opens": "décide|rappelant",
    "organ_codes": {"S": "RCSNU"},
    "other_organs": (
        "Conseil d'administration|Conseil exécutif|Conseil de l'Europe|Conseil de l'Union européenne|Conseil européen"
        "|Conseil de paix et de sécurité|Assemblée mondiale de la Santé|Assemblée parlementaire|Conférence des Parties"
        "|Conférence|Commission|Comité|Parlement|Union"
    ),
    "no_names": "Voir La Le Les Sa Ses Cette Ces Par Et Dans Selon Rappelant Projet Toutes Vu",
    "no_first_words": "La Le Les L' Cette Ce Ces Dans Et De Sur Par Pour Avec Si Rappelant Notant",
    "months": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "before_day": "",
    "acts": "Règlement|Règlements|règlement|Directive|Directives|directive|Décision|décision|Recommandation",
    "act_makers": "Conseil|Commission",
    "act_kinds": "d'exécution|déléguée|délégué|cadre",
    "act_numero": "no|n°",
}
