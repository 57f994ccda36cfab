"""Plots on console pages: numbers drawn as SVG that prints, with their table beside them."""

from bot.console.plots.plot import Plot, Shape, by_category, over_time

__all__ = ["Plot", "Shape", "by_category", "over_time"]
