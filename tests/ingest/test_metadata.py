"""Outlet, date, headline and agency: each from its own place, and never from the body."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ingest.agencies import AGENCIES, agency_in, agency_named
from reporter.ingest.cleaning import clean_document
from reporter.ingest.dates import date_in_url, read_stamp
from reporter.ingest.document import Document, Hints, Line
from reporter.ingest.metadata import Metadata, describe
from reporter.ingest.outlets import Entry, Outlets

BODY = "The ferry Marit ran aground off Port Aldan late on Wednesday with 212 people aboard."
MORE = "All passengers and crew were brought ashore by lifeboat, the coast guard said."


def about(
    *lines: str, hints: Hints | None = None, outlets: Outlets | None = None, path: str = "in/a.txt"
) -> Metadata:
    numbered = tuple(Line(number, text) for number, text in enumerate(lines, start=1))
    document = Document(path, "txt", numbered, hints or Hints())
    return describe(document, clean_document(document), outlets or Outlets())


# --- agency ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "wire"),
    [
        ((f"PORT ALDAN, Norland (AP) – {BODY}", MORE), "AP"),
        (("Port Aldan, March 14 (AFP) Mar 14, 2031", BODY, MORE), "AFP"),
        ((f"(Reuters) - {BODY}", MORE), "Reuters"),
        ((f"PORT ALDAN, March 14. /TASS/. {BODY}", MORE), "TASS"),
        (("By Ann Holm, Associated Press", BODY, MORE), "AP"),
        (("Ann Holm, The Canadian Press", BODY, MORE), "CP"),
        (("Ferry Marit aground off Port Aldan", "Deutsche Presse-Agentur", BODY, MORE), "dpa"),
        ((BODY, f"{MORE} — Reuters"), "Reuters"),
        ((BODY, MORE, "Source: Xinhua"), "Xinhua"),
        ((BODY, MORE, "© 2031 AFP"), "AFP"),
        ((BODY, MORE, "Copyright 2031 The Associated Press. All rights reserved."), "AP"),
    ],
)
def test_an_agency_mark_names_the_wire(lines: tuple[str, ...], wire: str) -> None:
    assert about(*lines).wire == wire


@pytest.mark.parametrize(
    "line",
    [
        "The captain told Reuters that the ferry had left the channel before it struck.",
        "The Associated Press contributed to this report.",
        "The Marit on the reef on Thursday morning. (AP Photo/Ann Holm)",
        "(Reporting by Ann Holm; Editing by Bo Ek)",
    ],
)
def test_a_mention_of_an_agency_is_no_mark(line: str) -> None:
    assert about(BODY, line, MORE).wire is None


def test_the_declared_wire_counts_more_than_the_text() -> None:
    assert about(f"(AP) - {BODY}", MORE, hints=Hints(wire="Agence France-Presse")).wire == "AFP"


def test_an_agencys_own_site_is_its_own_wire() -> None:
    metadata = about(BODY, MORE, hints=Hints(url="https://apnews.com/article/marit"))
    assert (metadata.outlet, metadata.wire) == ("Associated Press", "AP")


def test_an_agency_copyright_leaves_the_outlet_unknown() -> None:
    metadata = about(BODY, MORE, "© 2031 AFP")
    assert (metadata.outlet_known, metadata.outlet) == (False, "unknown outlet (in/a.txt)")


@given(st.sampled_from(sorted(AGENCIES)))
def test_every_agency_is_known_by_each_of_its_names(name: str) -> None:
    for alias in (name, *AGENCIES[name]):
        assert agency_named(f"({alias})") == name
        assert agency_in(f"PORT ALDAN ({alias}) —") == name


def test_a_state_in_a_dateline_is_no_agency() -> None:
    assert agency_in("HARRISBURG, PA (AP) —") == "AP"
    assert agency_in("HARRISBURG, PA —") is None


# --- outlet ---------------------------------------------------------------------------------------


def test_the_outlet_comes_from_the_readers_file_first() -> None:
    outlets = Outlets(files=(("in", Entry(outlet="Harbour Post")),))
    hints = Hints(outlet="Other", url="https://www.latimes.com/a")
    assert about(BODY, hints=hints, outlets=outlets).outlet == "Harbour Post"


def test_then_from_what_the_format_declares() -> None:
    hints = Hints(outlet="Aldan Herald", url="https://www.latimes.com/a")
    assert about(BODY, hints=hints).outlet == "Aldan Herald"
    assert about(BODY, hints=Hints(outlet="www.latimes.com")).outlet == "Los Angeles Times"


def test_then_from_the_url() -> None:
    assert about(BODY, hints=Hints(url="https://edition.cnn.com/x")).outlet == "CNN"
    assert about(BODY, hints=Hints(url="https://www.aldanherald.nl/x")).outlet == "aldanherald.nl"


def test_then_from_a_site_name_or_a_copyright_line() -> None:
    assert about("AldanHerald.com - All the news", BODY, MORE).outlet == "AldanHerald.com"
    for notice in (
        "© 2031 Aldan Voice. All rights reserved.",
        "© 2031 Aldan Voice Media Ltd or others",
    ):
        assert about(BODY, MORE, notice).outlet == "Aldan Voice"


@pytest.mark.parametrize(
    "line",
    [
        "Aldan Herald, 14 March 2031",
        "*Aldan Herald | Friday, March 14, 2031*",
        "By Ann Holm, Aldan Herald, 14 March 2031",
        "By Ann Holm for the Aldan Herald",
    ],
)
def test_then_from_what_stands_beside_a_date_or_an_author(line: str) -> None:
    assert about("Ferry runs aground near Port Aldan", line, BODY, MORE).outlet == "Aldan Herald"


@pytest.mark.parametrize(
    "line",
    [
        "Port Aldan, 14 March 2031",
        "By Ann Sun, 14 March 2031",
        "By Ann Holm, Associated Press",
        "By Ann Holm, Reuters",
    ],
)
def test_a_place_an_author_and_an_agency_are_no_outlet(line: str) -> None:
    assert not about("Ferry runs aground near Port Aldan", line, BODY, MORE).outlet_known


def test_many_marks_of_copyright_take_no_longer_than_a_few() -> None:
    notice = "copyright " * 20_000
    began = time.perf_counter()
    about(BODY, MORE, notice)
    assert time.perf_counter() - began < 5


def test_an_unknown_outlet_is_said_so_and_is_another_for_each_file() -> None:
    first, second = about(BODY, path="x/1.txt"), about(BODY, path="y/1.txt")
    assert not first.outlet_known
    assert first.outlet == "unknown outlet (x/1.txt)" != second.outlet


# --- date -----------------------------------------------------------------------------------------


def test_a_declared_moment_is_kept() -> None:
    moment = datetime(2031, 3, 14, 7, 10, tzinfo=timezone.utc)  # noqa: UP017
    metadata = about(BODY, hints=Hints(published=moment))
    assert (metadata.published, metadata.published_at) == (date(2031, 3, 14), moment)


def test_the_date_in_the_url_is_completed_by_a_published_line() -> None:
    metadata = about(
        BODY,
        MORE,
        "Published: 14 March 2031 at 07:10 GMT",
        hints=Hints(url="https://a.example/2031/03/14/marit"),
    )
    assert metadata.published == date(2031, 3, 14)
    assert metadata.published_at is not None
    assert metadata.published_at.utcoffset() == timedelta(0)


def test_a_dateline_with_a_year_gives_the_date() -> None:
    metadata = about("Port Aldan, March 14 (AFP) Mar 14, 2031", BODY, MORE)
    assert metadata.published == date(2031, 3, 14)
    assert metadata.published_at is None


@pytest.mark.parametrize(
    "line",
    ["The Star, 14 March 2031", "*Aldan Herald | Friday, March 14, 2031*", "Ann Holm — 2031-03-14"],
)
def test_a_name_before_the_date_at_the_top_is_part_of_its_line(line: str) -> None:
    metadata = about("Ferry runs aground near Port Aldan", line, BODY, MORE)
    assert metadata.published == date(2031, 3, 14)
    assert metadata.title == "Ferry runs aground near Port Aldan"


def test_a_line_that_only_mentions_a_date_at_the_top_gives_none() -> None:
    assert about("The ferry was last inspected on 2 March 2031", BODY, MORE).published is None


def test_when_first_published_counts_more_than_when_updated() -> None:
    lines = ("Updated 15 March 2031", "Published 14 March 2031", BODY, MORE)
    assert about(*lines).published == date(2031, 3, 14)


@pytest.mark.parametrize(
    "line",
    [
        "A lifeboat returns to the harbour on Thursday morning. – Mar 14, 2031",
        "The ferry was last inspected on 2 March 2031, according to the harbour's log.",
        "The Marit in Port Aldan, June 3, 2029. REUTERS/Ann Holm/File Photo",
    ],
)
def test_dates_of_captions_and_sentences_are_not_the_articles(line: str) -> None:
    assert about(BODY, line, MORE).published is None


def test_a_weekday_alone_is_no_date() -> None:
    assert about("Published on Wednesday", BODY, MORE).published is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sep 21, 2022", date(2022, 9, 21)),
        ("21st of September, 2022", date(2022, 9, 21)),
        ("2022-09-21T10:00:00Z", date(2022, 9, 21)),
        ("21/09/2022", date(2022, 9, 21)),
        ("09/21/2022", date(2022, 9, 21)),
        ("03/04/2022", None),
        ("February 30, 2022", None),
        ("September 2022", None),
        ("Sept 21", None),
        ("Wednesday", None),
    ],
)
def test_only_unmistakable_dates_are_read(text: str, expected: date | None) -> None:
    stamp = read_stamp(text)
    assert (stamp[0] if stamp else None) == expected


@pytest.mark.parametrize(
    ("text", "clock", "hours"),
    [
        ("Sep 21, 2022 at 5:30 p.m. EDT", (17, 30), -4),
        ("10.15 BST, 21 September 2022", (10, 15), 1),
        ("September 21, 2022 | 9 AM", (9, 0), None),
    ],
)
def test_a_time_of_day_is_read_with_its_zone(
    text: str, clock: tuple[int, int], hours: int | None
) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    moment = stamp[1]
    assert moment is not None
    assert (moment.hour, moment.minute) == clock
    assert moment.utcoffset() == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2022/09/21/ferry", date(2022, 9, 21)),
        ("https://a.example/world/2022/sep/21/ferry", date(2022, 9, 21)),
        ("https://a.example/ferry-20220921.html", date(2022, 9, 21)),
        ("https://a.example/news/20229921", None),
        ("https://a.example/?d=2022/09/21", None),
    ],
)
def test_dates_in_urls(url: str, expected: date | None) -> None:
    assert date_in_url(url) == expected


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    stamp = read_stamp(text)
    assert stamp is None or 1900 <= stamp[0].year <= 2099
    date_in_url(text)


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 1, 1)))
def test_every_date_written_out_is_read_back(day: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%b %d, %Y"):
        assert read_stamp(f"Published {day.strftime(form)}") == (day, None)


# --- title ----------------------------------------------------------------------------------------


def test_the_title_is_the_headline_of_the_text_with_its_line() -> None:
    metadata = about("Home", "Ferry Marit aground off Port Aldan", BODY, MORE)
    assert (metadata.title, metadata.title_line) == ("Ferry Marit aground off Port Aldan", 2)


def test_a_declared_title_loses_the_name_of_the_site() -> None:
    hints = Hints(title="Marit aground - Aldan Herald", outlet="Aldan Herald")
    assert about(BODY, hints=hints).title == "Marit aground"
    assert (
        about(BODY, hints=Hints(title="Marit aground - 14 hurt")).title == "Marit aground - 14 hurt"
    )
    assert about(BODY, hints=Hints(title="Marit aground | Herald")).title == "Marit aground"


def test_without_a_headline_there_is_no_title() -> None:
    assert about(BODY, MORE).title == ""


def test_the_declared_language_is_cut_to_its_code() -> None:
    assert about(BODY, hints=Hints(language="en_GB")).language == "en"
    assert about(BODY).language == ""
