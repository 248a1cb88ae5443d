"""Fonts of an OFD: which character a glyph is, for texts that carry glyphs and only placeholders for characters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fontTools.ttLib import TTFont

from mingjing.reading.files.ofd.package import Package, path_of
from mingjing.reading.files.signs import plain_signs, sound
from mingjing.reading.files.xml import attribute, child, descendants

UNKNOWN = "\ufffd"


@dataclass
class Fonts:
    """The fonts that a document declares, each opened when a text first asks for its glyphs."""

    package: Package
    files: dict[str, str]
    _signs: dict[str, dict[int, str]] = field(default_factory=dict)

    def sign(self, font: str, glyph: int) -> str:
        """The character that the glyph is in that font; U+FFFD when the font does not say."""
        if font not in self._signs:
            self._signs[font] = self._opened(font)
        return self._signs[font].get(glyph, UNKNOWN)

    def _opened(self, font: str) -> dict[int, str]:
        path = self.files.get(font, "")
        if not self.package.has(path):
            return {}
        data = self.package.data(path)
        try:
            with TTFont(io.BytesIO(data), lazy=True, fontNumber=0) as opened:
                return {opened.getGlyphID(name): chr(code) for code, name in (opened.getBestCmap() or {}).items()}
        except Exception:  # a stranger's font file can break its reader in any way
            return {}


def font_files(resources: Any, beside: str) -> dict[str, str]:
    """The embedded font files by the fonts' numbers, from a resource file."""
    base = path_of(resources.get("BaseLoc") or ".", beside)
    found = {}
    for font in descendants(resources, "Font"):
        file = child(font, "FontFile")
        if file is not None and file.text:
            found[attribute(font, "ID")] = path_of(file.text, f"{base}/x")
    return found


def restored(text: str, transforms: Sequence[Any], font: str, fonts: Fonts) -> str:
    """The characters that are printed: placeholders replaced by what their glyphs are.

    A CGTransform says that from `CodePosition` on `CodeCount` characters are drawn by its glyphs. Characters that
    mean something are believed; only one that means nothing (private, unassigned, ¤) asks the font.
    """
    signs = list(text)
    for transform in transforms:
        start = _whole(attribute(transform, "CodePosition", "0"))
        count = max(1, _whole(attribute(transform, "CodeCount", "1")))
        glyphs = child(transform, "Glyphs")
        ids = [_whole(part) for part in (glyphs.text or "").split()] if glyphs is not None else []
        if len(ids) != count:
            continue  # a ligature: its characters are those of the text
        for at, glyph in zip(range(start, min(start + count, len(signs))), ids, strict=False):
            if signs[at] == "¤" or sound(signs[at]) < 1:
                signs[at] = fonts.sign(font, glyph)
    return plain_signs("".join(signs))


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
