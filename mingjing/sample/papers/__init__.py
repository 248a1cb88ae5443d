"""Papers of a small part of the cases, whose text agrees with the rows."""

from mingjing.sample.papers.write import write_papers

__all__ = ["write_papers"]
