"""What a column holds: how full it is, how its values lie, and how it goes with a label."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa

from mingjing.learning.encoding import NUMBERS, Column, amount_told, number, value_told

BINS = 10
MOST_VALUES = 10


def profile(rows: pa.Table, columns: tuple[Column, ...], label: Column | None) -> dict[str, Any]:
    """The profile of every column, and the columns by how closely they go with the label."""
    labels = rows.column(label.name).to_pylist() if label else None
    found = [of_column(c, rows.column(c.name).to_pylist(), labels) for c in columns]
    order = sorted((f for f in found if f.get("association") is not None), key=lambda f: -abs(f["association"]))
    return {"rows": rows.num_rows, "columns": found, "said": [said(f) for f in (order or found)]}


def of_column(column: Column, values: list[Any], labels: list[Any] | None) -> dict[str, Any]:
    """The profile of one column."""
    known = [v for v in values if v is not None]
    base = {
        "name": column.name,
        "label": column.label,
        "filled": len(known) / len(values) if values else 0.0,
        "distinct": len(set(known)),
    }
    more = numbers(column, known) if column.type in NUMBERS else kinds(column, known)
    return base | more | {"association": association(column, values, labels) if labels else None}


def numbers(column: Column, known: list[Any]) -> dict[str, Any]:
    """Distribution of numbers, amounts and days."""
    if not known:
        return {}
    x = np.array([number(v) for v in known])
    counts, edges = np.histogram(x, bins=BINS)
    marks = np.quantile(x, [0, 0.25, 0.5, 0.75, 1])
    return {
        "quantiles": [amount_told(column, float(q)) for q in marks],
        "mean": amount_told(column, float(x.mean())),
        "histogram": {"counts": counts.tolist(), "edges": [amount_told(column, float(e)) for e in edges]},
    }


def kinds(column: Column, known: list[Any]) -> dict[str, Any]:
    """The commonest values of texts and of yes and no."""
    most = sorted(Counter(known).items(), key=lambda vn: (-vn[1], str(vn[0])))[:MOST_VALUES]
    return {"commonest": [{"value": told(column, v), "rows": n} for v, n in most]}


def told(column: Column, value: Any) -> str:
    """A value in words."""
    return ("是" if value else "否") if isinstance(value, bool) else value_told(column, value)


def association(column: Column, values: list[Any], labels: list[Any]) -> float | None:
    """How closely a column goes with the label: Pearson's r between numbers, else Cramér's V."""
    pairs = [(v, y) for v, y in zip(values, labels, strict=True) if v is not None and y is not None]
    if len(pairs) < 2:
        return None
    if column.type in NUMBERS and isinstance(pairs[0][1], bool | int | float):
        return pearson(np.array([number(v) for v, _ in pairs]), np.array([float(y) for _, y in pairs]))
    return cramer(pairs)


def pearson(x: Any, y: Any) -> float | None:
    """Pearson's r; nothing where one side does not vary."""
    if x.std() == 0 or y.std() == 0:
        return None
    return float(np.corrcoef(x, y)[0, 1])


def cramer(pairs: list[tuple[Any, Any]]) -> float | None:
    """Cramér's V, from 0 to 1; nothing where one side has only one value."""
    a, b = Counter(v for v, _ in pairs), Counter(y for _, y in pairs)
    if min(len(a), len(b)) < 2:
        return None
    seen, n = Counter(pairs), len(pairs)
    chi = sum((seen[v, y] - a[v] * b[y] / n) ** 2 / (a[v] * b[y] / n) for v in a for y in b)
    return math.sqrt(chi / n / (min(len(a), len(b)) - 1))


def said(found: dict[str, Any]) -> str:
    """One column in Chinese."""
    close = "" if found.get("association") is None else f"，与结果的关联 {found['association']:+.2f}"
    return f"{found['label']}：填写率 {found['filled']:.1%}，{found['distinct']} 种取值{close}"
