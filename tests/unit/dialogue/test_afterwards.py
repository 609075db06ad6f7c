"""What is said once a complaint is filed, and what only sounds like it."""

import pytest

from bot.dialogue import closing, course, dangers, whose
from bot.dialogue.asked import course_asked
from bot.dialogue.news import fears_reprisal
from bot.dialogue.phrases import beside_language, is_language_wish, is_pure_abuse, is_thanks, praises_only
from bot.dialogue.sayings import asks_what_is_noted


@pytest.mark.parametrize(
    "text",
    [
        "唔使跟喇",
        "唔使理喇",
        "不用跟進了",
        "不用处理了，谢谢",
        "可以結案了",
        "請幫我結案",
        "算了不要了",
        "算啦唔搞喇",
        "可以不用處理了嗎",
        "no need already lah",
        "no need to follow up",
        "you can close the case, thanks",
    ],
)
def test_what_is_not_to_be_pursued(text: str) -> None:
    assert closing.gives_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "不用換貨，退錢就好",
        "不用了",
        "不用聯絡我",
        "你們結案了？",
        "幾時可以結案",
        "唔使跟喇，但係要退錢",
        "no need for a refund, just repair it",
        "還不處理",
        "why did you close the case",
    ],
)
def test_what_is_still_wanted(text: str) -> None:
    assert not closing.gives_up(text)


@pytest.mark.parametrize(
    "text",
    ["搞掂咗喇", "解到啦，唔該晒", "已經修好了，謝謝", "問題解決了", "it's been fixed, thanks", "all sorted now"],
)
def test_what_is_settled(text: str) -> None:
    assert closing.is_settled(text)


@pytest.mark.parametrize(
    "text",
    [
        "沒問題",
        "收到",
        "問題解決咗一半啦",
        "修好了但是又壞了",
        "還沒解決",
        "幫我搞定啦",
        "解決了嗎",
        "please get it fixed",
        "not fixed",
        "it's fixed but the door is scratched",
        "好了，我要補充",
    ],
)
def test_what_is_not_settled(text: str) -> None:
    assert not closing.is_settled(text)


def test_a_part_is_no_end() -> None:
    assert closing.is_partly("問題解決咗一半啦")
    assert closing.is_partly("only half of it is fixed")
    assert not closing.is_partly("一半的蛋糕壞了")


@pytest.mark.parametrize(
    "text",
    [
        "原來係插頭冇插好",
        "原來是我老公沒開電源",
        "原來張卡喺我銀包",
        "原來我自己睇錯",
        "turns out i forgot to plug it in",
    ],
)
def test_a_mistake_of_ones_own(text: str) -> None:
    assert closing.is_own_mistake(text)


@pytest.mark.parametrize(
    "text",
    ["原來你哋個師傅冇插好插頭", "原來係你哋搞錯", "原來我被騙了", "原來的那台也壞了", "turns out your driver lost it"],
)
def test_a_mistake_of_others(text: str) -> None:
    assert not closing.is_own_mistake(text)


@pytest.mark.parametrize(
    "text",
    [
        "師傅今日嚟過，話要換摩打，要等兩個禮拜，咁耐",
        "技師來過了，說要等零件兩個禮拜",
        "technician came, say need wait two weeks",
        "而家仲漏緊水，仲嚴重咗",
        "現在漏得更嚴重了",
        "師傅又冇嚟",
        "查錶師傅嚟過，話冇問題，但我唔信",
        "行李箱已經賠我了，但延誤還沒",
        "今日仲漏緊",
        "it's getting worse",
    ],
)
def test_how_it_goes(text: str) -> None:
    assert course.tells_course(text)


@pytest.mark.parametrize("text", ["雪櫃壞咗", "司機態度很差", "多收了我兩百", "the driver was rude", "師傅很有禮貌"])
def test_what_begins_something(text: str) -> None:
    assert not course.tells_course(text)


@pytest.mark.parametrize(
    "text",
    [
        "什麼時候會打給我",
        "幾時會打電話俾我",
        "大概幾天",
        "how long ah",
        "how long need to wait",
        "會有人聯絡我嗎",
        "可唔可以快啲",
        "你哋幾時派人",
        "你們到底要不要處理",
    ],
)
def test_when_it_is_asked(text: str) -> None:
    assert course.asks_when(text)


@pytest.mark.parametrize(
    "text", ["你哋幾時開門", "什麼時候上班", "會員什麼時候到期", "保固多久", "how long is the warranty", "我等了幾天"]
)
def test_what_is_asked_of_a_shop(text: str) -> None:
    assert not course.asks_when(text)


def test_who_deals_with_it() -> None:
    for text in ("個處理人係邊個", "負責人係邊個", "負責人是誰", "who is handling my case", "誰在處理"):
        assert course.asks_who(text)
    for text in ("叫負責人出嚟", "找負責人", "the manager in charge was rude"):
        assert not course.asks_who(text)


def test_scorn() -> None:
    assert course.scorns("isnt that obvious")
    assert course.scorns("這不是廢話嗎")
    assert not course.scorns("it is obvious that the screen is cracked and nobody wants to see it")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("我舊手機是0911000222", "old"),
        ("my old number is 0911000222", "old"),
        ("我先生的手機是0922333444", "kin"),
        ("我老公嘅電話係92223333", "kin"),
        ("my husband's phone is 0922333444", "kin"),
        ("騙我的那個人電話是0933444555", "stranger"),
        ("門市電話0223334444", "stranger"),
        ("his number is 0933444555", "stranger"),
        ("我的手機是0911000222", None),
        ("打我電話 0911000222", None),
        ("客服電話打不通，我的電話是0911000222", None),
        ("舊手機停用了，新號碼0911000222", None),
        ("其他電話 0911000222", None),
        ("my number is 0911000222", None),
        ("叫師傅打0911000222給我", None),
    ],
)
def test_whose_number(text: str, owner: str | None) -> None:
    assert whose.whose_way(text) == owner


@pytest.mark.parametrize(
    "text",
    [
        "我唔係想投訴，想讚下你哋嗰個店員Amy",
        "我唔係嚟投訴㗎，想讚你哋個阿姐好好人",
        "我沒有要投訴，只是想謝謝信義店的店長",
        "not a complaint, just wanted to say your driver was lovely",
        "I just want to thank the nurse on ward 3",
    ],
)
def test_praise_that_is_no_complaint(text: str) -> None:
    assert praises_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "我不是想投訴，只是想問一下",
        "我不是要投訴，我只想退款",
        "我想投訴",
        "不想投訴，但係你哋個店員好差",
        "i do not want to complain but your driver was late",
        "謝謝",
        "好好的電鍋壞了",
    ],
)
def test_what_is_no_praise(text: str) -> None:
    assert not praises_only(text)


def test_thanks_in_few_letters() -> None:
    for text in ("okok tq", "ok tq ya", "thanks", "ty", "k thx"):
        assert is_thanks(text)
    for text in ("ok", "thanks but it is broken", "thank you for nothing"):
        assert not is_thanks(text)


def test_a_polite_wish_for_a_language_asks_nothing_else() -> None:
    for text in ("用簡體字可以嗎", "用繁體字可以嗎", "讲华语可以吗", "可以講國語嗎"):
        assert is_language_wish(text)
        assert not beside_language(text)
    assert beside_language("tell me the status in English")


def test_the_language_of_others_is_no_wish() -> None:
    for text in (
        "客服只会说英文，我妈听不懂",
        "店員跟我講英文，我聽不懂",
        "說明書全是簡體字看不懂，我要退貨",
        "我买的英语课，老师上课全程说中文",
        "说明书只有英文看不懂",
        "用了你们的App才发现全是英文",
        "我說中文他一直裝聽不懂",
        "the driver only spoke Chinese to me",
        "the manual is only in Chinese",
        "he would not speak English to my mum",
    ):
        assert not is_language_wish(text)
    for text in (
        "我看不懂英文，请用中文",
        "你讲中文好不好",
        "說中文啦",
        "改用英文吧",
        "状态用中文说",
        "可以讲粤语吗，我妈只会说粤语",
        "can you speak English please",
        "back to english",
        "I can't read Chinese, please write in English",
    ):
        assert is_language_wish(text)


def test_insults_tell_no_matter() -> None:
    assert is_pure_abuse("你們這種爛公司")
    assert is_pure_abuse("收皮啦")
    assert not is_pure_abuse("你們這種爛公司，冷氣裝了三次都漏水")


def test_what_is_noted_is_asked() -> None:
    assert asks_what_is_noted("解約呢？有寫進去嗎")
    assert not asks_what_is_noted("說明書有寫可以退")


def test_emergency_numbers_where_the_script_tells_nothing() -> None:
    assert dangers.is_anywhere("zh-Hans", "插座有火花")
    assert not dangers.is_anywhere("zh-Hans", "插座冒烟了，我触电了")
    assert not dangers.is_anywhere("zh-Hant", "插座有火花")


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("actually forget it my mum's mate fixed it for me", True),
        ("forget it, a neighbour sorted it", True),
        ("the engineer fixed it for a day and it broke", False),
        ("my dad fixed it last time too", False),
        ("a plumber fixed it but charged me 200", False),
        ("never mind", False),
    ],
)
def test_somebody_else_has_mended_it(text: str, settled: bool) -> None:
    assert closing.is_settled(text) is settled


@pytest.mark.parametrize(
    "text",
    [
        "出殯是這禮拜五,拜託在那之前處理好",
        "我下週二要出國,拜託之前弄好",
        "我哋星期日擺酒,麻煩喺嗰日之前搞掂",
        "告別式在週六早上,請務必在這之前給我們答覆",
        "我们周五出发,请在那之前退款给我",
        "I need it fixed by Friday",
        "please sort this before the wedding",
    ],
)
def test_by_when_it_must_be_done(text: str) -> None:
    assert course.names_deadline(text)


@pytest.mark.parametrize(
    "text",
    [
        "之前修過的師傅又來了",
        "我之前要求退款你們都不回",
        "請問月底前會有結果嗎",
        "之前說好要給我的",
        "前台一定要我給錢",
        "我要退之前買的那件",
        "我要退你們之前給我的那台",
        "五天前送到的",
        "請把之前送的換掉",
        "I called you before the weekend",
    ],
)
def test_no_day_by_which_it_must_be_done(text: str) -> None:
    assert not course.names_deadline(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("那大概什麼時候會有人打來?", "time"),
        ("多久會好", "time"),
        ("你們會跟我說處理結果嗎還是就這樣不了了之", "time"),
        ("請問月底前會有結果嗎?", "time"),
        ("大概幾點會打給我?", "time"),
        ("聽日之前搞唔搞得掂?", "time"),
        ("請問貴公司預計何時可提供更正後之發票?", "time"),
        ("換部新嘅得唔得?", "may"),
        ("幫我換一台行嗎", "may"),
        ("退返錢俾我得唔得呀", "may"),
    ],
)
def test_what_is_asked_of_our_work(text: str, kind: str) -> None:
    found = course_asked(text)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text",
    ["他說換一台得唔得我點知", "我問他可以修嗎他不理", "師傅說下午三點會來", "昨天打給你們說會通知我", "處理好幾天了"],
)
def test_nothing_is_asked_of_our_work(text: str) -> None:
    assert course_asked(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "這個會被他看到是我投訴的嗎?",
        "佢會唔會知係我投訴佢?",
        "我可以匿名投訴嗎",
        "對方會看到我的名字嗎",
        "你們會跟他說是我投訴的嗎",
        "房東會知道是誰檢舉的嗎",
        "會唔會影響我個仔",
        "can this stay anonymous?",
    ],
)
def test_who_complained_is_to_stay_unknown(text: str) -> None:
    assert fears_reprisal(text)


@pytest.mark.parametrize(
    "text",
    ["會不會影響保固", "會看到我的包裹嗎", "你會跟他說嗎", "我收到一通匿名電話", "會知道是誰送的嗎", "會影響我上班"],
)
def test_nobody_fears_anything(text: str) -> None:
    assert not fears_reprisal(text)
