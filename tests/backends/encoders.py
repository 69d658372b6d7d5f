"""A tiny cross-encoder with random weights, saved as a hub model is."""

from __future__ import annotations

import string
from pathlib import Path


def make_model(folder: Path, labels: tuple[str, ...], *, safe: bool = True, seed: int = 0) -> str:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    letters = [*string.ascii_lowercase, *("##" + letter for letter in string.ascii_lowercase)]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]))
    config = BertConfig(
        vocab_size=5 + len(letters),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        initializer_range=1.0,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )
    torch.manual_seed(seed)
    model = BertForSequenceClassification(config)
    model.save_pretrained(folder)
    if not safe:
        (folder / "model.safetensors").unlink()
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
    BertTokenizerFast(vocab_file=str(vocabulary), model_max_length=64).save_pretrained(folder)
    return str(folder)
