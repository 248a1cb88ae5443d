"""Random courts and random models over them, asked in every way there is, on every engine: all must say the same."""
