"""reporter: what the outlets agree on and where they differ, offline and with proof.

    >>> import reporter
    >>> result = reporter.brief("seeds/")                                    # doctest: +SKIP
    >>> result.stories[0].facts[0].summary                                   # doctest: +SKIP

`brief` runs the whole pipeline and returns a `reporter.records.Brief`. To write it, see
`reporter.report`; to run single stages, see `reporter.pipeline`, which names them in order.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporter.config import Settings
    from reporter.records import Brief

__version__ = "0.1.0"


def brief(folder: str | Path, settings: Settings | None = None) -> Brief:
    """Read the articles below `folder` and return what they agree on and where they differ.

    `settings` default to `reporter.config.Settings()`. What cannot be read is in `Brief.skipped`.
    Raises `reporter.errors.ReporterError` for a folder, setting, prompt or model that cannot be
    used. The models are opened at each call; `reporter.pipeline.make_brief` takes opened ones.
    """
    from reporter.config import Settings
    from reporter.pipeline import make_brief

    return make_brief(Path(folder), settings or Settings())
