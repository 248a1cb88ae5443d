"""What can be wrong with numbers, keys and links."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import MingjingError


@dataclass(eq=False)
class WrongNumber(MingjingError):
    """A number that no person or organisation can have."""

    problem: str
    code = "wrong_number"
    http_status = 422
    message = "号码不成立：{problem}"


@dataclass(eq=False)
class NoIdentityKey(MingjingError):
    """The secret by which numbers are keyed is not set, or too short to protect anything."""

    variable: str
    least: int
    code = "no_identity_key"
    http_status = 503
    exit_code = 3
    message = (
        "没有可用的身份密钥。请设置环境变量 {variable}，至少 {least} 字节的十六进制数；"
        "同一平台必须始终用同一个，换了密钥，已存的密键就对不上。"
    )


@dataclass(eq=False)
class UnknownLink(MingjingError):
    """No link of that number is in force."""

    link_id: int
    code = "unknown_link"
    http_status = 404
    message = "没有编号为 {link_id} 的关联。可用 mingjing identity list 查看。"


@dataclass(eq=False)
class LinkStands(MingjingError):
    """The link is not in a state in which this can be done."""

    link_id: int
    state: str
    wanted: str
    code = "link_stands"
    http_status = 409
    message = "关联 {link_id} 现为“{state}”，不能{wanted}。"
