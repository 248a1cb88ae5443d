"""The people of the demo. They exist only where the demo command made them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoPerson:
    """One invented person with a password that is no secret."""

    username: str
    password: str
    name: str
    role: str
    court: str
    labels: bool = False


DEMO_PEOPLE = (
    DemoPerson("judge", "judge-demo", "沈法官", "judge", "上海市徐汇区人民法院"),
    DemoPerson("supervisor", "supervisor-demo", "周审管", "supervisor", "上海市高级人民法院"),
    DemoPerson("engineer", "engineer-demo", "陆工程师", "engineer", "上海市高级人民法院", labels=True),
)
