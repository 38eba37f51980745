"""Assets and data → one HTML file."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from typing import BinaryIO

from sdcompliance.reports.findings_source import FindingsSource
from sdcompliance.reports.html.data import page_data, to_json_bytes
from sdcompliance.reports.html.words import PAGE
from sdcompliance.reports.voice import Voice
from sdcompliance.workdays import Calendar

_LICENCES = ("echarts.NOTICE", "echarts.LICENSE", "echarts.LICENSE-d3")


def findings_html(source: FindingsSource, calendar: Calendar, stream: BinaryIO, voice: Voice) -> None:
    """Writes the page: about 0.8 MB and the findings, compressed.

    ``calendar`` is the one it was judged by: it counts out the working days. The page opens in the
    language of ``voice`` and has both. The same input gives the same bytes.
    """
    data = gzip.compress(to_json_bytes(page_data(source, calendar, voice)), compresslevel=6, mtime=0)
    scripts = [_asset("echarts.common.min.js"), _asset("report.js")]
    values = {
        "language": "zh-CN" if voice.language.value == "zh" else "en",
        "title": escape(PAGE["title"].in_(voice.language)),
        "policy": _policy(scripts),
        "style": _asset("report.css"),
        "noscript": escape(f"{PAGE['too_old'].zh} / {PAGE['too_old'].en}"),
        "licences": "\n".join(_asset(name) for name in _LICENCES),
        "data": base64.b64encode(data).decode("ascii"),
        "charts": scripts[0],
        "script": scripts[1],
    }
    page = _asset("page.html")
    for name, value in values.items():
        before, mark, page = page.partition("{{" + name + "}}")
        assert mark, name  # the places stand in page.html in the order of the values
        stream.write((before + value).encode())
    stream.write(page.encode())


def _policy(scripts: list[str]) -> str:
    """What the page may do: run these two scripts, and nothing that any text of the data could bring."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    sources = " ".join(f"'sha256-{value}'" for value in hashes)
    return f"default-src 'none'; script-src {sources}; style-src 'unsafe-inline'; img-src data: blob:"


@cache
def _asset(name: str) -> str:
    return files("sdcompliance.reports.html").joinpath("assets", name).read_text(encoding="utf-8")
