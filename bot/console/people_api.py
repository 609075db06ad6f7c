"""The staff API of customers and of the knowledge base: beside each action of the console's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from bot.console import people_shapes as shapes
from bot.console.access import Access
from bot.console.api import Number
from bot.console.api_desk import Id
from bot.console.gate import FAULTS, user_of
from bot.console.shapes import NUMBER, Whole
from bot.console.timing import iso
from bot.desk import articles, customers, progress, revoking
from bot.desk.articles import Draft
from bot.desk.customers import Profile
from bot.desk.rules import Rules
from bot.knowledge import Article, Figures, Version
from bot.messages import LANGUAGES
from bot.people import Likeness, Mark
from bot.ports import Database, UnitOfWork
from bot.records import Place, Role, User


class Strict(BaseModel):
    """No key that is not listed."""

    model_config = ConfigDict(extra="forbid")


class NewNote(Strict):
    """For staff alone."""

    text: str = Field(min_length=1, max_length=2_000, examples=["请下午打电话"])


class NewMark(Strict):
    """vip, vulnerable or do_not_contact; holds=false lifts it."""

    mark: str = Field(max_length=40, examples=["vip"])
    reason: str = Field(default="", max_length=2_000)
    holds: bool = True


class NewConsent(Strict):
    """Whether we may write unasked to the address of this conversation."""

    conversation: Whole = Field(description="As the customer's addresses name it", examples=[12])
    given: bool = Field(examples=[True])
    reason: str = Field(min_length=1, max_length=2_000)


class Separation(Strict):
    """This conversation's address belongs to somebody else, with these cases; null: those that were filed there."""

    conversation: Whole = Field(description="As the customer's addresses name it", examples=[12])
    cases: list[Annotated[str, Field(max_length=40)]] | None = Field(default=None, max_length=500, examples=[[NUMBER]])
    reason: str = Field(min_length=1, max_length=2_000)


class NewArticle(Strict):
    """An article: examples and an answer by language (zh-Hans, zh-Hant, en)."""

    title: str = Field(max_length=100, examples=["营业时间"])
    examples: dict[str, list[str]] = Field(max_length=3, examples=[{"zh-Hans": ["几点开门"], "en": ["opening hours"]}])
    answer: dict[str, str] = Field(max_length=3, examples=[{"zh-Hans": "早九点到晚六点。", "en": "From nine to six."}])
    offer: bool = True
    category: str = Field(default="", max_length=100)
    change: str = Field(default="", max_length=200)
    #: The question of config.yaml in whose place a new article stands.
    instead: str = Field(default="", max_length=100)
    publish: bool = False
    #: Of an article that is changed: the version that was read.
    version: Whole = 1


class OneVersion(Strict):
    """A version of an article."""

    version: Whole = Field(examples=[2])


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """Routes below /api/v1/customers and /api/v1/articles."""
    api = APIRouter(prefix="/api/v1", tags=["customers"], responses=FAULTS)

    def user_with(scope: str, *roles: Role) -> Callable[[Request], Any]:
        async def dependency(request: Request) -> User:
            user = await user_of(request, access, scope)
            if roles:
                progress.require(user, *roles)
            return user

        return dependency

    reader = Depends(user_with("cases:read"))
    writer = Depends(user_with("cases:write"))
    changer = Depends(user_with("cases:write", Role.AGENT, Role.SUPERVISOR))
    leader = Depends(user_with("cases:write", Role.SUPERVISOR))

    async def shown(body: Callable[[UnitOfWork], object], id: int, user: User) -> dict[str, Any]:
        def whole(uow: UnitOfWork) -> dict[str, Any]:
            body(uow)
            return to_profile(customers.profile(uow, id, user))

        return await database.transact(whole)

    @api.get("/customers", response_model=shapes.LikenessesShape)
    async def find(
        user: User = reader, text: Annotated[str, Query(min_length=1, max_length=200, description="Words")] = " "
    ) -> dict[str, Any]:
        """Customers by name, address, phone, case or order number, or the words of a complaint."""
        return await database.read(
            lambda uow: {"customers": [to_likeness(one) for one in customers.search(uow, text, user)]}
        )

    @api.get("/customers/{id}", response_model=shapes.ProfileShape)
    async def show(id: Id, user: User = reader) -> dict[str, Any]:
        """One customer: addresses with consent, cases, surveys, marks, notes."""
        return await database.read(lambda uow: to_profile(customers.profile(uow, id, user)))

    @api.post("/customers/{id}/notes", response_model=shapes.ProfileShape)
    async def note(id: Id, new: NewNote, user: User = writer) -> dict[str, Any]:
        """Add a note."""
        now = rules.clock.now()
        return await shown(lambda uow: customers.note(uow, id, user, text=new.text, now=now), id, user)

    @api.post("/customers/{id}/marks", response_model=shapes.ProfileShape)
    async def mark(id: Id, new: NewMark, user: User = changer) -> dict[str, Any]:
        """Give or lift a mark."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            if new.holds:
                customers.mark(uow, rules, id, user, kind=new.mark, reason=new.reason, now=now)
            else:
                customers.unmark(uow, id, user, kind=new.mark, now=now)

        return await shown(body, id, user)

    @api.post("/customers/{id}/consent", response_model=shapes.ProfileShape)
    async def consent(id: Id, new: NewConsent, user: User = changer) -> dict[str, Any]:
        """Write down what the customer has allowed or forbidden."""
        now = rules.clock.now()
        return await shown(
            lambda uow: customers.allow(
                uow, id, user, conversation=new.conversation, given=new.given, reason=new.reason, now=now
            ),
            id,
            user,
        )

    @api.post("/customers/{id}/separate", response_model=shapes.ProfileShape)
    async def separate(id: Id, new: Separation, user: User = leader) -> dict[str, Any]:
        """Undo a wrong link: the address becomes a customer of its own, who is returned."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            other = customers.separate(
                uow, id, user, conversation=new.conversation, numbers=new.cases, reason=new.reason, now=now
            )
            return to_profile(customers.profile(uow, other, user))

        return await database.transact(body)

    @api.post("/cases/{number}/links/revoke", response_model=shapes.RevokedShape)
    async def revoke(number: Number, user: User = writer) -> dict[str, Any]:
        """The links to this case's page and survey that were given out so far open nothing any more."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = revoking.revoke(uow, number, user, now=now)
            return {"number": case.number, "revoked_at": iso(now)}

        return await database.transact(body)

    @api.get("/articles", response_model=shapes.ArticlesShape)
    async def listed(
        user: User = reader,  # noqa: ARG001  # who may
        days: Annotated[int, Query(ge=1, le=3650, description="Of the figures")] = 30,
    ) -> dict[str, Any]:
        """All articles, newest versions, with what became of offering them in the last `days`."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            items, _ = articles.all_of(uow, rules, days=days, now=now)
            return {
                "articles": [to_article(one.article, one.version) | {"figures": _figures(one.figures)} for one in items]
            }

        return await database.read(body)

    @api.get("/articles/{id}", response_model=shapes.WholeArticleShape)
    async def article(id: Id, user: User = reader) -> dict[str, Any]:  # noqa: ARG001  # who may
        """One article with all its versions, newest first."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            one, versions = uow.knowledge.get(id), uow.knowledge.versions(id)
            return to_article(one, versions[0]) | {"versions": [to_version(version) for version in versions]}

        return await database.read(body)

    async def written(new: NewArticle, user: User, id: int | None) -> dict[str, Any]:
        now = rules.clock.now()
        draft = Draft(
            title=new.title,
            examples={language: "\n".join(new.examples.get(language, ())) for language in LANGUAGES},
            answer={language: new.answer.get(language, "") for language in LANGUAGES},
            offer=new.offer,
            category=new.category,
            change=new.change,
        )

        def body(uow: UnitOfWork) -> dict[str, Any]:
            one = articles.write(
                uow, rules, user, draft, id=id, version=new.version, instead=new.instead, publish=new.publish, now=now
            )
            return to_article(one, uow.knowledge.versions(one.id)[0])

        return await database.transact(body)

    @api.post("/articles", status_code=201, response_model=shapes.ArticleShape)
    async def write(new: NewArticle, user: User = leader) -> dict[str, Any]:
        """A new article."""
        return await written(new, user, None)

    @api.post("/articles/{id}", response_model=shapes.ArticleShape)
    async def rewrite(id: Id, new: NewArticle, user: User = leader) -> dict[str, Any]:
        """The next version."""
        return await written(new, user, id)

    def changing(verb: Callable[..., Article], *, versioned: bool = True) -> Callable[[int, User, int], Any]:
        async def change(id: int, user: User, version: int) -> dict[str, Any]:
            now = rules.clock.now()

            def body(uow: UnitOfWork) -> dict[str, Any]:
                one = verb(uow, user, id, version, now=now) if versioned else verb(uow, user, id, now=now)
                return to_article(one, uow.knowledge.versions(id)[0])

            return await database.transact(body)

        return change

    publishing, restoring = changing(articles.publish_version), changing(articles.restore)
    retiring = changing(articles.retire, versioned=False)

    @api.post("/articles/{id}/publish", response_model=shapes.ArticleShape)
    async def publish(id: Id, new: OneVersion, user: User = leader) -> Any:
        """Customers get this version from now on."""
        return await publishing(id, user, new.version)

    @api.post("/articles/{id}/restore", response_model=shapes.ArticleShape)
    async def restore(id: Id, new: OneVersion, user: User = leader) -> Any:
        """This version becomes the newest again, as a draft."""
        return await restoring(id, user, new.version)

    @api.post("/articles/{id}/retire", response_model=shapes.ArticleShape)
    async def retire(id: Id, user: User = leader) -> Any:
        """Customers get it no more."""
        return await retiring(id, user, 0)

    return api


def to_likeness(one: Likeness) -> dict[str, Any]:
    """A customer in a list."""
    return {
        "id": one.person.id,
        "name": one.person.name,
        "marks": list(one.person.marks),
        "cases": one.cases,
        "live": one.live,
        "channels": list(one.channels),
        "latest": iso(one.latest),
    }


def to_profile(found: Profile) -> dict[str, Any]:
    """Everything about a customer."""
    return {
        "id": found.person.id,
        "name": found.person.name,
        "since": iso(found.person.created_at),
        "marks": [_mark(one) for one in found.marks],
        "languages": list(found.languages),
        "addresses": [_place(one) for one in found.places],
        "cases": [
            {
                "number": case.number, "status": case.status.value, "category": case.category,
                "filed_at": iso(case.filed_at),
            }
            for case in found.cases
        ],
        "surveys": [{"case": case.number, "score": one.score, "comment": one.comment} for case, one in found.surveys],
        "notes": [{"text": one.text, "by": one.by, "at": iso(one.at)} for one in found.remarks],
        "consents": [
            {
                "channel": one.address.channel, "user": one.address.user, "given": one.given, "how": one.how,
                "by": one.by, "reason": one.reason, "at": iso(one.at),
            }
            for one in found.consents
        ],
    }  # fmt: skip


def _mark(one: Mark) -> dict[str, Any]:
    return {
        "mark": one.kind, "reason": one.reason, "by": one.by, "at": iso(one.at), "lifted_at": iso(one.lifted_at),
        "lifted_by": one.lifted_by,
    }  # fmt: skip


def _place(one: Place) -> dict[str, Any]:
    return {
        "conversation": one.conversation, "channel": one.address.channel, "account": one.address.account,
        "user": one.address.user, "consented": one.consented, "verified": one.verified, "reachable": one.reachable,
        "last_inbound_at": iso(one.last_inbound_at),
    }  # fmt: skip


def to_article(article: Article, version: Version) -> dict[str, Any]:
    """An article with its newest version."""
    return {
        "id": article.id,
        "key": article.key,
        "state": article.state,
        "published": article.published,
        **to_version(version),
    }


def to_version(version: Version) -> dict[str, Any]:
    """One version."""
    return {
        "version": version.version,
        "title": version.title,
        "examples": {language: list(texts) for language, texts in version.examples.items()},
        "answer": dict(version.answer),
        "offer": version.offer,
        "category": version.category,
        "change": version.change,
        "by": version.by,
        "at": iso(version.at),
    }


def _figures(one: Figures | None) -> dict[str, int]:
    names = ("offered", "helped", "not_helped", "unanswered", "came_back")
    return {name: getattr(one, name) if one else 0 for name in names}
