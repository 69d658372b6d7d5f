"""Which outlet an article is from: what the reader's `outlets.toml` says, and known hosts.

`outlets.toml` stands in the folder that is read. Both tables are optional:

    [hosts]                                  # host of the article's URL, subdomains included
    "news.example.org" = "Example News"

    [files]                                  # a file, a folder, or a pattern with * ? [...]
    "herald" = "Aldan Herald"
    "wire/*.txt" = { outlet = "Northern Wire", wire = "AP" }
    "wire/0931.txt" = { date = 2031-03-13, title = "Ferry runs aground" }

Where several entries fit one file, the longer key wins, field by field.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from reporter.errors import SettingsError
from reporter.ingest.document import file_of

FILE_NAME = "outlets.toml"

_HOSTS: Mapping[str, str] = MappingProxyType(
    {
        "abc.net.au": "ABC News (Australia)",
        "abcnews.go.com": "ABC News",
        "aljazeera.com": "Al Jazeera",
        "apnews.com": "Associated Press",
        "axios.com": "Axios",
        "bbc.co.uk": "BBC News",
        "bbc.com": "BBC News",
        "bloomberg.com": "Bloomberg",
        "breitbart.com": "Breitbart News",
        "businessinsider.com": "Business Insider",
        "buzzfeednews.com": "BuzzFeed News",
        "cbc.ca": "CBC News",
        "cbsnews.com": "CBS News",
        "cnbc.com": "CNBC",
        "cnn.com": "CNN",
        "csmonitor.com": "Christian Science Monitor",
        "dailymail.co.uk": "Daily Mail",
        "dw.com": "Deutsche Welle",
        "economist.com": "The Economist",
        "euronews.com": "Euronews",
        "foxnews.com": "Fox News",
        "france24.com": "France 24",
        "ft.com": "Financial Times",
        "globalnews.ca": "Global News",
        "huffingtonpost.com": "HuffPost",
        "huffpost.com": "HuffPost",
        "independent.co.uk": "The Independent",
        "japantimes.co.jp": "The Japan Times",
        "latimes.com": "Los Angeles Times",
        "msnbc.com": "MSNBC",
        "nationalreview.com": "National Review",
        "nbcnews.com": "NBC News",
        "newsweek.com": "Newsweek",
        "npr.org": "NPR",
        "nypost.com": "New York Post",
        "nytimes.com": "The New York Times",
        "politico.com": "Politico",
        "politico.eu": "Politico Europe",
        "reuters.com": "Reuters",
        "rferl.org": "Radio Free Europe/Radio Liberty",
        "rt.com": "RT",
        "scmp.com": "South China Morning Post",
        "slate.com": "Slate",
        "spiegel.de": "Der Spiegel",
        "tass.com": "TASS",
        "telegraph.co.uk": "The Telegraph",
        "theatlantic.com": "The Atlantic",
        "theguardian.com": "The Guardian",
        "thehill.com": "The Hill",
        "thetimes.co.uk": "The Times",
        "time.com": "TIME",
        "upi.com": "UPI",
        "usatoday.com": "USA TODAY",
        "vox.com": "Vox",
        "washingtonexaminer.com": "Washington Examiner",
        "washingtonpost.com": "The Washington Post",
        "washingtontimes.com": "Washington Times",
        "wsj.com": "The Wall Street Journal",
        "xinhuanet.com": "Xinhua",
        "yna.co.kr": "Yonhap",
    }
)
_NAMES = {name.casefold(): name for name in _HOSTS.values()}
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/[^/]+/(?=https?:)", re.IGNORECASE)
_SERVES_OTHERS = re.compile(r"^(?:www|m|mobile|amp|edition|us|uk|eu|en)\.")
_DOMAIN = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,6}"
_SITE_LINE = re.compile(rf"(?P<name>{_DOMAIN})(?:\s*[-–—|:]\s*\S.{{0,60}})?")
_MASTHEAD = re.compile(
    r"(?:The )?(?:[A-Z][\w'’.-]* ){1,2}(?:Advertiser|Chronicle|Courier|Dispatch|Echo|Examiner"
    r"|Gazette|Globe|Guardian|Herald|Inquirer|Journal|Ledger|Mercury|Mirror|Monitor|Observer|Post|Sentinel"
    r"|Standard|Star|Sun|Telegraph|Times|Tribune)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What `outlets.toml` says of some files; None where it says nothing."""

    outlet: str | None = None
    date: date | datetime | None = None
    wire: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Outlets:
    """The rules of one `outlets.toml`, the most specific first; `Outlets()` has none."""

    files: tuple[tuple[str, Entry], ...] = ()
    hosts: tuple[tuple[str, str], ...] = ()

    def of_file(self, path: str) -> Entry:
        """Return what is said of the file at `path` (posix, relative to the folder)."""
        file = file_of(path)
        fitting = [entry for key, entry in self.files if _fits(path, key) or _fits(file, key)]
        merged = {
            field.name: next((v for e in fitting if (v := getattr(e, field.name))), None)
            for field in fields(Entry)
        }
        return Entry(**merged)

    def of_url(self, url: str | None) -> str | None:
        """Return the readable name of the outlet that `url` belongs to, or None without a host.

        A host that nobody named stands for itself, without "www.".
        """
        host = host_of(url)
        known = dict(_HOSTS) | dict(reversed(self.hosts))
        labels = host.split(".")
        for start in range(len(labels) - 1):
            name = known.get(".".join(labels[start:]))
            if name:
                return name
        return host or None


def load_outlets(folder: Path) -> Outlets:
    """Return the rules of `outlets.toml` in `folder`; no rules if there is none.

    Raises SettingsError for a file that cannot be read, an unknown key or a value of a wrong type.
    """
    file = folder / FILE_NAME
    try:
        tree = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Outlets()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: {error}.", _example()) from None
    _refuse_unknown(file, "", tree, ("files", "hosts"))
    files = [(key, _entry(file, key, value)) for key, value in _table(file, tree, "files").items()]
    hosts = [
        (host_of(key), _text(file, f"hosts.{key}", value))
        for key, value in _table(file, tree, "hosts").items()
    ]
    return Outlets(tuple(sorted(files, key=_by_key)), tuple(sorted(hosts, key=_by_key)))


def host_of(url: str | None) -> str:
    """Return the host of `url` in small letters without "www." and the like, or ""."""
    if not url:
        return ""
    bare = _ARCHIVE.sub("", url.strip())
    try:
        host = urlsplit(bare if "//" in bare else f"//{bare}").hostname or ""
    except ValueError:
        return ""
    return _SERVES_OTHERS.sub("", host.casefold().rstrip(".")) if "." in host else ""


def is_site_name(line: str) -> bool:
    """Return whether the line is a site's name ("BBC News", "The Aldan Herald")."""
    return site_name(line) is not None


def site_name(line: str) -> str | None:
    """Return the outlet that a line naming a site stands for, or None if it is no such line."""
    found = _SITE_LINE.fullmatch(line.strip())
    if found:
        return (
            Outlets().of_url(found["name"]) if host_of(found["name"]) in _HOSTS else found["name"]
        )
    head = re.split(r"\s+[-–—|]\s+", line.strip())[0]
    known = _NAMES.get(head.casefold()) or _NAMES.get(f"the {head.casefold()}")
    return known or (head if _MASTHEAD.fullmatch(head) else None)


def _fits(path: str, key: str) -> bool:
    return path == key or path.startswith(key.rstrip("/") + "/") or fnmatchcase(path, key)


def _by_key(item: tuple[str, object]) -> tuple[int, str]:
    return -len(item[0]), item[0]


def _entry(file: Path, key: str, value: object) -> Entry:
    if isinstance(value, str):
        return Entry(outlet=_text(file, f"files.{key}", value))
    if not isinstance(value, Mapping):
        raise SettingsError(
            f"{file}: files.{key} must be a name or a table, not {value!r}.", _example()
        )
    known = tuple(field.name for field in fields(Entry))
    _refuse_unknown(file, f"files.{key}", value, known)
    day = value.get("date")
    if day is not None and not isinstance(day, date):
        raise SettingsError(
            f"{file}: files.{key}.date must be a date, not {day!r}.",
            "Write it without quotation marks: date = 2031-03-13",
        )
    texts = {
        name: _text(file, f"files.{key}.{name}", value[name])
        for name in ("outlet", "wire", "title")
        if name in value
    }
    return Entry(date=day, **texts)


def _text(file: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{file}: {key} must be a name in quotation marks, not {value!r}.")
    return " ".join(value.split())


def _table(file: Path, tree: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = tree.get(name, {})
    if not isinstance(table, Mapping):
        raise SettingsError(f"{file}: {name} must be a table.", _example())
    return table


def _refuse_unknown(file: Path, where: str, table: Iterable[str], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"Did you mean {close[0]}?" if close else "Known: " + ", ".join(known) + "."
            raise SettingsError(f"{file}: there is no {where}{'.' if where else ''}{key}.", hint)


def _example() -> str:
    return 'For example: [files] on one line, below it "herald/*" = "Aldan Herald".'
