"""An invented court of Shanghai, with planted cases whose truth is known: `build` writes it."""

from mingjing.sample.build import SampleReport, build

__all__ = ["SampleReport", "build"]
