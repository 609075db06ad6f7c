"""What the staff API answers of customers and of the knowledge base."""

from __future__ import annotations

from pydantic import Field

from bot.console.shapes import AT, NUMBER, Shape

_ANSWER = {"zh-Hans": "早九点到晚六点。", "en": "From nine to six."}


class LikenessShape(Shape):
    """A customer in a list."""

    id: int = Field(examples=[31])
    name: str | None = Field(examples=["王芳"])
    marks: list[str] = Field(description="vip, vulnerable, do_not_contact", examples=[["vip"]])
    cases: int = Field(description="How many")
    live: int = Field(description="How many of them are at work")
    channels: list[str] = Field(examples=[["web", "mail"]])
    latest: str | None = Field(description="When they wrote last", examples=[AT])


class LikenessesShape(Shape):
    """Customers that were found."""

    customers: list[LikenessShape]


class MarkShape(Shape):
    """A mark of a customer; it holds until it is lifted."""

    mark: str = Field(examples=["vip"])
    reason: str
    by: int = Field(description="A user's id")
    at: str
    lifted_at: str | None
    lifted_by: int | None


class AddressShape(Shape):
    """Where a customer is reached."""

    conversation: int | None
    channel: str = Field(examples=["mail"])
    account: str
    user: str = Field(description="As the channel names them")
    consented: bool
    verified: bool
    reachable: bool
    last_inbound_at: str | None


class OwnCaseShape(Shape):
    """A case of a customer."""

    number: str = Field(examples=[NUMBER])
    status: str
    category: str
    filed_at: str


class OwnSurveyShape(Shape):
    """How a customer was satisfied with a case."""

    case: str = Field(examples=[NUMBER])
    score: int | None = Field(description="1 to 5")
    comment: str


class NoteShape(Shape):
    """A note of staff's about a customer."""

    text: str
    by: int = Field(description="A user's id")
    at: str


class ConsentShape(Shape):
    """When it was allowed or forbidden to write unasked to an address."""

    channel: str
    user: str
    given: bool
    how: str = Field(description="dialogue, link or staff")
    by: int | None
    reason: str
    at: str


class ProfileShape(Shape):
    """Everything about a customer."""

    id: int
    name: str | None
    since: str
    marks: list[MarkShape]
    languages: list[str] = Field(examples=[["zh-Hans"]])
    addresses: list[AddressShape]
    cases: list[OwnCaseShape]
    surveys: list[OwnSurveyShape]
    notes: list[NoteShape]
    consents: list[ConsentShape]


class RevokedShape(Shape):
    """From when on older links open nothing."""

    number: str = Field(examples=[NUMBER])
    revoked_at: str = Field(examples=[AT])


class VersionShape(Shape):
    """One version of an article."""

    version: int
    title: str = Field(examples=["营业时间"])
    examples: dict[str, list[str]] = Field(
        description="Ways to ask, by language", examples=[{"zh-Hans": ["几点开门"], "en": ["opening hours"]}]
    )
    answer: dict[str, str] = Field(description="By language", examples=[_ANSWER])
    offer: bool = Field(description="It is offered before a complaint is filed")
    category: str = Field(description="Empty: any")
    change: str = Field(description="What was changed")
    by: int = Field(description="A user's id")
    at: str


class ArticleShape(VersionShape):
    """An article with its newest version."""

    id: int
    key: str
    state: str = Field(description="draft, published, changed or retired", examples=["published"])
    published: int | None = Field(description="The version that customers get")


class OfferedShape(Shape):
    """What became of offering an article."""

    offered: int
    helped: int
    not_helped: int
    unanswered: int
    came_back: int = Field(description="They complained of it all the same")


class CountedArticleShape(ArticleShape):
    """An article and what became of offering it."""

    figures: OfferedShape


class ArticlesShape(Shape):
    """All articles."""

    articles: list[CountedArticleShape]


class WholeArticleShape(ArticleShape):
    """An article with all its versions, newest first."""

    versions: list[VersionShape]
