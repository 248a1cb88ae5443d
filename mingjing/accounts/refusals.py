"""Why the platform says no."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import AccessError, MingjingError


class NotSignedIn(AccessError):
    """Nobody is signed in."""

    code = "not_signed_in"
    http_status = 401
    message = "请先登录。"


class SignInFailed(AccessError):
    """Name or password is wrong; which of the two is not told."""

    code = "sign_in_failed"
    http_status = 401
    message = "用户名或密码不正确，请重新输入。"


class FormExpired(AccessError):
    """The CSRF token is missing or old."""

    code = "form_expired"
    message = "页面已过期，请刷新后重试。"


class WrongKey(AccessError):
    """A machine came with a key that is not known or was revoked."""

    code = "wrong_key"
    http_status = 401
    message = "接口密钥无效或已停用，请向信息处申请。"


@dataclass(eq=False)
class RoleRefused(AccessError):
    """The person's role does not have this ability."""

    need: tuple[str, ...]
    code = "role_refused"
    message = "您的角色不能进行此操作，需要：{need}。"


@dataclass(eq=False)
class NotThere(MingjingError):
    """Nothing of that name or number, or not within the person's sight: the two are not told apart."""

    what: str
    code = "not_there"
    http_status = 404
    message = "没有找到{what}，或不在您的查看范围内。"


@dataclass(eq=False)
class Clash(MingjingError):
    """The state of things does not allow it now."""

    problem: str
    remedy: str
    code = "clash"
    http_status = 409
    message = "{problem}{remedy}"
