"""``sdcompliance map``: a column map proposed for a source whose names are not ours."""

from __future__ import annotations

from pathlib import Path

import click

from sdcompliance.cli.options import language_option
from sdcompliance.cli.output import write


@click.command(name="map", short_help="起草字段对照 / propose a column map")
@click.argument("source", metavar="SOURCE")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="写入文件，不覆盖已有文件；默认输出到屏幕。 / Write to a new file; default standard output.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="文本文件的编码，如 gb18030，默认自动识别。 / Encoding of text files; recognised by default.",
)
@language_option
def map_(*, source: str, out: Path | None, encoding: str | None, language: str) -> None:
    """按名称相似程度，起草数据源的表和列与本系统的对照（mapping.toml），供人工核对。

    Proposes which tables and columns of SOURCE (a folder, a file, a postgresql:// URL) are ours, by how
    alike their names are, for somebody to check.

    \b
    sdcompliance map export/ --out mapping.toml
    sdcompliance map postgresql://reader@host/kaohe
    """
    from sdcompliance.sources.errors import MappingError
    from sdcompliance.sources.outline import outline
    from sdcompliance.sources.proposing import as_toml, propose

    shown = source if "://" not in source else source.rpartition("@")[2]
    text = as_toml(propose(outline(source, encoding)), shown)
    if out is None:
        write(text)
        return
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise MappingError(str(out), ("this file is there already; choose another --out",)) from None
    click.echo(
        f"已写入 {out}，请逐行核对。" if language == "zh" else f"Written to {out}; check every line.",
        err=True,
    )
