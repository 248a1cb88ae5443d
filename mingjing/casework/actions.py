"""All writes about the elements of a case."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.assist.errors import UnknownElement
from mingjing.assist.sheet import answer
from mingjing.casework.models import ElementAnswer
from mingjing.casework.refusals import NotYourCase
from mingjing.casework.tables import Table, table
from mingjing.lifecycle import cases


@transaction.atomic
def say(case_id: int, name: str, element: str, value: str, person: Person, as_of: date) -> Table:
    """Keep what a person says about an element; an empty value takes it back.

    Raises NotThere, UnknownGuide, UnknownElement, NotYourCase, BadInput.
    """
    known = table(case_id, name, person, as_of)
    if element not in known.guide.elements:
        raise UnknownElement(guide=known.guide.title, given=element, have=tuple(known.guide.elements))
    if not known.may_answer(person):
        raise NotYourCase(known.court.name)
    if value.strip():
        answer(known.guide.elements[element], value.strip())
    _keep(known, element, value.strip(), person)
    return table(case_id, name, person, as_of)


def _keep(known: Table, element: str, value: str, person: Person) -> None:
    case_id = known.case["case_id"]
    guard = cases.guards([case_id])[case_id]
    ElementAnswer.objects.create(
        court=known.court,
        secret_level=guard.secret_level,
        juvenile=guard.juvenile,
        case_id=case_id,
        case_number=guard.case_number,
        guide=known.guide.name,
        element=element,
        value=value,
        by=person,
        at=timezone.now(),
    )
    facts = {"guide": known.guide.name, "element": element}
    audit.record(person, "确认案件要素" if value else "撤回要素确认", case_ids=[case_id], facts=facts)
