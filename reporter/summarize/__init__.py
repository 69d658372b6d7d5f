"""From clusters to facts: one sentence each, checked against its sources; headline and lead.

In reading order: ways to tell a cluster (`candidates`, from `trimming`, `clauses`, `quoting` and
`rendering`), what such a sentence must pass (`support`, `fluency`, `completeness`, `preservation`,
`faithfulness`), which one stands (`judging`, `duplicates`), the stage itself (`facts`), and what
stands above a story (`headline`, `lead`).
"""
