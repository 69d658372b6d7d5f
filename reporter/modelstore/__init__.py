"""Models as files: what is shipped, installed or pulled, whether it is whole, and how to get more.

`manifest` describes and checks folders, `inventory` says what is here and what the settings use,
`hub` fetches. Nothing here opens a model.
"""
