"""A `Brief` written out: Markdown for reading, HTML made from it, JSON for other programs."""

from __future__ import annotations

from reporter.report.draft import told_so_far
from reporter.report.explain import explain
from reporter.report.html import to_html
from reporter.report.json_report import schema, to_json
from reporter.report.markdown import to_markdown
from reporter.report.pictures import pictures

__all__ = ["explain", "pictures", "schema", "to_html", "to_json", "to_markdown", "told_so_far"]
