"""Figures: numbers as printed or computed, with the set of values that each stands for."""

from publicservice.figure.figure import Figure
from publicservice.figure.make import FigureLike, figure
from publicservice.figure.reading import Comparator, Reading

__all__ = ["Comparator", "Figure", "FigureLike", "Reading", "figure"]
