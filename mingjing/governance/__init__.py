"""Whether court data can be trusted: rules of quality as data, scores, and what waits to be mended."""
