"""文书解构: from the text of a court paper to info points with their place in the text.

>>> from mingjing.reading import read
>>> read("某市某区人民法院 民事判决书 （2020）某0101民初1号 原告张某。").case_number.value
'（2020）某0101民初1号'
"""

from mingjing.reading.paper import Agent, Article, Dates, Fee, Panel, Paper, Party
from mingjing.reading.reader import read
from mingjing.reading.values import Value

__all__ = ["Agent", "Article", "Dates", "Fee", "Panel", "Paper", "Party", "Value", "read"]
