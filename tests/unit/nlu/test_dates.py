"""Dates as customers say them, in Chinese and English, against a known day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import holidays
import pytest
from holidays.calendars.chinese import _ChineseLunisolar
from hypothesis import given
from hypothesis import strategies as st

from nlu import festivals
from nlu.dates import find
from nlu.fold import fold

#: A Wednesday.
TODAY = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("上周三（11月4号）到的", "上周三（11月4号）", "2026-11-04"),
        ("Wednesday, 4 November", "Wednesday, 4 November", "2026-11-04"),
        ("上周五，也就是11月6日", "上周五，也就是11月6日", "2026-11-06"),
        ("12 to 14 October we stayed there", "12 to 14 October", "2026-10-12"),
        ("between the 3rd and 5th of May", "between the 3rd and 5th of May", "2026-05-03"),
        ("10月3号到5号", "10月3号", "2026-10-03"),
        ("3号到5号住的", "3号到5号", "2026-11-03"),
        ("ordered 10/20 still nothing", "10/20", "2026-10-20"),
        ("下单10/20到现在没发", "10/20", "2026-10-20"),
        ("昨天买的", "昨天", "2026-11-10"),
        ("琴日朝早去攞", "琴日朝早", "2026-11-10"),
        ("尋晚叫外賣", "尋晚", "2026-11-10"),
        ("前天晚上", "前天晚上", "2026-11-09"),
        ("大前天下午三点半到的", "大前天下午三点半", "2026-11-08"),
        ("上周五", "上周五", "2026-11-06"),
        ("上個禮拜三去過", "上個禮拜三", "2026-11-04"),
        ("周二到店", "周二", "2026-11-10"),
        ("这周一", "这周一", "2026-11-09"),
        ("上週末", "上週末", "2026-11-07"),
        ("月初", "月初", "2026-11-01"),
        ("上个月15号", "上个月15号", "2026-10-15"),
        ("10月底", "10月底", "2026-10-31"),
        ("3月5号", "3月5号", "2026-03-05"),
        ("十二月二号", "十二月二号", "2025-12-02"),
        ("二十号收到", "二十号", "2026-10-20"),
        ("2026年3月5日晚上8点", "2026年3月5日晚上8点", "2026-03-05"),
        ("民國115年3月5日", "民國115年3月5日", "2026-03-05"),
        ("115/3/5", "115/3/5", "2026-03-05"),
        ("三天前", "三天前", "2026-11-08"),
        ("半个月前", "半个月前", "2026-10-27"),
        ("3个月前", "3个月前", "2026-08-11"),
        ("五一去的", "五一", "2026-05-01"),
        ("双十一买的", "双十一", "2026-11-11"),
        ("中秋節買的月餅", "中秋節", "2026-09-25"),
        ("大年初二", "大年初二", "2026-02-18"),
        ("5/3买的", "5/3", "2026-05-03"),
        ("last Friday", "last Friday", "2026-11-06"),
        ("since Monday", "Monday", "2026-11-09"),
        ("two days ago", "two days ago", "2026-11-09"),
        ("a couple of weeks ago", "a couple of weeks ago", "2026-10-28"),
        ("on the 3rd of May", "the 3rd of May", "2026-05-03"),
        ("May 3, 2026 at 5pm", "May 3, 2026 at 5pm", "2026-05-03"),
        ("the 3rd", "the 3rd", "2026-11-03"),
        ("yesterday evening at 7pm", "yesterday evening at 7pm", "2026-11-10"),
        ("2026-11-02", "2026-11-02", "2026-11-02"),
        ("Black Friday", "Black Friday", "2025-11-28"),
        ("上周五买的电饭煲，昨天坏了", "昨天", "2026-11-10"),
        ("I bought it last month and it broke yesterday", "yesterday", "2026-11-10"),
    ],
)
def test_a_date_is_found_and_resolved(text: str, said: str, day: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert found.day
    assert (text[found.start : found.end], found.day.isoformat()) == (said, day)


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("没订单号 上周三买的", "上周三", "2026-11-04"), ("没单号 10月19号坏的", "10月19号", "2026-10-19"), ("单号 10-20", None, None), ("国庆前一天", "国庆前一天", "2026-09-30"), ("中秋后两天", "中秋后两天", "2026-09-27"), ("月初八号", "月初八号", "2026-11-08"), ("去年腊月二十八", "去年腊月二十八", "2026-02-15"), ("正月十五去的", "正月十五", "2026-03-03"),
        ("11.9晚上", None, None), ("10.21晚上", "10.21晚上", "2026-10-21"), ("昨儿个送来的", "昨儿个", "2026-11-10"), ("今儿早上", "今儿早上", "2026-11-11"), ("前儿", "前儿", "2026-11-09"), ("大前儿个", "大前儿个", "2026-11-08"),
        ("仨月前", "仨月前", "2026-08-11"), ("俩礼拜前", "俩礼拜前", "2026-10-28"), ("年初", "年初", "2026-01-01"), ("去年年底", "去年年底", "2025-12-31"), ("前個禮拜六", "前個禮拜六", "2026-10-31"), ("10月2号到10月5号住的", "10月2号", "2026-10-02"),
        ("last Tuesday but one", "last Tuesday but one", "2026-11-03"), ("the Tuesday before last", "the Tuesday before last", "2026-11-03"), ("yesterday week", "yesterday week", "2026-11-03"), ("a week last Friday", "a week last Friday", "2026-10-30"),
        ("since the 3rd of last month", "the 3rd of last month", "2026-10-03"), ("Tuesday the 3rd", "Tuesday the 3rd", "2026-11-03"), ("Thursday 22nd", "Thursday 22nd", "2026-10-22"), ("on 5th", "5th", "2026-11-05"),
        ("in August", "in August", "2026-08-01"), ("early November", "early November", "2026-11-01"), ("late September", "late September", "2026-09-30"), ("about three weeks back", "three weeks back", "2026-10-21"), ("the week before last", "the week before last", "2026-10-28"),
        ("August bank holiday", "August bank holiday", "2026-08-31"),
    ],
)  # fmt: skip
def test_more_ways_to_name_a_day(text: str, said: str | None, day: str | None) -> None:
    found = find(fold(text), TODAY)
    assert (found and text[found.start : found.end], found and found.day and found.day.isoformat()) == (said, day)


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("debited N20,000 on 02-11-2026", "02-11-2026", "2026-11-02"), ("charged 22.10.2026", "22.10.2026", "2026-10-22"), ("it broke 04-11-26 again", "04-11-26", "2026-11-04"), ("delivered 7-Nov-2026", "7-Nov-2026", "2026-11-07"),
        ("ordered 07/Nov/26", "07/Nov/26", "2026-11-07"), ("Nov-07-2026 it came", "Nov-07-2026", "2026-11-07"), ("it was on 4.11. in your shop", "4.11", "2026-11-04"), ("since 22.10 no water", "22.10", "2026-10-22"),
        ("last week Thursday he was rude", "last week Thursday", "2026-11-05"), ("Thursday last week", "Thursday last week", "2026-11-05"), ("Friday 6th to Sunday 8th November 2026", "Friday 6th to Sunday 8th November 2026", "2026-11-06"), ("Mon 2nd to Wed 4th of November", "Mon 2nd to Wed 4th of November", "2026-11-02"),
        ("order 02-11-2026-7", None, None), ("my sort code is 20-10-26", None, None), ("version 3.2.24 crashes", None, None), ("your app on 10.12 crashes", None, None), ("the bill of 22.10 is wrong", None, None), ("版本22.10.20闪退", None, None), ("gate 04-11-77", None, None),
        ("11.9", None, None), ("10.22", "10.22", "2026-10-22"), ("记错了是10.24", "10.24", "2026-10-24"), ("应该是10月25", "10月25", "2026-10-25"), ("13.22", None, None), ("花了10.22", None, None),
        ("周三的晚餐", "周三", "2026-11-04"), ("周五的早餐鸡蛋", "周五", "2026-11-06"), ("周日的晚班车", "周日", "2026-11-08"), ("周五下午茶", "周五", "2026-11-06"), ("周三晚点三小时", "周三", "2026-11-04"), ("周三的3点", "周三的3点", "2026-11-04"), ("上周三的晚上", "上周三的晚上", "2026-11-04"),
        ("门牌不是3号是13号", None, None), ("座位不是6号是16号", None, None), ("车厢不是2号是12号", None, None), ("座位6号，很挤", None, None), ("床是5号送到的", "5号", "2026-11-05"), ("房子5号漏水", "5号", "2026-11-05"), ("不是3号是5号", "5号", "2026-11-05"),
    ],
)  # fmt: skip
def test_days_in_figures_and_what_only_looks_like_one(text: str, said: str | None, day: str | None) -> None:
    found = find(fold(text), TODAY, chinese=not re.search("[a-z]{3}", text))
    if day is None:
        assert found is None
    else:
        assert found
        assert found.day
        assert (text[found.start : found.end], found.day.isoformat()) == (said, day)


def test_figures_with_a_point_are_no_day_where_a_sum_was_asked() -> None:
    assert find(fold("10.22"), TODAY, sum_asked=True) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("上周三买的，说今天发", "2026-11-04"), ("上周五下的单，客服说下周一再来修", "2026-11-06"), ("上周三住的，答应明天退款", "2026-11-04"), ("说好昨天发货，11月3号下的单", "2026-11-03"), ("3号送来的，师傅答应明天来换", "2026-11-03"),
        ("they promised tomorrow, I ordered last Monday", "2026-11-09"), ("I bought it on 5 November and they said it would come on 10 November", "2026-11-05"), ("it was due yesterday, I booked it on 2 November", "2026-11-02"),
    ],
)  # fmt: skip
def test_a_promise_gives_way_to_the_day_of_the_matter(text: str, day: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert found.day
    assert found.day.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "下周一我有时间",
        "明天来修",
        "后天上午在家",
        "下个月5号到期",
        "I'm free next Friday",
        "tomorrow is fine",
        "今儿子生病",
    ],
)
def test_a_day_to_come_is_not_when_it_happened(text: str) -> None:
    assert find(fold(text), TODAY) is None


@pytest.mark.parametrize("text", ["上个月二十几号", "二十几号吧"])
def test_some_day_of_a_month_is_kept_in_words(text: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert found.day is None


def test_days_and_months_with_a_year_are_read_like_those_without() -> None:
    for text in ("3/11/2026", "03/11/2026", "on 3/11", "Tue 3/11"):
        found = find(fold(text), TODAY, chinese=False)
        assert found
        assert found.day == date(2026, 11, 3)


def test_the_twelfth_month_ends_on_new_years_eve() -> None:
    for year in range(2015, 2051):
        eve = festivals.lunar(year, "正", 1)
        assert eve
        last = festivals.lunar(year, "腊", 30) or festivals.lunar(year, "腊", 29)
        assert last
        assert (eve - last).days == 1
    assert festivals.lunar(2024, "腊", 30) == date(2024, 2, 9)
    assert festivals.lunar(2026, "腊", 30) is None


@pytest.mark.parametrize(
    "text",
    [
        "3号桌的服务员", "工号是3号", "等了三天了", "今天必须给我退款", "明天婚礼", "24/7", "3rd time", "周一到周五上班", "316不锈钢",
        "如果今日五點前冇人覆我", "本公司月底需結帳", "我月底要繳房租", "may I know why", "I sat down", "1/2的钱", "第三次了", "使用不足一月即无法充电", "用了不到三月就坏", "住了将近五月", "用了两月就坏", "十一点", "五一路分店", "618元", "the 3rd floor",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert find(fold(text), TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("11/2", "2026-11-02"), ("11.2", "2026-11-02"), ("20261102", "2026-11-02"), ("11-02", "2026-11-02")],
)
def test_a_bare_answer_is_a_date_where_it_was_asked(text: str, day: str) -> None:
    found = find(fold(text), TODAY, asked=True)
    assert found
    assert found.day
    assert found.day.isoformat() == day


def test_vague_words_are_kept_without_a_day() -> None:
    found = find(fold("几天前"), TODAY)
    assert found
    assert found.day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/10 在貴公司台南門市買的除濕機漏水", "2026-11-10"), ("我 10/20 在台南門市買的除濕機", "2026-10-20"), ("健身房10/20無故扣我1200", "2026-10-20"), ("10/20 帳單出現一筆不明", "2026-10-20"),
        ("11/3 網路斷線到現在", "2026-11-03"), ("我 10/25 被客服多扣", "2026-10-25"), ("5/6 在門市被罵", "2026-05-06"), ("10/26 晚上", "2026-10-26"),
        ("1/2 價買的", None), ("我只收到 1/3 的錢", None), ("3/16 吋螺絲", None), ("5/20件壞了", None), ("3/4杯都是冰", None), ("24/7 客服都沒人", None), ("1/2 price item broken", None), ("型號a 3/15", None),
    ],
)  # fmt: skip
def test_a_month_and_a_day_in_chinese_need_no_word_of_time(text: str, day: str | None) -> None:
    found = find(fold(text), TODAY, chinese=not text.isascii())
    assert (found and found.day and found.day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("上個月你哋話免咗年費，今個月11月10號又收返我", "2026-11-10"), ("上禮拜客服說會退款，11月10日帳單又扣了", "2026-11-10"), ("9月職員話免年費，11月10號又收錢", "2026-11-10"), ("昨天客服說話很難聽，上個月買的", "2026-11-10"),
        ("last month you said no fee, on 10 November I was charged", "2026-11-10"), ("In September your agent promised a refund, then on 10 November I was charged again", "2026-11-10"),
    ],
)  # fmt: skip
def test_the_day_of_a_promise_gives_way(text: str, day: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert str(found.day) == day


@pytest.mark.parametrize(
    "text",
    [
        "prom is on friday and the dress has not come", "My wedding is on 12 December and my dress is torn", "we need it for the party on saturday", "we fly on 5 December and you haven't sent tickets", "my exam is next friday",
        "I'm getting married on 5 December", "the kids' birthday party is this Saturday", "we leave for Spain on 3 December",
    ],
)  # fmt: skip
def test_an_event_to_come_is_no_date(text: str) -> None:
    assert find(fold(text), TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "the wedding was on 7 November and the cake came late", "my flight on 7 November was cancelled", "the party on Saturday was ruined", "for our party on 7 November, the cake never arrived", "the charge is on 7 November",
        "we moved house on 7 November", "we had a party on Saturday",
    ],
)  # fmt: skip
def test_an_event_that_is_over_is_a_date(text: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert str(found.day) == "2026-11-07"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("about 2 wks ago", "2026-10-28"), ("two wks back", "2026-10-28"), ("2wks ago", "2026-10-28"), ("3 mths ago", "2026-08-11"), ("a yr ago", "2025-11-11"), ("3hrs ago", "2026-11-11"), ("a few mths ago", "None"),
    ],
)  # fmt: skip
def test_units_in_short(text: str, day: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert str(found.day) == day


def test_without_a_clock_nothing_is_resolved() -> None:
    found = find(fold("昨天"), None)
    assert found
    assert found.day is None


@given(st.text(max_size=80), st.dates(date(2016, 1, 1), date(2049, 12, 31)), st.booleans())
def test_never_raises_and_finds_inside_the_text(text: str, today: date, asked: bool) -> None:
    found = find(fold(text), today, asked=asked)
    assert found is None or 0 <= found.start < found.end <= len(text)


@given(st.dates(date(2017, 1, 1), date(2049, 12, 31)))
def test_past_events_lie_in_the_past(today: date) -> None:
    for text in ("昨天", "上周五", "周五", "3月5号", "中秋", "last friday", "may 3", "two weeks ago", "月初", "五一"):
        found = find(fold(text), today)
        assert found
        assert found.day
        assert found.day <= today


def test_the_lunar_table_agrees_with_the_calendar() -> None:
    calendar = _ChineseLunisolar()
    for year in range(2015, 2051):
        end = date(year, 12, 31)
        for name, theirs in (
            ("春节", calendar.lunar_new_year_date(year)),
            ("端午", calendar.dragon_boat_date(year)),
            ("中秋", calendar.mid_autumn_date(year)),
        ):
            assert festivals.latest(name, end) == theirs[0]


def test_fixed_holidays_agree_with_the_calendar() -> None:
    china = holidays.country_holidays("CN", years=2026, language="en_US")
    for name, theirs in (("国庆", "National Day"), ("五一", "Labor Day")):
        day = festivals.latest(name, TODAY)
        assert day
        assert theirs in china[day]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("滨江路28号", None), ("我住幸福路15号3楼", None), ("你们中山路15号那家店", None), ("我在店里5号买的", "5号"), ("我知道5号要停水", "5号"), ("南京路5号晚上停电", "5号晚上"),
        ("11/1下單的，到今天都月底了", "11/1"), ("今天第五天了", None), ("今天三天了还没来", None), ("today is the third day without water", None),
        ("今天晚上十二点之前不解决我就投诉", None), ("周五之前不给我答复我就投诉", None), ("今天中午之前都还能用", "今天中午"), ("刚才电话留错了", None), ("刚才客服骂我", "刚才"),
        ("ordered on the 3rd, today is the 10th", "the 3rd"), ("3号下单，今天10号了还没到", "3号"), ("it broke today", "today"), ("今天10号下单的", "今天"),
        ("date is not the 7th, it's the 9th", "the 9th"), ("it was not delivered on the 7th", "the 7th"), ("不是7号，是9号", "9号"),
    ],
)  # fmt: skip
def test_what_only_looks_like_the_day_of_it(text: str, said: str | None) -> None:
    found = find(fold(text), TODAY)
    assert (text[found.start : found.end] if found else None) == said


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("大大前天", "大大前天", "2026-11-07"), ("three Fridays ago", "three Fridays ago", "2026-10-23"), ("Good Friday", "Good Friday", "2026-04-03"), ("复活节那天", "复活节那天", "2026-04-05"),
        ("農曆八月十五", "農曆八月十五", "2026-09-25"), ("去年农历八月十五", "去年农历八月十五", "2025-10-06"), ("五月初五买的", "五月初五", "2026-06-19"), ("农历十月初三", "农历十月初三", None), ("十月初三到的", "十月初三", None),
        ("十月初到的", "十月初", "2026-10-01"), ("10月初三天都没网", "10月", "2026-10-01"), ("broken on Diwali", "Diwali", None),
    ],
)  # fmt: skip
def test_days_of_other_calendars(text: str, said: str, day: str | None) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert (text[found.start : found.end], found.day and found.day.isoformat()) == (said, day)


@pytest.mark.parametrize("text", ["Diwali", "Eid", "Eid al-Fitr"])
def test_a_feast_is_kept_where_the_day_was_asked(text: str) -> None:
    found = find(fold(text), TODAY, asked=True)
    assert found
    assert text[found.start : found.end] == text
    assert find(fold(f"my {text} order"), TODAY) is None


def test_easter_agrees_with_the_calendar() -> None:
    for year in (2015, 2020, 2024, 2025, 2026, 2027, 2038, 2049):
        theirs = holidays.country_holidays("GB", years=year, language="en_US")
        assert "Good Friday" in theirs[festivals.easter(year) - timedelta(days=2)]


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("9月到11月每個月都多收我199元", "9月到11月", "2026-09-01"), ("健身房9月份至10月份重複扣款", "9月份至10月份", "2026-09-01"), ("10月尾買嘅電視", "10月尾", "2026-10-31"),
        ("唔係10月尾買，係9月尾", "9月尾", "2026-09-30"), ("上月尾", "上月尾", "2026-10-31"), ("11月底收到", "11月底", "2026-11-11"), ("10月下旬", "10月下旬", "2026-10-31"),
        ("10月改到11月", "10月", "2026-10-01"), ("on 4 Nov, no sorry 5 Nov", "5 Nov", "2026-11-05"), ("11月初开始的吧，具体11月3号", "11月3号", "2026-11-03"), ("10月3日，不對，是10月4日", "10月4日", "2026-10-04"), ("10月3日到貨，10月4日壞了", "10月3日", "2026-10-03"), ("8月到9月3日", "8月", "2026-08-01"),
    ],
)  # fmt: skip
def test_months_and_their_ends(text: str, said: str, day: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert found.day
    assert (text[found.start : found.end], found.day.isoformat()) == (said, day)


@pytest.mark.parametrize(
    "text",
    [
        "你們把我的訂房從12月15日改到12月22日",
        "我 booking 酒店 15 Dec 改到 22 Dec",
        "they moved my stay from 15 Dec to 22 Dec",
    ],
)
def test_what_was_moved_is_still_ahead(text: str) -> None:
    assert find(fold(text), TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("你們把課從10月15日改到10月22日，結果還是沒上", "2026-10-15"), ("12月15日買的電鍋壞了", "2025-12-15")],
)
def test_what_was_moved_and_is_over_is_a_date(text: str, day: str) -> None:
    found = find(fold(text), TODAY)
    assert found
    assert found.day
    assert found.day.isoformat() == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("someone will come Monday", None), ("they said someone will come Monday but nobody came", "Monday"), ("the restaurant opens Thursday and the oven is broken", None), ("the shop opened Thursday", "Thursday"), ("it broke on Monday", "Monday"),
        ("月底前没回覆我就投诉", None), ("11月5日之前没收到", "11月5日"), ("泊在三号泊位", None), ("我3号去的店", "3号"), ("今天挖完明天填", None), ("今天坏了明天要用", "今天"),
        ("刚才忘说了", None), ("刚才师傅走了", "刚才"), ("訂咗十二月六號擺酒", None), ("12月6日擺酒", None), ("10月6日摆酒的时候", "10月6日"), ("订了10月6号的票", "10月6号"), ("我12月6号去的", "12月6号"), ("booked for 6 December", None), ("booked for 6 October", "6 October"),
    ],
)  # fmt: skip
def test_what_is_still_to_come_is_no_day_of_the_matter(text: str, said: str | None) -> None:
    found = find(fold(text), date(2026, 11, 30))
    assert (text[found.start : found.end] if found else None) == said


@pytest.mark.parametrize("text", ["八號風球嗰日送貨，成箱濕晒", "逢星期二四先有人", "11/12是我生日", "12月15號佢話嚟"])
def test_what_is_no_day_of_the_matter(text: str) -> None:
    assert find(fold(text), date(2026, 11, 27)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10月30號嗰次風球", date(2026, 10, 30)),
        ("11月8號送來的", date(2026, 11, 8)),
        ("生日蛋糕是11月20日送的", date(2026, 11, 20)),
    ],
)
def test_days_beside_such_words(text: str, day: date) -> None:
    found = find(fold(text), date(2026, 11, 27))
    assert found
    assert found.day == day


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ("激活日期是今年三月的，我11月才买的", False, "11月"), ("手机生产日期是去年五月的，我上个月才买的", False, "上个月"), ("上个月买的，大概10月28号", False, "10月28号"),
        ("你们要是今天再不给我处理", False, None), ("昨天晚上九点四十左右", False, "昨天晚上九点四十左右"), ("昨天下午三点零五分", False, "昨天下午三点零五分"),
        ("10 nov, 17 nov and yesterday", True, "10 nov, 17 nov and yesterday"), ("昨天买的，生产日期是去年五月", False, "昨天"),
    ],
)  # fmt: skip
def test_the_day_of_the_matter_of_several(text: str, asked: bool, said: str | None) -> None:
    text = fold(text)
    found = find(text, date(2026, 11, 27), asked=asked)
    assert (text[found.start : found.end] if found else None) == said


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("中秋節前一日", "中秋节前一日", date(2026, 9, 24)), ("国庆后第二天", "国庆后第二天", date(2026, 10, 3)), ("端午节前两天", "端午节前两天", date(2026, 6, 17)), ("中秋前一晚", "中秋前一晚", date(2026, 9, 24)),
        ("the day after Boxing Day", "the day after boxing day", date(2025, 12, 27)), ("two days before Christmas", "two days before christmas", date(2025, 12, 23)),
        ("the Monday before Diwali", "the monday before diwali", None), ("the Friday after Easter", "the friday after easter", date(2026, 4, 10)),
        ("the Monday before Easter", "the monday before easter", date(2026, 3, 30)), ("it came on Monday, before lunch", "monday", date(2026, 11, 23)), ("Christmas", "christmas", date(2025, 12, 25)),
    ],
)  # fmt: skip
def test_days_beside_a_feast(text: str, said: str, day: date | None) -> None:
    text = fold(text)
    found = find(text, date(2026, 11, 27), asked=True, chinese=not text.isascii())
    assert found
    assert (text[found.start : found.end], found.day) == (said, day)


def test_the_day_before_a_feast_to_come_may_be_over() -> None:
    found = find("two days before christmas", date(2026, 12, 24), asked=True, chinese=False)
    assert found
    assert found.day == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("At my late father's funeral on 28 October the hearse driver shouted at us", "28 October"),
        ("At our wedding on 4 October your banquet manager shouted at my mother", "4 October"),
        ("can you tell me why you charged me on Monday", "Monday"),
        ("please refund the order I sent back on Monday", "Monday"),
        ("please help, someone stole my phone on Monday", "Monday"),
        ("can you check the payment I made today", "today"),
        ("my contract ended on 8 November and you still charge me", "8 November"),
        ("the shop was shut on Monday", "Monday"),
        ("Is my order from Monday lost?", "Monday"),
        ("call centre hung up on Monday", "Monday"),
        ("上周日自动续费，扣了我68", "上周日"),
        ("周日续费扣了我68", "周日"),
        ("今天打电话给我说要取消", "今天"),
        ("麻烦你查一下今天的订单", "今天"),
        ("学校上周三关门了没通知", "上周三"),
        ("我們10月4日的婚禮，經理大吼", "10月4日"),
        ("The 4th of November isn't when it happened, it was 2 weeks ago", "2 weeks ago"),
    ],
)
def test_a_day_of_the_matter(text: str, said: str) -> None:
    found = find(fold(text), TODAY, chinese=bool(re.search("[\u3400-\u9fff]", text)))
    assert found
    assert text[found.start : found.end] == said


@pytest.mark.parametrize(
    "text",
    [
        "my wedding on 12 March and the dress is torn",
        "we fly on 4 March and still have no tickets",
        "my subscription charges me and it renews Sunday",
        "the trial ends on 30 November and I can't cancel",
        "rent is due on the 28th",
        "is the school shut on the 4th of December?",
        "is the shop open on Monday?",
        "Please someone call today",
        "can somebody ring me today please",
        "call me back on Monday please",
        "会员周日续费，我取消不了",
        "學校12月4日關門嗎？",
        "请今天打电话给我",
        "The 4th of December isn't when it happened",
        "12月4日不是事情发生的日子",
    ],
)
def test_no_day_of_the_matter(text: str) -> None:
    assert find(fold(text), TODAY, chinese=bool(re.search("[\u3400-\u9fff]", text))) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9 Nov? no sorry, 10 Nov", "2026-11-10"),
        ("3 November? no, hang on, 5 November", "2026-11-05"),
        ("it was monday, actually tuesday", "2026-11-10"),
        ("2nd of november - er, hold on - the 4th of november", "2026-11-04"),
        ("It came on 5 November, no tracking since 7 November", "2026-11-05"),
        ("Delivered 5 November? No, nothing came on 7 November either", "2026-11-05"),
    ],
)
def test_of_a_slip_and_what_was_meant_the_latter_counts(text: str, day: str) -> None:
    found = find(fold(text), TODAY, asked=True)
    assert found
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("圣诞树的灯不亮", None),
        ("年夜饭定金没退", None),
        ("订的年夜饭，昨天说没有了", "昨天"),
        ("Christmas tree lights dead", None),
        ("my Easter hamper never arrived", None),
        ("bought at Christmas, broke", "christmas"),
        ("圣诞那天就坏了", "圣诞那天"),
    ],
)
def test_what_is_named_for_a_day_is_not_of_it(text: str, said: str | None) -> None:
    found = find(fold(text), TODAY, chinese=not text.isascii())
    assert (fold(text)[found.start : found.end].strip() if found else None) == said
