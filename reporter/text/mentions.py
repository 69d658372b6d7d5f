"""Who a pronoun or a description means: the people and bodies an article has named so far.

Resolution is cautious: where two candidates are equally near, the words stay as the article has
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reporter.records import Token
from reporter.text.lexicon import BODY_ROLES, PERSON_ROLES
from reporter.text.syntax import Tree

PRONOUN_REACH = 2
DESCRIPTION_REACH = 8
ROLE_REACH = 5
MAX_NAME_TOKENS = 12
MAX_PEOPLE = 1_000

_LEFT = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "case", "predet", "neg"})
_OUTSIDE_NAME = frozenset({"relcl", "acl", "appos", "advcl", "punct", "npadvmod", "parataxis"})
_NAME_PREPOSITIONS = frozenset({"of", "for", "at", "from", "in", "with"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_LESSER = frozenset({"former", "vice", "ex"})
"""What makes a title another one: "the president" is not the vice president."""
_HONORIFICS = frozenset({"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr.", "dr"})
_BODIES = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: its words without appositions, and what it may be called later.

    `roles` are the nouns, in lower case, that describe it ("spokesman"); `qualifiers` all its
    words. `statement` and `position` (token) say where it stands, `main` that it is the subject
    of the main clause or of one coordinated with it.
    """

    text: str
    statement: int
    position: int
    pronoun: str = ""
    person: bool = False
    body: bool = False
    plural: bool = False
    definite: bool = False
    subject: bool = False
    main: bool = False
    roles: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()


def mention_at(tree: Tree, head: int, text: str, statement: int, alone: bool = False) -> Mention:
    """Describe the noun phrase that `head` governs in `text`; `alone` leaves "and others" out."""
    token = tree.tokens[head]
    first, last = _extent(tree, head)
    several = not alone and any(tree.tokens[i].dep == "conj" for i in tree.children[head])
    person = token.entity == "PERSON" and not several
    words = tree.tokens[first : last + 1]
    named = head if person else _named_apposition(tree, head)
    if named is not None:
        first, last = _entity(tree.tokens, named)
    return Mention(
        text=_phrase(text, tree.tokens[first], tree.tokens[last]),
        statement=statement,
        position=head,
        pronoun=token.text.lower() if token.pos == "PRON" else "",
        person=named is not None,
        body=named is None and token.entity in _BODIES,
        plural=several or token.tag in ("NNS", "NNPS"),
        definite=words[0].text.lower() in _DEFINITE,
        subject=_is_subject(tree, head, person),
        main=_is_subject(tree, head, person) and _is_main(tree, token.head),
        roles=frozenset(_roles(tree, head, person)),
        qualifiers=frozenset(word.lemma.lower() for word in (*words, *_appositions(tree, head))),
    )


def _is_subject(tree: Tree, head: int, person: bool) -> bool:
    token = tree.tokens[head]
    if token.dep == "npadvmod":
        return person
    return token.dep in ("nsubj", "nsubjpass") and tree.tokens[token.head].dep != "relcl"


def _is_main(tree: Tree, verb: int) -> bool:
    while tree.tokens[verb].dep == "conj":
        verb = tree.tokens[verb].head
    return tree.tokens[verb].head == verb


def _extent(tree: Tree, head: int) -> tuple[int, int]:
    first = min(
        (tree.first[i] for i in tree.children[head] if tree.tokens[i].dep in _LEFT and i < head),
        default=head,
    )
    last = head
    for child in tree.children[head]:
        if child < head:
            continue
        token = tree.tokens[child]
        named = token.dep == "prep" and token.text.lower() in _NAME_PREPOSITIONS
        if not (named or token.dep in ("conj", "cc", "compound", "nmod", "nummod")):
            break
        reach = _before_outside(tree, child)
        if reach - first >= MAX_NAME_TOKENS:
            break
        last = max(last, reach)
        if reach < tree.last[child]:
            break
    while last > head and tree.tokens[last].dep in ("cc", "prep", "det"):
        last -= 1
    return first, last


def _before_outside(tree: Tree, child: int) -> int:
    for index in range(child, tree.last[child] + 1):
        if tree.tokens[index].dep in _OUTSIDE_NAME and tree.tokens[index].tag != "HYPH":
            return index - 1 if index > child else child
        if index > child and any(
            tree.tokens[above].dep in _OUTSIDE_NAME
            for above in tree.ancestors(index)
            if above >= child and tree.tokens[above].tag != "HYPH"
        ):
            return index - 1
    return tree.last[child]


def _named_apposition(tree: Tree, head: int) -> int | None:
    """Return the name in "the envoy, Ann Poe", or None."""
    for child in tree.children[head]:
        token = tree.tokens[child]
        if child > head and token.dep == "appos" and token.entity == "PERSON":
            return child
    return None


def _appositions(tree: Tree, head: int) -> Iterator[Token]:
    for child in tree.children[head]:
        if tree.tokens[child].dep == "appos":
            yield from tree.tokens[tree.first[child] : tree.last[child] + 1]


def _entity(tokens: Sequence[Token], head: int) -> tuple[int, int]:
    first = last = head
    while first > 0 and not tokens[first].opens and tokens[first - 1].entity == "PERSON":
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].entity == "PERSON":
        if tokens[last + 1].opens or tokens[last + 1].tag == "POS":
            break
        last += 1
    return first, last


def _phrase(text: str, first: Token, last: Token) -> str:
    words = " ".join(text[first.start : last.end].split()).strip("“”\"'‘’«»,;: ")
    # Only its place at the head of a sentence gives a common word its capital.
    article = first.pos == "DET"
    common = article or (first.pos != "PROPN" and not first.entity and words[:2] != "I")
    common = common and first.text.istitle()
    return words[:1].lower() + words[1:] if common else words


def _roles(tree: Tree, head: int, person: bool) -> Iterator[str]:
    if not person:
        yield tree.tokens[head].lemma.lower()
    for child in tree.children[head]:
        token = tree.tokens[child]
        if token.dep == "appos" and token.entity != "PERSON":
            yield token.lemma.lower()
        if person and token.dep in ("compound", "amod", "nmod") and token.entity != "PERSON":
            yield token.lemma.lower()


@dataclass(slots=True)
class Discourse:
    """What one article has mentioned so far; it grows as statements are read in order.

    `ends` are the words that may end a full name: "Ole Lund Saw Strength" in a headline is none.
    """

    ends: frozenset[str]
    _mentions: list[Mention] = field(default_factory=list)
    _speakers: dict[int, Mention] = field(default_factory=dict)
    _people: dict[tuple[str, ...], None] = field(default_factory=dict)

    def read(self, mentions: Sequence[Mention]) -> None:
        """Take in the noun phrases of the next statement, in order."""
        for mention in mentions:
            words = tuple(mention.text.split())
            full = mention.person and len(words) > 1 and words[-1].split("-")[-1] in self.ends
            if full and len(self._people) < MAX_PEOPLE:
                self._people.setdefault(words)
            if not mention.pronoun:
                self._mentions.append(self._recognized(mention))
            elif mention.main and (meant := self._nearest(mention, person=True)) is not None:
                # Whom the main clause is about is at hand for the next pronoun.
                here = replace(meant, statement=mention.statement, position=mention.position)
                self._mentions.append(replace(here, subject=True, main=True))

    def _recognized(self, mention: Mention) -> Mention:
        """Take a bare surname for its bearer, whatever kind of name the parser saw in it."""
        if mention.person or mention.pronoun or mention.plural:
            return mention
        *before, surname = mention.text.split() or [""]
        if any(word.lower() not in _HONORIFICS for word in before):
            return mention
        known = bool(before) or any(surname == name[-1] for name in self._people)
        return replace(mention, person=True, body=False) if known else mention

    def name(self, mention: Mention) -> str:
        """Return the fullest safe name for a speaker and remember him as one."""
        found = self._find(self._recognized(mention))
        if mention.pronoun and not found.pronoun:
            found = self._find(found)
        if found is not mention and mention.definite:
            # Named again: the next "the official" may be as far from here.
            again = replace(found, statement=mention.statement, position=mention.position)
            self._mentions.append(replace(again, subject=False, main=False))
        if not found.pronoun:
            self._speakers[mention.statement] = found
        return self._called(found)

    def _called(self, mention: Mention) -> str:
        """Return the full name of a person when only one known name can be meant."""
        if not mention.person:
            return mention.text
        bare = {word for word in mention.text.split() if word.lower() not in _HONORIFICS}
        fuller = [name for name in self._people if len(name) > len(bare) and bare <= set(name)]
        chosen = [name for name in fuller if name[-1] in bare] or fuller
        shortest = min(chosen, key=len, default=())
        # A longer form of the same name ("Senator Ann Poe") is no second person.
        if bare and chosen and all(set(shortest) <= set(name) for name in chosen):
            return " ".join(shortest)
        return mention.text

    def _find(self, mention: Mention) -> Mention:
        if mention.pronoun and mention.plural:
            return mention
        if mention.pronoun in ("he", "she"):
            return self._nearest(mention, person=True) or mention
        if mention.pronoun == "it":
            return self._nearest(mention, person=False) or mention
        if mention.pronoun == "they":
            previous = self._previous_speaker(mention)
            return previous if previous is not None and previous.plural else mention
        if mention.definite and not (mention.person or mention.body):
            return self._described(mention) or mention
        return mention

    def _previous_speaker(self, mention: Mention) -> Mention | None:
        for back in range(PRONOUN_REACH + 1):
            found = self._speakers.get(mention.statement - back)
            if found is not None and (back or found.position < mention.position):
                return found
        return None

    def _nearest(self, pronoun: Mention, person: bool) -> Mention | None:
        for back in range(PRONOUN_REACH + 1):
            number = pronoun.statement - back
            before = [
                mention
                for mention in self._recent(number)
                if (back or mention.position < pronoun.position) and _fits(mention, person)
            ]
            speaker = self._speakers.get(number)
            if back and speaker is not None and _fits(speaker, person):
                return speaker
            chosen = [mention for mention in before if mention.main]
            chosen = chosen or [mention for mention in before if mention.subject]
            if person and back:
                chosen = chosen or [mention for mention in before if mention.person]
            if len({self._called(mention) for mention in chosen}) == 1:
                return chosen[-1]
            if chosen:
                return None
        return None

    def _recent(self, statement: int) -> list[Mention]:
        found: list[Mention] = []
        for mention in reversed(self._mentions):
            if mention.statement < statement:
                break
            if mention.statement == statement:
                found.append(mention)
        return found[::-1]

    def _described(self, mention: Mention) -> Mention | None:
        wanted = mention.qualifiers - _DEFINITE
        for earlier in reversed(self._mentions):
            if mention.statement - earlier.statement > DESCRIPTION_REACH:
                return None
            if (earlier.statement, earlier.position) >= (mention.statement, mention.position):
                continue
            if earlier.pronoun or earlier.plural != mention.plural:
                continue
            if not mention.roles & earlier.roles:
                continue
            if earlier.qualifiers <= wanted and not earlier.person:
                return None  # it says no more than the description
            if _LESSER & (earlier.qualifiers - wanted) or not wanted <= earlier.qualifiers:
                continue
            near = mention.statement - earlier.statement <= ROLE_REACH
            if near if earlier.person else not earlier.definite:
                return None if self._is_one_of_two(mention, earlier) else earlier
        return None

    def _is_one_of_two(self, mention: Mention, found: Mention) -> bool:
        """Say whether the description fits another one as well, and the found one acts nowhere."""
        return not found.subject and any(
            other.person
            and not {*other.text.split()} & {*found.text.split()}
            and mention.roles & other.roles
            and not _LESSER & other.qualifiers
            for other in self._mentions
        )


def _fits(mention: Mention, person: bool) -> bool:
    if mention.pronoun or mention.plural:
        return False
    if person:
        return mention.person or bool(mention.roles & PERSON_ROLES)
    return not mention.person and (mention.body or bool(mention.roles & BODY_ROLES))
