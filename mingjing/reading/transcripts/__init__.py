"""Hearing records (笔录) and subtitles of hearings: who said what, what was admitted, whether settlement was talked of.

>>> from mingjing.reading.transcripts import transcript
>>> heard = transcript("询问笔录\\n问：借款属实吗？\\n答：属实。")
>>> [(turn.role, heard.text[slice(*turn.span)]) for turn in heard.turns]
[('询问人', '借款属实吗？'), ('被询问人', '属实。')]
"""

from mingjing.reading.transcripts.transcript import Transcript, is_transcript, transcript
from mingjing.reading.transcripts.turns import Turn

__all__ = ["Transcript", "Turn", "is_transcript", "transcript"]
