"""The festivals that move China's working days, and their names.

Source: 全国年节及纪念日放假办法 (State Council order 270 of 1999 as last amended by order 795 of 2024),
article 2: the days off for all citizens. Women's, Youth, Children's and Army day (article 3) give only
part of the people half a day and do not stop a count of working days.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple


class Festival(NamedTuple):
    """A festival's name in both languages. Festivals kept in one break are joined: 国庆节、中秋节."""

    zh: str
    en: str


NEW_YEAR: Final = Festival("元旦", "New Year")
SPRING_FESTIVAL: Final = Festival("春节", "Spring Festival")
QINGMING: Final = Festival("清明节", "Qingming Festival")
LABOUR_DAY: Final = Festival("劳动节", "Labour Day")
DRAGON_BOAT: Final = Festival("端午节", "Dragon Boat Festival")
MID_AUTUMN: Final = Festival("中秋节", "Mid-Autumn Festival")
NATIONAL_DAY: Final = Festival("国庆节", "National Day")
# A day off once, by a notice of its own of May 2015.
VICTORY_DAY_2015: Final = Festival(
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
    "70th anniversary of the victory over Japan and fascism",
)

YEARLY: Final = frozenset(
    {NEW_YEAR, SPRING_FESTIVAL, QINGMING, LABOUR_DAY, DRAGON_BOAT, MID_AUTUMN, NATIONAL_DAY}
)


def joined(festivals: Iterable[Festival]) -> Festival | None:
    """Several festivals as one name, each once, in the order given; None where there is none."""
    names = list(dict.fromkeys(festivals))
    if not names:
        return None
    return Festival("、".join(f.zh for f in names), " and ".join(f.en for f in names))
