"""What goes together: rules between the values of a case, with support, confidence and lift."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from efficient_apriori import apriori

from mingjing.learning.encoding import Column, value_told

MOST_RULES = 200


def association_rules(
    rows: pa.Table, key: str, columns: tuple[Column, ...], support: float, confidence: float, longest: int
) -> dict[str, Any]:
    """The rules between items of the same key, the greatest lift first."""
    baskets = baskets_of(rows, key, columns)
    _, rules = apriori(baskets, min_support=support, min_confidence=confidence, max_length=longest)
    found = sorted(map(written, rules), key=lambda r: (-r["lift"], -r["support"], r["if"], r["then"]))[:MOST_RULES]
    return {"rows": len(baskets), "rules": found, "said": [said(r) for r in found]}


def baskets_of(rows: pa.Table, key: str, columns: tuple[Column, ...]) -> list[tuple[str, ...]]:
    """The items of each key: what its columns hold, in words; what is empty or not so is no item."""
    items: dict[Any, dict[str, None]] = {}
    for row in rows.to_pylist():
        held = items.setdefault(row[key], {})
        for c in columns:
            if row[c.name] not in (None, False):
                held[f"{c.label}为{value_told(c, row[c.name])}"] = None
    return [tuple(sorted(held)) for held in items.values()]


def written(rule: Any) -> dict[str, Any]:
    """A rule as JSON."""
    return {
        "if": sorted(rule.lhs),
        "then": sorted(rule.rhs),
        "support": float(rule.support),
        "confidence": float(rule.confidence),
        "lift": float(rule.lift),
    }


def said(rule: dict[str, Any]) -> str:
    """A rule in Chinese."""
    return (
        f"{'且'.join(rule['if'])}的，{rule['confidence']:.1%} 也{'且'.join(rule['then'])}"
        f"（占全部的 {rule['support']:.1%}，是平常的 {rule['lift']:.2f} 倍）"
    )
