"""The verdict on each accused, complete: punishment, circumstances accepted and refused, earlier convictions."""

from __future__ import annotations

from dataclasses import replace

from mingjing.reading.circumstances import circumstances
from mingjing.reading.convictions import convictions
from mingjing.reading.decided import Conviction, Verdict
from mingjing.reading.names import Names
from mingjing.reading.parties import Entry
from mingjing.reading.sections import Sections
from mingjing.reading.verdicts import verdicts


def judged(
    source: str, text: str, parts: Sections, names: Names, entries: list[Entry], procedure: str | None
) -> tuple[Verdict, ...]:
    """One verdict for each accused. A commutation judges nobody: the verdict it retells is an earlier one."""
    if procedure == "刑罚与执行变更":
        return ()
    found = verdicts(source, text, parts, names)
    weighed = circumstances(source, text, parts, names, [verdict.accused.value for verdict in found], procedure)
    return tuple(
        replace(
            verdict,
            circumstances=weighed[verdict.accused.value][0],
            refused=weighed[verdict.accused.value][1],
            priors=_priors(source, text, names, entries, verdict.accused.value),
        )
        for verdict in found
    )


def _priors(source: str, text: str, names: Names, entries: list[Entry], accused: str) -> tuple[Conviction, ...]:
    """From the entry that presents the accused."""
    start = next((party.name.end for party in names.people if party.name.value == accused), None)
    entry = next((e for e in entries if start is not None and e.role[0] <= start <= e.end), None)
    return convictions(source, text, (start, entry.end)) if entry and start is not None else ()
