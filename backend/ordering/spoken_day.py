"""A day as people say it, for sentences that are worded here and not on the phone."""

from datetime import date

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spoken_day(day: date) -> dict[str, str]:
    """Name a day in both languages, 11月27日周五 and Fri 27 Nov."""
    return {
        "zh": f"{day.month}月{day.day}日周{WEEKDAYS_ZH[day.weekday()]}",
        "en": f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}",
    }
