"""Every record that flows through the pipeline, in the order in which it comes into being.

All records are frozen, slotted and made of tuples, so a stage can hand them on without copying and
no later stage can change what an earlier one found. Spans are half-open character offsets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

# --- ingest ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read; `reason` says why and, where possible, what to do."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class DroppedLine:
    """A line of the input (counted from 1) that is not part of the article, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one outlet, cleaned.

    `text` is the cleaned body: paragraphs joined by one newline, the headline not included unless
    the body repeats it. `line_starts` holds `(offset in text, line in the input file)` pairs in
    ascending order, the first at offset 0, so that every character leads back to its input line.
    """

    id: str
    path: str
    outlet: str
    outlet_known: bool
    title: str
    text: str
    title_line: int = 1
    published: date | None = None
    published_at: datetime | None = None
    wire: str | None = None
    language: str = "en"
    url: str | None = None
    line_starts: tuple[tuple[int, int], ...] = ((0, 1),)
    dropped: tuple[DroppedLine, ...] = ()

    @property
    def voice(self) -> str:
        """What it counts as where outlets are counted: two of unknown outlets are not one's."""
        return self.outlet.casefold() if self.outlet_known else self.id

    def line_at(self, offset: int) -> int:
        """Return the line of the input file, from 1, on which character `offset` of `text` is."""
        index = bisect_right(self.line_starts, offset, key=lambda pair: pair[0]) - 1
        return self.line_starts[max(index, 0)][1]


# --- statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the parser saw it; `start` and `end` count from the start of the parsed text.

    `head` is the index of the governing token in the same sequence (a root governs itself),
    `entity` the entity label or "", `opens` is true on the first token of an entity, and
    `sentence_start` is true on the first token of a sentence.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str = ""
    opens: bool = False
    sentence_start: bool = False


class StatementKind(StrEnum):
    """Where in an article a statement stands."""

    SENTENCE = "sentence"
    HEADLINE = "headline"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open character range."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words inside quotation marks: `start:end` of the statement's text, marks excluded.

    `speaker` is the name or description that the article gives for who said it, or None.
    """

    start: int
    end: int
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as an article has it: `article.text[start:end] == text` unless it is a headline.

    A headline that is not part of the body has `start == end == 0` and `kind` HEADLINE. Tokens,
    clauses and quotations count characters from the start of `text`. `clauses` are the parts that
    could stand alone, in order (one, the whole, for a simple sentence). `speaker` is who the
    article says asserts the statement, `reported` whether it is somebody's words or position
    rather than the outlet's own.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str
    line: int
    kind: StatementKind = StatementKind.SENTENCE
    index: int = 0
    speaker: str | None = None
    reported: bool = False
    quotations: tuple[Quotation, ...] = field(default=(), compare=False)
    clauses: tuple[Span, ...] = field(default=(), compare=False)
    tokens: tuple[Token, ...] = field(default=(), compare=False, repr=False)


# --- stories and lineage --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Copy:
    """`article_id` repeats `containment` (0..1) of the text of `of`, a rewrite in other words."""

    article_id: str
    of: str
    containment: float
    rewrite: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent source: an outlet's own work, or an agency text with its copies."""

    id: str
    articles: tuple[str, ...]
    why: str
    agency: str | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, in order of publication, then path."""

    id: str
    title: str
    articles: tuple[Article, ...]


# --- comparing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PairScore:
    """What the judges said of the statements `a` and `b` (ids).

    `similarity` is the cosine of their embeddings (-1..1). `forward` and `backward` are the pair
    scorer's probabilities of entailment, neutral and contradiction for a -> b and b -> a.
    `equivalent` (0..1) is how sure matching is that both assert the same thing about the same
    event, whether or not a detail differs.
    """

    a: str
    b: str
    similarity: float
    forward: tuple[float, float, float]
    backward: tuple[float, float, float]
    equivalent: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Equivalent statements of one story; `medoid` is the member closest to all others."""

    id: str
    statements: tuple[Statement, ...]
    medoid: Statement
    scores: tuple[PairScore, ...] = ()


class Kind(StrEnum):
    """What two outlets differ in."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    NEGATION = "negation"
    CONTRADICTION = "contradiction"
    CERTAINTY = "certainty"
    WORDING = "wording"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters `start:end` of `statement.text` that carry a value."""

    statement: Statement
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """What some outlets say: a value in readable form and where each of them says it."""

    value: str
    evidence: tuple[Evidence, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles on this side, each once, in order of appearance."""
        return tuple(dict.fromkeys(item.statement.article_id for item in self.evidence))


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Sides that cannot all be right, or that tell it differently.

    `subject` is what they differ about in a few words ("injured"), `confidence` (0..1) how sure
    the detector is, `importance` (0..1) how probable it is that an editor wants to be told, if it
    is true, `reasons` the rules that fired and their figures, for `reporter explain`.
    """

    id: str
    kind: Kind
    subject: str
    summary: str
    confidence: float
    changes_meaning: bool
    sides: tuple[Side, ...]
    cluster_id: str
    reasons: tuple[str, ...] = ()
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """One test that a sentence of a fact had to pass."""

    name: str
    passed: bool
    detail: str = ""


DRAFT = "draft"
"""The `method` of a fact that no sentence was written for yet: its summary is an outlet's words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that outlets agree on, written as one sentence.

    `method` names what wrote it ("seq2seq", "causal", "openai", "extractive"; `DRAFT` for nothing
    yet), `rejected` holds the generated sentences that failed a check, each with why. `origins`
    counts independent sources. `faithfulness` is 0..1, `score` what the sentence was worth in the
    ranking of all sentences of its cluster (about 0..3, comparable within a cluster only).
    `confidence` (0..1) is how probable it is that two outlets say it.
    """

    id: str
    summary: str
    method: str
    faithful: bool
    faithfulness: float
    cluster: Cluster
    articles: tuple[str, ...]
    origins: int
    discrepancies: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    score: float = 0.0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Headline:
    """What a story is about in a few words, without a stop, and the statements that say so.

    `method`, `origins`, `checks` and `score` are as in `Fact`.
    """

    text: str
    method: str
    statements: tuple[Statement, ...]
    articles: tuple[str, ...]
    origins: int
    checks: tuple[Check, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Omission:
    """`article_id` covers the story and leaves the fact out."""

    article_id: str
    fact_id: str


@dataclass(frozen=True, slots=True)
class Unique:
    """Statements that one origin alone has, the most checkable first."""

    origin_id: str
    statements: tuple[Statement, ...]


# --- the brief ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """Everything found in one story.

    `headline` is None where no two outlets bear one out; `lead` names the facts that open the
    story, in reading order.
    """

    story: Story
    origins: tuple[Origin, ...]
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    discrepancies: tuple[Discrepancy, ...]
    omissions: tuple[Omission, ...]
    unique: tuple[Unique, ...]
    clusters: tuple[Cluster, ...] = ()
    headline: Headline | None = None
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """What a draft lacks.

    `facts` that stand in an outlet's own words, `sentences` and `headlines` that were chosen under
    other settings and may change (few do), and `pairs` of texts that were not compared, for which
    facts may come, go and grow.
    """

    facts: int = 0
    sentences: int = 0
    headlines: int = 0
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole result of one run over one folder.

    `incomplete` says what is missing when the run was interrupted, and is empty otherwise. `draft`
    says what is missing where models were not asked yet.
    """

    folder: str
    generated_at: datetime
    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    stories: tuple[StoryBrief, ...]
    settings: Mapping[str, Any]
    models: Mapping[str, Mapping[str, str]]
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    incomplete: str = ""
    draft: Missing | None = None
