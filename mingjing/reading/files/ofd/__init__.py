"""OFD (GB/T 33190), the state's own format of printed pages: a ZIP of XML."""

from mingjing.reading.files.ofd.document import read_ofd

__all__ = ["read_ofd"]
