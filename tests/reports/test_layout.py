"""Text is wrapped by the columns it takes on a terminal."""

from __future__ import annotations

import pytest

from sdcompliance.reports.layout import Colours, Page, Paragraph, Tone, display_width, padded, render


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("S1", 2),
        ("考核", 4),  # two columns a character
        ("考核 S1", 7),
        ("\u3000", 2),  # the ideographic space
        ("e\u0301", 1),  # a combining accent takes no column
    ],
)
def test_display_width(text: str, columns: int) -> None:
    assert display_width(text) == columns


def test_padded_lines_up_chinese_and_latin() -> None:
    assert padded("考点", 6) == "考点  "
    assert padded("site", 6) == "site  "


def test_without_a_width_nothing_is_wrapped() -> None:
    assert render([Paragraph("考" * 200)], Page()) == "考" * 200 + "\n"


def test_no_line_is_wider_than_the_page() -> None:
    text = (
        "考核于2026年2月12日结束，成绩应在2026年2月24日（含）前报所在市中心，实际收到日期：2026年2月25日。"
        * 3
    )
    lines = render([Paragraph(text, indent=4, hang=2)], Page(width=40)).splitlines()
    assert len(lines) > 3
    assert max(map(display_width, lines)) <= 40
    assert "".join(line.strip() for line in lines) == text


def test_later_lines_hang() -> None:
    # 30 columns less 2 leave 28: fourteen characters; then 26: thirteen.
    lines = render([Paragraph("考" * 27, indent=2, hang=2)], Page(width=30)).splitlines()
    assert lines == ["  " + "考" * 14, "    " + "考" * 13]


def test_punctuation_stays_with_the_character_before() -> None:
    # Twenty columns hold ten characters; the comma would be the eleventh and may not begin a line.
    assert render([Paragraph("考" * 10 + "，考")], Page(width=20)) == "考" * 9 + "\n考，考\n"


def test_opening_brackets_stay_with_the_character_after() -> None:
    assert render([Paragraph("考" * 9 + "（考）")], Page(width=20)) == "考" * 9 + "\n（考）\n"


def test_a_number_stays_with_its_unit() -> None:
    # 16 + 2 + 2 = 20 columns fit; 18 + 2 + 2 = 22 do not fit into 21, although 18 + 2 would.
    assert render([Paragraph("考" * 8 + "10日")], Page(width=20)) == "考" * 8 + "10日\n"
    assert render([Paragraph("考" * 9 + "10日")], Page(width=21)) == "考" * 9 + "\n10日\n"


def test_latin_words_break_at_spaces_only() -> None:
    assert render([Paragraph("seventeen letters workday_after(ended_on)")], Page(width=20)) == (
        "seventeen letters\nworkday_after(ended_on)\n"
    )


def test_a_value_cannot_start_a_line_or_move_the_cursor() -> None:
    assert render([Paragraph("a\nb\x1b[31mc\r")], Page()) == "a b [31mc\n"


def test_tones_only_where_the_page_has_colours() -> None:
    paragraph = Paragraph("违规", tone=Tone.BAD)
    assert render([paragraph], Page(colours=Colours.ON)) == "\x1b[1;31m违规\x1b[0m\n"
    assert render([paragraph], Page()) == "违规\n"
