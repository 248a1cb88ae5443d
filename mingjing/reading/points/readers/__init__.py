"""Readers of points that a row cannot say: one file per family; each reader is a small function over a `Context`.

A row of `declared/*.csv` names its reader as file.function.
"""

from mingjing.reading.points.readers import (
    administrative,
    claims,
    criminal,
    custody,
    facts,
    family,
    loan,
    orders,
    paper,
    papers,
    quality,
    rulings,
)

MODULES = {
    module.__name__: module
    for module in (
        administrative,
        claims,
        criminal,
        custody,
        facts,
        family,
        loan,
        orders,
        paper,
        papers,
        quality,
        rulings,
    )
}
