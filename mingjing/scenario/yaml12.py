"""YAML as YAML 1.2 reads it: only `true` and `false` are yes and no, so that `on`, `no` and `y` stay words."""

from __future__ import annotations

import re
from typing import Any

import yaml


class Loader(yaml.SafeLoader):
    """The safe loader with the narrower booleans."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load(text: str) -> Any:
    """The content of a YAML document. Raises yaml.YAMLError."""
    return yaml.load(text, Loader)  # noqa: S506 - a subclass of the safe loader
