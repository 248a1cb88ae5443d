"""What can be wrong with a contract or a delivery."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import MingjingError, SourceError


@dataclass(eq=False)
class BadContract(MingjingError):
    """A contract says something that cannot be kept."""

    contract: str
    problem: str
    code = "bad_contract"
    http_status = 422
    message = "登记约定 {contract}：{problem}。"


@dataclass(eq=False)
class UnknownRegister(MingjingError):
    """No contract of that name."""

    name: str
    have: tuple[str, ...]
    code = "unknown_register"
    http_status = 404
    message = "没有名为“{name}”的登记约定；现有：{have}。"


@dataclass(eq=False)
class ContractExpired(MingjingError):
    """The agreement on a register has run out."""

    title: str
    expired_on: str
    code = "contract_expired"
    http_status = 409
    message = "{title}的共享协议已于 {expired_on} 到期，不再获取；请续签后改约定中的 expires_on。"


@dataclass(eq=False)
class NotDelivered(SourceError):
    """A register could not be fetched; trying again later may help."""

    title: str
    problem: str
    code = "not_delivered"
    message = "没有取到{title}：{problem}"


@dataclass(eq=False)
class RowRefused(MingjingError):
    """A row of a delivery that the catalogue cannot hold."""

    problem: str
    code = "row_refused"
    http_status = 422
    message = "{problem}"
