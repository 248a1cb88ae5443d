"""Whether a model may be embedded: what one case asks of the data is bounded, no join explodes, and it is quick."""
