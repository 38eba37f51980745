"""Places, people and things: the words that a data set is made of, and the ids of its bodies."""

from __future__ import annotations

from random import Random
from typing import Final

from sdcompliance.records import CITIES

MINISTRY: Final = "MINISTRY"
DEPARTMENT: Final = "DEPARTMENT"
PROVINCIAL: Final = "PROVINCIAL"

#: Of a hundred sessions, about how many a city holds.
SHARES: Final = {
    "370100": 10, "370200": 12, "370300": 6, "370400": 5, "370500": 3, "370600": 8, "370700": 9, "370800": 8,
    "370900": 6, "371000": 4, "371100": 3, "371300": 9, "371400": 5, "371500": 4, "371600": 3, "371700": 5,
}  # fmt: skip

#: Codes of a county of each city, each with the last year of birth that it is used for: a county that did
#: not exist yet cannot stand in a number (GB/T 2260; python-stdnum checks it).
_COUNTIES: Final = {
    "370100": ((1986, "370121"), (9999, "370102")),
    "370200": ((1987, "370221"), (9999, "370202")),
    "370300": ((1982, "370300"), (9999, "370302")),
    "370400": ((1987, "370421"), (9999, "370402")),
    "370500": ((1982, "372326"), (9999, "370502")),
    "370600": ((1982, "372131"), (9999, "370602")),
    "370700": ((1982, "372231"), (9999, "370702")),
    "370800": ((1982, "372727"), (9999, "370826")),
    "370900": ((1984, "372624"), (9999, "370902")),
    "371000": ((1982, "372132"), (1986, "370632"), (9999, "371002")),
    "371100": ((1991, "372826"), (9999, "371102")),
    "371300": ((1993, "372822"), (9999, "371302")),
    "371400": ((1993, "372422"), (9999, "371402")),
    "371500": ((1996, "372522"), (9999, "371502")),
    "371600": ((1999, "372321"), (9999, "371602")),
    "371700": ((1999, "372922"), (9999, "371702")),
}

_SURNAMES: Final = "王李张刘陈杨赵孙周徐高马朱胡林郭何罗宋郑"
_GIVEN: Final = "明华秀英建国玉兰志强桂芳海涛丽娟文博晓东春梅永刚"

CRAFTS: Final = (
    "中式面点制作", "家庭保洁", "养老照护", "母婴护理", "小儿推拿", "电商直播", "手工编织", "剪纸制作",
    "花卉栽培", "果树修剪", "蔬菜嫁接", "畜禽饲养", "农机驾驶", "叉车驾驶", "钢筋绑扎", "砌筑抹灰",
    "水电安装", "家电清洗", "汽车美容", "电动车维修", "手机维修", "服装裁剪", "缝纫操作", "美甲制作",
    "面部护理", "盲人按摩", "茶艺服务", "咖啡制作", "烘焙制作", "烧烤制作", "豆制品制作", "酱菜腌制",
    "冷拼制作", "客房整理", "餐厅服务", "快递分拣", "仓储管理", "无人机操控", "短视频制作", "保安巡查",
)  # fmt: skip
DISHES: Final = (
    "糖醋鲤鱼", "九转大肠", "德州扒鸡", "周村烧饼", "单县羊汤", "潍坊肉火烧", "煎饼", "海鲜面",
    "四喜丸子", "博山豆腐箱", "把子肉", "油旋", "微山湖鸭蛋", "莱芜香肠", "临沂糁", "沾化冬枣糕",
    "鲁绣", "草柳编", "木版年画", "黑陶", "风筝", "琉璃", "泥塑", "面塑", "鲁锦", "石刻",
)  # fmt: skip


def bureau(city: str) -> str:
    """The id of a city's bureau."""
    return f"BUREAU-{city}"


def centre(city: str) -> str:
    """The id of a city's centre."""
    return f"CENTRE-{city}"


def county_centre(city: str) -> str:
    """The id of a centre of one of a city's counties."""
    return f"COUNTY-{city}"


def city_name(city: str) -> str:
    """A city's name with 市."""
    return f"{CITIES[city]}市"


def person_name(rng: Random) -> str:
    """An invented name."""
    random = rng.random
    given = _GIVEN[int(random() * 22)] + _GIVEN[int(random() * 22)]
    return _SURNAMES[int(random() * 20)] + given


def identity_number(city: str, birth: str, order: int) -> str:
    """A number that passes the check of GB 11643; ``birth`` is an ISO date, an odd order is a man's."""
    from stdnum.cn import ric

    year = int(birth[:4])
    county = next(code for until, code in _COUNTIES[city] if year <= until)
    number = f"{county}{birth.replace('-', '')}{order:03d}"
    return number + ric.calc_check_digit(number + "0")
