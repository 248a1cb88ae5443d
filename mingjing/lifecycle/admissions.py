"""Admission of scenarios: tried once for each version, kept, and asked for before embedding."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.admission.admitting import admit
from mingjing.admission.report import Limits, Report
from mingjing.errors import MingjingError
from mingjing.lifecycle import queries
from mingjing.lifecycle.models import Admission, Clue
from mingjing.lifecycle.operational import operational
from mingjing.scenario import library


@dataclass(eq=False)
class NotAdmitted(MingjingError):
    """A scenario may not be embedded because of what a check of it costs."""

    title: str
    reason: str
    code = "not_admitted"
    http_status = 409
    message = "场景「{title}」未通过准入检验，不能嵌入：{reason}。请修改后重新检验。"


def standing(name: str) -> Admission | None:
    """The last trial of the scenario's present version; None before the first."""
    version = queries.scenario(name).version
    return Admission.objects.filter(scenario_id=name, version=version).order_by("-id").first()


def keep(report: Report, by: object) -> Admission:
    """Keep what a trial found, with the version tried."""
    facts = {"scenario": report.scenario, "version": report.version, "admitted": report.admitted}
    audit.record(by, "准入检验", facts=facts)
    return Admission.objects.create(
        scenario=queries.scenario(report.scenario),
        version=report.version,
        admitted=report.admitted,
        reason=report.reason,
        report=report.to_json(),
        by=str(by),
        at=timezone.now(),
    )


def examine(name: str, by: object) -> Admission:
    """Try the scenario where cases are checked, on the cases of its clues, and keep what was found.

    A scenario without clues is screened for some. Raises MingjingError when it cannot be tried.
    """
    queries.scenario(name)
    limits = Limits(p99_ms=settings.MINGJING_ADMIT_P99_MS, samples=settings.MINGJING_ADMIT_SAMPLES)
    known = sorted(Clue.objects.filter(scenario_id=name).values_list("case_id", flat=True).distinct())
    return keep(admit(operational(), library.load(name), limits, known or None), by)


def require(name: str, by: object) -> Admission:
    """The trial that admits the scenario, made now if its version was never tried. Raises NotAdmitted."""
    found = standing(name) or examine(name, by)
    if not found.admitted:
        raise NotAdmitted(title=found.scenario.title, reason=found.reason.rstrip("。"))
    return found
