"""A brief with a bit of everything: a ferry aground off Port Aldan, and smaller stories."""

from __future__ import annotations

from datetime import date, datetime

from reporter.records import (
    Article,
    Brief,
    Check,
    Cluster,
    Copy,
    Discrepancy,
    DroppedLine,
    Kind,
    Omission,
    Origin,
    PairScore,
    Side,
    Skipped,
    Story,
    StoryBrief,
    Unique,
)
from tests.report.parts import article, brief, evidence, fact, statement, statements, story_brief


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
        article(f"b{n}", outlet, "Port strike ends", (words,), published=date(2031, 3, 14))
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
