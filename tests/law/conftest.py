"""Every calculator is there."""

from __future__ import annotations

import mingjing.law.calculators  # noqa: F401 - registers them
