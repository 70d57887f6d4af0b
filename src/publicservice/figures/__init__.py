"""Figures: numbers as printed or computed, with the set of values that each stands for."""

from publicservice.figures.figure import Figure
from publicservice.figures.make import FigureLike, figure
from publicservice.figures.reading import Comparator, Reading

__all__ = ["Comparator", "Figure", "FigureLike", "Reading", "figure"]
