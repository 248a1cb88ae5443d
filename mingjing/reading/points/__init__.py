"""信息点: what is declared, and what is found of it in a paper.

>>> from mingjing.reading import read
>>> from mingjing.reading.points import points
>>> paper = read("某市某区人民法院 民事判决书 （2020）某0101民初1号 原告张某。")
>>> [found.value for found in points(paper) if found.name == "案号"]
['（2020）某0101民初1号']
"""

from mingjing.reading.points.point import Found, Kind, Point
from mingjing.reading.points.reading import points
from mingjing.reading.points.registry import FAMILIES, POINTS

__all__ = ["FAMILIES", "POINTS", "Found", "Kind", "Point", "points"]
