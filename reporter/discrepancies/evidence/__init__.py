"""Whether two places of two statements speak of one matter: what every kind of difference asks.

Words laid side by side (`alignment`, `verbatim`, `polarity`, `turned`), the happening that two
values belong to (`event`, `happening`, `occasion`, `scope`), and the slot that they fill (`slot`).
"""
