"""Filling the platform from a program, as the demo does. Import it after `mingjing.site.start.prepare`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction

from mingjing.accounts.actions import put_person
from mingjing.accounts.demo import DEMO_PEOPLE
from mingjing.accounts.models import Court as CourtRecord
from mingjing.accounts.models import Person
from mingjing.accounts.refusals import NotThere
from mingjing.autorun.actions import replay_into
from mingjing.autorun.embedding import Asker, embed
from mingjing.autorun.models import Alert
from mingjing.lifecycle import queries, runs
from mingjing.lifecycle.actions import sync_courts, sync_scenarios, verify
from mingjing.lifecycle.models import Clue, Run
from mingjing.lifecycle.precision import Tally
from mingjing.running.court import Court, Screening


def open_books() -> None:
    """Take over courts and scenarios; safe to repeat."""
    sync_courts()
    sync_scenarios()


def put_demo_people() -> list[Person]:
    """The invented people of the demo."""
    sync_courts()
    return [
        put_person(
            p.username,
            p.password,
            name=p.name,
            role=p.role,
            court=CourtRecord.objects.get(name=p.court),
            sees_juvenile=p.role != "engineer",
            labels=p.labels,
        )
        for p in DEMO_PEOPLE
    ]


def load_clues(screening: Screening, asked_by: str) -> Run:
    """Keep a screening that was made outside the runner, as a run of `asked_by`."""
    run = runs.ask_for(screening.scenario.name, asked_by)
    runs.claim(run)
    return runs.finish(run, screening, screening.clues())


@transaction.atomic
def verify_some(
    name: str, judged: Callable[[Clue], str], username: str, most: int, note: str = "示例核验：依据示例法院的标准答案。"
) -> Tally:
    """Verify up to `most` clues of a scenario that wait, in the name of a person; gives how the scenario stands.

    Fingerprints are digests, so the first ones in their order are a random sample. `judged` gives confirmed,
    refuted or doubtful.
    """
    person = Person.objects.select_related("court").filter(username=username).first()
    if person is None:
        raise NotThere(f"人员 {username}")
    waiting = queries.clues(person).filter(scenario_id=name, verdict="").order_by("fingerprint")
    for clue in list(waiting[:most]):
        verify(clue, judged(clue), note, person)
    return queries.gate(name).tally


def embed_where_ready(names: Iterable[str], milestones: Callable[[str], Sequence[str]], username: str) -> list[str]:
    """Embed the scenarios whose gate is open; gives their names."""
    ready = [n for n in names if queries.gate(n).passed and milestones(n)]
    for name in ready:
        embed(name, milestones(name), Asker(username, may_override=False))
    return ready


def replay(court: Court, names: Sequence[str], from_on: date, to_on: date) -> int:
    """Keep the alerts that these scenarios would have given; gives how many are new."""
    return len(replay_into(court, names, from_on, to_on))


def replayed_alerts() -> int:
    """How many alerts of replays are kept."""
    return Alert.objects.filter(replayed=True).count()
