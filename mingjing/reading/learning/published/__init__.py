"""Public sets of labelled court papers as examples, so that our scores can be put beside published ones."""
