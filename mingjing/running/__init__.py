"""A scenario over a court's data: screen all history, check one case now, replay the past."""
