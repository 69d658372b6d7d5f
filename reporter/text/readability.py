"""What makes a sentence hard to read alone, or tells one side's view: penalties, not vetoes.

They decide between sentences that say the same, so that the plainer one stands in a brief.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

COMFORTABLE_WORDS = 28
SHORTEST_WORDS = 6
COMFORTABLE_HEADLINE = 14

PENALTIES: Mapping[str, float] = {
    "leans on the sentence before": 0.25,
    "somebody named before": 0.15,
    "first or second person": 0.15,
    "relative time": 0.05,
    "time seen from the sentence before": 0.05,
    "word over the comfortable length": 0.01,
    "too short": 0.15,
    "second fact": 0.2,
    "loaded word": 0.12,
    "explains a word": 0.1,
}

_ANAPHORIC = re.compile(
    r"^[“\"]?(?:(?:There|Here|If (?:true|so)),|"
    r"(?:In|With|Among|Of|For|To|By|On|After|Before|From) (?:it|them|him)\b|"
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|"
    r"[Tt]heir|[Ii]ts|[Bb]oth|[Ss]uch|[Aa]nother|[Oo]thers|[Ss]ome|[Mm]any|[Oo]ne|[Mm]ost|"
    r"[Tt]he (?:former|latter|other|two|same))\b|"
    r"[Tt]he (?:[a-z]+ ){0,2}(?:officials?|statement|spokes(?:man|woman|person)|move|decision|"
    r"comments?|remarks?|report|pair|man|woman|suspect|victim|group|company|agency|ministry|"
    r"diplomats?|tests?|bill|measure|ruling|announcement|letter|news|incident|attack|president|"
    r"senator|congress(?:man|woman)|lawmaker|judge|candidate|women|men|sources?|chairm[ae]n|"
    r"provision|amendment|proposal|legislation|program|survey|agreement|documents?|filings?|"
    r"organi[sz]ation|firm|department|panel|committee|commission)\b"
    r"(?! (?:of|in|at|for|who|that)\b| [A-Z]))"
)
# Somebody or something that only the sentences before can name, anywhere in the sentence.
_NAMED_BEFORE = re.compile(
    r"\b[Tt]he (?:official|spokes(?:man|woman|person)|source|statement|diplomat|latter)s?\b"
    r"(?! (?:of|in|at|for|who|that|from|by|on|about)\b| [A-Z])"
    r"|\b[Tt]h(?:is|ese|ose) (?!week|month|year|morning|afternoon|evening|time|summer|fall|winter|"
    r"spring|weekend|is\b|was\b|are\b|were\b|who\b|of\b|in\b)[a-z]+\b"
    r"|\b(?:that|such a) (?:point|reason|case|end|claim|move|threat)\b|\baforementioned\b"
)
# "Among registered voters, his numbers": nobody has been named when the pronoun comes.
_UNNAMED = re.compile(
    r"^(?:Among|In|At|On|For|From|With|During|After|Before|By|Over|Under|Of|To|As|When|While|If)\s"
    r"(?:(?!(?:the|an?|each|every|no)\b)[a-z0-9'’-]+[\s,]+)*?(?:he|she|his|her|him)\b(?!.*\s[A-Z])"
)
# "The council failed to do so": what it failed to do stands in the sentence before.
_PRO_VERB = re.compile(r"^(?:\S+ ){1,4}(?:do|does|did|done|doing) so\b")
_INTRODUCED = re.compile(
    r"\b(?:an?|one|two|three|several) (?:[\w-]+ ){0,3}(official|source|spokes)"
)
_SECOND_FACT = re.compile(
    r",? (?:but|and|while|whereas) (?:he|she|it|they)\b"
    r"|, (?:but|while|whereas) (?:the|an?|some|others|[A-Z]\w+)\b"
)
_AFTERWARDS = re.compile(
    r"\b(?:soon after|later|earlier|then|the same day|once again|again|previously|beforehand)\b"
)
_PERSONS = re.compile(r"\b(?:I|we|you|our|my|us|your)\b")
_US = re.compile(r"\bUS\b")
_QUOTED = re.compile(r"[“\"«].*?[”\"»]")
_RELATIVE_TIME = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this) (?:week|month|year|night))\b",
    re.IGNORECASE,
)
# Adjectives that only judge what they stand before: without them the same is told.
_JUDGING = (
    r"so-called|salacious|explosive|eye-popping|extraordinary|shocking|stunning|bombshell|"
    r"outrageous|disgraceful|shameful|desperate|notorious|infamous|brazen|blatant|reckless|"
    r"ridiculous|absurd|bizarre|unhinged|raucous|ludicrous|heroic|cowardly|vicious|brutal|rogue"
)
_JUDGING_ADJECTIVE = re.compile(rf"\b(?:{_JUDGING})\s+(?=[\w$£€])", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?)\s+$", re.IGNORECASE)
# Words with which a writer judges what is told; a plain word says the same thing.
_LOADED = re.compile(
    r"\b(?:(?:back(?:s|ed|ing)? (?:down|off|away|pedal(?:s|ed|ing)?)"
    r"|(?:rip|slam|blast|bash|mock|torch|trash|skewer|eviscerat|obliterat|demolish|gut|smash)"
    r"(?:s|es|e|ed|d|ped|ting|ing|med|ming)?"
    r"|rip(?:s|ped)? (?:off|apart|into)|lash(?:es|ed|ing)? out|hit(?:s|ting)? out|"
    r"fir(?:es|ed|ing) back|shot back|egg(?:s|ed|ing)? on|egged [\w ]{1,20} on|"
    r"went on the attack|up(?:s|ped)? the ante|double[sd]? down|"
    r"seiz(?:es|ed|ing) (?:on|upon)|tak(?:es|ing) (?:direct )?aim|took (?:direct )?aim|"
    r"deal(?:s|t)? an? (?:major |heavy |severe )?blow|caved?|capitulat(?:es|ed|ing)|"
    r"grill(?:s|ed|ing)|scrambl(?:es|ed|ing)|gloat(?:s|ed|ing)|"
    r"politici[sz](?:e[sd]?|ing)|crush(?:es|ed|ing)|destroy(?:s|ed|ing) (?:him|her|them)|"
    r"clap(?:s|ped|ping) back|rant(?:s|ed|ing)|whin(?:es|ed|ing)|brag(?:s|ged|ging)|meltdown|"
    rf"cooked up|concocted|spew(?:s|ed|ing)|regime|(?:{_JUDGING})(?:ly)?|"
    r"awful(?:ly)?|amoral|utterly|pathetic(?:ally)?|laughabl[ey]|farc(?:e|ical)|just how|"
    r"sham|hysteria|hysterical|radical|extremist|rancor|chaos|chaotic|fiasco|debacle|onslaught|"
    r"homophobic|transphobic|xenophobic|bigot(?:s|ed|ry)?|frenzy|panic|hard-?line|far-(?:left|right)|madman|thugs?|cronies|puppet|vassal))\b",
    re.IGNORECASE,
)
_GLOSS = re.compile(
    r"\b(?:using|referring to|referencing|an? (?:acronym|abbreviation) (?:for|of))\b"
    r"(?=.*\b(?:acronyms?|abbreviations?|(?:formal|official|full) (?:name|term))\b)"
    r"|\b(?:acronym|abbreviation)s? (?:for|of)\b",
    re.IGNORECASE,
)


QUOTES = re.compile(r"[“”\"]|(?<!\w)[‘'](?=\w)")
"""A quotation in a headline, where an apostrophe opens none."""
_HEADLINE_FAULTS = (
    re.compile(r"^(?:What|Why|How|Who|When|Where|Whether)\b|\bshould\b|\?\s*$", re.IGNORECASE),
    QUOTES,
    re.compile(r":"),
    re.compile(r"[.!?]\s+[A-Z]"),
    re.compile(r"^\d+ [a-z]|\beverything you need\b|\bneed to know\b", re.IGNORECASE),
)


def headline_faults(title: str) -> int:
    """Return how many things keep an outlet's headline from simply saying what happened.

    A question or demand, a quotation, a label, a second sentence, a list, a word that judges, more
    than `COMFORTABLE_HEADLINE` words.
    """
    found = [pattern.search(title) for pattern in _HEADLINE_FAULTS]
    return sum(map(bool, (*found, is_loaded(title), len(title.split()) > COMFORTABLE_HEADLINE)))


def reading_penalty(text: str) -> float:
    """Return the sum of the penalties of a sentence, 0 for a plain one."""
    words = len(text.split())
    own = _QUOTED.sub("", _US.sub("", text))
    over = max(0, words - COMFORTABLE_WORDS) * PENALTIES["word over the comfortable length"]
    found = {
        "leans on the sentence before": _ANAPHORIC.match(text),
        "somebody named before": _names_before(own),
        "first or second person": _PERSONS.search(own),
        "relative time": _RELATIVE_TIME.search(own),
        "time seen from the sentence before": _AFTERWARDS.search(own),
        "second fact": _SECOND_FACT.search(own),
        "loaded word": is_loaded(own),
        "explains a word": is_gloss(own),
        "too short": words < SHORTEST_WORDS,
    }
    return over + sum(PENALTIES[name] for name, fault in found.items() if fault)


def needs_sentence_before(text: str) -> bool:
    """Whether the sentence speaks of somebody or something that only one before it can name."""
    own = _QUOTED.sub("", text)
    named = _names_before(own)
    # "The ministry" was named before, "the transport ministry" names itself.
    bare = (found := _ANAPHORIC.match(text)) is not None and len(found.group().split()) < 3
    return bool(bare or named)


def _names_before(text: str) -> bool:
    known = _INTRODUCED.search(text)
    unnamed = _UNNAMED.match(text) or _PRO_VERB.match(text)
    return bool(unnamed or (_NAMED_BEFORE.search(text) and not known))


def is_loaded(text: str) -> bool:
    """Whether the sentence judges what it tells, outside quotation marks."""
    return bool(_LOADED.search(_QUOTED.sub("", text)))


def is_gloss(text: str) -> bool:
    """Whether `text` explains a word ("using the acronym for ...") instead of telling a fact."""
    return bool(_GLOSS.search(text))


def judging_adjectives(text: str) -> tuple[tuple[int, int], ...]:
    """Return `(start, end)` of the adjectives of `text` that judge and may go, with the space.

    One whose loss would call for the other form of "a" stays.
    """
    return tuple(
        found.span()
        for found in _JUDGING_ADJECTIVE.finditer(text)
        if (article := _ARTICLE.search(text[: found.start()])) is None
        or (text[found.end()].lower() in "aeiou") == (len(article.group(1)) == 2)
    )


def quoted_parts(text: str) -> tuple[str, ...]:
    """Return the texts between quotation marks, the marks included."""
    return tuple(_QUOTED.findall(text))
