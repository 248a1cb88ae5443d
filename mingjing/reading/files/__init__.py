"""Files to papers: what a court keeps, from plain text to scans and dossiers, as text with its layout.

`file_text` reads one document; `papers_in` reads every paper of a file that may hold many.
"""

from mingjing.reading.files.content import KINDS
from mingjing.reading.files.layout import Box, FileText, Place
from mingjing.reading.files.limits import Limits, limits
from mingjing.reading.files.reader import file_text, papers_in
from mingjing.reading.files.source import SourcePaper, Unreadable

__all__ = [
    "KINDS",
    "Box",
    "FileText",
    "Limits",
    "Place",
    "SourcePaper",
    "Unreadable",
    "file_text",
    "limits",
    "papers_in",
]
