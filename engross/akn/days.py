"""Days as mastheads of the United Nations write them, in six languages (house rules 3.4)."""

import re
from datetime import date

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "كانون_الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه تموز/يوليه آب/أغسطس"
    " أيلول/سبتمبر تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر",
}
_NAMES = {tag: [name.replace("_", " ") for name in names.split()] for tag, names in _MONTHS.items()}
_BETWEEN = {"en": "–", "fr": "–", "es": " a ", "ru": " — ", "ar": " – "}
_FORMS = {"en": "{day} {month}", "fr": "{day} {month}", "es": "{day} de {month}", "ru": "{day} {month}"}
_YEARS = {"es": " de {year}", "ru": " {year} года"}


_HAN = frozenset({"zh"})  # written with the signs of year, month and day
_FIRST = {"fr": "1er"}  # the first day of a month
LANGUAGES = frozenset({*_NAMES, *_HAN})


def span(first: date, last: date, language: str) -> str:
    """The days of a session, from the first to the last; what both have in common is said once.

    >>> days = date(2024, 9, 9), date(2024, 10, 11)
    >>> span(*days, "en"), span(*days, "es"), span(*days, "zh")
    ('9 September–11 October 2024', '9 de septiembre a 11 de octubre de 2024', '2024年9月9日至10月11日')
    >>> span(*days, "ar")
    '9 أيلول/سبتمبر – 11 تشرين الأول/أكتوبر 2024'
    >>> span(date(2024, 6, 18), date(2024, 6, 20), "fr"), span(date(2024, 12, 9), date(2025, 1, 3), "zh")
    ('18–20 juin 2024', '2024年12月9日至2025年1月3日')
    """
    if language in _HAN:
        return f"{_han(first, date.min)}至{_han(last, first)}"
    year = _YEARS.get(language, " {year}")
    begin = _day(first, language) if (first.month, first.year) != (last.month, last.year) else _number(first, language)
    begin += year.format(year=first.year) if first.year != last.year else ""
    between = "–" if begin.isdigit() and language != "es" else _BETWEEN[language]
    return f"{begin}{between}{_day(last, language)}{year.format(year=last.year)}"


def _day(day: date, language: str) -> str:
    month = _NAMES[language][day.month - 1]
    return _FORMS.get(language, "{day} {month}").format(day=_number(day, language), month=month)


def _number(day: date, language: str) -> str:
    return _FIRST.get(language, "1") if day.day == 1 else str(day.day)


def _han(day: date, before: date) -> str:
    said = f"{day.month}月{day.day}日" if (day.year, day.month) != (before.year, before.month) else f"{day.day}日"
    return said if day.year == before.year else f"{day.year}年{said}"


def said(text: str, language: str) -> date | None:
    """The day that words say, in this language or in English; None where they say none.

    >>> said("на 10 октября 2024 года", "ru"), said("2024年10月10日", "zh"), said("17 October 2022", "ar")
    (datetime.date(2024, 10, 10), datetime.date(2024, 10, 10), datetime.date(2022, 10, 17))
    >>> said("في 10 تشرين الأول/أكتوبر 2024", "ar"), said("soon", "en")
    (datetime.date(2024, 10, 10), None)
    """
    plain = " ".join(text.split())
    if found := re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", plain):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    for tag in dict.fromkeys((language, "en")):
        for number, name in enumerate(_NAMES.get(tag, ()), 1):
            month = "|".join(map(re.escape, [name, *name.split("/")]))
            if found := re.search(rf"(\d{{1,2}})(?:er)?(?: de)? (?:{month})(?: de)? (\d{{4}})", plain, re.I):
                return _made(int(found[2]), number, int(found[1]))
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
