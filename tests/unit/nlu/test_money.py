"""Sums of money, and numbers that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.fold import fold
from nlu.money import amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("花了六千四百八買的", "6480"), ("六千四百八", "6480"), ("3.2万", "32000"), ("3万5", "35000"), ("兩百塊", "200"), ("RM50", "50"),
        ("HK$1,299.00", "1299"), ("NT$3,500", "3500"), ("￥59.9", "59.9"), ("299块", "299"), ("扣了我299", "299"), ("三块五", "3.5"),
        ("29块9", "29.9"), ("一百零五块八", "105.8"), ("五千蚊", "5000"), ("收咗我三百八十蚊", "380"), ("新台幣三千五", "3500"), ("押金2000不退", "2000"),
        ("charged me 59.99 twice", "59.99"), ("20 bucks", "20"), ("refund of £45", "45"), ("five hundred dollars", "500"), ("four grand", "4000"),
        ("€19,99", "19.99"), ("paid 300 for it", "300"), ("US$ 1,000", "1000"), ("1.5k usd", "1500"), ("１２９９元", "1299"), ("五毛", "0.5"),
        ("give me my 80 back", "80"), ("买了一千二的鞋", "1200"), ("我办的59块的套餐，这个月咋个扣了我128", "128"), ("套餐说好19块一个月 结果扣了99", "99"),
        ("花了300块买的，运费收了20元", "300"), ("充值100元送20", "100"),
        ("3200澳門元", "3200"), ("港紙3200", "3200"), ("有一筆澳門幣3,200.00之不明交易", "3200"), ("扣咗我葡幣三千二", "3200"),
        ("超时扣我12块5", "12.5"), ("停车费多收我8块5", "8.5"), ("多收了三块五", "3.5"), ("自动铅笔 15块 第一天就断芯", "15"), ("发卡 9块 第二天断了", "9"),
    ],
)  # fmt: skip
def test_amount(text: str, value: str) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("said 250, I mean 260 dollars", "260"), ("不是五百块，是六百块", "600"), ("早上说三千说多了，准确是两千八", "2800"), ("one day they withdrew 7,400.00 and billed me again", "7400"),
        ("被刷走六万", "60000"), ("临时加价三百", "300"), ("同一单扣两次 1,860", "1860"),
    ],
)  # fmt: skip
def test_the_sum_that_is_meant(text: str, value: str) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千八百多", "1800"), ("花了八九百块", "800"), ("三四百块", "300"), ("三五百塊", "300"), ("一两千块", "1000"), ("千把块", "1000"), ("四千出头", "4000"), ("三千不到", "3000"), ("一千零五十", "1050"), ("两千多的手机", "2000"),
        ("一千二三买的", "1200"), ("七八十块", "70"), ("300到400块", "300"), ("3-400块", "300"), ("三百到四百块", "300"), ("20 to 30 dollars", "20"), ("between 200 and 300 pounds", "200"),
        ("about 2k was taken", "2000"), ("a couple of grand", "2000"), ("half a grand", "500"), ("around 2 grand", "2000"), ("a couple of hundred quid", "200"),
        ("NGN 45,000", "45000"), ("debited N45,000", "45000"), ("₦12,000", "12000"), ("GHS 120", "120"), ("500 cedis", "500"), ("KSh 3,500", "3500"), ("2,499 rupees", "2499"), ("Rs. 2499", "2499"), ("185k naira", "185000"),
        ("R450", "450"), ("charged me R1,200 for it", "1200"),
        ("十块八块的", None), ("一千多人", None), ("等了一千八百多天", None), ("三四百个", None), ("model R450 vacuum broke", None), ("paid for a 4k tv", None), ("N95 masks", None), ("R2D2 toy broke", None),
    ],
)  # fmt: skip
def test_rough_sums_and_many_currencies(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I paid thirty four pounds ninety nine", "34.99"), ("nineteen pounds fifty for a taxi", "19.5"), ("it cost £34 and 99p", "34.99"), ("20 pounds and 50 pence", "20.5"), ("a hundred and twenty pounds fifty", "120.5"),
        ("they took 7 and a half grand", "7500"), ("two and a half thousand pounds went missing", "2500"), ("Rs 2 lakh was deducted", "200000"), ("paid 2.5 lakhs", "250000"), ("two lakh rupees", "200000"),
        ("fifty thousand naira", "50000"), ("twenty thousand rupees was debited", "20000"), ("I paid forty-two fifty", "42.5"), ("they took thirty four oh five", "34.05"), ("I paid fifty pounds twenty days ago", "50"),
        ("£50 and 20 people", "50"), ("a pound and a half of beef", None), ("three and a half hours waiting", None), ("nineteen ninety nine was the year", None), ("2 lakh people", None), ("in twenty twenty six", None),
    ],
)  # fmt: skip
def test_sums_in_words(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It should be 400 each for two people plus 212.40 euros, so 1012.40 euros", "1012.4"), ("I paid £312.00 each, so £624 in total", "624"), ("We paid 2 x £45 = £90", "90"), ("£50 per night, £150 total", "150"),
        ("£20 for the taxi, £30 for the meal, altogether £50", "50"), ("機票2000元，酒店3000元，合共5000元", "5000"), ("They took £340 for nothing. Want 950", "950"), ("I paid £40 for the shirt and £60 for the shoes. I want £60 back", "60"),
        ("I paid £3000 in total and was overcharged £300", "300"), ("一共付了3000元，多收了300元", "300"), ("quoted £30, charged £45 each", "45"), ("I was charged £30 each instead of £20 each", "30"), ("so they charged me £40, the bill was £100", "40"),
        ("I want 2 of them, they cost £40", "40"), ("want 950 people to know, I paid £20", "20"),
    ],
)  # fmt: skip
def test_of_several_sums_the_total_or_the_wanted_one(text: str, value: str) -> None:
    assert amount(fold(text)) == value


def test_pounds_and_pence_without_a_currency_where_they_were_asked() -> None:
    assert amount("forty-two fifty", asked=True) == "42.5"
    assert amount("twenty two", asked=True) == "22"


@pytest.mark.parametrize(("text", "value"), [("八九百", "800"), ("千把块吧", "1000"), ("三四百", "300")])
def test_a_rough_answer(text: str, value: str) -> None:
    assert amount(fold(text), asked=True) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("it was about 310 in the end", "310"), ("连定金算上有 2,350 吧", "2350"), ("not 60, 70", "70"), ("two hundred and forty, roughly", "240"), ("I forgot the one", None), ("three days ago", None), ("room 214, on the 3rd floor", None), ("两样加起来，记不清", None),
        ("between 20 and 30", None),
    ],
)  # fmt: skip
def test_the_only_number_of_an_answer(text: str, value: str | None) -> None:
    assert amount(fold(text), asked=True) == value


@pytest.mark.parametrize(
    "text",
    [
        "版本 4.1.2 付款页面打不开", "I waited 2.5 hours to pay", "退货走了 3.5 公里", "316不锈钢", "316 steel", "两块屏幕", "我等了3天", "paid for 3 months", "花了3个小时", "买了2个", "5分", "订单123456", "50%", "iPhone 15",
        "2 pounds of beef", "二百五", "第三百条", "tip of 15%", "order of 3 items", "一千零一夜的故事",
    ],
)  # fmt: skip
def test_no_amount(text: str) -> None:
    assert amount(fold(text)) is None


def test_a_bare_number_where_it_was_asked() -> None:
    assert amount("299", asked=True) == "299"
    assert amount("大概三百五", asked=True) is None or amount("三百五", asked=True) == "350"


@given(st.text(max_size=80), st.booleans())
def test_any_amount_is_a_positive_decimal(text: str, asked: bool) -> None:
    value = amount(fold(text), asked=asked)
    assert value is None or Decimal(value) > 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("my two year old sat in a wet nappy, i pay £85 a day", None),
        ("i was overcharged, you took £85 a month", "85"),
        ("they charged me £85 a day instead of 60", "85"),
    ],
)
def test_a_rate_is_no_disputed_sum(text: str, value: str | None) -> None:
    assert amount(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rs. 1,18,000/-", "118000"), ("INR 2,50,000", "250000"), ("₹12,34,567.50", "1234567.5"), ("1,50,000 rupees", "150000"),
        ("paid two lakhs fifty thousand for it", "250000"), ("2 lakh 50,000", "250000"), ("三个人1,200元", "1200"), ("1,18,000 people", None),
    ],
)  # fmt: skip
def test_sums_are_grouped_as_india_does(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("等等，金额不是300，是320", "320"), ("the amount is not 300, it's 320", "320"), ("金额是320不是300", "320"), ("退我一晚房费吧，388", "388"), ("增值咗五百", "500"),
        ("退费，10086不理我", None), ("我不是300号，是320号", None), ("5P2W-0N6J", None),
    ],
)  # fmt: skip
def test_sums_without_a_currency(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"), [("three fifty", None), ("four ninety nine", None), ("twenty five", "25"), ("a hundred and twenty", "120")]
)  # fmt: skip
def test_two_numbers_are_not_added(text: str, value: str | None) -> None:
    assert amount(fold(text), asked=True) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("手续费是368", "368"), ("錢應該是13,600啦", "13600"), ("學費係2800", "2800"), ("一千二百八十", "1280"), ("大概五百", "500"), ("一共三千五百", "3500"),
        ("学费是两年的", None), ("三百五十公里", None), ("一千二百八十人", None), ("万一", None), ("千万", None), ("物业费是3个月一交", None),
    ],
)  # fmt: skip
def test_a_sum_that_is_named_or_alone(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Paid you 870 for a new clutch", "870"), ("paid them 45 and got nothing", "45"), ("bought the 99.99 gem pack", "99.99"), ("bought a 15.60 inch laptop", None),
        ("年卡299", "299"), ("各3290", "3290"), ("各12个", None), ("退的1850还没到账", "1850"), ("退的20件还没收到", None), ("出金五萬", "50000"), ("出金3次都失败", None),
        ("0.84 BTC", "0.84"), ("3000 usdt", "3000"), ("两万U", "20000"), ("3U盘坏了", None), ("can u help", None),
        ("Wrong amount. 38, not 83.", "38"), ("金额错了，38，不是83", "38"), ("二十来块钱吧，25", "25"), ("二十来块钱", "20"), ("三十多块，等了25天", "30"),
        ("青一块紫一块", None), ("一刀两断", None), ("一刀999", None), ("东一块西一块", None), ("多收我一块钱", "1"), ("一块五", "1.5"),
    ],
)  # fmt: skip
def test_sums_beside_what_is_sold_and_no_sums(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


def test_a_figure_behind_a_rough_sum_where_it_was_asked() -> None:
    assert amount(fold("二十来块钱吧，25"), asked=True) == "25"
    assert amount(fold("Wrong amount. 38, not 83."), asked=True) == "38"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("司机在高速上开到一百三", None),
        ("开到一百三十公里，吓死我了", None),
        ("巴士飙到130", None),
        ("the driver was doing 95 in a 60", None),
        ("司机开到一百三，车费收了我80元", "80"),
        ("价格飙到130元", "130"),
        ("司机把车费从80开到130元", "130"),
        ("开价到一百三", "130"),
    ],
)
def test_how_fast_somebody_drove_is_no_sum(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("Stop outside Heuston, about 8.40", False, None), ("no no 8.40 is the time. it's a bus", False, None), ("about 7.15 in your Leith restaurant", False, None),
        ("he came about 9.10", False, None), ("a table for 7.30 on Saturday", False, None), ("at 8.40 the bus had gone, I paid for a taxi", False, None),
        ("早上8.40到的，票是退不了的", False, None), ("I paid for the 9.15 train", False, None), ("8.40 is the time", True, None),
        ("I was charged 8.40 for it", False, "8.4"), ("about 8.40", True, "8.4"), ("the sandwich was 8.40 euros", False, "8.4"), ("the bill came to 12.50", False, "12.5"),
        ("it's £8.40", False, "8.4"), ("give me the 8.40 back", False, "8.4"), ("the price was listed at 12.50", False, "12.5"), ("they charged 12.50 on Saturday", False, "12.5"), ("paid 12.50 bus fare", False, "12.5"), ("it was 28.40", False, "28.4"),
        ("the amount is not 8.50, it's 8.40", False, "8.4"),
    ],
)  # fmt: skip
def test_a_time_with_a_point_is_no_sum(text: str, asked: bool, value: str | None) -> None:
    assert amount(fold(text), asked=asked) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两千六百棵，一棵八毛", "2080"), ("买了三箱橙子，每箱45元", "135"), ("shirts 23.50 x 3", "70.5"), ("£20 x 2 tickets", "40"),
        ("it was 38 a session so 114", "114"), ("鸡蛋一斤8块", "8"), ("the frame is 50 x 70", None), ("三个，一个坏了", None), ("a 2 x 4 plank snapped", None),
        ("一双鞋一双袜，一双50元", "50"),
    ],
)  # fmt: skip
def test_so_many_at_so_much_each(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("啊不是，剛剛說860，是680才對", "680"), ("不对，我刚说350，应该是530", "530"), ("I said 54, it was 45", "45"), ("I put £210, should be £120", "120"),
        ("我说好350块,他收530块", "530"), ("I said 20 and they charged 240", "240"),
    ],
)  # fmt: skip
def test_a_sum_in_the_place_of_the_one_that_was_told(text: str, value: str) -> None:
    assert amount(fold(text), asked=True) == value


@pytest.mark.parametrize("text", ["I said 12 days, it was 14 days", "我刚说12号，应该是14号"])
def test_other_figures_that_are_put_right(text: str) -> None:
    assert amount(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("My premium went from $90 plus to $412", "412"),
        ("you raised it from $1,840 to $2,975 without telling me", "2975"),
        ("the rent was 15,700 and now 19,000", "19000"),
        ("the fee used to be £20 and now it is £45", "45"),
        ("保费从1200元涨到1800元", "1800"),
        ("22 lakh policy holder, you refuse the hospital bill of Rs 68,400", "68400"),
        ("sum insured 5 lakh but claim of Rs 40,000 rejected", "40000"),
        ("保额50万，理赔8000元被拒", "8000"),
        ("you are still taking 34.99 every month", "34.99"),
        # No price that rose.
        ("I paid £30 and now 40 days later nothing", "30"),
        ("it cost £30 and now it's broken", "30"),
        ("the rent was 15,700 and now 3 people live there", "15700"),
        ("you charged £90 instead of £45", "90"),
        ("the price dropped from £50 to £30 a week after I bought", "50"),
    ],
)
def test_a_price_that_rose_and_what_is_insured(text: str, said: str) -> None:
    assert amount(fold(text)) == said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("charged 24 cartons, received 20", None),
        ("you charged 3 bags instead of 2", None),
        ("was charged 3 tickets instead of 2, 15 quid each", "15"),
        ("charged 120 cancellation fee", "120"),
        ("you charged 30 parking", "30"),
    ],
)
def test_how_many_were_charged_is_no_sum(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("请于本周五前更换，否则按合同第 8.2 条扣款。", None),
        ("按協議第 6.1 條退款", None),
        ("clause 8.2 says refund", None),
        ("see paragraph 4.3 of your terms, refund please", None),
        ("按合同第8.2条退我1500元", "1500"),
        ("under section 4.1 you owe me £45", "45"),
        ("退8.2元", "8.2"),
        ("the article cost 45.99", "45.99"),
    ],
)
def test_a_place_in_a_contract_is_no_sum(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("its about my electric bill its gone up from 90 to 240 a month", "240"),
        ("月费从300涨到450", "450"),
        ("管理費由1200加到1800", "1800"),
        ("空调温度从26升到30还是热", None),
        ("the queue went from 10 to 40 people and the fee is 5", None),
        ("the bus went from 10 to 12 stops, same fare", None),
    ],
)
def test_of_a_price_that_rose_what_it_is_now(text: str, value: str | None) -> None:
    assert amount(fold(text)) == value
