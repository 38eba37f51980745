"""The fixed words of the template workbook: Chinese first, as its readers are clerks; English beside it."""

from __future__ import annotations

from typing import Final

from sdcompliance.rulebook import Words

GUIDE: Final = "填写说明"
EXAMPLES: Final = "示例"
FORM: Final = "附件2"

GUIDE_LINES: Final = (
    Words("专项职业能力考核记录填写模板", "Workbook for the records of assessments"),
    Words(
        "每张表一个工作表，第一行是标题，请勿改动；从第二行起每行一条记录。",
        "A sheet a table; its first row has the titles, leave them; one record a row from the second row on.",
    ),
    Words(
        "没有记录的格子留空；留空表示“未记录”，不表示“否”。",
        "Leave a cell empty where nothing is recorded: empty means not recorded, not no.",
    ),
    Words(
        "没有掌握的表，请删除整个工作表：工作表在而没有一行，表示“确实一条也没有”，会据此判定违规。",
        "Delete the sheets of tables that you do not have: a sheet that is there without a row says "
        "that there is none, and verdicts follow from it.",
    ),
    Words(
        "“编号”由填写人自定，本表内不重复；其他表按编号引用。",
        "Ids are your own, once in a sheet; other sheets refer to them.",
    ),
    Words(
        "把光标放在标题上可看说明；“示例”工作表是填写示范，不作为数据读取。",
        "The notes on the titles explain; the sheet of examples is not read as data.",
    ),
    Words(
        "“附件2”工作表按申请表原样排列：在B1格填申请编号，即显示该申请已填的内容，可打印，不作为数据读取。",
        "The sheet of annex 2 is laid out as the form: write an application's id into B1 and it shows "
        "what the sheets have of it, for printing; it is not read as data.",
    ),
    Words(
        "检查：sdcompliance check 或 scan 加本文件名",
        "Judge it: sdcompliance check or scan, and this file's name",
    ),
)

GUIDE_TITLES: Final = (
    Words("工作表", "Sheet"),
    Words("英文名", "Name"),
    Words("一行是", "One row is"),
    Words("列", "Columns"),
)
