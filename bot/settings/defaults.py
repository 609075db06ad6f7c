"""The departments, categories and frequent questions of an installation that has not written its own."""

from __future__ import annotations

from typing import Any, Final


def _three(hans: str, hant: str, en: str) -> dict[str, str]:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


DEPARTMENTS: Final[list[dict[str, Any]]] = [
    {"id": "quality", "names": _three("质量管理部", "品質管理部", "Quality")},
    {"id": "customer_service", "names": _three("客户服务部", "客戶服務部", "Customer service")},
    {"id": "logistics", "names": _three("物流部", "物流部", "Logistics")},
    {"id": "technical", "names": _three("技术支持部", "技術支援部", "Technical support")},
    {"id": "after_sales", "names": _three("售后服务部", "售後服務部", "After-sales service")},
    {"id": "finance", "names": _three("财务部", "財務部", "Finance")},
    {"id": "marketing", "names": _three("市场部", "行銷部", "Marketing")},
]

CATEGORIES: Final[list[dict[str, Any]]] = [
    {
        "id": "product_quality",
        "names": _three("产品质量", "產品品質", "Product quality"),
        "department": "quality",
        "details": ["product", "order_number", "date", "remedy", "contact", "evidence"],
    },
    {
        "id": "service_attitude",
        "names": _three("服务态度", "服務態度", "Service attitude"),
        "department": "customer_service",
        "details": ["date", "place", "person", "remedy", "contact", "evidence"],
    },
    {
        "id": "delivery",
        "names": _three("物流配送", "物流配送", "Delivery"),
        "department": "logistics",
        "details": ["product", "order_number", "date", "place", "remedy", "contact", "evidence"],
    },
    {
        "id": "technical_support",
        "names": _three("技术支持", "技術支援", "Technical support"),
        "department": "technical",
        "details": ["product", "date", "remedy", "contact", "evidence"],
    },
    {
        "id": "after_sales",
        "names": _three("售后服务", "售後服務", "After-sales service"),
        "department": "after_sales",
        "details": ["product", "order_number", "date", "remedy", "contact", "evidence"],
    },
    {
        "id": "billing",
        "names": _three("费用账单", "費用帳單", "Billing"),
        "department": "finance",
        "details": ["order_number", "date", "amount", "remedy", "contact", "evidence"],
    },
    {
        "id": "communication",
        "names": _three("沟通与信息", "溝通與資訊", "Communication and information"),
        "department": "marketing",
        "details": ["product", "date", "person", "remedy", "contact", "evidence"],
    },
    {
        "id": "other",
        "names": _three("其他", "其他", "Other"),
        "department": "customer_service",
        "details": ["product", "order_number", "date", "place", "remedy", "contact", "evidence"],
    },
]

FAQ: Final[list[dict[str, Any]]] = [
    {
        "id": "how_long",
        "examples": {
            "zh-Hans": ["多久能处理好", "要等几天", "什么时候给我答复"],
            "zh-Hant": ["多久能處理好", "要等幾天", "什麼時候給我答覆"],
            "en": [
                "How long does it take?",
                "How long will this take?",
                "How much time do I have to wait?",
                "When will I get an answer?",
                "How many days must I wait?",
            ],
        },
        "answer": _three(
            "登记后我会马上告诉您编号和答复日期，一般在 {days} 个工作日内；涉及安全的情况会立即转给人工。",
            "登記後我會馬上告訴您編號和答覆日期，一般在 {days} 個工作天內；涉及安全的情況會立即轉給專人。",
            "As soon as your complaint is filed I give you a number and the date of our answer, usually within "
            "{days} working days. Anything about safety goes to a person immediately.",
        ),
    },
    {
        "id": "opening_hours",
        "examples": {
            "zh-Hans": ["你们几点上班", "营业时间是什么时候", "周末有人吗"],
            "zh-Hant": ["你們幾點上班", "營業時間是什麼時候", "週末有人嗎"],
            "en": ["What are your opening hours?", "When are you open?", "Is anybody there at the weekend?"],
        },
        "answer": _three(
            "人工服务时间：{hours}。您随时可以在这里留言，我都会记录下来。",
            "專人服務時間：{hours}。您隨時可以在這裡留言，我都會記錄下來。",
            "Our staff are here {hours}. You can write to me at any time; I take everything down.",
        ),
    },
    {
        "id": "what_is_needed",
        "examples": {
            "zh-Hans": ["投诉需要提供什么", "要准备哪些材料", "需要我给什么信息"],
            "zh-Hant": ["投訴需要提供什麼", "要準備哪些資料", "需要我給什麼資訊"],
            "en": ["What do you need from me?", "What information do I have to give?", "Which documents do I need?"],
        },
        "answer": _three(
            "请告诉我发生了什么、您希望怎么解决；订单号、时间、照片有的话更好，没有也可以投诉。",
            "請告訴我發生了什麼、您希望怎麼解決；訂單編號、時間、照片有的話更好，沒有也可以投訴。",
            "Tell me what happened and what you would like us to do. An order number, a date and photos help, "
            "but you can complain without them.",
        ),
    },
    {
        "id": "privacy",
        "examples": {
            "zh-Hans": ["我的信息会保密吗", "你们怎么用我的个人信息", "会不会泄露我的电话"],
            "zh-Hant": ["我的資料會保密嗎", "你們怎麼使用我的個人資料", "會不會洩漏我的電話"],
            "en": ["Is my data kept private?", "What do you do with my personal data?", "Who can see my phone number?"],
        },
        "answer": _three(
            "您的信息只用于处理这次投诉，只有经办人员能看到。您可以随时要求查看或删除：直接说“导出我的数据”或“删除我的资料”。",
            "您的資料只用於處理這次投訴，只有承辦人員能看到。您可以隨時要求查看或刪除：直接說「匯出我的資料」或「刪除我的資料」。",
            "Your data is used only to deal with your complaint and seen only by those who work on it. "
            "You can ask to see it or have it deleted at any time: just write “export my data” or “delete my data”.",
        ),
    },
    {
        "id": "follow_up",
        "examples": {
            "zh-Hans": ["之后怎么查进度", "我怎么跟进这个投诉", "怎么知道处理结果"],
            "zh-Hant": ["之後怎麼查進度", "我怎麼追蹤這個投訴", "怎麼知道處理結果"],
            "en": ["How can I follow my complaint?", "How will I hear about the outcome?", "How do I check progress?"],
        },
        "answer": _three(
            "每一步进展我都会在这里通知您；您也可以随时把投诉编号发给我，我来查。",
            "每一步進展我都會在這裡通知您；您也可以隨時把投訴編號傳給我，我來查。",
            "I tell you here about every step. You can also send me your complaint number whenever you like.",
        ),
    },
    {
        "id": "evidence",
        "examples": {
            "zh-Hans": ["照片发到哪里", "证据怎么提交", "可以发图片吗"],
            "zh-Hant": ["照片傳到哪裡", "證據怎麼提交", "可以傳圖片嗎"],
            "en": ["Where do I send photos?", "How do I submit evidence?", "Can I send you a picture?"],
        },
        "answer": _three(
            "照片、截图、文件直接发在这里就可以，我会附到您的投诉里。",
            "照片、截圖、檔案直接傳到這裡就可以，我會附到您的投訴裡。",
            "Just send photos, screenshots or documents here; I attach them to your complaint.",
        ),
    },
    {
        "id": "cost",
        "examples": {
            "zh-Hans": ["投诉要收费吗", "是免费的吗", "要不要交钱"],
            "zh-Hant": ["投訴要收費嗎", "是免費的嗎", "要不要付錢"],
            "en": ["Is it free to complain?", "Does a complaint cost anything?", "Do I have to pay for this?"],
        },
        "answer": _three(
            "投诉是免费的，整个过程都不收取任何费用。",
            "投訴是免費的，整個過程都不收取任何費用。",
            "Complaining is free of charge from beginning to end.",
        ),
    },
    {
        "id": "anonymous",
        "examples": {
            "zh-Hans": ["可以匿名投诉吗", "不留名字可以吗", "能不能不告诉你我是谁"],
            "zh-Hant": ["可以匿名投訴嗎", "不留名字可以嗎", "能不能不告訴你我是誰"],
            "en": ["Can I complain anonymously?", "Do I have to give my name?", "Can I stay anonymous?"],
        },
        "answer": _three(
            "可以，姓名和联系方式都可以不留。不过留一个联系方式，我们才能在这里之外也联系到您。",
            "可以，姓名和聯絡方式都可以不留。不過留一個聯絡方式，我們才能在這裡之外也聯絡到您。",
            "Yes, you need give neither name nor contact. With a contact we can also reach you outside this chat.",
        ),
    },
    {
        "id": "are_you_human",
        "examples": {
            "zh-Hans": ["你是机器人吗", "你是人工还是机器人", "我在和真人说话吗"],
            "zh-Hant": ["你是機器人嗎", "你是真人還是機器人", "我在和真人說話嗎"],
            "en": ["Are you a robot?", "Are you a bot or a human?", "Am I talking to a real person?"],
        },
        "answer": _three(
            "我是自动受理助手，负责登记和跟进。需要真人时，说“转人工”就行。",
            "我是自動受理助理，負責登記和跟進。需要真人時，說「轉接專人」就行。",
            "I'm an automatic assistant: I log complaints and follow them up. Ask for a person at any time.",
        ),
    },
]
