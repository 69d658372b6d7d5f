r"""From bytes to lines of clean Unicode, one for every line of the file.

Lines end at \n, \r\n or \r and nowhere else: an editor counts them so, and a line number must
lead to the line that an editor shows.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

import ftfy
from charset_normalizer import from_bytes

_BOMS = (  # UTF-32 first: its mark starts with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "an RTF file"),
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_END_BYTES = re.compile(rb"\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
# Western, then the rest of Europe: a short sample would else pass for any of 90 encodings.
_CANDIDATES = ("cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1257")
_SAMPLE = 64 * 1024
_MAX_CONTROL_SHARE = 0.02

# Encoding only: quotation marks, ligatures and entities are the outlet's own.
_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    normalization="NFC",
    explain=False,
)
# Characters that other programs take for a line end, and spaces that only look different, become
# a space; characters that cannot be seen go.
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\xa0\u2007\u202f"), " "),
    **dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"), None),
}


class BinaryDataError(ValueError):
    """The bytes are no text in any encoding; the message says what they are if that is known."""


def split_lines(text: str) -> list[str]:
    r"""Return the lines of `text`, ended by \n, \r\n or \r only; a last empty one is left out."""
    lines = _LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def mend(line: str) -> str:
    """Return `line` with mojibake undone and invisible characters removed, quotation marks kept.

    The result is one line again.
    """
    if line.isascii() and line.isprintable():
        return line
    fixed = ftfy.fix_text(line.translate(_PLAIN), _ENCODING_ONLY).translate(_PLAIN)
    return _LINE_END.sub(" ", fixed)


def decode_lines(data: bytes, declared: str | None = None) -> list[str]:
    """Return the lines of `data` as Unicode, not yet mended.

    A byte order mark decides, then UTF-8, then the `declared` encoding, then charset-normalizer.
    Each line is decoded for itself, so one stray Latin-1 line does not spoil a UTF-8 file.
    Raises BinaryDataError for data that are not text.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise BinaryDataError(name)
    codec, skip = _wide_codec(data)
    if codec is not None:
        lines = split_lines(data[skip:].decode(codec, errors="replace"))
    else:
        lines = _decode_narrow(data, declared)
    _refuse_binary(lines)
    return lines


def read_lines(data: bytes, declared: str | None = None) -> list[str]:
    """Return the mended lines of `data`. Raises BinaryDataError for data that are not text."""
    return [mend(line) for line in decode_lines(data, declared)]


def _wide_codec(data: bytes) -> tuple[str | None, int]:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return (None if codec == "utf-8" else codec), len(mark)
    head = data[:_SAMPLE]
    if b"\0" not in head:
        return None, 0
    # UTF-16 without a mark: Western text has a zero in nearly every second byte.
    half = max(len(head) // 2, 4)
    if head[1::2].count(0) / half > 0.6 and head[0::2].count(0) / half < 0.05:
        return "utf-16-le", 0
    if head[0::2].count(0) / half > 0.6 and head[1::2].count(0) / half < 0.05:
        return "utf-16-be", 0
    return None, 0


def _decode_narrow(data: bytes, declared: str | None) -> list[str]:
    raw = _LINE_END_BYTES.split(data.removeprefix(codecs.BOM_UTF8))
    if raw[-1] == b"":
        raw.pop()
    codec = ""
    lines = []
    for piece in raw:
        try:
            lines.append(piece.decode("utf-8"))
        except UnicodeDecodeError:
            codec = codec or _known(declared) or _guess(raw)
            lines.append(piece.decode(codec, errors="replace"))
    return lines


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    # What calls itself Latin-1 or ASCII on the web is Windows-1252; UTF-8 has just failed.
    if name in {"iso8859-1", "ascii"}:
        return "cp1252"
    return None if name.startswith(("utf", "unicode", "idna", "punycode")) else name


def _guess(raw: Sequence[bytes]) -> str:
    sample = bytearray()
    for piece in raw:
        if not piece.isascii():
            first = next(i for i, byte in enumerate(piece) if byte > 127)
            sample += piece[max(first - 200, 0) : first + _SAMPLE] + b"\n"
        if len(sample) >= _SAMPLE:
            break
    matches = from_bytes(bytes(sample), cp_isolation=list(_CANDIDATES))
    best = matches.best()
    if best is None:
        return "cp1252"
    western = [match for match in matches if "cp1252" in match.could_be_from_charset]
    # A tie goes to the encoding that most English-language files have.
    if western and western[0].chaos <= best.chaos + 0.02:
        return "cp1252"
    return best.encoding


def _refuse_binary(lines: Sequence[str]) -> None:
    control = length = 0
    for line in lines:
        if "\0" in line:
            raise BinaryDataError("binary data")
        control += len(_CONTROL.findall(line[:_SAMPLE]))
        length += len(line[:_SAMPLE])
        if length > _SAMPLE:
            break
    if control > max(2, length * _MAX_CONTROL_SHARE):
        raise BinaryDataError("binary data")
