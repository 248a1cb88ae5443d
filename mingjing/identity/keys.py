"""Keyed hashes of numbers: equal numbers have equal keys, and without the secret a key says nothing of its number."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Protocol

from mingjing.identity.errors import NoIdentityKey
from mingjing.identity.numbers import Number, PersonNumber

VARIABLE = "MINGJING_IDENTITY_KEY"
LEAST_BYTES = 16


class Keyring(Protocol):
    """What turns a number into its key; a certified module (SDF) takes this one's place by the same method."""

    def key(self, number: Number) -> str:
        """The key of a number."""


class Sm3Keyring:
    """HMAC-SM3 by OpenSSL, 40 hexadecimal digits of it: one in 2^160 by chance."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < LEAST_BYTES:
            raise NoIdentityKey(VARIABLE, LEAST_BYTES)
        self.secret = secret

    def key(self, number: Number) -> str:
        """The key of a number; a person and an organisation of the same digits have different ones."""
        kind = "P" if isinstance(number, PersonNumber) else "C"
        return hmac.new(self.secret, f"{kind}{number.digits}".encode(), "sm3").hexdigest()[:40]


def keyring(environment: Mapping[str, str]) -> Sm3Keyring:
    """The keyring by the secret that the environment holds. Raises NoIdentityKey."""
    try:
        secret = bytes.fromhex(environment.get(VARIABLE, ""))
    except ValueError as e:
        raise NoIdentityKey(VARIABLE, LEAST_BYTES) from e
    return Sm3Keyring(secret)
