"""How readily the pointer-generator would have written a given sentence."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from reporter.backends.pointer_generator import IGNORED, PointerGenerator, SourceStates

UNWRITABLE = -12.0
"""Log-likelihood of a token that the model cannot write; the rarest it can are near this."""


def rate(
    model: PointerGenerator,
    source: SourceStates,
    mask: Tensor,
    place: int,
    targets: Sequence[Sequence[int]],
) -> tuple[float, ...]:
    """Return the mean log-likelihood per token of each target for the source at `place`.

    Targets are token ids without special tokens; the end token is counted. `source` and `mask`
    (b, s) are those of a batch; one pass scores all targets of one of its rows.
    """
    if not targets:
        return ()
    end = int(model.config.eos_token_id)
    rows = [[*target, end][: model.config.max_target_positions] for target in targets]
    width = max(map(len, rows))
    labels = torch.tensor([[*row, *[IGNORED] * (width - len(row))] for row in rows])
    labels = labels.to(mask.device)
    own = _row(source, place, len(rows))
    wide = mask[place : place + 1].expand(len(rows), -1)
    copied, generated = model.ways(own, wide, model.shift(labels))
    found, writable = model.likelihood(copied, generated, own.source_ids, labels)
    counted = labels != IGNORED
    found = torch.where(writable, found.clamp(min=UNWRITABLE), UNWRITABLE) * counted
    return tuple((found.sum(dim=1) / counted.sum(dim=1)).tolist())


def _row(source: SourceStates, place: int, times: int) -> SourceStates:
    """Return one row of a batch, repeated without a copy; the memory is shared, as by beams."""
    wide = {
        key: value[place : place + 1].expand(times, *value.shape[1:])
        for key, value in source.items()
        if isinstance(value, Tensor)
    }
    return SourceStates(**wide, memory=tuple(item[place : place + 1] for item in source.memory))
