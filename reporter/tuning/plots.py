"""The curve of a threshold: lines of text for a terminal, and an SVG picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from reporter.tuning.knobs import Tuned
from reporter.tuning.thresholds import GRID, Floats

STEP = 5
"""Every so many points of the grid get a line in the terminal."""
BAR = 30
_WIDTH, _HEIGHT, _LEFT, _TOP, _SPAN_X, _SPAN_Y = 640, 360, 56, 40, 540, 260
_COLOURS = {"precision": "#0072b2", "recall": "#d55e00", "f": "#009e73"}
_DASHES = {"precision": "", "recall": "6 4", "f": "2 3"}


def lines_of(tuned: Tuned) -> Iterator[str]:
    """Yield the curve as a table with a bar for F, for the thresholds at which it moves."""
    name = _f_name(tuned)
    yield f"  {'from':>4}  precision         recall            {name:<16}"
    for place in _shown(tuned):
        figures = "  ".join(
            f"{getattr(tuned.curve, which)[place]:.2f} "
            f"[{getattr(tuned.low, which)[place]:.2f} {getattr(tuned.high, which)[place]:.2f}]"
            for which in ("precision", "recall", "f")
        )
        bar = "=" * round(BAR * float(tuned.curve.f[place]))
        yield f"  {GRID[place]:.2f}  {figures}  {bar:<{BAR}}{_mark(tuned, float(GRID[place]))}"


def svg_of(tuned: Tuned) -> str:
    """Return a picture of the curve with its 95 % interval, the current value and the choice.

    It takes the colour of text from the page that it stands in; a table under `desc` says the same.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="currentColor" color="#555">',
        f"<title>{escape(tuned.key)} for {escape(str(tuned.aim))}</title>",
        f"<desc>{escape(chr(10).join(lines_of(tuned)))}</desc>",
        f'<text x="{_LEFT}" y="20" font-size="13">{escape(tuned.key)}, '
        f"{tuned.labels} labels, aim {escape(str(tuned.aim))}</text>",
        *_axes(),
    ]
    parts += [_band(name, getattr(tuned.low, name), getattr(tuned.high, name)) for name in _COLOURS]
    for number, which in enumerate(_COLOURS):
        parts.append(_line(which, getattr(tuned.curve, which)))
        parts += _legend(number, which, _f_name(tuned) if which == "f" else which)
    parts += _cut(tuned.current, f"now {tuned.current:.2f}", "4 3", _TOP + _SPAN_Y - 8)
    if tuned.chosen is not None:
        parts += _cut(tuned.chosen, f"chosen {tuned.chosen:.2f}", "", _TOP + _SPAN_Y - 24)
    return "\n".join([*parts, "</svg>", ""])


def _f_name(tuned: Tuned) -> str:
    return f"f{tuned.aim.value:g}" if tuned.aim.measure == "f" else "f1"


def _shown(tuned: Tuned) -> Sequence[int]:
    """Return the places of every fifth threshold, of now and of the choice, where recall is open.

    Ends at which everything or nothing is shown would be lines that say the same.
    """
    cuts = [tuned.current] + ([] if tuned.chosen is None else [tuned.chosen])
    marked = {int(np.argmin(np.abs(GRID - cut))) for cut in cuts}
    some = np.flatnonzero((tuned.curve.recall < 0.995) & (tuned.curve.recall > 0.005))
    first, last = (some[0] - STEP, some[-1] + STEP) if len(some) else (0, len(GRID))
    return sorted({p for p in range(0, len(GRID), STEP) if first <= p <= last} | marked)


def _mark(tuned: Tuned, threshold: float) -> str:
    marks = []
    if abs(threshold - tuned.current) < 0.005:
        marks.append("now")
    if tuned.chosen is not None and abs(threshold - tuned.chosen) < 0.005:
        marks.append("chosen")
    return f"  <- {', '.join(marks)}" if marks else ""


def _x(value: float) -> float:
    return round(_LEFT + _SPAN_X * value, 1)


def _y(value: float) -> float:
    return round(_TOP + _SPAN_Y * (1 - value), 1)


def _axes() -> Iterator[str]:
    for step in range(6):
        value = step / 5
        yield (
            f'<path d="M{_x(0)} {_y(value)}H{_x(1)}" stroke="currentColor" stroke-opacity=".2"/>'
            f'<text x="{_LEFT - 8}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>'
            f'<text x="{_x(value)}" y="{_y(0) + 18}" text-anchor="middle">{value:.1f}</text>'
        )
    yield f'<text x="{_x(0.5)}" y="{_y(0) + 38}" text-anchor="middle">threshold</text>'


def _points(values: Floats) -> list[str]:
    return [f"{_x(float(x))} {_y(float(y))}" for x, y in zip(GRID, values, strict=True)]


def _line(which: str, values: Floats) -> str:
    dashes = f' stroke-dasharray="{_DASHES[which]}"' if _DASHES[which] else ""
    path = "M" + "L".join(_points(values))
    return f'<path d="{path}" fill="none" stroke="{_COLOURS[which]}" stroke-width="2"{dashes}/>'


def _band(which: str, low: Floats, high: Floats) -> str:
    path = "M" + "L".join([*_points(high), *reversed(_points(low))]) + "Z"
    return f'<path d="{path}" fill="{_COLOURS[which]}" fill-opacity=".15"/>'


def _legend(number: int, which: str, name: str) -> Iterator[str]:
    x = _LEFT + 310 + 92 * number
    dashes = f' stroke-dasharray="{_DASHES[which]}"' if _DASHES[which] else ""
    yield f'<path d="M{x} 16h20" stroke="{_COLOURS[which]}" stroke-width="2"{dashes}/>'
    yield f'<text x="{x + 24}" y="20">{escape(name)}</text>'


def _cut(value: float, name: str, dashes: str, y: float) -> Iterator[str]:
    stroke = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f'<path d="M{_x(value)} {_TOP}V{_y(0)}" stroke="currentColor"{stroke}/>'
    side, gap = ("end", -4) if value > 0.5 else ("start", 4)
    yield f'<text x="{_x(value) + gap}" y="{y}" text-anchor="{side}">{escape(name)}</text>'
