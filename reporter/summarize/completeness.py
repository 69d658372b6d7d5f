"""Whether a sentence is one, and says what it is about to say.

It needs a main verb with tense, its subject, and an end that some source lets stand there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.records import Statement, Token
from reporter.summarize.rendering import quoted_spans
from reporter.text.lexical import plain
from reporter.text.lexicon import INCOMPLETE
from reporter.text.syntax import FINITE_TAGS, Tree, tree_of

_COMPLEMENTS = frozenset({"dobj", "ccomp", "xcomp", "acomp", "attr", "oprd"})
_TOLD = frozenset({"ccomp", "xcomp", "advcl", "parataxis"})
_TOPICAL = frozenset({"about", "of", "to", "how", "why"})
_UTTERANCES = frozenset({"statement", "comment", "remark", "announcement", "speech"})
_EMERGING = frozenset({"emerge", "surface", "circulate", "appear", "come"})
_NEWS = frozenset({"report", "detail", "rumor", "rumour", "question", "news", "allegation"})
_KINDS = frozenset({"acl", "relcl", "prep"})
_LIGHT = frozenset({"be", "have"})
_CONTENT = frozenset({"ccomp", "acl", "relcl", "advcl", "xcomp", "prep"})
# "were seen" and "is based" lead on to where and how.
_LOCATING = frozenset({"see", "find", "base", "locate", "situate", "hold"})
_SAYING = frozenset({"say", "add", "state"})
_SAID = frozenset({"ccomp", "xcomp", "dobj", "parataxis", "conj", "nsubjpass", "oprd", "agent"})
# "News reports that Lund had left": of what was reported nothing is said.
_REPORTS = re.compile(r"(?:\w+ )?(?:news|media|press|police|newspaper) reports that\b", re.I)
# What is left where the hour is in dispute: "lost contact local time".
_TIMELESS = re.compile(r"(?<![\d.])(?<![ap]m)(?<!noon)(?<!midnight) local time\b")
# "Here are the key moments:", "Here’s what we know": what comes next is the news, not this.
_ANNOUNCING = re.compile(
    r"(?:(?:and|but|so|now),? )?here(?:[’']s|[’']re| is| are)\b", re.IGNORECASE
)
# "Not only did Lund leave".
_HALF = re.compile(r"\bnot only\b(?!.*(?:\b(?:but|also|too|as well|even)\b|;))", re.I | re.S)
# "Storm bears down: Pence".
_NAMED_AFTER = re.compile(r"\w: (?:[A-Z][\w.’'-]*\s?){1,3}\.$")
_FOR_ANOTHER = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could)(?:n[’']t| not)?\W*$"
)
_MAY_END = frozenset({"VBN", "VBD", "VBZ", "VBP"})


def missing_parts(
    sentence: str, tokens: Sequence[Token], statements: Sequence[Statement]
) -> list[str]:
    """Return what keeps `sentence`, whose parse is `tokens`, from being whole; [] for nothing.

    `statements` are those that it was made from.
    """
    if _TIMELESS.search(sentence):
        return ["'local time' without a time"]
    if _is_unsaid(sentence, tokens):
        return ["that somebody did, but not what"]
    if _ANNOUNCING.match(sentence):
        return ["only announces what follows"]
    if _HALF.search(sentence):
        return ["'not only' without what else"]
    found = _incomplete(sentence, tokens) or _broken_off(tokens, statements)
    found = found or _says_nothing(sentence, tokens)
    return found or _without_place(tokens) or _without_gift(tokens)


def _incomplete(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Ask for a main verb with tense that no conjunction makes dependent."""
    tree = tree_of(tokens)
    verbs = [
        index
        for index, token in enumerate(tokens)
        if token.head == index and token.pos in {"VERB", "AUX"} and tree.is_finite(index)
    ]
    marked = [
        index
        for index in verbs
        if any(tokens[i].dep == "mark" or tokens[i].tag == "WRB" for i in tree.children[index])
    ]
    subject = tree.subject(tokens[0].head) if tokens else None
    turned = subject is not None and tokens[0].pos == "AUX" and tokens[0].text.istitle()
    if tokens and (tokens[-1].text == "?" or turned):
        return ["a question"]
    if not verbs or _is_news_alone(tokens, tree, verbs[0]):
        return ["no main verb with tense"]
    if _begins_with_verb(tokens, tree) or _is_participle(sentence, tokens):
        return ["begins without its subject"]
    if _is_label(tokens, tree):
        return ["no verb before the colon"]
    if _NAMED_AFTER.search(sentence):
        return ["a headline that names its source after a colon"]
    if _is_claim_cut(tokens, tree):
        return ["no verb after 'that'"]
    if _is_between_one(tokens, tree):
        return ["'between' one"]
    return ["only a dependent clause"] if len(marked) == len(verbs) else []


def _is_unsaid(sentence: str, tokens: Sequence[Token]) -> bool:
    """Whether the only verb stands for one of the sentence before: "The council did not"."""
    end = _FOR_ANOTHER.search(sentence)
    return end is not None and not any(
        token.pos == "VERB" for token in tokens if token.end <= end.start()
    )


def _is_news_alone(tokens: Sequence[Token], tree: Tree, verb: int) -> bool:
    """Whether the verb is a noun or stands below one: "News reports that he left"."""
    several, noun = tokens[0].text.endswith("s"), tokens[0].text.lower().rstrip("s")
    if several and noun in _NEWS and tokens[0].dep == "compound":
        return True
    conjoined = any(tokens[child].dep == "conj" for child in tree.children[verb])
    opening = " ".join(token.text for token in tokens[:4])
    return tokens[verb].lemma == "report" and not conjoined and bool(_REPORTS.match(opening))


def _begins_with_verb(tokens: Sequence[Token], tree: Tree) -> bool:
    """Whether nobody does what the sentence begins with: "Said he left", "Never said a word"."""
    place = next((i for i, token in enumerate(tokens) if token.pos != "ADV"), 0)
    first = tokens[place]
    led = place == 0 or (first.pos == "VERB" and tree.subject(place) is None)
    return led and first.tag in {"VBD", "VBZ", "VBP"}


def _is_participle(sentence: str, tokens: Sequence[Token]) -> bool:
    """Whether all but quoted words hangs on a participle: "Telling the paper that “he left”"."""
    quoted = quoted_spans(sentence)
    own = [t for t in tokens if not any(s.start <= t.start < s.end for s in quoted)]
    told = any(token.tag in FINITE_TAGS for token in own)
    return bool(quoted and own) and own[0].tag == "VBG" and not told


def _is_label(tokens: Sequence[Token], tree: Tree) -> bool:
    """Whether a colon stands after a mere topic or name: "Lund at the bridge: ‘We won’"."""
    colon = next((place for place, token in enumerate(tokens) if token.text == ":"), 0)
    return colon > 0 and not any(tree.is_finite(place) for place in range(colon))


def _is_claim_cut(tokens: Sequence[Token], tree: Tree) -> bool:
    """Whether what is claimed has lost its verb: "Lund claimed that the letter to Congress"."""
    claims = (
        place
        for place, token in enumerate(tokens)
        if token.text.lower() == "that" and token.dep == "mark"
        if tokens[token.head].dep == "ccomp"
    )
    return any(not any(map(tree.is_finite, range(place, len(tokens)))) for place in claims)


def _is_between_one(tokens: Sequence[Token], tree: Tree) -> bool:
    """Whether one of two was cut: "a message was passed between Lund"."""
    for place, token in enumerate(tokens):
        if token.text.lower() == "between" and token.dep == "prep":
            ends = [i for i in tree.children[place] if tokens[i].dep == "pobj"]
            joined = any(later.text.lower() in {"and", "&"} for later in tokens[place:])
            return len(ends) == 1 and tokens[ends[0]].tag in {"NN", "NNP"} and not joined
    return False


def _broken_off(tokens: Sequence[Token], statements: Sequence[Statement]) -> list[str]:
    """Find a last word with which no source lets the thought end: "would detain", "starting".

    Only function words and verbs without tense are held to that: "sank" may end a sentence.
    """
    words = [token for token in tokens if token.pos not in {"PUNCT", "SYM", "SPACE"}]
    if [token.text.lower() for token in words[-2:]] == ["in", "part"]:
        words = words[:-2]
    if len(words) < 3 or not (words[-1].pos == "NOUN" or _leads_on(words)):
        return []
    if words[-1].tag in _MAY_END:
        return _without_complement(words[-1], tokens, statements)
    if words[-1].pos == "NOUN":
        return _without_kind(words[-1], tokens, statements)
    ending = plain(" ".join(token.text for token in words[-3:]))
    told = [plain(item.text) for item in statements]
    held = [text for text in told if f" {ending} " in f" {text} "]
    ended = any(f"{text} ".endswith(f" {ending} ") for text in held)
    return [f"breaks off after {words[-1].text!r}"] if held and not ended else []


def _leads_on(words: Sequence[Token]) -> bool:
    """Whether the last word is one after which more is due: "would", "the", "and four"."""
    listed = words[-1].pos == "NUM" and words[-2].pos == "CCONJ"
    return listed or words[-1].pos in {"VERB", "AUX", "ADP", "DET", "CCONJ", "SCONJ"}


def _says_nothing(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Find that something was told or stated, but not what: "Lund told reporters on Monday"."""
    tree = tree_of(tokens)
    root = next((place for place, token in enumerate(tokens) if token.head == place), None)
    if root is None or quoted_spans(sentence):
        return []
    below = [tokens[child] for child in tree.children[root]]
    subject = tree.subject(root)
    if tokens[root].lemma in _EMERGING and subject is not None:
        bare = tokens[subject].lemma in _NEWS and not any(t.dep in _CONTENT for t in tokens)
        return [f"that there are {tokens[subject].text}, but not what they say"] if bare else []
    if tokens[root].lemma == "tell":
        about = any(token.dep == "prep" and token.text.lower() in _TOPICAL for token in below)
        told = any(token.dep in _TOLD for token in below)
        bare = not about and not told and not any(token.tag == "WDT" for token in tokens)
        things = [token for token in below if token.dep == "dobj"]
        return ["who was told, but not what"] * (bare and all(t.pos == "PROPN" for t in things))
    about = any(token.text.lower() in _TOPICAL for token in below)
    spoken = tokens[root].lemma in _SAYING or (tokens[root].lemma == "tweet" and not about)
    if spoken and not {token.dep for token in below} & _SAID:
        return ["that somebody spoke, but not what was said"]
    issued = tokens[root].lemma in {"issue", "release", "make", "give"}
    last = [token for token in tokens if token.pos != "PUNCT"][-1:]
    bare = issued and any(t.dep == "dobj" and t.lemma in _UTTERANCES for t in last)
    return [f"that there is a {last[0].lemma}, but not what it says"] if bare else []


def _without_place(tokens: Sequence[Token]) -> list[str]:
    """Find that somebody is put, but not where: "The calls put the mayor and other officials"."""
    for index, token in enumerate(tokens):
        below = {other.dep for other in tokens if other.head == index}
        if token.lemma == "put" and token.pos == "VERB" and "dobj" in below:
            after = tokens[index + 1 :]
            led = any(t.pos in {"ADP", "ADV", "PART", "SCONJ"} or t.dep == "prt" for t in after)
            return [] if led else ["that something is put, but not where"]
    return []


def _without_gift(tokens: Sequence[Token]) -> list[str]:
    """Find that somebody plans to give, but not what: "Berg plans to give on Tuesday"."""
    for index, token in enumerate(tokens):
        planned = token.lemma == "give" and token.dep == "xcomp" and token.tag == "VB"
        if planned and tokens[token.head].dep == "ROOT":
            below = tokens[index + 1 :]
            given = any(t.dep in {"dobj", "dative", "prt"} or t.text == "to" for t in below)
            return [] if given else ["that something is given, but not what"]
    return []


def _without_kind(
    noun: Token, tokens: Sequence[Token], statements: Sequence[Statement]
) -> list[str]:
    """Find a thing that somebody is or has, but not which, where all sources say it: "has assets".

    Only a bare noun, or one after "a", is held to that.
    """
    at = next(i for i, token in enumerate(tokens) if token is noun)
    below = [token for token in tokens if tokens[token.head] is noun and token is not noun]
    bare = all(token.text.lower() in {"a", "an"} or token.pos == "PUNCT" for token in below)
    if not bare or not _is_had(tokens, at):
        return []
    found = [
        any(other.head == place and other.dep in _KINDS for other in item.tokens[place + 1 :])
        for item in statements
        for place, token in enumerate(item.tokens)
        if token.text == noun.text and _is_had(item.tokens, place)
    ]
    return [f"breaks off after {noun.text!r}"] if found and all(found) else []


def _is_had(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is what somebody is or has."""
    return tokens[place].dep in {"attr", "dobj"} and tokens[tokens[place].head].lemma in _LIGHT


def _without_complement(
    verb: Token, tokens: Sequence[Token], statements: Sequence[Statement]
) -> list[str]:
    """Find a last verb that has an object or a clause wherever a source has it: "concluded"."""
    if any(tokens[token.head] is verb and token.dep in _COMPLEMENTS for token in tokens):
        return []
    lemma = verb.lemma.lower()
    leads = lemma in INCOMPLETE or (verb.tag == "VBN" and lemma in _LOCATING)
    wanted = _COMPLEMENTS | ({"advcl", "prep"} if leads else set())
    found = [
        any(other.head == place and other.dep in wanted for other in item.tokens)
        for item in statements
        for place, token in enumerate(item.tokens)
        if token.text.lower() == verb.text.lower() and token.pos in {"VERB", "AUX"}
    ]
    return [f"breaks off after {verb.text!r}"] if found and all(found) else []
