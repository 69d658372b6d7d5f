"""Differences that no pair of statements shows: what each article of a story says as a whole."""
