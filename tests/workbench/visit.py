"""What the tests of the workbench share: who visits it, and what is read off a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

from starlette.testclient import TestClient

from reporter.backends import SummaryRequest

HOST = "127.0.0.1:8642"
TOKEN = "a-token"
ORIGIN = {"Origin": f"http://{HOST}"}
HOSTILE = """<script>alert(1)</script> & "ferries"

PORT ALDAN, March 14, 2031 - The ferry Marit ran aground on Skarn reef on Wednesday.

<img src=x onerror=alert(2)> Four people were treated for injuries, the coast guard said.

The coast guard has opened an {{ 7 * 7 }} investigation into the accident \u202egnissim.
"""


class Parrot:
    """A summarizer that answers with the last line of its prompt."""

    description: Mapping[str, str] = {"backend": "parrot"}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        return [(request.prompt.splitlines()[-1],) for request in requests]


Opened = Callable[[], TestClient]
"""Opens a workbench, for a browser that was not let in yet."""


def words(text: str) -> str:
    """Return what a page shows: its text without the elements."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def move(browser: TestClient, **values: str) -> str:
    fields = {key.replace("__", "."): value for key, value in values.items()}
    answer = browser.post("/", data=fields, headers={**ORIGIN, "X-Part": "1"})
    assert answer.status_code == 200, answer.text
    return answer.text
