"""News agencies, and the marks by which a text says that it is agency copy.

An agency that is only mentioned in a sentence ("told Reuters") is not a mark: marks stand in a
dateline, in a byline, behind the last sentence, or in a copyright line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

AGENCIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AAP": ("Australian Associated Press",),
        "AFP": ("Agence France-Presse", "Agence France Presse"),
        "ANI": ("Asian News International",),
        "ANSA": (),
        "AP": ("Associated Press", "The Associated Press", "A.P."),
        "APA": ("Austria Presse Agentur",),
        "Anadolu": ("Anadolu Agency", "AA"),
        "Belga": ("Belga News Agency",),
        "Bernama": (),
        "Bloomberg": ("Bloomberg News",),
        "CP": ("The Canadian Press", "Canadian Press"),
        "CNS": ("China News Service", "Catholic News Service"),
        "dpa": ("Deutsche Presse-Agentur", "DPA", "dpa international"),
        "EFE": ("Agencia EFE",),
        "IANS": ("Indo-Asian News Service",),
        "Interfax": (),
        "IRNA": ("Islamic Republic News Agency",),
        "JTA": ("Jewish Telegraphic Agency",),
        "KCNA": ("Korean Central News Agency",),
        "Kyodo": ("Kyodo News",),
        "Lusa": (),
        "MTI": (),
        "NTB": (),
        "PA": ("PA Media", "Press Association", "The Press Association"),
        "PAP": ("Polish Press Agency",),
        "PTI": ("Press Trust of India",),
        "Reuters": ("Thomson Reuters",),
        "Ritzau": (),
        "RIA Novosti": ("RIA",),
        "SDA": ("Keystone-SDA",),
        "Sputnik": (),
        "TASS": ("ITAR-TASS",),
        "TT": ("TT News Agency",),
        "Ukrinform": (),
        "UPI": ("United Press International",),
        "Xinhua": ("Xinhua News Agency",),
        "Yonhap": ("Yonhap News Agency", "Yonhap News"),
    }
)


def _key(name: str) -> str:
    return name.casefold().replace(".", "")


_CANONICAL: Mapping[str, str] = MappingProxyType(
    {_key(alias): name for name, aliases in AGENCIES.items() for alias in (name, *aliases)}
)
_ALIASES = sorted((a for n, more in AGENCIES.items() for a in (n, *more)), key=lambda a: -len(a))

AGENCY_PATTERN = "(?:" + "|".join(re.escape(alias) for alias in _ALIASES) + "|REUTERS|XINHUA)"
"""A regular expression for any spelling of any agency, the longest first."""

_BRACKETED = re.compile(rf"[(/\[]({AGENCY_PATTERN})[)/\]]")
_WORD = re.compile(rf"(?<![\w-])({AGENCY_PATTERN})(?![\w-])")
_SHORTEST = 3


def agency_named(text: str) -> str | None:
    """Return the agency whose name or alias `text` is, whatever its case, or None."""
    return _CANONICAL.get(_key(text.strip(" .,()[]/-–—")))


def agency_in(mark: str) -> str | None:
    """Return the agency in a dateline, byline, agency mark or copyright line, or None.

    The text must be such a mark: in a sentence an agency may just be quoted.
    """
    bracketed = _BRACKETED.search(mark)
    if bracketed:
        return _CANONICAL[_key(bracketed[1])]
    # "PA" is a state as well; two letters without brackets count only alone, or for the AP.
    names = (found for found in _WORD.findall(mark) if len(found) >= _SHORTEST or found == "AP")
    return next((_CANONICAL[_key(name)] for name in names), agency_named(mark))
