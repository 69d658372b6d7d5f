"""reporter: what the outlets agree on and where they differ, offline and with proof."""

__version__ = "0.1.0"
