"""要素式办案: what a kind of case turns on, as data; found in its papers, checked, reckoned and drafted.

An assistant shows and counts; it decides nothing. A value that no paper states stays blank.
"""

from mingjing.assist.drafting import Draft, draft_of
from mingjing.assist.guide import Element, Guide
from mingjing.assist.library import GUIDES, guide, guides_for
from mingjing.assist.sheet import Sheet, sheet_of

__all__ = ["GUIDES", "Draft", "Element", "Guide", "Sheet", "draft_of", "guide", "guides_for", "sheet_of"]
