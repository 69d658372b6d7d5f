"""Thresholds and prompts tuned by people: labels, what they say, prompts compared.

In reading order: `labels` and `label_formats` (what people said), `labelling` and `labelpool`
(which pair to ask next), `agreement` (of two people), `thresholds`, `estimate`, `resampling` and
`knobs` (the choice), `effect` and `plots` (what it changes), `compare_prompts`, `prompt_picks` and
`prompt_page`.
"""
