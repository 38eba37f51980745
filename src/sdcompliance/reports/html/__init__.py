"""The report as one page that needs nothing else: no network, no server, no second file."""

from sdcompliance.reports.html.page import findings_html

__all__ = ["findings_html"]
