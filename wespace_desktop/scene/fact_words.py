"""The words of the inspector for a district's attributes, and what must be said where a thing is not survey."""

from __future__ import annotations

from dataclasses import dataclass

from wespace_desktop.model.words import Words


@dataclass(frozen=True)
class Column:
    """An attribute that is worth a line. `unit` '' means a word or a bare number."""

    name: str
    label: Words
    unit: str = ""
    may_be_estimated: bool = False


_STREET = Column("street", Words("所在街道", "Street"))
_TYPE = Column("type", Words("类型", "Type"))
_SURFACE = Column("surface", Words("铺面", "Surface"))
_OWNER = Column("owner", Words("所有者", "Owner"))

COLUMNS: dict[str, tuple[Column, ...]] = {
    "buildings": (
        Column("height_m", Words("高度", "Height"), "m", may_be_estimated=True),
        _TYPE,
        _STREET,
        Column("ground_elevation_m", Words("地面高程", "Ground elevation"), "m"),
    ),
    "rooftop_mechanicals": (_TYPE, Column("top_m", Words("顶高", "Top above the ground"), "m", may_be_estimated=True)),
    "rooftop_solar": (Column("top_m", Words("顶高", "Top above the ground"), "m"),),
    "parking_lots": (
        Column("capacity", Words("车位数", "Stalls"), "stall", may_be_estimated=True),
        _SURFACE,
        _STREET,
    ),
    "parking_spaces": (
        Column("status", Words("状态", "State")),
        _STREET,
        Column("hours", Words("收费时段", "Metered hours")),
        Column("max_time", Words("最长停放", "Longest stay")),
        Column("capacity", Words("车位数", "Stalls"), "stall"),
    ),
    "parking_garages": (
        Column("capacity", Words("车位数", "Stalls"), "stall"),
        Column("public_capacity", Words("其中对外", "Of these public"), "stall"),
        Column("structure", Words("形式", "Form")),
        _OWNER,
        Column("address", Words("地址", "Address")),
    ),
    "accessible_spaces": (_STREET, Column("since", Words("设立日期", "Since"))),
    "taxi_stands": (Column("capacity", Words("车位数", "Stalls"), "stall"), Column("hours", Words("时段", "Hours"))),
    "streets": (
        Column("direction", Words("通行方向", "Direction")),
        Column("alias", Words("别名", "Also called")),
    ),
    "roads": (_SURFACE,),
    "sidewalks": (_SURFACE,),
    "footpaths": (_SURFACE,),
    "plazas": (_STREET,),
    "bridges": (_TYPE,),
    "open_spaces": (_OWNER,),
    "water": (_TYPE,),
    "street_lights": (
        _TYPE,
        _STREET,
        Column("lamps", Words("灯头", "Lamps"), "1"),
        Column("led", Words("LED 灯", "LED")),
        _OWNER,
    ),
    "park_lights": (_TYPE, Column("park", Words("公园", "Park")), Column("lamps", Words("灯头", "Lamps"), "1")),
    "traffic_signals": (_OWNER, _STREET),
    "utility_poles": (_TYPE, _STREET),
    "chargers": (
        Column("capacity", Words("可同时充电", "Cars at a time"), "1"),
        Column("stations", Words("桩数", "Stations"), "1"),
        Column("access", Words("使用", "Access")),
        Column("address", Words("地址", "Address")),
    ),
    "bike_racks": (
        Column("capacity", Words("可停", "Bicycles"), "1"),
        _TYPE,
        Column("status", Words("状态", "State")),
        _STREET,
    ),
    "cycleways": (_TYPE, _STREET, Column("year", Words("建成年份", "Built"))),
    "transit_stops": (Column("line", Words("线路", "Line")), Column("mode", Words("方式", "Mode"))),
    "transit_shelters": (_TYPE, _STREET),
    "zoning": (Column("zone", Words("区划", "Zone")), Column("overlay", Words("叠加区", "Overlay"))),
    "neighborhoods": (_TYPE,),
    "landmarks": (_TYPE, Column("address", Words("地址", "Address"))),
}

#: Why a value is an estimate, by theme and attribute.
NOTES: dict[tuple[str, str], Words] = {
    ("buildings", "height_m"): Words(
        "数据缺高度，按相邻建筑估计", "No height in the data; estimated from its neighbours"
    ),
    ("parking_lots", "capacity"): Words(
        "数据只有场地轮廓，车位数按面积估计", "The data give the outline only; stalls estimated from the area"
    ),
    ("rooftop_mechanicals", "top_m"): Words("数据缺顶高，估计值", "No top height in the data; estimated"),
}

#: The note of a height that was worked out from a count of storeys.
FROM_STOREYS = Words("按层数估计，每层 3.0 至 4.0 米", "Estimated from its storeys, 3.0 to 4.0 m each")
#: The note of a kerb space that was worked out from what a street's tags say about parking.
FROM_TAGS = Words(
    "车位按街道的停车标签推算，不是测量；停放车辆为示意。",
    "The space is worked out from the street's parking tags, not surveyed; the car on it is illustrative.",
)
NO_SINGLE_TREES = Words(
    "示意：数据中没有单棵树木，位置、树种和大小都不是测量结果。",
    "Illustrative: the data hold no single trees; place, kind and size are not survey.",
)
#: What is drawn on a theme's features and is not survey.
ILLUSTRATIVE: dict[str, Words] = {
    "trees": Words("位置来自数据；形状和大小为示意。", "The place is data; form and size are illustrative."),
    "tree_wells": Words(
        "树池位置来自数据；树木本身为示意。", "The well's place is data; the tree in it is illustrative."
    ),
    "parking_lots": Words(
        "车位划线和停放车辆为示意；场地轮廓来自数据。",
        "Stall lines and parked cars are illustrative; the outline is data.",
    ),
    "parking_spaces": Words(
        "车位位置和状态来自数据；停放车辆为示意。", "The space and its state are data; the car on it is illustrative."
    ),
    "buildings": Words(
        "立面窗格和女儿墙为示意；轮廓来自数据。", "Windows and parapet are illustrative; the outline is data."
    ),
}

_VALUES: dict[str, str] = {
    "building": "建筑",
    "outbuilding": "附属建筑",
    "garage": "停车楼",
    "lot": "停车场",
    "garage/lot": "停车楼与停车场",
    "overhead walkway": "过街连廊",
    "mobile": "活动房",
    "paved": "硬化铺面",
    "unpaved": "未硬化",
    "in service": "使用中",
    "out of service": "停用",
    "temp out of service": "暂时停用",
    "permanently removed": "已取消",
    "proposed": "拟设",
    "existing": "现有",
    "approved": "已批准",
    "pending": "待定",
    "rejected": "未批准",
    "to be removed": "待拆除",
    "both": "双向",
    "forward": "单行",
    "backward": "单行（与数据线方向相反）",
    "concrete": "混凝土",
    "brick": "砖",
    "asphalt": "沥青",
    "gravel": "砾石",
    "open walk": "敞开步道",
    "private": "私有",
    "municipal": "市有",
    "public": "公共",
    "City": "市政府",
    "subway": "地铁",
    "Red": "红线",
    "Green": "绿线",
    "fan": "风机",
    "structure": "机房",
    "generator": "发电机",
    "utility pole": "电线杆",
    "unknown": "不详",
    "pond": "池塘",
    "river": "河流",
    "retention basin": "滞留池",
    "bus shelter": "候车亭",
    "subway headhouse": "地铁站口",
    "river bridge": "跨河桥",
    "road bridge": "公路桥",
    "railroad bridge": "铁路桥",
    "road surface": "高架路面",
    "playground": "游乐场",
    "office": "办公",
    "neighborhood": "街区",
    "commercial district": "商业区",
    "community center": "社区中心",
    "arts & culture": "文化艺术",
    "cobrahead": "眼镜蛇头灯",
}


#: English words for values that the data abbreviate.
_SAID: dict[str, str] = {
    "both": "Two-way",
    "forward": "One way",
    "backward": "One way, against the line of the data",
    "temp out of service": "Temporarily out of service",
    "lot": "Surface lot",
}


def value_words(text: str) -> Words:
    """A value of the data in both languages; a proper name or an unknown word stands as it is."""
    if text not in _VALUES:
        return Words(text, text)
    return Words(_VALUES[text], _SAID.get(text, text[:1].upper() + text[1:]))
