"""
Charts of what is better seen than read: claims, gaps, series and pace.

They need matplotlib, which the extra `charts` brings: `pip install 'publicservice[charts]'`.
"""

from publicservice.charts.chart import Chart
from publicservice.charts.claim import claim_chart
from publicservice.charts.coverage import coverage_chart
from publicservice.charts.pace import pace_chart
from publicservice.charts.series import series_chart

__all__ = ["Chart", "claim_chart", "coverage_chart", "pace_chart", "series_chart"]
