"""What a page is made of, and what of it is the article. Every page here is invented."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.ingest.cleaning import Cleaned, clean_document
from reporter.ingest.document import Document, Hints, Line
from tests import ROOT

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def clean(text: str, title: str | None = None) -> Cleaned:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), start=1))
    return clean_document(Document("page.txt", "txt", lines, Hints(title=title)))


def kept(text: str, title: str | None = None) -> list[str]:
    return [line.text for line in clean(text, title).lines]


def reasons(text: str) -> dict[str, str]:
    return {line.text: str(line.reason) for line in clean(text).dropped}


LEAD = "The ferry Marit ran aground off Port Aldan late on Wednesday with 212 people aboard."
SECOND = "All passengers and crew were brought ashore by lifeboat, the coast guard said."
THIRD = '"Nobody was hurt in the grounding of the ferry," a coast guard officer said.'


def page(*parts: str) -> str:
    return "\n\n".join(parts)


# --- pages ----------------------------------------------------------------------------------------


def test_a_menu_above_the_headline_is_navigation() -> None:
    text = page(
        "Menu", "World", "Sport", "Weather", "Ferry runs aground off Port Aldan", LEAD, SECOND
    )
    cleaned = clean(text)
    assert [line.text for line in cleaned.lines] == [LEAD, SECOND]
    assert cleaned.headline == Line(9, "Ferry runs aground off Port Aldan")
    assert {line.reason for line in cleaned.dropped} == {"navigation"}


def test_the_headline_is_the_line_about_the_same_things_as_the_body() -> None:
    text = page("Council votes on school meals", "Ferry Marit aground off Port Aldan", LEAD, SECOND)
    assert clean(text).headline == Line(3, "Ferry Marit aground off Port Aldan")
    assert reasons(text) == {"Council votes on school meals": "list of other headlines"}


def test_the_title_that_the_format_declares_finds_its_line() -> None:
    text = page("Home", "Night at the reef: what we saw", LEAD, SECOND)
    cleaned = clean(text, title="Night at the reef: what we saw | Aldan Herald")
    assert cleaned.headline == Line(3, "Night at the reef: what we saw")


def test_a_standfirst_without_full_stop_is_the_articles_own() -> None:
    deck = "The coast guard has opened an investigation into how the ferry left the channel"
    assert kept(page("Ferry Marit runs aground off Port Aldan", deck, LEAD, SECOND))[0] == deck


def test_adverts_between_paragraphs_go() -> None:
    text = page(LEAD, "Advertisement", SECOND, "Story continues below advertisement", THIRD, "AD")
    assert kept(text) == [LEAD, SECOND, THIRD]
    assert set(reasons(text).values()) == {"advertisement"}


def test_the_button_of_a_player_before_a_sentence_goes() -> None:
    text = page(f"CLOSE {LEAD}", SECOND, "CLOSE CALL ends well, said the crew of the Marit.")
    assert kept(text) == [LEAD, SECOND, "CLOSE CALL ends well, said the crew of the Marit."]
    assert reasons(text) == {"CLOSE": "label"}


def test_read_more_takes_the_headline_that_follows_with_it() -> None:
    other = "Harbour master resigns after audit"
    text = page(LEAD, "Read more", other, SECOND, f"READ MORE: {other} over fees", THIRD)
    assert kept(text) == [LEAD, SECOND, THIRD]
    assert reasons(text)[other] == "link to other article"


def test_read_more_takes_no_sentence_with_it() -> None:
    assert kept(page(LEAD, "Read more", SECOND)) == [LEAD, SECOND]


def test_a_foot_of_other_headlines_goes() -> None:
    foot = [
        "Most read",
        "Bees return to city roofs",
        "Chess club wins regional cup",
        "Weather: Dry",
    ]
    text = page(LEAD, SECOND, THIRD, *foot)
    assert kept(text) == [LEAD, SECOND, THIRD]
    assert reasons(text)["Bees return to city roofs"] == "list of other headlines"


def test_a_foot_without_a_title_goes_as_well() -> None:
    foot = [
        "Bees return to city roofs",
        "Chess club wins regional cup",
        "New bridge opens to cyclists",
    ]
    assert kept(page(LEAD, SECOND, *foot)) == [LEAD, SECOND]


def test_teasers_under_related_stories_go_with_their_sentences() -> None:
    teaser = "Beekeepers say that the hives on the town hall roof have doubled in a year."
    body = [LEAD, SECOND, THIRD, "The operator said it would refund every one of the tickets sold."]
    foot = [
        "Related stories",
        "Bees return to city roofs",
        teaser,
        "Chess club wins cup",
        "Dry days",
    ]
    assert kept(page(*body, *foot)) == body


@pytest.mark.parametrize(
    "caption",
    [
        "The Marit on the reef at dawn on Thursday. (Photo by Ann Holm)",
        "Passengers wait on the quay in Port Aldan. Ann Holm/Getty Images",
        "FILE PHOTO: The ferry Marit leaves Port Aldan, June 3, 2029. REUTERS/Ann Holm/File Photo",
        "Image copyright A. Holm Image caption The ferry was built in 2011",
        "A lifeboat returns to the harbour on Thursday morning. – Mar 14, 2031",
        "In this photo released by the coast guard, a lifeboat nears the ferry in heavy seas.",
        "Hide caption The captain arrives at the harbour office in Port Aldan.",
        "Photo: Ann Holm",
        "Ann Berg (right) has signed the pledge of the council. | AP Photos Berg: I will not yield",
        "Photos: The Marit – The ferry on the reef. Hide Caption 1 of 3 Photos: The Marit"
        + " The coast guard brought the passengers ashore." * 30,
    ],
)
def test_captions_and_credits_go(caption: str) -> None:
    assert kept(page(LEAD, caption, SECOND)) == [LEAD, SECOND]
    assert reasons(page(LEAD, caption, SECOND))[caption] == "photo caption or credit"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Want to discuss? Please read our commenting policy.", "comment policy"),
        ("3 Comments", "comment policy"),
        ("Sign up for our morning newsletter", "sign-up or sharing box"),
        ("Subscribe now for full access.", "sign-up or sharing box"),
        ("Share Tweet Email Print", "sign-up or sharing box"),
        ("Follow Ann Holm on Twitter @annholm", "sign-up or sharing box"),
        ("We use cookies to improve your experience. Accept all.", "page notice"),
        ("You are viewing an Accelerated Mobile Page.", "page notice"),
        ("Please log in to continue", "page notice"),
        ("Back to top", "navigation"),
        ("[gallery ids=4,8,15]", "shortcode"),
        ("© 2031 Aldan Herald. All rights reserved.", "copyright notice"),
        (
            "Copyright 2031 The Associated Press. This material may not be published.",
            "copyright notice",
        ),
        ("Media playback is unsupported on your device", "video or audio player"),
        ("(Reporting by Ann Holm; Editing by Bo Ek)", "contributors' credit"),
        ("Ann Holm contributed to this report.", "contributors' credit"),
        ("By Ann Holm and Bo Ek, Aldan Herald", "byline"),
        ("Published: 14 March 2031 at 07:10 GMT", "publication date"),
        ("Updated at 5:54 p.m. ET", "publication date"),
        ("* * *", "separator"),
        ("HARBOUR MASTER RESIGNS AFTER AUDIT OF FERRY FEES", "link to other article"),
        ("What happens to the ferry", "section heading"),
    ],
)
def test_each_kind_of_dirt_has_its_reason(line: str, reason: str) -> None:
    assert reasons(page(LEAD, line, SECOND)) == {line: reason}
    assert kept(page(LEAD, line, SECOND)) == [LEAD, SECOND]


# --- parts of lines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT ALDAN, Norland (AP) –",
        "PORT ALDAN (Reuters) -",
        "Port Aldan, March 14 (AFP) -",
        "PORT ALDAN, March 14. /TASS/.",
        "PORT ALDAN, March 14 (Xinhua) --",
        "PORT ALDAN, N.L. —",
        "Washington (CNN)",
        "(UPI) --",
        "PORT ALDAN:",
    ],
)
def test_a_dateline_is_taken_off_and_the_sentence_starts_with_its_words(dateline: str) -> None:
    cleaned = clean(f"{dateline} {LEAD}\n{SECOND}")
    assert cleaned.lines[0] == Line(1, LEAD)
    assert [(line.line, line.text, line.reason) for line in cleaned.dropped] == [
        (1, dateline, "dateline")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "World Health Organization (WHO) Director Ann Holm said that the ferry crew was well.",
        "The captain told Reuters (and nobody else) that the ferry had left the channel.",
        "NATO — which had ships nearby — sent a helicopter to the ferry within the hour.",
        "By Thursday evening the ferry had been towed back to its berth in Port Aldan.",
        "Copies of the log were given to the inspectors on Thursday morning, the operator said.",
        "Related companies of the operator were not named in the first report of the inquiry.",
        "More than 200 people were aboard when the ferry struck the reef outside the channel.",
        "Subscribers to the harbour's alert service had been warned two hours earlier.",
        "Follow-up checks on the hull of the ferry will take at least three weeks, he said.",
        "Watch officers on the bridge had been on duty for eleven hours, the union said.",
        "Moscow calls the report about the ferry a « conspiracy » and denies it.",
    ],
)
def test_sentences_that_look_like_dirt_stay_whole(sentence: str) -> None:
    assert kept(page(LEAD, sentence, SECOND)) == [LEAD, sentence, SECOND]
    assert kept(page(sentence, LEAD, SECOND)) == [sentence, LEAD, SECOND]


def test_a_shortcode_inside_a_sentence_is_cut_out() -> None:
    text = 'The ferry was [embed slug="marit"] refloated at noon on Friday, the operator said.'
    assert kept(page(LEAD, text)) == [
        LEAD,
        "The ferry was refloated at noon on Friday, the operator said.",
    ]
    assert reasons(page(LEAD, text)) == {'[embed slug="marit"]': "shortcode"}


def test_an_agency_mark_behind_the_last_sentence_is_cut_off() -> None:
    assert kept(f"{LEAD}\n{SECOND} — Reuters") == [LEAD, SECOND]
    assert reasons(f"{LEAD}\n{SECOND} — Reuters") == {"— Reuters": "agency mark"}


def test_a_link_behind_a_sentence_is_cut_off() -> None:
    assert kept(page(f"{LEAD} Read more: Harbour master resigns", SECOND)) == [LEAD, SECOND]
    assert kept(page(f"{LEAD} More: Harbour master resigns", SECOND)) == [LEAD, SECOND]
    told = f"{LEAD} More people came ashore at noon."
    assert kept(page(told, SECOND)) == [told, SECOND]


def test_the_mark_of_a_live_update_is_cut_off_and_its_sentence_stays() -> None:
    assert kept(page(LEAD, f"Update at 5:15 p.m. ET: {SECOND}")) == [LEAD, SECOND]


def test_speakers_in_an_interview_are_no_places() -> None:
    talk = [
        "HOST: Good evening, and thank you for being with us tonight.",
        "HOLM: It is good to be here, although I slept very little.",
    ]
    assert kept(page(*talk)) == talk


# --- what must stay -------------------------------------------------------------------------------


def test_short_sentences_and_quotes_as_paragraphs_stay() -> None:
    body = [LEAD, "It was dark.", "“No.”", "“Never again,” she said.", "Then it sank.", SECOND]
    assert kept(page(*body)) == body


def test_bullets_keep_their_marker() -> None:
    bullets = ["- Ferry aground off Port Aldan", "- All are ashore", "• An inquiry has begun"]
    assert kept(page(*bullets, LEAD, SECOND)) == [*bullets, LEAD, SECOND]


def test_a_list_behind_a_colon_is_the_articles_own() -> None:
    body = [
        LEAD,
        "The inspectors will look at:",
        "the radar",
        "the log",
        "the crew's hours",
        SECOND,
    ]
    assert kept(page(*body)) == body


def test_a_list_under_a_label_is_the_articles_own() -> None:
    points = ["Ferry hits reef", "All are ashore", "Inquiry begins"]
    assert kept(page(LEAD, "Key points:", *points, SECOND)) == [LEAD, *points, SECOND]


def test_a_sentence_that_was_cut_off_at_the_end_stays() -> None:
    cut = "The ferry operator said that passengers brought ashore would be given new tickets and"
    assert kept(page(LEAD, SECOND, cut)) == [LEAD, SECOND, cut]


def test_an_article_of_only_quotations_stays() -> None:
    body = ['"We saw the reef."', '"We heard the hull scrape."', '"Then all went quiet."']
    assert kept(page(*body)) == body


def test_white_space_is_made_single_and_line_numbers_stay() -> None:
    cleaned = clean("\n\n  The ferry\u00a0Marit  ran aground off Port Aldan on Wednesday. \n")
    assert cleaned.lines == (Line(3, "The ferry Marit ran aground off Port Aldan on Wednesday."),)


def test_a_paragraph_that_comes_twice_is_kept_once() -> None:
    text = page(LEAD, SECOND, LEAD)
    assert kept(text) == [LEAD, SECOND]
    assert reasons(text) == {LEAD: "repeated paragraph"}


def test_an_empty_page_gives_nothing() -> None:
    assert clean("\n \n") == Cleaned((), ())


# --- nothing vanishes -----------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        LEAD, SECOND, "Menu", "Advertisement", "Read more", "Most read", "By Ann Holm", "* * *",
        "SEOUL (AP) — The ferry ran aground.", "[gallery ids=4] The ferry sank. Read more: Bees",
        "Bees return to city roofs", "- All are ashore", "“No.”", "The radar", "The list:", "(AFP)",
        "He said so. (Reporting by Ann Holm)", "Sep 6, 2022", "© 2031", "JUST WATCHED a Replay",
    ]
)  # fmt: skip


def letters(texts: list[str]) -> Counter[str]:
    return Counter("".join("".join(text.split()) for text in texts))


@settings(max_examples=150)
@given(st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=14), st.booleans())
def test_every_character_is_kept_or_dropped_with_a_reason(lines: list[str], titled: bool) -> None:
    hints = Hints(title="Bees return to city roofs" if titled else None)
    numbered = tuple(Line(number, text) for number, text in enumerate(lines, start=1))
    cleaned = clean_document(Document("page.txt", "txt", numbered, hints))
    assert all(line.reason for line in cleaned.dropped)
    headline = (cleaned.headline,) if cleaned.headline else ()
    for number, text in enumerate(lines, start=1):
        found = [line.text for line in (*cleaned.lines, *headline) if line.number == number]
        found += [line.text for line in cleaned.dropped if line.line == number]
        assert letters(found) == letters([text])


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_kept_lines_are_single_spaced_and_in_order(lines: list[str]) -> None:
    cleaned = clean("\n".join(lines))
    assert [line.number for line in cleaned.lines] == sorted(line.number for line in cleaned.lines)
    assert all(line.text and line.text == " ".join(line.text.split()) for line in cleaned.lines)


# --- the seeds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_seeds_keep_their_paragraphs_and_lose_their_menus(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    cleaned = clean(text)
    paragraphs = [line.strip() for line in text.split("\n") if len(line.split()) > 20]
    body = " ".join(line.text for line in cleaned.lines)
    own = [p for p in paragraphs if p.split(") – ")[-1] in body or " ".join(p.split()) in body]
    assert len(own) >= 0.9 * (len(paragraphs) - 2)
    assert not any(word in body for word in ("dvertis", "ADVERTIS", "Read more", "embedpost"))
