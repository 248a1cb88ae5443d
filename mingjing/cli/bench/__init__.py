"""Measurements against goals: each bench is one module here with a function `measure`."""
