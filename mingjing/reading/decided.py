"""What a court decided, what was asked of it, and what other courts decided before: one frozen record each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.reading.values import Value


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest clause: on what, at which rate, from when, until when. Only what the clause states is there."""

    place: Value[str]
    base_fen: Value[int] | None = None
    rate: Value[str] | None = None  # as printed: 月利率2%, 每日万分之五
    rate_annual: float | None = None  # 0.24 for 月利率2%; a day's rate counts 365 times
    start: Value[date] | None = None
    end: Value[str] | None = None  # as printed: 款付清之日


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One item of the orders; money in fen. `payers` and `payees` are names as the list of parties has them."""

    kind: Value[str]  # 给付, 连带责任, 驳回请求, 定罪量刑, ...; its place is the whole item
    payers: tuple[Value[str], ...] = ()
    payees: tuple[Value[str], ...] = ()
    amount_fen: Value[int] | None = None
    components: tuple[Value[int], ...] = ()
    interest: tuple[Interest, ...] = ()
    deadline_days: Value[int] | None = None
    joint: Value[str] | None = None  # 连带, 共同, 补充, at the words that say so


@dataclass(frozen=True, slots=True)
class Claims:
    """Money asked in the first instance, in fen: the sum, and the single amounts when they are named."""

    total_fen: Value[int] | None
    items: tuple[Value[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Penalty:
    """One punishment: for a charge, or for all together (决定执行)."""

    kind: Value[str]  # 有期徒刑, 拘役, 管制, 无期徒刑, 死刑, 死刑缓期执行, 单处罚金, 免予刑事处罚, 无罪
    months: Value[int] | None = None
    days: int = 0
    probation_months: Value[int] | None = None
    fine_fen: Value[int] | None = None
    other: tuple[Value[str], ...] = ()  # 剥夺政治权利…, 没收…财产


@dataclass(frozen=True, slots=True)
class Sentence:
    """A charge with its punishment."""

    charge: Value[str]
    penalty: Penalty


@dataclass(frozen=True, slots=True)
class Conviction:
    """An earlier conviction of an accused; never this case's."""

    charge: Value[str]
    on: Value[str] | None = None  # ISO day, or the year alone when only that is printed
    penalty: Penalty | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the court decided about one accused."""

    accused: Value[str]
    sentences: tuple[Sentence, ...]
    combined: Penalty | None = None
    from_on: Value[date] | None = None
    to_on: Value[date] | None = None
    circumstances: tuple[Value[str], ...] = ()
    refused: tuple[Value[str], ...] = ()
    priors: tuple[Conviction, ...] = ()


@dataclass(frozen=True, slots=True)
class LowerDecision:
    """A decision of another proceeding that the paper names by its number."""

    case_number: Value[str]
    court: Value[str] | None = None
    on: Value[date] | None = None


@dataclass(frozen=True, slots=True)
class AppealNotice:
    """What the tail says about remedies: days and court, or that the decision is final."""

    days: Value[int] | None = None
    court: Value[str] | None = None
    final: Value[str] | None = None
