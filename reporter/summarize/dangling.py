"""Whom or what a sentence speaks of that only its neighbours name, or the page around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reporter.records import Token
from reporter.summarize.rendering import quoted_spans
from reporter.text.lexicon import PERSON_ROLES, POINTED_AT, STATING
from reporter.text.syntax import SUBJECTS, tree_of

_DANGLING = re.compile(
    r"^(?:he|she|they|it|his|her|their|its|this|these|those|both)\b|\baforementioned\b|"
    r"^(?:by|at|until|since|before|after|during) (?:that|this|those|these|then)\b|"
    r"^(?:one|another|others|(?:the|two|three) others?|the (?:latter|former)) "
    r"(?:was|were|is|are|had|has|have|did|said|says|will|would|can|could|may|might|must|should)\b|"
    r"^(?:among|of) (?:them|those|these)\b|^(?:the |an? )?\w+ of (?:which|whom)\b|^the \w+ then\b",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"[”\"]\s+(?:he|she|they|it)\s", re.IGNORECASE)
_PERSONAL = frozenset({"he", "she", "they"})
_GROUPS = frozenset({"ORG", "NORP"})
_NAMING = frozenset({"NOUN", "PROPN"})
_SEVERAL = frozenset({"people", "police", "they", "anyone", "everyone", "those", "who", "many"})
_FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|[Uu]s|[Mm]e|[Mm]ine|(?:[Mm]y|[Oo]ur)sel\w+)\b"
)
# The town of the dateline, which a brief does not have.
_HERE = re.compile(r"\bhere\b(?! and (?:now|there)\b)")
# A post, which names its people by their accounts.
_ACCOUNT = re.compile(r"(?<![\w.])@\w+")
_SINGLE_QUOTED = re.compile(r"(?<!\w)[‘'].*?[’'](?!\w)")
# "It is raining", "it was announced that": nothing that could be named.
_EXPLETIVE = "expl"
# "It was clear", "it took hours": nothing that could be named either.
_IMPERSONAL = frozenset(
    {"appear", "be", "become", "come", "emerge", "follow", "happen", "remain", "seem"}
    | {"take", "turn"}
)
_OBJECTS = frozenset({"dobj", "dative"})
# After these nobody means himself, as he may after "with" or "behind".
_TURNING_TO = frozenset({"for", "about", "of", "to", "against", "by", "from"})
_NAME_PARTS = frozenset({"compound", "amod", "nmod", "nummod"})
_TIMES = frozenset({"DATE", "TIME"})
_OWNER = re.compile(
    r"(?:In|At|On|For|By|After|Before|During) [a-z][a-z -]{1,40}, (his|her|their)\b"
)
_SPEAKER = re.compile(r", (he|she) (?:said|says|added|wrote|told [\w ]{1,20})\.$")
_DO_SO = re.compile(r"\b(?:do|does|did|done|doing) so\b")
_POINTING = frozenset({"this", "these", "that", "those"})
_FAR = frozenset({"that", "those"})
_FOLLOWING = frozenset({"relcl", "acl", "prep"})
_ONE_OF_TWO = frozenset({"either", "neither"})
# Of these everybody knows that there are two.
_PAIRED = frozenset(
    {"side", "way", "party", "case", "end", "direction", "event", "house", "chamber", "hand"}
)


def dangling(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Find what a sentence, whose parse is `tokens`, has only in common with those around it.

    The pronoun that begins it or tags its quotation, "we" outside quotation marks, "them", "him",
    "others" and "the two" before which nobody is named, "this claim", "would do so", "here".
    """
    expletive = bool(tokens) and tokens[0].dep == _EXPLETIVE
    found = [] if expletive else _DANGLING.findall(sentence)
    # "That objection came late", but "That he won was no surprise".
    found += [token.text for token in tokens[:1] if token.text == "That" and token.dep != "mark"]
    found += _TAGGED.findall(sentence) + _of_the_page(sentence) + _unspoken(sentence)
    own = _own_words(sentence, tokens)
    found += _unnamed_subject(tokens, own) + _unnamed_several(tokens, own)
    found += _unnamed_object(tokens, own) + _unnamed_owner(sentence, tokens)
    found += _unnamed_pair(tokens, own) + _unnamed_crowd(tokens, own)
    return found + _pointed_at(tokens, own) + _unnamed_deed(sentence, tokens, own)


def _unspoken(sentence: str) -> list[str]:
    """Find that the whole is quoted and nobody said to have said it."""
    whole = any(span.start == 0 and span.end == len(sentence) for span in quoted_spans(sentence))
    return ["nobody who says it"] if whole else []


def _of_the_page(sentence: str) -> list[str]:
    """Find "we", "I" or "here" outside quotation marks: of the outlet, or of whom it speaks for."""
    outside = sentence
    for span in reversed(quoted_spans(sentence)):
        outside = outside[: span.start] + " " + outside[span.end :]
    outside = _SINGLE_QUOTED.sub(" ", outside)
    return [word for kind in (_FIRST_PERSON, _HERE, _ACCOUNT) for word in kind.findall(outside)]


def _own_words(sentence: str, tokens: Sequence[Token]) -> list[int]:
    """Return the tokens outside quotation marks."""
    quoted = quoted_spans(sentence)
    return [
        index
        for index, token in enumerate(tokens)
        if not any(span.start <= token.start < span.end for span in quoted)
    ]


def _unnamed_subject(tokens: Sequence[Token], own: Sequence[int]) -> list[str]:
    """Find "they" or "it" as the subject of a main verb before which nobody is named."""
    return [
        tokens[index].text
        for index in own
        if tokens[index].dep in SUBJECTS
        and _refers(tokens, index)
        and tokens[tokens[index].head].dep == "ROOT"
        and not any(
            (before.dep in SUBJECTS and before.pos != "PRON") or before.entity == "PERSON"
            for before in tokens[:index]
        )
    ]


def _refers(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands for somebody or something: not that of "it was clear"."""
    word = tokens[index].text.lower()
    empty = tokens[index].dep == _EXPLETIVE or tokens[tokens[index].head].lemma in _IMPERSONAL
    return word in _PERSONAL or (word == "it" and not empty)


def _unnamed_several(tokens: Sequence[Token], own: Sequence[int]) -> list[str]:
    """Find "them", "others" or "the two" before which nothing is named that could be several.

    Not the subject of the same verb ("Officers described them"), nor, for others, a name ("The
    archives released a cache of others").
    """
    tree = tree_of(tokens)
    for index in own:
        others = tokens[index].text == "others" and tokens[index].dep != "conj"
        if tokens[index].text == "them" or others or _is_bare_number(tokens, index):
            verb = _acting_on(tokens, index)
            doer = tree.subject(verb) if verb is not None else None
            several = any(
                _may_be_several(tokens[place]) and not (others and tokens[place].pos == "PROPN")
                for place in range(index)
                if not _is_in_name(tokens, place, doer)
            )
            return [] if several else [tokens[index].text]
    return []


def _is_bare_number(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is that of "the two", with nothing that is counted."""
    before = tokens[index - 1].text.lower() if index else ""
    counts = tokens[index].dep in {"nummod", "compound", "quantmod", "amod"}
    spelled = tokens[index].tag == "CD" and tokens[index].text.isalpha()
    followed = index + 1 < len(tokens) and tokens[index + 1].text.lower() in {"of", "-"}
    return before == "the" and spelled and not counts and not followed


def _may_be_several(token: Token) -> bool:
    group = token.entity in _GROUPS and token.pos in _NAMING
    plural = token.tag in {"NNS", "NNPS", "CD"} or token.dep == "conj"
    plural = plural and token.text.lower() != "one"  # "one of them"
    return group or plural or token.text.lower() in _SEVERAL


def _unnamed_object(tokens: Sequence[Token], own: Sequence[int]) -> list[str]:
    """Find "him" or "it" before which no single one is named: "Police decided to stop him".

    The subject of the same verb is another one: "A court found him guilty", "Police called it an
    attack". So is the noun that the pronoun's clause describes: "a bus she was on".
    """
    tree = tree_of(tokens)
    for index, token in enumerate(tokens):
        if not _needs_one(tokens, index):
            continue
        acts = token.text.lower() in _PERSONAL
        chain = (index, *tree.ancestors(index))
        verb = next((i for i in chain[1:] if tokens[i].pos == "VERB"), None)
        doer = tree.subject(verb) if verb is not None and not acts else None
        described = {above for below, above in pairwise(chain) if tokens[below].dep == "relcl"}
        named = any(
            _is_one(tokens[place], token)
            and place not in described
            and not _is_in_name(tokens, place, doer)
            for place in range(index)
        )
        # "When she left the harbour, Berg was on a bus": one who acts may be named after.
        named = named or (acts and any(item.entity == "PERSON" for item in tokens[index:]))
        return [token.text] if index in own and not named else []
    return []


def _needs_one(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands for one person, or as an object for one thing that was named."""
    token, told = tokens[index], tokens[index].text.lower()
    if token.tag != "PRP":
        return False
    if told == "it":
        # "Made it clear that": it stands for what follows.
        later = any(item.tag in {"TO", "WRB"} or item.text == "that" for item in tokens[index:])
        return token.dep in _OBJECTS and not later
    return told in {"him", "her"} or (token.dep in SUBJECTS and told in {"he", "she"})


def _is_one(token: Token, pronoun: Token) -> bool:
    """Whether a pronoun may stand for a word: "it" for nobody, "him" for no day."""
    named = token.tag in {"NN", "NNP", "PRP"} and token.dep != "compound"
    other = token.entity in _TIMES or (pronoun.text == "it" and token.entity == "PERSON")
    return named and not other


def _acting_on(tokens: Sequence[Token], index: int) -> int | None:
    """Return the verb whose object a pronoun is, by itself or after "for", "about" and the like."""
    above = tokens[index].head
    if tokens[index].dep in _OBJECTS:
        return above
    led = tokens[index].dep == "pobj" and tokens[above].text.lower() in _TURNING_TO
    return tokens[above].head if led else None


def _unnamed_owner(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Find "In a statement, his campaign said", and "The board found nothing, he said".

    Only a circumstance stands before the owner, and nobody who could speak before the speaker.
    """
    found = _OWNER.match(sentence)
    named = any(item.entity == "PERSON" for item in tokens)
    speaks = _SPEAKER.search(sentence)
    known = named or any(token.lemma.lower() in PERSON_ROLES for token in tokens)
    unknown = [speaks[1]] if speaks is not None and not known else []
    return [found[1]] if found is not None and not named else unknown


def _unnamed_deed(sentence: str, tokens: Sequence[Token], own: Sequence[int]) -> list[str]:
    """Find "do so" before which nobody does anything but speak: "Berg said he would do so"."""
    found = _DO_SO.search(sentence)
    if found is None or not any(tokens[i].start == found.start() for i in own):
        return []
    before = (token for token in tokens if token.end <= found.start() and token.pos == "VERB")
    return [] if any(t.lemma.lower() not in STATING for t in before) else [found.group()]


def _unnamed_pair(tokens: Sequence[Token], own: Sequence[int]) -> list[str]:
    """Find "in either state" where no two are named."""
    named = any(token.dep == "conj" or token.text.lower() in {"two", "both"} for token in tokens)
    return [
        f"{tokens[index].text} {tokens[tokens[index].head].text}"
        for index in own
        if tokens[index].dep == "det" and tokens[index].text.lower() in _ONE_OF_TWO
        if not named and tokens[tokens[index].head].lemma.lower() not in _PAIRED
    ]


def _unnamed_crowd(tokens: Sequence[Token], own: Sequence[int]) -> list[str]:
    """Find "they" in an opening clause that several do not follow: "If they wait, he will"."""
    they = next((i for i in own if tokens[i].text.lower() == "they"), None)
    if they is None or any(token.pos in _NAMING | {"NUM", "PRON"} for token in tokens[:they]):
        return []
    several = any(
        (token.dep in SUBJECTS and (token.pos == "NOUN" or token.tag == "NNPS"))
        or (token.dep == "conj" and token.pos in _NAMING)
        for token in tokens[they + 1 :]
    )
    return [] if several else [tokens[they].text]


def _is_in_name(tokens: Sequence[Token], place: int, top: int | None) -> bool:
    """Whether a word is `top` or stands before it as part of its name."""
    return place == top or (tokens[place].head == top and tokens[place].dep in _NAME_PARTS)


def _pointed_at(tokens: Sequence[Token], own: Sequence[int]) -> list[str]:
    """Find "this claim" where nothing was told before: "Officials have denied this claim".

    "That state" and "those states" are none before "that" and the like, which say what they are.
    """
    tree = tree_of(tokens)
    for index in own:
        if tokens[index].text not in _POINTING or tokens[index].dep != "det":
            continue
        noun = tokens[index].head
        if tokens[index].text in _FAR and any(
            child > noun and tokens[child].dep in _FOLLOWING for child in tree.children[noun]
        ):
            continue
        above = {noun, *tree.ancestors(noun)}
        known = tokens[noun].lemma.lower() in POINTED_AT or any(
            tokens[place].lemma == tokens[noun].lemma
            or (tree.is_finite(place) and place not in above and tokens[place].pos == "VERB")
            for place in range(index)
        )
        return [] if known else [f"{tokens[index].text} {tokens[noun].text}"]
    return []
