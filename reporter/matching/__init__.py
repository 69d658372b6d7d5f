"""From the statements of one story to clusters of equivalent ones.

In reading order: `units` (what of a statement is compared), `proposals` (which pairs are worth a
judge), `equivalence` (how alike two are), `linkage` (clusters from scores), `ground` (what does not
depend on thresholds), `clusters` (the stage).
"""
