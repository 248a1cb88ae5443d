"""要素式办案 on the platform: the element table of a case, what its judge says of it, its draft."""
