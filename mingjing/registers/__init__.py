"""External registers: one contract each, pulled or pushed, with history, and how fresh they are."""
