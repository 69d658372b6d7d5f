"""Briefs made by hand, of invented events, for the tests of the report.

`python -m tests.report.samples_brief` writes the golden briefs anew; read the change, then commit.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from reporter.config import ReportSettings
from reporter.records import (
    Article,
    Brief,
    Check,
    Cluster,
    Copy,
    Discrepancy,
    DroppedLine,
    Evidence,
    Fact,
    Kind,
    Omission,
    Origin,
    PairScore,
    Side,
    Skipped,
    Statement,
    StatementKind,
    Story,
    StoryBrief,
    Unique,
)
from reporter.report import pictures, to_html, to_json, to_markdown

GOLDEN = Path(__file__).parent / "golden"
_DAY = date(2031, 3, 14)
_MODELS = {
    "embedder": {"backend": "sentence-transformers", "name": "all-MiniLM-L6-v2"},
    "scorer": {"backend": "lexical", "name": "lexical", "revision": "1"},
    "summarizer": {"backend": "extractive", "name": "extractive"},
}
_SETTINGS = {
    "discrepancies": {"max_per_story": 20, "min_confidence": 0.6},
    "matching": {"threshold": 0.62},
    "ingest": {"languages": ("en",)},
}


def article(
    id_: str,
    outlet: str,
    title: str,
    sentences: tuple[str, ...] = ("A sentence.",),
    path: str = "",
    **more: object,
) -> Article:
    """An article with one sentence a line, the headline on line 1 of the file."""
    text = "\n".join(sentences)
    offsets = [0]
    for sentence in sentences[:-1]:
        offsets.append(offsets[-1] + len(sentence) + 1)
    fields = {
        "id": id_,
        "path": path or f"{id_}.txt",
        "outlet": outlet,
        "outlet_known": True,
        "title": title,
        "text": text,
        "line_starts": tuple((offset, index + 3) for index, offset in enumerate(offsets)),
    }
    return Article(**(fields | more))  # type: ignore[arg-type]


def statement(of: Article, index: int, **more: object) -> Statement:
    """The sentence `index` of the article, or its headline for -1."""
    if index < 0:
        return Statement(
            f"{of.id}.h", of.id, 0, 0, of.title, of.title_line, kind=StatementKind.HEADLINE
        )
    start = of.line_starts[index][0]
    text = of.text[start:].split("\n")[0]
    fields = {"index": index} | more
    return Statement(  # type: ignore[arg-type]
        f"{of.id}.{index}", of.id, start, start + len(text), text, of.line_at(start), **fields
    )


def statements(of: Article) -> tuple[Statement, ...]:
    """Every sentence of the article."""
    return tuple(statement(of, index) for index in range(len(of.line_starts)))


def evidence(of: Article, index: int, words: str) -> Evidence:
    """The place of `words` in sentence `index` of the article."""
    found = statement(of, index)
    start = found.text.index(words)
    return Evidence(found, start, start + len(words))


def fact(
    id_: str, summary: str, members: tuple[Statement, ...], origins: int, **more: object
) -> Fact:
    """A fact whose cluster has the members; the first is its medoid."""
    cluster = Cluster(f"c{id_[1:]}", members, members[0])
    fields = {
        "id": id_,
        "summary": summary,
        "method": "seq2seq",
        "faithful": True,
        "faithfulness": 0.9,
        "cluster": cluster,
        "articles": tuple(dict.fromkeys(member.article_id for member in members)),
        "origins": origins,
    }
    return Fact(**(fields | more))  # type: ignore[arg-type]


def story_brief(id_: str, title: str, articles: tuple[Article, ...], **found: object) -> StoryBrief:
    """A story in which every article is its own origin and nothing was found, unless given."""
    origins = tuple(Origin(f"o-{item.id}", (item.id,), "own text") for item in articles)
    fields = {
        "story": Story(id_, title, articles),
        "origins": origins,
        "statements": tuple(part for item in articles for part in statements(item)),
        "facts": (),
        "discrepancies": (),
        "omissions": (),
        "unique": (),
    }
    return StoryBrief(**(fields | found))  # type: ignore[arg-type]


def brief(stories: tuple[StoryBrief, ...], skipped: tuple[Skipped, ...] = ()) -> Brief:
    """A brief of the stories, made on an invented day."""
    return Brief(
        folder="inbox/2031-03-14",
        generated_at=datetime(2031, 3, 14, 9, 0, tzinfo=UTC),
        articles=tuple(item for story in stories for item in story.story.articles),
        skipped=skipped,
        stories=stories,
        settings=_SETTINGS,
        models=_MODELS,
    )


def _ferry_articles() -> tuple[Article, ...]:
    def at(day: int, hour: int, minute: int) -> dict[str, object]:
        moment = datetime(2031, 3, day, hour, minute)
        return {"published": moment.date(), "published_at": moment}

    herald = article(
        "a1",
        "Aldan Herald",
        "Marit aground, all safe",
        (
            "The Marit ran aground on the Skarn reef shortly after nine.",
            "A passenger blamed the fog for the accident.",
            "The passengers were brought ashore near the old lighthouse.",
        ),
        path="herald/marit.html",
        dropped=(DroppedLine(1, "Home | News", "navigation"), DroppedLine(9, "Sale!", "advert")),
        **at(13, 22, 40),
    )
    wire = article(
        "a2",
        "Northern Wire",
        "Ferry runs aground with 212 aboard",
        (
            "The ferry Marit, 212 people aboard, hit the Skarn reef at 9.05 p.m. on Wednesday.",
            "All 212 passengers and crew were taken off by lifeboat and brought ashore.",
            "Fourteen people were treated for injuries, the hospital of Port Aldan said.",
            "The captain did not say whether he had left the channel.",
            "The coast guard has opened an investigation.",
            "Lind Lines, the operator, blamed the weather.",
        ),
        path="wire/0931.txt",
        wire="NW",
        **at(13, 23, 55),
    )
    city = article(
        "a3",
        "City Today",
        "Ferry runs aground with 212 aboard",
        wire_sentences := tuple(wire.text.split("\n")),
        path="city/ferry aground.txt",
        wire="NW",
        dropped=(DroppedLine(2, "Read more", "related headlines"),),
        **at(14, 0, 20),
    )
    radio = article(
        "a4",
        "Coast Radio",
        "Panic as ferry hits rocks",
        (
            "The ferry Marit struck the Skarn reef at about 9 p.m. on Wednesday.",
            "All aboard fled to the shore in lifeboats.",
            wire_sentences[2],
            "The captain said he had left the channel.",
            "Investigators of the coast guard are looking into it.",
        ),
        path="radio/panic.txt",
        wire="NW",
        **at(14, 7, 10),
    )
    ledger = article(
        "a5",
        "The Ledger",
        "What we know about the Marit",
        (
            "At 9 p.m. on Wednesday the Marit ran onto the Skarn reef.",
            "Everyone was brought ashore by lifeboat.",
            "By midnight four people were hurt, none seriously, according to the rescue service.",
            "The inspection log shows that the radar was reported faulty on 2 March.",
        ),
        path="ledger/what-we-know.txt",
        **at(14, 8, 0),
    )
    return herald, wire, city, radio, ledger


def ferry_story() -> StoryBrief:
    """Five outlets, three origins, agreements, conflicts, an update and a copy that departs."""
    herald, wire, city, radio, ledger = articles = _ferry_articles()
    reef = tuple(statement(item, 0) for item in articles)
    ashore = tuple(statement(item, 1) for item in (wire, city, radio, ledger))
    inquiry = tuple(statement(item, 4) for item in (wire, city, radio))
    pair = PairScore("a2.0", "a4.0", 0.81234, (0.9, 0.08, 0.02), (0.55, 0.43, 0.02), 0.88888)
    reef_cluster = Cluster("c1", reef, reef[1], (pair,))
    facts = (
        fact(
            "f1",
            "The Marit ran aground on the Skarn reef at about 9 p.m. on Wednesday.",
            reef,
            3,
            cluster=reef_cluster,
            checks=(Check("numbers", True), Check("names", True, "Marit, Skarn")),
        ),
        fact(
            "f2",
            "All passengers and crew were brought ashore by lifeboat.",
            ashore,
            2,
            discrepancies=("d4",),
        ),
        fact(
            "f3",
            "The coast guard has opened an investigation.",
            inquiry,
            1,
            method="extractive",
            rejected=(("The coast guard opened 14 inquiries.", "a number is not in its sources"),),
        ),
    )
    discrepancies = (
        Discrepancy(
            "d1",
            Kind.NUMBER,
            "injured",
            "14 or 4 people were hurt",
            0.99,
            True,
            (
                Side("14", tuple(evidence(item, 2, "Fourteen") for item in (wire, city, radio))),
                Side("4", (evidence(ledger, 2, "four"),)),
            ),
            "c7",
            ("number: 14 against 4, the same noun",),
        ),
        Discrepancy(
            "d2",
            Kind.NEGATION,
            "did the captain say that he left the channel?",
            "One affirms what the others deny",
            0.98,
            True,
            (
                Side("no", tuple(evidence(item, 3, "did not say") for item in (wire, city))),
                Side("yes", (evidence(radio, 3, "said"),)),
            ),
            "c8",
            ("negation: did not say against said",),
        ),
        Discrepancy(
            "d3",
            Kind.ATTRIBUTION,
            "who blames the weather",
            "The operator or a passenger",
            0.9,
            False,
            (
                Side("the operator", tuple(evidence(i, 5, "Lind Lines") for i in (wire, city))),
                Side("a passenger", (evidence(herald, 1, "A passenger"),)),
            ),
            "c9",
        ),
        Discrepancy(
            "d4",
            Kind.WORDING,
            "words for the landing",
            "brought ashore or fled",
            0.66,
            False,
            (
                Side(
                    "brought ashore",
                    tuple(evidence(item, 1, "brought ashore") for item in (wire, city, ledger)),
                ),
                Side("fled", (evidence(radio, 1, "fled"),)),
            ),
            "c2",
        ),
        Discrepancy(
            "d5",
            Kind.DATE,
            "time of the accident",
            "9.05 or about 9",
            0.41,
            False,
            (
                Side("9:05 p.m.", (evidence(wire, 0, "9.05 p.m."),)),
                Side("9 p.m.", (evidence(ledger, 0, "9 p.m."),)),
            ),
            "c1",
        ),
        Discrepancy(
            "d6",
            Kind.UPDATE,
            "people aboard",
            "212, counted later",
            0.8,
            False,
            (
                Side("212", (evidence(wire, 1, "212"),)),
                Side("everyone", (evidence(ledger, 1, "Everyone"),)),
            ),
            "c2",
        ),
    )
    return StoryBrief(
        story=Story("s1", "Ferry grounds off Port Aldan", articles),
        origins=(
            Origin("o1", ("a1",), "own text"),
            Origin(
                "o2",
                ("a2", "a3", "a4"),
                "one text of NW",
                "NW",
                (Copy("a3", "a2", 0.94, False), Copy("a4", "a2", 0.61, True)),
            ),
            Origin("o3", ("a5",), "own text"),
        ),
        statements=tuple(part for item in articles for part in statements(item)),
        facts=facts,
        discrepancies=discrepancies,
        omissions=(
            Omission("a1", "f2"),
            Omission("a1", "f3"),
            Omission("a5", "f3"),
        ),
        lead=("f1", "f2"),
        unique=(
            Unique("o3", (statement(ledger, 3),)),
            Unique("o1", (statement(herald, 2), statement(herald, -1))),
        ),
    )


def ferry_brief() -> Brief:
    """The ferry, two stories of one name, two lone articles and two inputs that were skipped."""
    strike = [
        article(f"b{n}", outlet, "Port strike ends", (words,), published=_DAY)
        for n, (outlet, words) in enumerate(
            (
                ("Aldan Herald", "Dockers returned to work on Friday after nine days."),
                ("The Ledger", "The dockers went back to work on Friday."),
                ("Aldan Herald", "In Skarn, too, the strike is over."),
                ("City Today", "The strike in Skarn has ended."),
            )
        )
    ]
    first, second = (
        story_brief(
            f"s{2 + n}",
            "Port strike ends",
            tuple(pair),
            facts=(fact(f"f{4 + n}", words, tuple(statement(i, 0) for i in pair), 2),),
            lead=(f"f{4 + n}",),
        )
        for n, (pair, words) in enumerate(
            (
                (strike[:2], "Dockers returned to work on Friday."),
                (strike[2:], "The strike in Skarn is over."),
            )
        )
    )
    lone = (
        story_brief(
            "s4", "Rate kept", (article("e1", "The Ledger", "Bank keeps its rate at 3 %"),)
        ),
        story_brief(
            "s5",
            "Bear",
            (article("e2", "unknown (bear.txt)", "Bear seen in Aldan", outlet_known=False),),
        ),
    )
    return brief(
        (ferry_story(), first, second, *lone),
        (
            Skipped("scan_0412.pdf", "no text layer; install the pdf extra or supply text"),
            Skipped("broken\nname.txt", "empty file"),
        ),
    )


def quiet_brief() -> Brief:
    """A day on which no story has two outlets."""
    only = story_brief("s1", "Bear", (article("a1", "Coast Radio", "Bear seen in Aldan"),))
    return brief((only,))


def empty_brief() -> Brief:
    """A folder with nothing readable in it."""
    return brief((), (Skipped("photo.txt", "binary file"),))


def hostile_story(words: str) -> StoryBrief:
    """A story in which every text that comes from outside is `words`."""
    text = (f"{words} one", f"{words} two")
    a, b = (
        article(
            f"a{n}",
            words,
            words,
            text,
            path=f"{n}{words}",
            wire=words,
            url=words,
            dropped=(DroppedLine(1, words, words),),
        )
        for n in (1, 2)
    )
    members = (statement(a, 0), statement(b, 0))
    sides = tuple(Side(words, (Evidence(found, 0, len(found.text)),)) for found in members)
    return StoryBrief(
        story=Story("s1", words, (a, b)),
        origins=(Origin("o1", ("a1", "a2"), words, words, (Copy("a2", "a1", 0.5, True),)),),
        statements=statements(a) + statements(b),
        facts=(
            fact("f1", words, members, 1, discrepancies=("d2",), rejected=((words, words),)),
            fact("f2", words, members[:1], 1, method=words),
        ),
        discrepancies=(
            Discrepancy("d1", Kind.NUMBER, words, words, 0.9, True, sides, "c1", (words,)),
            Discrepancy("d2", Kind.QUOTE, words, words, 0.8, False, sides, "c2", (words,)),
            Discrepancy("d3", Kind.UPDATE, words, words, 0.8, False, sides, "c3", (words,)),
        ),
        omissions=(Omission("a2", "f2"),),
        unique=(Unique("o1", (statement(a, 1), statement(b, -1))),),
    )


def hostile_brief(words: str) -> Brief:
    """A brief in which every text that comes from outside is `words`."""
    lone = story_brief("s2", words, (article("e1", words, words, (words,), path=words),))
    made = brief((hostile_story(words), lone), (Skipped(words, words),))
    return Brief(
        folder=words,
        generated_at=made.generated_at,
        articles=made.articles,
        skipped=made.skipped,
        stories=made.stories,
        settings=made.settings,
        models=made.models,
    )


SAMPLES = {"ferry": ferry_brief, "quiet": quiet_brief, "empty": empty_brief}


def rendered(of: Brief) -> str:
    """The Markdown of a sample with the settings that all golden briefs share."""
    return to_markdown(of, ReportSettings(), 0.6, 20, "../inbox/2031-03-14")


def page_of(of: Brief) -> str:
    """The HTML of a sample, with the same settings."""
    return to_html(rendered(of), of, pictures(of, ReportSettings(), 0.6, 20))


def json_of(of: Brief) -> str:
    """The JSON report of a sample, with the same settings."""
    return to_json(of, 0.6, 20)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, make in SAMPLES.items():
        (GOLDEN / f"{name}.md").write_text(rendered(make()), encoding="utf-8")
