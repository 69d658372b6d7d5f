"""Settings: where they come from, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.config import Settings, describe, known_keys, load_settings
from reporter.errors import SettingsError


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "reporter.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_command_line_wins_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    file = write(tmp_path, "[summary]\nmax_words = 30\nmin_outlets = 3\n")
    settings = load_settings(file, ["summary.max_words=20"])
    assert settings.summary.max_words == 20
    assert settings.summary.min_outlets == 3
    assert settings.report == Settings().report


def test_a_value_without_quotes_is_a_string(tmp_path: Path) -> None:
    settings = load_settings(None, ["models.summarizer=seq2seq:facebook/bart-large-cnn"])
    assert settings.models.summarizer == "seq2seq:facebook/bart-large-cnn"


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("summary.max_word=20", "Did you mean summary.max_words?"),
        ("sumary.max_words=20", "Did you mean summary?"),
        ("summary.max_words=0", "greater than or equal to 1"),
        ("coverage.near=1.5", "less than or equal to 1"),
        ("summary.max_words=many", "valid integer"),
        ("max_words=20", "section.key=value"),
        ("summary", "section.key=value"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_write_instead(override: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(None, [override])
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[summary\n", "not valid TOML"),
        ("[sumary]\n", "Did you mean summary?"),
        ("summary = 3\n", "is a section"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, text))
    assert said in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings(tmp_path / "none.toml")


def test_every_setting_says_what_it_means() -> None:
    for key in known_keys():
        assert len(describe(key)) > 20, key
