"""Why a push is refused at the door."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import AccessError, MingjingError, SourceError


class WrongToken(AccessError):
    """The token is missing, or is not this source's."""

    code = "wrong_token"
    http_status = 401
    message = "令牌缺失或不属于这个来源系统。请在 Authorization: Bearer 里给出信息处发放的令牌。"


@dataclass(eq=False)
class KeyMissing(MingjingError):
    """A push must be repeatable without harm, so it has to be named."""

    longest: int
    code = "idempotency_key_missing"
    http_status = 422
    message = "请求头 Idempotency-Key 缺失或不合要求：应为 1 至 {longest} 个可见 ASCII 字符，重发同一批时不变。"


@dataclass(eq=False)
class KeyReused(MingjingError):
    """The same key came with another body."""

    key: str
    code = "idempotency_key_reused"
    http_status = 409
    message = "Idempotency-Key {key} 已用于另一批内容，这一批没有收下。请换一个新的键再推送。"


@dataclass(eq=False)
class BadBatch(MingjingError):
    """The batch cannot be read at all; nothing of it was kept."""

    problem: str
    code = "bad_batch"
    http_status = 422
    message = "这一批没有收下：{problem}。"


class NoTarget(SourceError):
    """There is no operational database to keep pushes in."""

    code = "no_target"
    permanent = True
    message = "平台没有设业务库，不能收数据。请信息处设置环境变量 MINGJING_DATABASE。"
