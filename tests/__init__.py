"""Tests, in the folders of what they test; `quality` holds the samples of the quality floors."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The checkout."""
