"""Text that an article may hold to break a page, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from reporter.report.escape import visible

_PIECES = (
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![i](http://e.example/i.png)", "|",
    "`", "``", "*", "**", "_", "__", "#", "# ", "[^1]", "[^1]: ", "> ", "> [!WARNING]", "&lt;",
    "&#60;", "&copy;", "\n", "\n\n", "===", "---", "- ", "+ ", "1. ", "2) ", "a. ", "~~", "~",
    "https://e.example/", "www.e.example", "me@e.example", "<http://e.example>", "\\", "$", "$x$",
    "{#id}", "{: .c}", "[[wiki]]", "==", "%%", "^", "!", ":", "=", "\t", "    ", "\u202e", "\x02",
    "\x03", "<!-- ", "-->", "<b>", "</section>", "word", "café", "5 %", "“said”", ".", ",",
    "[ref]: http://e.example", "|---|", "*[HTML]: x", "[TOC]", "&", "<", ">", "@", "stx\x0242\x03",
)  # fmt: skip
_ANY = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join),
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map(" ".join),
)
HOSTILE = _ANY.filter(visible)
