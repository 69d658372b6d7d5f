"""A small encoder-decoder that writes mostly by pointing at words of its sources.

Pointer-generator after See et al. (2017), "Get To The Point": each output token is copied from a
source position or generated from a short closed vocabulary (`generated_ids`: function words and
common endings, no digits and no names), so that what no source holds can hardly be written. Three
additions: source features (which source a token is in, in how many sources its word occurs) make
shared content visible to the encoder; matching the last one, two and three emitted tokens against
the source tells the pointer where a copied passage goes on (an induction head, Olsson et al. 2022);
keys and values of the cross-attention are computed once and travel with the encoder's output.

Importing this module registers the model with AutoConfig and AutoModelForSeq2SeqLM.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import (
    AutoConfig,
    AutoModelForSeq2SeqLM,
    GenerationMixin,
    PretrainedConfig,
    PreTrainedModel,
)
from transformers.modeling_outputs import Seq2SeqLMOutput
from transformers.utils import ModelOutput

from reporter.backends.pointer_layers import (
    IMPOSSIBLE,
    DecoderLayer,
    Embeddings,
    EncoderLayer,
    KeyValue,
    additive,
    folded,
)

MATCHES = 3
"""Lengths of emitted passages, 1 to this, that are matched against the source."""

IGNORED = -100
"""Label of a position without loss, as everywhere in transformers."""


class PointerGeneratorConfig(PretrainedConfig):  # type: ignore[misc]
    """Sizes of the model; the defaults fit a warm start from MiniLM-L6-H384."""

    model_type = "pointer-generator"
    attribute_map = {"num_hidden_layers": "decoder_layers"}  # noqa: RUF012 - as the parent has it

    def __init__(
        self,
        vocab_size: int = 30522,
        hidden_size: int = 384,
        num_attention_heads: int = 12,
        intermediate_size: int = 1536,
        encoder_layers: int = 6,
        decoder_layers: int = 3,
        fusion_layer: int = 2,
        max_position_embeddings: int = 512,
        max_target_positions: int = 128,
        max_sources: int = 8,
        generated_size: int = 2048,
        pad_token_id: int = 0,
        bos_token_id: int = 101,
        eos_token_id: int = 102,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.num_attention_heads = num_attention_heads
        self.intermediate_size = intermediate_size
        self.encoder_layers = encoder_layers
        self.decoder_layers = decoder_layers
        self.fusion_layer = fusion_layer
        self.max_position_embeddings = max_position_embeddings
        self.max_target_positions = max_target_positions
        self.max_sources = max_sources
        self.generated_size = generated_size
        kwargs["is_encoder_decoder"] = True
        kwargs["tie_word_embeddings"] = False
        kwargs.setdefault("decoder_start_token_id", bos_token_id)
        super().__init__(
            pad_token_id=pad_token_id,
            bos_token_id=bos_token_id,
            eos_token_id=eos_token_id,
            **kwargs,
        )


@dataclass
class SourceStates(ModelOutput):  # type: ignore[misc]
    """What the encoder hands on.

    `last_hidden_state` (b, s, d); `source_ids` (b, s); `pointer_bias` (b, s), IMPOSSIBLE where
    nothing can be copied. `memory` holds for each decoder layer the keys and values of the
    cross-attention (b, 2, heads, s, d / heads), and last the keys of the pointer (b, s, d): a
    tuple, for generation repeats every tensor for its beams, and these are large and can be shared.
    """

    last_hidden_state: Tensor = None  # type: ignore[assignment]
    source_ids: Tensor = None  # type: ignore[assignment]
    pointer_bias: Tensor = None  # type: ignore[assignment]
    memory: tuple[Tensor, ...] = None  # type: ignore[assignment]


class SourceFeatures(nn.Module):
    """Which source each token is in, and how many of the sources hold its word."""

    def __init__(self, config: PointerGeneratorConfig) -> None:
        super().__init__()
        self.separator, self.limit = config.eos_token_id, config.max_sources
        self.source = nn.Embedding(self.limit, config.hidden_size)
        self.shared = nn.Embedding(self.limit * self.limit, config.hidden_size)
        self.bias = nn.Embedding(self.limit * self.limit, 1)

    def count(self, ids: Tensor, stems: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return (b, s) the number of each token's source, and its bucket.

        The bucket tells how many sources hold the word (by its stem) out of how many there are.
        """
        ends = (ids == self.separator).long()
        place = (ends.cumsum(1) - ends).clamp(max=self.limit - 1)
        inside = functional.one_hot(place, self.limit) * mask.unsqueeze(-1)
        same = (stems.unsqueeze(2) == stems.unsqueeze(1)).float()
        holding = ((same @ inside.float()) > 0).sum(-1)
        total = ends.sum(1, keepdim=True).clamp(1, self.limit)
        return place, (total - 1) * self.limit + (holding - 1).clamp(0, self.limit - 1)


class Encoder(nn.Module):
    """Reads `[CLS] source [SEP] source [SEP] ...`."""

    main_input_name = "input_ids"

    def __init__(self, config: PointerGeneratorConfig) -> None:
        super().__init__()
        size, heads = config.hidden_size, config.num_attention_heads
        self.start, self.fusion_layer = config.bos_token_id, config.fusion_layer
        self.register_buffer("stem_ids", torch.arange(config.vocab_size))
        self.words = nn.Embedding(config.vocab_size, size, padding_idx=config.pad_token_id)
        self.embeddings = Embeddings(size, config.max_position_embeddings)
        self.features = SourceFeatures(config)
        self.layers = nn.ModuleList(
            EncoderLayer(size, heads, config.intermediate_size)
            for _ in range(config.encoder_layers)
        )
        self.memory = nn.ModuleList(KeyValue(size, heads) for _ in range(config.decoder_layers))
        self.pointer = nn.Linear(size, size, bias=False)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor | None = None, **_: Any
    ) -> SourceStates:
        """Return the states of the sources `input_ids` (b, s)."""
        if attention_mask is None:
            attention_mask = torch.ones_like(input_ids)
        mask = additive(attention_mask)[:, None, None]
        place, bucket = self.features.count(
            input_ids, self.get_buffer("stem_ids")[input_ids], attention_mask
        )
        states = self.embeddings(self.words(input_ids))
        for index, layer in enumerate(self.layers):
            if index == self.fusion_layer:
                states = states + self.features.source(place) + self.features.shared(bucket)
            states = layer(states, mask)
        copied = (attention_mask != 0) & (input_ids != self.start)
        bias = self.features.bias(bucket).squeeze(-1).float()
        return SourceStates(
            last_hidden_state=states,
            source_ids=input_ids,
            pointer_bias=bias.masked_fill(~copied, IMPOSSIBLE),
            memory=(*(project(states) for project in self.memory), self.pointer(states)),
        )


class Decoder(nn.Module):
    """Turns what was written so far into states."""

    def __init__(self, config: PointerGeneratorConfig) -> None:
        super().__init__()
        size, heads = config.hidden_size, config.num_attention_heads
        self.embeddings = Embeddings(size, config.max_target_positions)
        self.layers = nn.ModuleList(
            DecoderLayer(size, heads, config.intermediate_size, index)
            for index in range(config.decoder_layers)
        )

    def forward(
        self, words: Tensor, memory: tuple[Tensor, ...], memory_mask: Tensor, cache: Any
    ) -> Tensor:
        """Return states (b, t, d) for the embedded `words` that come after those in `cache`."""
        known = 0 if cache is None else cache.get_seq_length()
        length = words.shape[1]
        seen = torch.ones(length, known + length, device=words.device).tril(known)
        mask = additive(seen)
        states: Tensor = self.embeddings(words, known)
        for index, layer in enumerate(self.layers):
            states = layer(states, mask, memory[index], memory_mask, cache)
        return states


class Pointer(nn.Module):
    """Scores the source positions, and decides between copying and generating."""

    def __init__(self, config: PointerGeneratorConfig) -> None:
        super().__init__()
        self.start, self.separator = config.bos_token_id, config.eos_token_id
        self.query = nn.Linear(config.hidden_size, config.hidden_size)
        self.strength = nn.Linear(config.hidden_size, MATCHES + 1)
        self.gate = nn.Linear(config.hidden_size, 1)

    def matches(self, source_ids: Tensor, written: Tensor) -> Tensor:
        """Return (b, t, s, 4) of 0 and 1: what position s offers after the t-th written token.

        The first three say that the last one, two, three written tokens stand right before s; the
        fourth that the token at s was written already. The start of the text matches the start of
        every source.
        """
        before = source_ids.masked_fill(source_ids == self.separator, self.start)
        last = functional.pad(written.unsqueeze(2) == before[:, :-1].unsqueeze(1), (1, 0))
        found = [last]
        for _ in range(MATCHES - 1):
            found.append(last & functional.pad(found[-1], (1, 0, 1, 0))[:, :-1, :-1])
        same = written.unsqueeze(2) == source_ids.unsqueeze(1)
        found.append(same.cummax(dim=1).values)
        return torch.stack(found, dim=-1).float()

    def forward(self, states: Tensor, source: SourceStates, written: Tensor) -> Tensor:
        """Return log-probabilities (b, t, s) of the source positions for the states (b, t, d).

        `written` (b, all) holds every token so far; its last t belong to the states.
        """
        keys, query = source.memory[-1], self.query(states)
        scores: Tensor = folded(query, keys) @ keys.transpose(1, 2) * (query.shape[-1] ** -0.5)
        scores = scores.float().view(*states.shape[:2], -1)
        found = self.matches(source.source_ids, written)[:, -states.shape[1] :]
        scores = scores + torch.einsum("btsk,btk->bts", found, self.strength(states).float())
        return (scores + source.pointer_bias.unsqueeze(1)).log_softmax(dim=-1)


class PointerGenerator(PreTrainedModel, GenerationMixin):  # type: ignore[misc]
    """The whole model: encoder, decoder, pointer and the closed vocabulary it generates from."""

    config_class = PointerGeneratorConfig
    main_input_name = "input_ids"

    def __init__(self, config: PointerGeneratorConfig) -> None:
        super().__init__(config)
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.pointer = Pointer(config)
        self.generator = nn.Linear(config.hidden_size, config.hidden_size)
        self.generator_bias = nn.Parameter(torch.zeros(config.generated_size))
        self.register_buffer("generated_ids", torch.arange(config.generated_size))
        # Words that are usually written small inside a sentence; for the spelling of the output.
        self.register_buffer("lowercase", torch.zeros(config.vocab_size, dtype=torch.bool))
        self.post_init()

    def get_encoder(self, *_: Any, **__: Any) -> Encoder:
        """Return the encoder, which generation runs once."""
        return self.encoder

    def get_input_embeddings(self) -> nn.Embedding:
        """Return the word embeddings, which encoder, decoder and generator share."""
        return self.encoder.words

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        decoder_input_ids: Tensor | None = None,
        encoder_outputs: SourceStates | None = None,
        past_key_values: Any = None,
        labels: Tensor | None = None,
        use_cache: bool | None = None,  # noqa: ARG002 - a cache is used when one is given
        **_: Any,
    ) -> Seq2SeqLMOutput:
        """Return the loss when `labels` (b, t) are given, else log-probabilities (b, t, vocab).

        `decoder_input_ids` holds everything written so far, also when a cache is given.
        """
        source: SourceStates = encoder_outputs or self.encoder(input_ids, attention_mask)
        if attention_mask is None:
            attention_mask = torch.ones_like(source.source_ids)
        if labels is not None:
            decoder_input_ids = self.shift(labels)
        assert decoder_input_ids is not None  # noqa: S101
        copied, generated = self.ways(source, attention_mask, decoder_input_ids, past_key_values)
        if labels is not None:
            return Seq2SeqLMOutput(loss=self.loss(copied, generated, source.source_ids, labels))
        return Seq2SeqLMOutput(
            logits=self.mix(copied, generated, source.source_ids), past_key_values=past_key_values
        )

    def ways(
        self, source: SourceStates, mask: Tensor, written: Tensor, cache: Any = None
    ) -> tuple[Tensor, Tensor]:
        """Return log-probabilities of copying (b, t, s) and generating (b, t, g) what is next."""
        copied, states = self.point(source, mask, written, cache)
        gate = self.pointer.gate(states).float()
        generated = self.generate_words(states) + functional.logsigmoid(-gate)
        return copied + functional.logsigmoid(gate), generated

    def point(
        self, source: SourceStates, mask: Tensor, written: Tensor, cache: Any = None
    ) -> tuple[Tensor, Tensor]:
        """Return the pointer's log-probabilities (b, t, s) and the decoder's states (b, t, d).

        With a cache only what was written after it is computed: t tokens of the whole.
        """
        own = None if cache is None else cache.self_attention_cache
        known = 0 if own is None else own.get_seq_length()
        words = self.encoder.words(written[:, known:])
        beams = len(mask) // len(source.memory[-1])
        states = self.decoder(words, source.memory, additive(mask)[::beams, None, None], own)
        return self.pointer(states, source, written), states

    def generate_words(self, states: Tensor) -> Tensor:
        """Return log-probabilities (b, t, g) of the words of the closed vocabulary."""
        words = self.encoder.words.weight[self.generated_ids]
        logits = functional.linear(functional.gelu(self.generator(states)), words)
        return (logits.float() + self.generator_bias).log_softmax(dim=-1)

    def loss(self, copied: Tensor, generated: Tensor, source_ids: Tensor, labels: Tensor) -> Tensor:
        """Return the mean negative log-likelihood of the labels that can be written at all."""
        found, counted = self.likelihood(copied, generated, source_ids, labels)
        return -found[counted].sum() / counted.sum().clamp(min=1)

    def likelihood(
        self, copied: Tensor, generated: Tensor, source_ids: Tensor, labels: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the log-likelihood (b, t) of each label, and which of them can be written."""
        matched = source_ids.unsqueeze(1) == labels.unsqueeze(2)
        pointed = copied.masked_fill(~matched, IMPOSSIBLE).logsumexp(dim=-1)
        places = labels.new_full((self.config.vocab_size,), -1)
        places[self.generated_ids] = torch.arange(len(self.generated_ids), device=labels.device)
        place = places[labels.clamp(min=0)]
        known = generated.gather(2, place.clamp(min=0).unsqueeze(2)).squeeze(2)
        known = known.masked_fill(place < 0, IMPOSSIBLE)
        writable = (labels != IGNORED) & (matched.any(dim=-1) | (place >= 0))
        return torch.logaddexp(pointed, known), writable

    def mix(self, copied: Tensor, generated: Tensor, source_ids: Tensor) -> Tensor:
        """Return the log-probability (b, t, vocab) of each word, by whichever way it is written."""
        whole = copied.new_zeros(*copied.shape[:2], self.config.vocab_size)
        whole.scatter_add_(2, source_ids.unsqueeze(1).expand_as(copied), copied.exp())
        whole.index_add_(2, self.generated_ids, generated.exp())
        return whole.clamp_min(1e-20).log()

    def shift(self, labels: Tensor) -> Tensor:
        """Return the labels moved one to the right, begun with the start token."""
        moved = functional.pad(labels[:, :-1], (1, 0), value=self.config.decoder_start_token_id)
        return moved.masked_fill(moved == IGNORED, self.config.pad_token_id)

    def prepare_inputs_for_generation(
        self,
        input_ids: Tensor,
        past_key_values: Any = None,
        attention_mask: Tensor | None = None,
        encoder_outputs: SourceStates | None = None,
        **_: Any,
    ) -> dict[str, Any]:
        """Hand on everything written so far: the pointer matches it against the source."""
        return {
            "decoder_input_ids": input_ids,
            "past_key_values": past_key_values,
            "attention_mask": attention_mask,
            "encoder_outputs": encoder_outputs,
        }

    @torch.no_grad()
    def start_copying(self) -> None:
        """Set what an untrained model does: copy, and go on after the longest passage it copied."""
        features, pointer = self.encoder.features, self.pointer
        for table in (features.source, features.shared, features.bias, pointer.strength):
            table.weight.zero_()
        pointer.strength.bias.copy_(torch.tensor([3.0, 2.0, 1.0, -1.0]))
        pointer.gate.weight.zero_()
        pointer.gate.bias.fill_(2.0)


AutoConfig.register(PointerGeneratorConfig.model_type, PointerGeneratorConfig, exist_ok=True)
AutoModelForSeq2SeqLM.register(PointerGeneratorConfig, PointerGenerator, exist_ok=True)
