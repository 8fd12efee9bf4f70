"""Units of measurement in Chinese and English, each with its normal form."""

from __future__ import annotations

_TABLE: dict[tuple[str, float], str] = {
    ("%", 1): "% ％ percent per\u00a0cent pct",
    ("pp", 1): "百分点 個百分点 个百分点 percentage\u00a0points percentage\u00a0point",
    ("m", 1000): "km 公里 千米 kilometers kilometres kilometer kilometre",
    ("m", 1): "米 公尺 meters metres meter metre",
    ("m", 0.01): "厘米 公分 cm centimeters centimetres",
    ("m", 0.001): "毫米 mm millimeters millimetres",
    ("m", 1609.344): "英里 miles mile",
    ("m", 0.3048): "英尺 feet ft foot",
    ("m", 0.0254): "英寸 inches inch",
    ("km/h", 1): "km/h kph 公里/小时 公里每小时",
    ("km/h", 1.609344): "mph miles\u00a0per\u00a0hour",
    ("km/h", 3.6): "m/s 米/秒 米每秒",
    ("m²", 1e6): "平方公里 平方千米 km² square\u00a0kilometers square\u00a0kilometres sq\u00a0km",
    ("m²", 1): "平方米 平米 m² square\u00a0meters square\u00a0metres",
    ("m²", 10_000): "公顷 hectares hectare",
    ("m²", 2_589_988.11): "平方英里 square\u00a0miles square\u00a0mile",
    ("m²", 4046.8564): "英亩 acres acre",
    ("kg", 1): "公斤 千克 kg kgs kilograms kilogram kilos",
    ("kg", 0.5): "斤",
    ("kg", 0.001): "克 grams gram",
    ("kg", 1000): "吨 噸 tons ton tonnes tonne",
    ("kg", 0.45359237): "磅 lbs lb",
    ("s", 1): "秒 秒钟 seconds second secs sec",
    ("s", 60): "分钟 分鐘 minutes minute mins min",
    ("s", 3600): "小时 小時 钟头 hours hour hrs hr h",
    ("s", 86400): "天 days day",
    ("s", 604800): "周 星期 weeks week",
    ("month", 1): "个月 個月 months month",
    ("year", 1): "年 years year yrs",
    ("age", 1): "岁 歲 years\u00a0old year-old years-old year\u00a0old",
    ("°C", 1): "°C ℃ 摄氏度 度 degrees\u00a0celsius degrees degree",
    ("°F", 1): "°F 华氏度 degrees\u00a0fahrenheit",
    ("magnitude", 1): "级 級 magnitude",
    ("person", 1): "人 名 位 people persons person",
    ("time", 1): "次 times",
    ("fold", 1): "倍 fold x",
    ("GB", 1): "GB gigabytes",
    ("GB", 0.001): "MB megabytes",
    ("GB", 1000): "TB terabytes",
    ("USD", 1): "美元 美金 dollars dollar usd bucks",
    ("CNY", 1): "元 块 块钱 人民币 元人民币 yuan rmb cny",
    ("EUR", 1): "欧元 歐元 euros euro eur",
    ("GBP", 1): "英镑 英鎊 pounds gbp",
    ("JPY", 1): "日元 日圆 yen jpy",
    ("HKD", 1): "港元 港币 港幣 hkd",
    ("TWD", 1): "台币 新台币 台幣 新台幣 twd",
    ("KRW", 1): "韩元 won krw",
    ("INR", 1): "卢比 rupees inr",
    ("RUB", 1): "卢布 roubles rubles rub",
}

UNITS: dict[str, tuple[str, float]] = {
    surface.replace("\u00a0", " ").lower(): key
    for key, surfaces in _TABLE.items()
    for surface in surfaces.split(" ")
}
"""What is written after a number, lower-cased, to (normal unit, factor)."""

MONEY = {
    "$": "USD", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP",
    "¥": "CNY", "￥": "CNY", "RMB": "CNY", "CN¥": "CNY", "HK$": "HKD", "NT$": "TWD", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "JP¥": "JPY", "A$": "AUD", "C$": "CAD",
}  # fmt: skip
"""What is written before an amount, to the currency's ISO code. ¥ is taken as yuan."""

HAN_UNITS = frozenset(unit for unit in UNITS if not unit.isascii())

CLASSIFIERS = frozenset(
    "个個只条條辆輛架座所家间間栋棟户戶头頭台臺部款件场場例项項支枚艘份张張颗顆本篇起处處种種股票句届套层層"
)
"""Measure words that follow a number of things."""
