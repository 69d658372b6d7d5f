"""One story of the brief as Markdown blocks, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reporter.config import ReportSettings
from reporter.discrepancies.judging import Tier, tier_of
from reporter.records import DRAFT, Discrepancy, Fact, StoryBrief
from reporter.report.carriage import Row, carriage
from reporter.report.citations import Footnotes, headline_link, quoted
from reporter.report.differences import (
    DIFFER_HEADING,
    Differences,
    difference_blocks,
    sort_differences,
    subject_of,
)
from reporter.report.draft import label_of
from reporter.report.escape import count, escape, natural, shorten, target, visible
from reporter.report.legend import Legend, legend_of, published
from reporter.summarize.witnesses import is_sure

_LONGEST_LABEL = 64  # characters of a row label
_LONGEST_OMISSION = 90
_LONGEST_UNIQUE = 200
_MOST_LEFT_OUT = 3
_MOST_REASONS = 5
_LESS_SURE = "Less sure, for the second outlet may say something else:"
_KEY = (
    "● has it, ○ leaves it out, ≠ has it and differs in what it means; empty: perhaps in other "
    "words, or too short or too early to have it."
)


@dataclass(frozen=True, slots=True)
class View:
    """What the caller asks of the brief; see `to_markdown`."""

    settings: ReportSettings
    min_confidence: float
    max_differences: int
    link_base: str
    report_name: str
    picture_folder: str = ""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story with what its sections share, sorted for reading.

    `facts` are sure ones first, then best supported; those after the first `max_facts` are only
    counted.
    """

    item: StoryBrief
    legend: Legend
    facts: tuple[Fact, ...]
    differences: Differences
    settings: ReportSettings

    @property
    def sure(self) -> tuple[Fact, ...]:
        """The facts that two outlets surely say."""
        return tuple(fact for fact in self.facts if is_sure(fact))

    @property
    def facts_shown(self) -> tuple[Fact, ...]:
        """The sure facts that there is room for."""
        return self.sure[: self.settings.max_facts]

    @property
    def less_sure_shown(self) -> tuple[Fact, ...]:
        """The other facts that there is room for then."""
        return self.facts[len(self.sure) : self.settings.max_facts]

    @property
    def title(self) -> str:
        """The headline that outlets share, or where there is none, that of one outlet."""
        headline = self.item.headline
        return headline.text if headline else self.item.story.title

    @property
    def outlets(self) -> int:
        """How many outlets cover the story."""
        return self.legend.outlets(self.legend.articles)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Who carries what, or nothing where all carry all."""
        return carriage(self.item, self.facts_shown, self.differences.disputes)


def story_page(item: StoryBrief, view: View) -> StoryPage:
    """Return the story sorted for reading."""
    legend = legend_of(item)
    return StoryPage(
        item=item,
        legend=legend,
        facts=tuple(
            sorted(
                item.facts,
                key=lambda f: (
                    not is_sure(f),
                    -f.origins,
                    -legend.outlets(f.articles),
                    natural(f.id),
                ),
            )
        ),
        differences=sort_differences(item, view.min_confidence, view.max_differences),
        settings=view.settings,
    )


def story_blocks(page: StoryPage, heading: str, notes: Footnotes, view: View) -> str:
    """Return the whole section under `heading` (already escaped), footnotes at its end.

    Sections with nothing to say are left out.
    """
    # In reading order, because footnotes are numbered as they are cited.
    blocks = [f"## {heading}", _lead(page, notes), *_headline(page, notes)]
    blocks.append(_sources(page, view.link_base))
    sections = (
        (DIFFER_HEADING, _differ(page, notes, view)),
        ("What the outlets agree on", _agreed(page, notes, view)),
        ("Left out", _left_out(page)),
        ("Only here", _only_here(page, notes, view)),
        ("Who carries what", _matrix(page, view)),
        ("How this was made", _made(page)),
    )
    for title, content in sections:
        if content:
            blocks += [f"### {title}", *content]
    return "\n\n".join([*blocks, notes.take()]).rstrip()


def _lead(page: StoryPage, notes: Footnotes) -> str:
    by_id = {fact.id: fact for fact in page.facts}
    sentences = [
        _sentence(page, by_id[item]) + notes.cite(page.legend, by_id[item].cluster.statements)
        for item in page.item.lead
    ] or ["No statement is shared by enough outlets without dispute."]
    turning = page.differences.disputes
    if turning:
        subjects = dict.fromkeys(subject_of(found).rstrip("?.") for found in turning[:3])
        sentences.append(f"The outlets differ on: {'; '.join(_lower(s) for s in subjects)}.")
    return " ".join(sentences)


def _headline(page: StoryPage, notes: Footnotes) -> list[str]:
    """Return who bears the headline out, or nothing where it is only that of one outlet."""
    headline = page.item.headline
    if headline is None:
        return []
    legend = page.legend
    support = f"{legend.outlets(headline.articles)} of {count(page.outlets, 'outlet')}"
    mark = notes.cite(legend, headline.statements)
    return [f"*Headline: {support}, {count(headline.origins, 'origin')}.*{mark}"]


def _lower(words: str) -> str:
    """Undo the capital of a subject inside a sentence, but leave names and abbreviations."""
    first = words.split(" ")[0]
    return words if first[1:] != first[1:].lower() else words[:1].lower() + words[1:]


def _sentence(page: StoryPage, fact: Fact) -> str:
    if fact.method == DRAFT:
        article = page.legend.articles[fact.cluster.medoid.article_id]
        outlet = f" {escape(article.outlet)}" if article.outlet_known else ""
        return f"In the words of {page.legend.letters[article.id]}{outlet}: {quoted(fact.summary)}"
    text = visible(fact.summary) or "(no words)"
    if text.endswith("!"):
        return escape(text[:-1]) + "\\!"  # else it would make an image of the footnote behind it
    return escape(text if text.endswith((".", "?", "”", '"', "…")) else f"{text}.")


def _sources(page: StoryPage, base: str) -> str:
    rows = ["| | outlet | published | origin | headline |", "|---|---|---|---|---|"]
    for article_id, article in page.legend.articles.items():
        rows.append(
            f"| {page.legend.letters[article_id]} | {escape(article.outlet) or 'unknown'} "
            f"| {published(article)} | {page.legend.origin_label(article_id)} "
            f"| {headline_link(article, base)} |"
        )
    return "\n".join(rows)


def _agreed(page: StoryPage, notes: Footnotes, view: View) -> list[str]:
    sure = [_agreed_line(page, fact, notes) for fact in page.facts_shown]
    others = [_agreed_line(page, fact, notes) for fact in page.less_sure_shown]
    blocks = ["\n".join(sure)] if sure else []
    if others:
        blocks += [_LESS_SURE, "\n".join(others)]
    rest = len(page.facts) - len(sure) - len(others)
    command = f"`reporter explain {view.report_name} {page.item.story.id}`"
    more = [f"{count(rest, 'more fact')} with less support: {command}."] if rest else []
    return [*blocks, *more]


def _agreed_line(page: StoryPage, fact: Fact, notes: Footnotes) -> str:
    legend = page.legend
    support = f"{legend.outlets(fact.articles)} of {count(page.outlets, 'outlet')}"
    parts = [f"**{support}, {count(fact.origins, 'origin')}**"]
    missing = [o.article_id for o in page.item.omissions if o.fact_id == fact.id]
    if legend.in_order(missing):
        parts.append(f"left out by {legend.names(missing)}")
    disputes = _disputes(page, fact)
    if disputes:
        parts.append("they differ on " + _subjects(disputes))
    newer = [found for found in page.differences.updates if found.id in fact.discrepancies]
    if newer:
        parts.append("a newer figure replaces an older one: " + _subjects(newer))
    if not fact.faithful:
        parts.append("*not confirmed by its sources*")
    mark = notes.cite(legend, fact.cluster.statements)
    return f"- {_sentence(page, fact)} — {'; '.join(parts)}{mark} · `{fact.id}`"


def _subjects(found: Sequence[Discrepancy]) -> str:
    return ", ".join(_lower(subject_of(item)) for item in found)


def _disputes(page: StoryPage, fact: Fact) -> list[Discrepancy]:
    return [
        found
        for found in page.differences.shown
        if found.id in fact.discrepancies and tier_of(found) is not Tier.SMALL
    ]


def _differ(page: StoryPage, notes: Footnotes, view: View) -> list[str]:
    return difference_blocks(
        page.differences,
        page.legend,
        notes,
        view.min_confidence,
        view.report_name,
        page.item.story.id,
    )


def _only_here(page: StoryPage, notes: Footnotes, view: View) -> list[str]:
    lines, hidden = [], 0
    for unique in sorted(page.item.unique, key=lambda u: natural(u.origin_id)):
        shown = unique.statements[: page.settings.max_unique]
        if not shown:
            continue
        said = [
            quoted(shorten(statement.text, _LONGEST_UNIQUE)) + notes.cite(page.legend, (statement,))
            for statement in shown
        ]
        head = f"- **{page.legend.names(s.article_id for s in unique.statements)}**"
        rest = len(unique.statements) - len(shown)
        more = f" ({rest:,} more)" if rest else ""
        hidden += rest
        if len(said) == 1:
            lines.append(f"{head}: {said[0]}{more}")
        else:
            lines += [f"{head}{more}", *(f"    - {words}" for words in said)]
    command = f"The rest: `reporter explain {view.report_name} {page.item.story.id}`."
    return ["\n".join(lines), *[command] * bool(hidden)] if lines else []


def _left_out(page: StoryPage) -> list[str]:
    rank = {fact.id: fact for fact in page.facts}
    lines = []
    for article_id, article in page.legend.articles.items():
        missing = {o.fact_id for o in page.item.omissions if o.article_id == article_id}
        facts = [fact for fact_id, fact in rank.items() if fact_id in missing]
        if not facts:
            continue
        named = [f"{_label(label_of(fact), _LONGEST_OMISSION)} ({fact.id})" for fact in facts]
        rest = len(named) - _MOST_LEFT_OUT
        more = [f"{count(rest, 'more fact')}"] if rest > 0 else []
        outlet = f" {escape(article.outlet)}" if article.outlet_known else ""
        listed = "; ".join(named[:_MOST_LEFT_OUT] + more)
        lines.append(f"- **{page.legend.letters[article_id]}**{outlet}: {listed}")
    return ["\n".join(lines)] if lines else []


def _label(words: str, longest: int) -> str:
    capital = words[:1].upper() + words[1:]
    return escape(shorten(capital, longest).rstrip(".")) or "(no words)"


def _matrix(page: StoryPage, view: View) -> list[str]:
    if not page.rows:
        return []
    lines = [
        f"| {_label(row.label, _LONGEST_LABEL)} `{row.id}` | {' | '.join(row.marks)} |"
        for row in page.rows
    ]
    letters = page.legend.letters.values()
    head = [f"| | {' | '.join(letters)} |", f"|---|{':-:|' * len(letters)}"]
    picture = picture_link("Who carries what", page.item.story.id, view.picture_folder)
    return [*picture, "\n".join(head + lines), _KEY]


def picture_link(words: str, name: str, folder: str) -> list[str]:
    """Return the image of a picture in `folder`, or nothing where there are no picture files."""
    return [f"![{words}]({target(folder, name + '.svg')})"] if folder else []


def _made(page: StoryPage) -> list[str]:
    articles = page.item.story.articles
    dropped = Counter(visible(line.reason) for a in articles for line in a.dropped)
    methods = Counter(fact.method for fact in page.facts)
    refused = Counter(_check(reason) for fact in page.facts for _, reason in fact.rejected)
    text = (
        f"{count(len(page.item.statements), 'statement')} in {count(len(articles), 'article')} "
        f"from {count(len(page.item.origins), 'origin')}"
    )
    text += f"; {count(dropped.total(), 'line')} dropped ({_tally(dropped)})." if dropped else "."
    if methods:
        text += f" {count(methods.total(), 'summary', 'summaries')} ({_tally(methods)})."
    if refused:
        rejected = count(refused.total(), "generated sentence")
        text += f" {rejected} rejected by the checks ({_tally(refused)})."
    return [text]


def _check(reason: str) -> str:
    """Return the first check that a sentence failed; `explain` shows all of them in full."""
    return visible(reason.split(":", 1)[0])


def _tally(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{escape(name)} {number}" for name, number in ranked[:_MOST_REASONS]]
    rest = sum(number for _, number in ranked[_MOST_REASONS:])
    return ", ".join([*shown, f"other {rest}"] if rest else shown)
