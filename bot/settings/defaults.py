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
            "en": [
                "What are your opening hours?",
                "When are you open?",
                "Is anybody there at the weekend?",
                "What time do you close?",
                "Are you open on Sundays?",
            ],
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
            "zh-Hans": [
                "我的信息会保密吗",
                "你们怎么用我的个人信息",
                "会不会泄露我的电话",
                "会不会把我的信息卖给别人",
                "我的资料会给谁看",
            ],
            "zh-Hant": ["我的資料會保密嗎", "你們怎麼使用我的個人資料", "會不會洩漏我的電話"],
            "en": [
                "Is my data kept private?",
                "What do you do with my personal data?",
                "Who can see my phone number?",
                "What do you do with what I write here?",
                "What happens to my data?",
                "What happens to what I tell you?",
                "Who can see this?",
                "Who reads what I write here?",
                "Do you store this chat?",
                "How long do you keep my details?",
                "Can I have it deleted later?",
            ],
        },
        "answer": _three(
            "您的信息只用于处理这次投诉，只有经办人员能看到。"
            "您可以随时要求查看或删除：直接说“导出我的数据”或“删除我的资料”。",
            "您的資料只用於處理這次投訴，只有承辦人員能看到。"
            "您可以隨時要求查看或刪除：直接說「匯出我的資料」或「刪除我的資料」。",
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
            "zh-Hans": [
                "照片发到哪里",
                "证据怎么提交",
                "可以发图片吗",
                "照片怎么发给你",
                "小票怎么上传",
                "发票照片怎么补传",
            ],
            "zh-Hant": [
                "照片傳到哪裡",
                "證據怎麼提交",
                "可以傳圖片嗎",
                "照片怎麼傳給你",
                "收據怎麼上傳",
                "張相點send俾你",
            ],
            "en": [
                "Where do I send photos?",
                "How do I submit evidence?",
                "Can I send you a picture?",
                "How do I add the receipt?",
                "How do I upload a file?",
                "Can I attach a screenshot?",
                "Do you need the receipt?",
                "Do I have to send the tickets?",
                "Do you want to see the paperwork?",
            ],
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
            "zh-Hans": ["可以匿名投诉吗", "不留名字可以吗", "能不能不告诉你我是谁", "先不留名行吗"],
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
            "zh-Hant": [
                "你是機器人嗎",
                "你是真人還是機器人",
                "我在和真人說話嗎",
                "你係咪機械人",
                "你係唔係真人",
                "你係真人嚟㗎",
                "你係真人定機械人",
            ],
            "en": [
                "Are you a robot?",
                "Are you a bot or a human?",
                "Am I talking to a real person?",
                "Who am I dealing with?",
                "Is anyone reading this?",
            ],
        },
        "answer": _three(
            "我是自动受理助手，负责登记和跟进。需要真人时，说“转人工”就行。",
            "我是自動受理助理，負責登記和跟進。需要真人時，說「轉接專人」就行。",
            "I'm an automatic assistant: I log complaints and follow them up. Ask for a person at any time.",
        ),
    },
    {
        "id": "what_can_you_do",
        "examples": {
            "zh-Hans": ["你们能干嘛", "你能帮我做什么", "你能帮我做啥", "这是干什么的", "你会什么", "你有什么用"],
            "zh-Hant": [
                "你們能做什麼",
                "你能幫我做什麼",
                "你可以幫到我啲乜",
                "這是做什麼的",
                "你會做什麼",
            ],
            "en": [
                "What can you do?",
                "What can you help with?",
                "What can you do for me?",
                "How can you help me?",
                "What are you for?",
                "How does this work?",
            ],
        },
        "answer": _three(
            "我负责受理投诉：您说发生了什么，我来登记、交给负责的同事，并告诉您编号和答复日期；"
            "之后可以随时查进度、补充、更正或撤回，也可以转人工。",
            "我負責受理投訴：您說發生了什麼事，我來登記、交給負責的同事，並告訴您編號和答覆日期；"
            "之後可以隨時查進度、補充、更正或撤回，也可以轉接專人。",
            "I take complaints: tell me what happened, I log it, pass it to the right people and give you a "
            "number and the date of our answer. After that you can ask how it stands, add to it, correct or "
            "withdraw it, or talk to a person.",
        ),
    },
    {
        "id": "how_to_complain",
        "examples": {
            "zh-Hans": ["怎么投诉", "如何投诉", "投诉流程是什么", "我要怎么提交投诉", "在哪里投诉"],
            "zh-Hant": ["怎麼投訴", "如何投訴", "投訴流程是什麼", "我要怎麼提出客訴", "點樣投訴", "在哪裡投訴"],
            "en": [
                "How do I complain?",
                "How can I make a complaint?",
                "How do I file a complaint?",
                "Where do I complain?",
                "What is the complaints procedure?",
            ],
        },
        "answer": _three(
            "直接在这里告诉我发生了什么就行，用您自己的话说。"
            "我会问几个细节，请您核对后提交，您会马上拿到编号和答复日期。",
            "直接在這裡告訴我發生了什麼事就可以，用您自己的話說。"
            "我會問幾個細節，請您核對後送出，您會馬上拿到編號和答覆日期。",
            "Just tell me here what happened, in your own words. I ask for a few details, you check them, and as "
            "soon as it is submitted you have a number and the date of our answer.",
        ),
    },
    {
        "id": "what_happens_next",
        "examples": {
            "zh-Hans": ["接下来会怎样", "接下来怎么办", "后面怎么处理", "提交以后会怎么样", "然后呢"],
            "zh-Hant": ["接下來會怎樣", "接下來怎麼辦", "後面怎麼處理", "送出之後會怎麼樣", "然後呢", "跟住點"],
            "en": [
                "What happens next?",
                "What happens now?",
                "What are the next steps?",
                "And then what?",
            ],
        },
        "answer": _three(
            "投诉提交后，负责的同事会核实情况，一般在 {days} 个工作日内答复您；"
            "需要更多信息或有了解决方案，都会在这里告诉您。您不满意的话，可以直接说，会由主管重新处理。",
            "投訴送出後，負責的同事會查證情況，一般在 {days} 個工作天內答覆您；"
            "需要更多資料或有了解決方案，都會在這裡告訴您。您不滿意的話可以直接說，會由主管重新處理。",
            "Once your complaint is submitted, the team in charge looks into it and answers you, usually within "
            "{days} working days. If they need to know more, or have a solution to offer, you hear it here; if "
            "you are not content, say so and a supervisor takes it up.",
        ),
    },
    {
        "id": "escalate",
        "examples": {
            "zh-Hans": ["怎么升级投诉", "怎么找你们领导", "如何向上级反映", "我想往上投诉怎么办"],
            "zh-Hant": ["怎麼升級投訴", "怎麼找你們主管", "如何向上級反映", "點樣搵你哋經理"],
            "en": [
                "How do I escalate this?",
                "How can I escalate my complaint?",
                "How do I take this further?",
                "How do I reach a supervisor?",
                "How do I take it higher?",
            ],
        },
        "answer": _three(
            "需要主管或人工处理，现在就可以说“转人工”。"
            "已经有答复但您不满意的，直接告诉我还没解决，这件投诉会重新打开并交给上一级主管。",
            "需要主管或專人處理，現在就可以說「轉接專人」。"
            "已經有答覆但您不滿意的，直接告訴我還沒解決，這件投訴會重新打開並交給上一級主管。",
            "Ask for a person at any time and I pass it on. If you have had an answer and it isn't solved, just "
            "say so: the complaint is opened again and goes one level up, to a supervisor.",
        ),
    },
    {
        "id": "call_us",
        "examples": {
            "zh-Hans": ["怎么联系你们", "有电话可以打吗", "你们的电话是多少", "客服电话多少", "能打电话说吗"],
            "zh-Hant": ["怎麼聯絡你們", "有電話可以打嗎", "你們的電話是幾號", "客服電話幾號", "可以打電話講嗎"],
            "en": [
                "How do I contact you?",
                "Is there a phone number I can ring?",
                "Can I call you?",
                "What is your phone number?",
                "Is there a number I can call?",
                "Can I talk to you by phone?",
            ],
        },
        "answer": _three(
            "可以在这里说“转人工”，并留下您的电话，同事会与您联系。人工服务时间：{hours}。",
            "可以在這裡說「轉接專人」，並留下您的電話，同事會與您聯絡。專人服務時間：{hours}。",
            "Ask for a person here and leave your phone number, so that a colleague can get in touch. Our staff "
            "are here {hours}.",
        ),
    },
    {
        "id": "change_details",
        "examples": {
            "zh-Hans": ["我要改电话号码", "我换手机号了怎么改", "怎么修改联系方式", "我想改一下邮箱"],
            "zh-Hant": ["我要改電話號碼", "我換手機號碼了怎麼改", "怎麼修改聯絡方式", "我想改一下信箱"],
            "en": [
                "I need to change my phone number",
                "How do I change my phone number?",
                "How do I change my contact details?",
                "Can I change my e-mail address?",
            ],
        },
        "answer": _three(
            "直接把新的号码或邮箱发给我就行，我会改到您的投诉里。",
            "直接把新的號碼或信箱傳給我就可以，我會改到您的投訴裡。",
            "Just send me the new number or address here, and I put it into your complaint.",
        ),
    },
    {
        "id": "return_goods",
        "examples": {
            "zh-Hans": ["怎么退货", "我要退货怎么办", "退货流程是什么", "想退货怎么弄", "坏的寄到哪里"],
            "zh-Hant": ["怎麼退貨", "我要退貨怎麼辦", "退貨流程是什麼", "點樣退貨", "壞的寄到哪裡"],
            "en": [
                "How do I return something?",
                "How can I send it back?",
                "What is the returns process?",
                "Where do I send the faulty one?",
                "Where do I post the broken one back to?",
            ],
        },
        "answer": _three(
            "请告诉我是哪件商品、订单号和想退的原因，我登记后交给售后同事，他们会告诉您怎么退。",
            "請告訴我是哪件商品、訂單編號和想退的原因，我登記後交給售後同事，他們會告訴您怎麼退。",
            "Tell me which item it is, the order number and why, and I log it for the after-sales team, "
            "who tell you how to send it back.",
        ),
    },
    {
        "id": "return_postage",
        "examples": {
            "zh-Hans": ["退货运费谁出", "寄回去的运费谁出", "退货要自己付邮费吗", "来回运费怎么算"],
            "zh-Hant": ["退貨運費誰出", "寄回去的運費誰付", "退貨要自己付郵資嗎", "來回運費怎麼算"],
            "en": [
                "Do I need to pay postage?",
                "Who pays the return postage?",
                "Do I have to pay for sending it back?",
                "Is return shipping free?",
            ],
        },
        "answer": _three(
            "运费由谁承担要看具体原因，负责的同事会在答复里写明。请先留好运费凭证，也可以直接发到这里，我附到投诉里。",
            "運費由誰負擔要看具體原因，負責的同事會在答覆裡寫明。請先留好運費憑證，也可以直接傳到這裡，我附到投訴裡。",
            "Who pays the postage depends on the reason; the colleague in charge tells you with the answer. "
            "Please keep the receipt, or send it here and I attach it to your complaint.",
        ),
    },
    {
        "id": "refund_time",
        "examples": {
            "zh-Hans": ["一般多久能退", "退款多久到账", "退钱要几天", "多久能退款", "能退吗", "买错了还能退吗"],
            "zh-Hant": ["一般多久能退", "退款多久會入帳", "退錢要幾天", "退款要等幾耐"],
            "en": [
                "How long does a refund take?",
                "When do refunds arrive?",
                "How many days until I get the money back?",
            ],
        },
        "answer": _three(
            "能不能退、什么时候到账，要看核实结果和付款方式，负责的同事会在答复里告诉您；"
            "一般 {days} 个工作日内有答复。",
            "能不能退、什麼時候入帳，要看查證結果和付款方式，負責的同事會在答覆裡告訴您；"
            "一般 {days} 個工作天內有答覆。",
            "Whether and when a refund arrives depends on what is found and on how you paid; the colleague in "
            "charge tells you with the answer, usually within {days} working days.",
        ),
    },
]
