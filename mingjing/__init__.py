"""明镜 mingjing: a judge's pattern becomes a model that screens history and warns in open cases."""

__version__ = "0.1.0"
