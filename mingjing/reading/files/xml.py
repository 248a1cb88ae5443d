"""XML from files of strangers: no entities, no network, no document types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from mingjing.reading.errors import UnreadableFile


def parsed(data: bytes, name: str) -> Any:
    """The root element."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(name, "文件内容已损坏（XML不完整）", "请重新导出该文件。") from error
    if root is None:
        raise UnreadableFile(name, "文件内容已损坏（XML是空的）", "请重新导出该文件。")
    return root


def local(element: Any) -> str:
    """The element's name without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str, default: str = "") -> str:
    """The attribute of that local name, in whatever namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def descendants(element: Any, name: str) -> Iterator[Any]:
    """All elements of that local name below `element`, in order."""
    return (found for found in element.iter() if local(found) == name)


def child(element: Any, name: str) -> Any | None:
    """The first child of that local name."""
    return next((found for found in element if local(found) == name), None)
