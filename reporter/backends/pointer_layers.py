"""The layers of the pointer-generator: those of BERT, with cross-attention in the decoder's.

Shapes: b inputs (or beams), t written tokens, s source tokens, d states.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

IMPOSSIBLE = -1e4
"""Log-probability of what cannot be; finite, so that no gradient turns into NaN."""


class Attention(nn.Module):
    """Multi-head attention of queries over keys and values that were projected before."""

    def __init__(self, size: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(size, size)
        self.out = nn.Linear(size, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Return the new states (b, t, d).

        `memory` (b, 2, heads, s, d / heads) holds keys and values; `mask` is added to the scores
        (b, heads, t, s).
        """
        key, value = memory.unbind(1)
        query: Tensor = self.query(states)
        query = query.view(*query.shape[:2], self.heads, -1).transpose(1, 2)
        # Plain products: the fused attention's backward pass is a third slower on a CPU.
        scores = query @ key.transpose(-1, -2) * (query.shape[-1] ** -0.5) + mask
        mixed = scores.softmax(dim=-1).to(value.dtype) @ value
        return self.norm(states + self.out(mixed.transpose(1, 2).flatten(2)))  # type: ignore[no-any-return]


class KeyValue(nn.Linear):
    """Projects states (b, s, d) to keys and values (b, 2, heads, s, d / heads)."""

    def __init__(self, size: int, heads: int) -> None:
        super().__init__(size, 2 * size)
        self.heads = heads

    def forward(self, states: Tensor) -> Tensor:
        """Return keys and values."""
        both = super().forward(states).view(*states.shape[:2], 2, self.heads, -1)
        return both.permute(0, 2, 3, 1, 4)


class FeedForward(nn.Module):
    """The two dense layers of a block."""

    def __init__(self, size: int, inner: int) -> None:
        super().__init__()
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)

    def forward(self, states: Tensor) -> Tensor:
        """Return the new states (b, t, d)."""
        return self.norm(states + self.down(functional.gelu(self.up(states))))  # type: ignore[no-any-return]


class EncoderLayer(nn.Module):
    """Self-attention and dense layers, normalised after each, as in BERT."""

    def __init__(self, size: int, heads: int, inner: int) -> None:
        super().__init__()
        self.key_value = KeyValue(size, heads)
        self.attention = Attention(size, heads)
        self.dense = FeedForward(size, inner)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the new states (b, s, d)."""
        states = self.attention(states, self.key_value(states), mask)
        return self.dense(states)  # type: ignore[no-any-return]


class DecoderLayer(EncoderLayer):
    """An encoder layer with a cache and, between its halves, cross-attention."""

    def __init__(self, size: int, heads: int, inner: int, index: int) -> None:
        super().__init__(size, heads, inner)
        self.index = index
        self.cross = Attention(size, heads)

    def forward(  # type: ignore[override]
        self, states: Tensor, mask: Tensor, memory: Tensor, memory_mask: Tensor, cache: Any
    ) -> Tensor:
        """Return the new states (b, t, d)."""
        own = self.key_value(states)
        if cache is not None:
            own = torch.stack(cache.update(own[:, 0], own[:, 1], self.index), dim=1)
        states = self.attention(states, own, mask)
        read = self.cross(folded(states, memory), memory, memory_mask)
        return self.dense(read.view_as(states))  # type: ignore[no-any-return]


class Embeddings(nn.Module):
    """Positions added to words, normalised."""

    def __init__(self, size: int, positions: int) -> None:
        super().__init__()
        self.positions = nn.Embedding(positions, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)

    def forward(self, words: Tensor, start: int = 0) -> Tensor:
        """Return (b, t, d); the first of `words` stands at position `start`."""
        places = torch.arange(start, start + words.shape[1], device=words.device)
        return self.norm(words + self.positions(places))  # type: ignore[no-any-return]


def folded(states: Tensor, memory: Tensor) -> Tensor:
    """Lay the beams of one input, which share its memory, side by side: (b, beams * t, d)."""
    return states.reshape(len(memory), -1, states.shape[-1])


def additive(mask: Tensor) -> Tensor:
    """Turn a mask of 0 and 1 into one that is added to scores."""
    return (mask == 0).float() * IMPOSSIBLE
