"""From judged pairs to groups: no chains, no members that hang on one other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reporter.matching.linkage import agglomerate, core, merge, overlap

# No model is needed here, and nothing changes when another one is shipped.


def always(*_: object) -> bool:
    return True


def test_a_chain_does_not_become_one_group() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}
    assert sorted(agglomerate(chain, 0.6, 8, always)) == [(0, 1), (2, 3)]


def test_a_member_that_only_hangs_on_one_other_is_dropped() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (2, 3): 0.7, (0, 3): 0.1, (1, 3): 0.1}
    assert core((0, 1, 2, 3), scores, 0.6, 8) == (0, 1, 2)


def test_what_may_not_meet_stays_apart() -> None:
    assert agglomerate({(0, 1): 0.9}, 0.6, 8, lambda *_: False) == []


def test_a_torn_pair_is_brought_together_where_it_fits() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.7, (1, 2): 0.65}
    assert overlap([(0, 1)], scores, 0.6, 0.8, 8, always) == [(0, 1, 2)]


def test_a_second_fact_needs_the_higher_bar() -> None:
    groups = [(0, 1), (2, 3)]
    scores = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.7}
    assert overlap(groups, scores, 0.6, 0.8, 8, always) == groups
    assert overlap(groups, scores, 0.6, 0.65, 8, always) == [(0, 1), (1, 2), (2, 3)]


def test_one_fact_found_twice_is_united() -> None:
    scores = {(0, 3): 0.5}
    assert merge([(0, 1, 2), (1, 2, 3)], scores, 0.6) == [(0, 1, 2, 3)]
    assert merge([(0, 1, 2), (1, 2)], {}, 0.6) == [(0, 1, 2)]


def test_two_facts_told_by_the_same_long_sentences_stay_two() -> None:
    groups = [(0, 1, 2), (1, 2, 3)]
    assert merge(groups, {(0, 3): 0.1}, 0.6) == groups


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0, 1),
    )
)
@hypothesis_settings(max_examples=60)
def test_groups_are_disjoint_and_their_cores_pass_the_bar(
    scores: dict[tuple[int, int], float],
) -> None:
    groups = agglomerate(scores, 0.6, 8, always)
    items = [item for group in groups for item in group]
    assert len(items) == len({*items})
    for group in groups:
        kept = core(group, scores, 0.6, 8)
        for item in kept:
            near = [scores.get((min(item, o), max(item, o)), 0) for o in kept if o != item]
            assert 2 * sum(value >= 0.54 for value in near) > len(near) or not near
