"""Letters of strangers who sell, lure or threaten; customers use the same words, and are none of them."""

from __future__ import annotations

import pytest

from channels.mail.reading import Automatic, pitches, read


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Website problem", "Hi there,\n\nI was looking at your website and noticed it is not ranking on the first page of Google. We are an SEO agency with 10 years experience and can get you on the top within 90 days. Can I send you a quote?\n\nBest, Priya\nBusiness Development Executive"),
        ("LED lamp supplier", "Dear purchasing manager,\n\nThis is Linda from Shenzhen Bright LED Co., Ltd. We're manufacturer of LED lamp since 2008, good quality and competitive price. MOQ 100pcs. Attached our catalogue. Any interest please contact me, whatsapp +86 13800000000."),
        ("代开发票", "您好!我司专业代开各类发票,税点优惠,验真后付款,联系电话微信同号13900001111 王经理"),
        ("Unanswered complaints?", "Hi Support team,\n\nAre slow response times hurting your customer satisfaction? Companies like yours lose up to 30% of customers because complaints go unanswered. Our AI platform resolves 80% of tickets automatically.\n\nDo you have 15 minutes for a quick call next Tuesday?\n\nJake | Account Executive"),
        ("Re: quick question", "Just bumping this to the top of your inbox. Did you get a chance to look at my proposal about warehouse automation? Happy to set up a demo."),
        ("Mailbox quota exceeded", "Dear user, your mailbox is almost full. 99% of quota used. Click here to verify your account within 24 hours or it'll be suspended: http://bad.example"),
        ("Hello dear", "I am Mrs. Sarah Johnson, a widow, I have 4.5 million dollars to donate to charity, reply to my private email for details. God bless."),
        ("Your account was hacked", "I hacked your device and recorded you. Send $900 in Bitcoin to bc1qxyz within 48 hours or I will send the video to all your contacts."),
        ("Partnership", "Hello, I came across your company and love what you do. We help retailers cut returns by 30%. Would you be open to a 20-minute chat this week?"),
        ("Guest post", "Hi, I'd like to publish a guest post on your blog with a do-follow link. Our team includes experienced writers. Are you interested? We pay via PayPal."),
        ("Cleaning services", "Dear manager, we are a commercial cleaning company covering your area and would like to offer a free quote for your premises."),
        ("Packaging boxes", "Hi, this is Kevin from Guangzhou, we manufacture custom packaging boxes. If you are interested I can send you our price list."),
        ("App development", "We provide mobile app and web development at $15/hour. Let me know a good time for a quick call."),
        ("Lead list", "Would you be interested in acquiring an email list of retail decision-makers? We provide verified contacts. Let me know your target audience."),
        ("物流合作", "贵公司采购经理您好:我司是专业的国际货运代理公司,价格优惠,时效稳定,期待与贵司合作,电话微信同号 13700002222"),
        ("网站优化", "老板您好,我们专业提供百度优化,网站排名提升,免费提供方案,有需要请联系,微信 13600003333"),
        ("培训", "尊敬的负责人您好!我司专注企业内训15年,现推出《投诉处理技巧》公开课,欢迎来电咨询报名 400-000-0000"),
        ("發票", "本公司專業代開發票,點數優惠,歡迎來電洽談 0912345678"),
        ("Invoice factoring", "Hi, we specialise in invoice finance for SMEs. Is cash flow a concern? Happy to arrange a short call to explain how our service can help."),
        ("Password expiry", "Your email password will expire today. Click below to keep your password and avoid suspension of your account http://x.example"),
        ("Inheritance", "I am barrister John, contacting you as next of kin to my late client who left 12,500,000 USD."),
        ("Re: Re: follow up", "Hi, circling back on my last email. Is there a better person to speak with about reducing your support costs? Our solution reduces ticket volume by 40%."),
        ("Translation services", "We are a translation agency offering 60 languages. Would love to show you our portfolio."),
        ("Invoice INV-2026-118 due", "Dear customer, please find attached invoice INV-2026-118 over EUR 2,300.00, due 14 December. Kind regards, Vendor Ltd."),
        ("Invoice 4471", "Hello,\n\nattached is our invoice for November. Please arrange payment to the new bank details below."),
        ("Statement", "Good day, kindly see the enclosed statement of account; payment terms are 30 days."),
        ("11月账单", "您好，附件是11月对账单，请核对后尽快付款。收款账号见附件。"),
        ("Solar", "Hello business owner, save on energy bills! We offer free solar audits. Reply YES to schedule a call."),
    ],
)  # fmt: skip
def test_pitches(subject: str, said: str) -> None:
    assert pitches.is_pitch(subject, said)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("payout", "I sell on your platform and your payout for February is missing 1,240 euros. I've asked three times. Can I get a call this week?"),
        ("50% off?", "Your advert offered 50% off and free shipping but the till charged me full price, 89.90, and the staff laughed at me."),
        ("发票", "我在你们店买东西要发票,店员说开票要加税点8个点,这合法吗?我要投诉"),
        ("harassment", "Your sales agency called me 14 times this week offering a quote I never asked for. Stop it!"),
        ("Demo unit", "The demo unit you lent us leaks oil. We are a cleaning company and can't work. Please schedule a call."),
        ("Unpaid invoice", "We are a packaging supplier; invoice 4471 for your March order is overdue by 60 days. Please arrange a call."),
        ("invoice", "Please find attached the invoice of the plumber, 300 pounds, due 14 December. Please reimburse me."),
        ("so high", "Attached is my invoice, due on 3 May. Why so high?"),
        ("wrong invoice", "Your invoice 4471 is attached: it is due on 3 May but the goods never came."),
        ("repair", "Attached is the invoice for the repair that your fitter caused, payable by Friday."),
        ("invoice", "You sent me somebody else's invoice, see attached. Payment details of a Mr Li are in it."),
        ("发票", "附件是修车的发票，因为你们的司机刮了我的车，请尽快付款"),
        ("账单", "附件是我的账单，多收了三百，请尽快退款"),
        ("phishing in your name", "Somebody sends mails in your name: click here to verify your account. I clicked and lost 300 pounds."),
        ("hacked", "My account with you was hacked and they demand bitcoin. Please help"),
        ("Quote", "Can you send me a quote for a new boiler? I asked twice."),
        ("website", "Your website is down and I can't log in. I came across your company on Google."),
        ("catalogue", "Please send me your catalogue and price list."),
        ("demo", "The demo on Saturday was cancelled without notice and we drove 200 km."),
        ("complaint", "We are a small hotel and your booking software double-books rooms. Would you be open to a call this week?"),
        ("SEO", "Your SEO service did nothing for 6 months, my site isn't on the first page of Google. Refund."),
        ("followup", "Just following up on my complaint from last week. Did you get a chance to look at it?"),
        ("following up", "Just following up. Did you get a chance to look at the broken lift?"),
        ("bump", "Bumping this. Who is the right person to speak to about the noise from your plant?"),
        ("partnership", "I'm from Shell Bay Residents' Association. Your trucks block our road. Would you be open to a meeting?"),
        ("legal", "I represent Mr Chan, who was injured in your store on 3 March. Please contact me within 7 days."),
        ("供应商", "我司是贵公司供应商,3月货款一直没付,请尽快处理"),
        ("业务员", "你们的业务员加我微信天天推销,不要再骚扰了"),
        ("推销", "天天打电话推销贷款,问我有没有需要,烦死了"),
        ("装修", "你们公司专业代办装修贷款,结果骗我签了合同"),
        ("合作", "我们公司是你们的加盟商,总部承诺的设备到现在没到"),
        ("journalist", "I work for the Daily Post and we're writing about your recalls. Are you interested in commenting?"),
        ("charity", "I donated 50 dollars to the charity box in your shop and the cashier took it. "),
        ("widow", "I am a widow and my late husband's pension fund of 1.2 million has not been paid out to me."),
        ("inherit", "My father died and I am next of kin and beneficiary; your bank refuses to release the funds."),
        ("password", "Your mail says my password will expire, click below to keep it. Is it real?"),
        ("offer", "We offer to settle this for 500 pounds. If you are interested reply by Friday."),
        ("supplier", "I'm a supplier from Ningbo factory; your buyer rejected our goods without reason and won't take calls. Long-term cooperation is at risk."),
        ("solar", "The solar panels your installer put up leak. The free audit was a joke."),
        ("training", "贵公司培训老师迟到两个小时,欢迎来电核实"),
        ("hello", "你好,请问有什么优惠?"),
        ("agency", "We are a travel agency. Your system issued the wrong tickets to our client and they missed the flight. Please give me a quick call."),
    ],
)  # fmt: skip
def test_customers_who_use_the_same_words(subject: str, said: str) -> None:
    assert not pitches.is_pitch(subject, said)


def test_an_answer_to_a_mail_of_ours_is_none() -> None:
    text = "We are a marketing agency. Can we set up a quick call?"
    head = "From: jo@agency.example\nSubject: Hello\n"
    own = ("service@shop.test",)
    assert read(f"{head}\n{text}".encode(), own=own).automatic is Automatic.OFFER
    assert read(f"{head}In-Reply-To: <hy-1@shop.test>\n\n{text}".encode(), own=own).automatic is None
