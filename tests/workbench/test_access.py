"""Who is let into the workbench, and how the command opens it."""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra [workbench] is not installed")

from starlette.testclient import TestClient
from typer.testing import CliRunner

from reporter.cli.app import app
from tests.workbench.visit import TOKEN, Opened


def test_the_link_lets_in_and_takes_the_token_out_of_the_address(opened: Opened) -> None:
    answer = opened().get("/brief", params={"token": TOKEN, "story": "s1"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/brief?story=s1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie


def test_the_link_works_once_but_goes_on_working_where_it_was_opened(opened: Opened) -> None:
    first = opened()
    assert first.get("/", params={"token": TOKEN}).status_code == 200
    assert first.get("/", params={"token": TOKEN}).status_code == 200
    first.cookies.clear()
    assert first.get("/", params={"token": TOKEN}).status_code == 403
    assert "Start `reporter workbench` again" in first.get("/", params={"token": TOKEN}).text


@pytest.mark.parametrize("path", ["/", "/brief", "/labels", "/static/workbench.js", "/nothing"])
def test_nothing_is_shown_without_the_cookie(opened: Opened, path: str) -> None:
    client = opened()
    assert client.get(path).status_code == 403
    assert client.get(path, params={"token": "another"}).status_code == 403
    client.cookies.set("workbench", TOKEN)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "evil.example:8642"])
def test_a_name_that_merely_points_here_gets_nothing(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize("path", ["/", "/save", "/reset", "/labels", "/prompts"])
def test_a_page_of_another_site_changes_nothing(
    browser: TestClient, settings_file: Path, origin: dict[str, str], path: str
) -> None:
    before = settings_file.read_bytes()
    answer = browser.post(path, data={"matching.threshold": "0.7"}, headers=origin)
    assert answer.status_code == 403
    assert settings_file.read_bytes() == before
    assert "On trial" not in browser.get("/").text


def test_pages_forbid_every_script_and_request_but_their_own(browser: TestClient) -> None:
    for path in ("/", "/statements", "/brief", "/static/workbench.css", "/nothing"):
        policy = browser.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http:" not in policy
    for path in ("/", "/statements", "/brief", "/labels", "/prompts"):
        page = browser.get(path).text
        assert re.findall(r"<script(?![^>]* src=\"/static/)", page) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []
        assert re.findall(r"(?:src|href|action)=\"(?!/|#)", page) == []


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["workbench", "--no-open", *words])
    return result.exit_code, " ".join(result.output.split())


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, said = run(str(folder), "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "cannot be used" in said
    assert "Choose another --port, or 0." in said


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, said = run(str(tmp_path / "nowhere"), "--set", "models.scorer=lexical")
    assert code == 2
    assert "nowhere" in said


def test_without_the_extra_it_says_how_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("reporter.workbench.app")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, said = run(str(folder))
    assert code == 2
    assert "the workbench needs uvicorn, which is not installed" in said
    assert "[workbench]" in said
