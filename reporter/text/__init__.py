"""What is read off a text, or off its dependency tree, by rules of English and without a model."""
