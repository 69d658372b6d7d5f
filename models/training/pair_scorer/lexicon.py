"""Word lists for the changes, written for this project."""

from __future__ import annotations

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

WORD_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip

UNITS = {
    "million": ("billion", "thousand"),
    "billion": ("million", "trillion"),
    "trillion": ("billion",),
    "miles": ("kilometers", "feet"),
    "kilometers": ("miles", "meters"),
    "feet": ("miles", "inches"),
    "pounds": ("ounces", "tons"),
    "tons": ("pounds",),
    "hours": ("days", "minutes"),
    "minutes": ("hours", "seconds"),
    "days": ("weeks", "months", "hours"),
    "weeks": ("days", "months", "years"),
    "months": ("weeks", "years", "days"),
    "years": ("months", "weeks", "days"),
    "percent": ("million",),
}

LIGHT_NEGATION = ("no", "nobody", "none", "few", "nothing", "never", "without", "hardly", "deny",
                  "denied", "every", "all", "any", "most", "only")  # fmt: skip

SYMMETRIC_VERBS = ("meet", "marry", "join", "fight", "match", "equal", "face", "resemble", "have",
                   "include", "call", "name", "be", "become", "play")  # fmt: skip

_PAIRS = """
confirmed denied / confirm deny / confirms denies / rose fell / rise fall / rises falls /
increased decreased / increase decrease / increases decreases / increasing decreasing /
accepted rejected / accept reject / accepts rejects / approved rejected / approve reject /
supported opposed / support oppose / supports opposes / supporting opposing / won lost /
win lose / wins loses / winning losing / allowed banned / allow ban / allows bans /
permitted prohibited / passed failed / more fewer / higher lower / highest lowest /
before after / began ended / begin end / begins ends / started finished / opened closed /
open close / legal illegal / guilty innocent / up down / praised criticized /
praise criticize / praising criticizing / strengthened weakened / strengthen weaken /
improved worsened / improve worsen / agreed refused / agree refuse / included excluded /
remembered forgot / succeeded failed / succeed fail / arrived left / bought sold / buy sell /
buying selling / lent borrowed / attacked defended / attack defend / raised lowered /
raise lower / raising lowering / expanded reduced / expand reduce / likely unlikely /
possible impossible / safe dangerous / strong weak / stronger weaker / early late /
earlier later / largest smallest / larger smaller / first last / best worst / better worse /
inside outside / alive dead / healthy sick / hired fired / convicted acquitted /
released detained / arrested released / encouraged discouraged / proved disproved /
public private / domestic foreign / majority minority / victory defeat / success failure /
backed opposed / hailed condemned / welcomed condemned / joined left / entered left /
extended shortened / gained lost / condemned praised / admitted denied / true false /
""".replace("\n", " ")


def _both_ways() -> dict[str, str]:
    table: dict[str, str] = {}
    for pair in _PAIRS.split("/"):
        words = pair.split()
        if len(words) == 2:
            table.setdefault(words[0], words[1])
            table.setdefault(words[1], words[0])
    return table


ANTONYMS = _both_ways()
