"""Learning from a table of rows, and scoring by what was learned; models are JSON, never pickled code."""
