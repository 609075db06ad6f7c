"""Articles in versions, and what became of offering them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Integer, and_, bindparam, case, func, insert, select, update

from bot.errors import Conflict, NotFound
from bot.knowledge import Article, Figures, Offer, Version
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction
from storage.tables import Word, article_offers, article_versions, articles

_next = select(func.coalesce(func.max(articles.c.revision), ZERO) + ONE).scalar_subquery()


def _add(flavour: Flavour) -> Any:
    return (
        flavour.insert(articles)
        .values(
            key=bindparam("key"), version=ONE, published=bindparam("published"), retired=ZERO, revision=_next
        )
        .on_conflict_do_nothing(index_elements=[articles.c.key])
        .returning(articles.c.id)
    )  # fmt: skip


_REVISION: Final = Statement(select(func.coalesce(func.max(articles.c.revision), ZERO)))
_ADD: Final = Statement(_add)
_SET: Final = Statement(
    update(articles)
    .where(articles.c.id == bindparam("id_"), articles.c.version == bindparam("was", type_=Integer()))
    .values(
        version=bindparam("version_", type_=Integer()),
        published=bindparam("published_", type_=Integer()),
        retired=bindparam("retired_", type_=articles.c.retired.type),
        revision=_next,
    )
)
_KEEP: Final = Statement(
    insert(article_versions).values({column.name: bindparam(column.name) for column in article_versions.c})
)
_GET: Final = Statement(select(articles).where(articles.c.id == bindparam("id_")))
_VERSIONS: Final = Statement(
    select(article_versions)
    .where(article_versions.c.article_id == bindparam("id_"))
    .order_by(article_versions.c.version.desc())
)


def _with(number: Any) -> Statement:
    """Every article beside one of its versions; on the latter's columns, "at" is empty where there is none."""
    return Statement(
        select(
            articles,
            article_versions.c.version.label("of_version"),
            *(column for column in article_versions.c if column.name not in ("article_id", "version")),
        )
        .select_from(
            articles.outerjoin(
                article_versions,
                and_(article_versions.c.article_id == articles.c.id, article_versions.c.version == number),
            )
        )
        .order_by(articles.c.key)
    )


_NEWEST: Final = _with(articles.c.version)
_PUBLISHED: Final = _with(articles.c.published)
_OFFER: Final = Statement(
    insert(article_offers)
    .values({column.name: bindparam(column.name) for column in article_offers.c if column.name != "id"})
    .returning(article_offers.c.id)
)
_OFFER_IN: Final = Statement(
    select(article_offers)
    .where(article_offers.c.conversation_id == bindparam("conversation_"))
    .order_by(article_offers.c.id.desc())
    .limit(ONE)
)
_OFFERS_TO: Final = Statement(
    select(article_offers)
    .where(
        article_offers.c.customer_id == bindparam("customer_"),
        article_offers.c.at >= bindparam("since", type_=BigInteger()),
    )
    .order_by(article_offers.c.at.desc(), article_offers.c.id.desc())
)
_SETTLE: Final = Statement(
    update(article_offers)
    .where(article_offers.c.id == bindparam("id_"))
    .values(
        outcome=bindparam("outcome_", type_=Word()),
        settled_at=bindparam("settled_at_", type_=BigInteger()),
        came_back=bindparam("came_back_", type_=article_offers.c.came_back.type),
    )
)


def _counted(condition: Any, name: str) -> Any:
    return func.sum(case((condition, ONE), else_=ZERO)).label(name)


_FIGURES: Final = Statement(
    select(
        article_offers.c.article_key,
        func.count().label("offered"),
        # Whoever came back has not been helped after all; both are shown.
        _counted(article_offers.c.outcome == bindparam("helped", type_=Word()), "helped"),
        _counted(article_offers.c.outcome == bindparam("not_helped", type_=Word()), "not_helped"),
        _counted(article_offers.c.came_back.is_not(None), "came_back"),
    )
    .where(
        article_offers.c.at >= bindparam("since", type_=BigInteger()),
        article_offers.c.at < bindparam("until", type_=BigInteger()),
    )
    .group_by(article_offers.c.article_key)
    .order_by(article_offers.c.article_key)
)


class Knowledge:
    """bot.ports.Knowledge."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def revision(self) -> int:
        """Grows with every change of any article."""
        return int(_REVISION.value(self._tx))

    def all(self) -> list[tuple[Article, Version]]:
        """Every article with its newest version."""
        return [(_article(row), _version(row, row.of_version)) for row in _NEWEST.all(self._tx)]

    def shelf(self) -> list[tuple[Article, Version | None]]:
        """Every article with its published version."""
        return [
            (_article(row), None if row.of_version is None else _version(row, row.of_version))
            for row in _PUBLISHED.all(self._tx)
        ]

    def get(self, id: int) -> Article:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no article {id}.", id=id)
        return _article(row)

    def versions(self, id: int) -> list[Version]:
        """All versions, newest first."""
        return [_version(row, row.version) for row in _VERSIONS.all(self._tx, id_=id)]

    def add(self, article: Article, version: Version) -> Article:
        """Store a new one; raises Conflict where the key is taken."""
        new = _ADD.value(self._tx, key=article.key, published=article.published)
        if new is None:
            raise Conflict("There is an article “{key}” already; edit that one.", key=article.key)
        added = replace(article, id=int(new), version=1)
        self._keep(added, replace(version, version=1))
        return added

    def write(self, article: Article, version: Version) -> Article:
        """Store the next version."""
        written = replace(article, version=article.version + 1)
        self._store(written, was=article.version)
        self._keep(written, replace(version, version=written.version))
        return written

    def set(self, article: Article) -> Article:
        """Store which version is published, and whether it is retired."""
        self._store(article, was=article.version)
        return article

    def offer(self, offer: Offer) -> int:
        """A customer was offered an article."""
        return int(
            _OFFER.value(
                self._tx,
                article_key=offer.key,
                conversation_id=offer.conversation,
                customer_id=offer.customer,
                category=offer.category,
                language=offer.language,
                at=to_us(offer.at),
                outcome=offer.outcome,
                settled_at=to_us_or_none(offer.settled_at),
                came_back=offer.came_back,
            )
        )

    def offer_in(self, conversation: int) -> Offer | None:
        """The latest offer of a conversation."""
        row = _OFFER_IN.one(self._tx, conversation_=conversation)
        return None if row is None else _offer(row)

    def offers_to(self, customer: int, since: datetime) -> list[Offer]:
        """What a customer was offered since then, newest first."""
        return [_offer(row) for row in _OFFERS_TO.all(self._tx, customer_=customer, since=to_us(since))]

    def settle(self, offer: Offer) -> None:
        """Store outcome, settled_at and came_back."""
        _SETTLE.run(
            self._tx,
            id_=offer.id,
            outcome_=offer.outcome,
            settled_at_=to_us_or_none(offer.settled_at),
            came_back_=offer.came_back,
        )

    def figures(self, since: datetime, until: datetime) -> list[Figures]:
        """What became of the offers made in that time, by article."""
        rows = _FIGURES.all(
            self._tx, since=to_us(since), until=to_us(until), helped="helped", not_helped="not_helped"
        )  # fmt: skip
        return [
            Figures(
                key=row.article_key,
                offered=int(row.offered),
                helped=int(row.helped),
                not_helped=int(row.not_helped),
                unanswered=int(row.offered) - int(row.helped) - int(row.not_helped),
                came_back=int(row.came_back),
            )
            for row in rows
        ]

    def _store(self, article: Article, *, was: int) -> None:
        stored = _SET.run(
            self._tx,
            id_=article.id,
            was=was,
            version_=article.version,
            published_=article.published,
            retired_=int(article.retired),
        )
        if not stored:
            self.get(article.id)
            raise Conflict("“{key}” was changed by somebody else meanwhile; read it again.", key=article.key)

    def _keep(self, article: Article, version: Version) -> None:
        examples = {language: list(texts) for language, texts in version.examples.items()}
        _KEEP.run(
            self._tx,
            article_id=article.id,
            version=version.version,
            body=dumps({"title": version.title, "examples": examples, "answer": dict(version.answer)}),
            offer=int(version.offer),
            category=version.category,
            change=version.change,
            at=to_us(version.at),
            by=version.by,
        )


def _article(row: Any) -> Article:
    return Article(id=row.id, key=row.key, version=row.version, published=row.published, retired=bool(row.retired))


def _version(row: Any, number: int) -> Version:
    body = loads(row.body)
    return Version(
        version=number,
        title=body["title"],
        examples={language: tuple(texts) for language, texts in body["examples"].items()},
        answer=body["answer"],
        offer=bool(row.offer),
        category=row.category,
        change=row.change,
        at=from_us(row.at),
        by=row.by,
    )


def _offer(row: Any) -> Offer:
    return Offer(
        id=row.id,
        key=row.article_key,
        conversation=row.conversation_id,
        customer=row.customer_id,
        category=row.category,
        language=row.language,
        at=from_us(row.at),
        outcome=row.outcome,
        settled_at=from_us_or_none(row.settled_at),
        came_back=row.came_back,
    )
