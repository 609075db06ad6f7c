"""The understander that runs inside the process: rules for closed-class messages, a linear model for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bot.messages import Context, PriorityHint, Understanding
from bot.regex import regex
from nlu import despair, features, fold, rules, seeming, spans, things
from nlu.alike import Alike
from nlu.concepts import PREFIX
from nlu.decide import asks, decide, not_ours
from nlu.emotion import emotion
from nlu.encoder import Encoder, Pieces
from nlu.extract import answer, extract, score, slot_asked, window
from nlu.language import detect
from nlu.matter import EDGES, STORY, matter_of, without_missing_numbers
from nlu.model import Model, Seen
from nlu.patterns import Pattern
from nlu.priority import KINDS, NONE, URGENT, Alarms
from nlu.remedy import remedy
from nlu.tagger import Tagger

#: How much likelier an operator's own word makes its category than what was learnt says.
_OWN_WORD: Final = 6.0

#: Intents that tell of a matter, which has a category and may be urgent.
_TOLD: Final = frozenset({"file_complaint", "add_information", "correct", "check_status", "talk_to_human", "deny"})
#: Characters of an answer that tells who it was, and no more.
_LOOKS: Final = 60
#: Intents that may name what is complained of.
_NAMING: Final = frozenset({"file_complaint", "add_information", "correct", "check_status", "talk_to_human"})
#: Words and characters of an answer that is nothing but a name.
_BARE_WORDS: Final = 3
_BARE: Final = 12
_SURE: Final = 0.6
#: How sure a message is that can mean only one thing.
_CLOSED: Final = 0.97
#: Below this chance of urgency, words of danger are figures of speech; above the other, no such words are needed. What is
#: overlooked costs more than what is looked at in vain.
_FIGURATIVE: Final = 0.03
_LITERAL: Final = 0.4
#: The other bar where a temper is told as if of life and death.
_SURELY: Final = 0.8
#: The same where only things are told to be harmed.
_THINGS: Final = 0.9
#: From this confidence a learned refusal (or yes) to name a thing, a place or a person is believed.
_REFUSES: Final = 0.6
#: From this chance it is talk of something else.
_ELSEWHERE: Final = 0.8
#: From this certainty of what kind of trouble it is, it is trouble.
_CLEARLY: Final = 0.99
#: Characters of a message that says nothing but that it is broken.
_BARE_FAULT: Final = 24
#: What is wrong with a thing, in so few words that it may pass for small talk.
_FAULT: Final = Pattern(
    # What should have come, and what was bitten on.
    r"\b(?:was|were) (?:(?:due|meant|supposed|promised|scheduled) )?to (?:come|arrive|reach(?: me| us)?|be (?:here|delivered|ready|done|fixed|finished|installed))\b|\bstill (?:lying|sitting|stuck|at) (?:at|in|on|with)?\b|(?:硌|崩|咯|磕)(?:到|着|了|掉|坏|断|碎)?(?:我|他|她|一|颗|半|了|的|妈|爸){0,4}牙|(?:吃|咬|喝|饮|食)(?:到|出|着)(?:了|咗)?(?:一?[个条只块片根些颗粒撮嚿]|半)?[^,.;!?]{0,3}(?:皮筋|头发|虫|沙|石|塑料|纸|毛|胶|线|骨|壳|渣|异物)"
    r"|坏|烂|裂|碎|漏|断|爆|冒烟|死机|黑屏|(?:不|唔|没|冇)(?:亮|响|转|动|郁|制冷|制热|加热|工作|能用|通电|出水|凉|冻|热)|(?:用|开|充|打)(?:不|唔)(?:了|到|着|进|开)"
    r"|\b(?:broke|broken|bust(?:ed)?|died|dead|leak\w*|crack\w*|faulty|smash\w*|snapped|stopped|jammed|ripped|torn|shattered|melted|packed (?:in|up)|conked out|gave up|on the blink|won.?t (?:turn|switch|start|work|charge|open|close|heat)|(?:not|never|isn.?t|doesn.?t|does not) work\w*)\b"
)
#: Above this chance, words of law and the press are no chat that nobody is sure of.
_LIKELY: Final = 0.1
#: Above this chance, what looks like a chat is none.
_GRAVE: Final = 0.6
#: A reading surer than this is not doubted for strange words, which may be misspelt; otherwise they weigh so much.
_PLAIN: Final = 0.9
_GIBBERISH: Final = 3.0
_LATIN: Final = regex(r"\s*[a-z]{2,12}(?:\s+[a-z]{1,12}){1,5}\W*")
_CLAUSE: Final = regex(r"[.!?;,。！？；，\n]+")
_CLAUSES: Final = 12
#: What of a long text is read at once for what it names, and how many such parts.
_SENTENCES: Final = regex(r"(?s).{1,160}?(?:[。！？!?\n]|[.;](?=\s)|$)|.{160}")
_PARTS: Final = 4
#: What takes no charge, and what is charged.
_NO_POWER: Final = regex(
    r"\b(?:wo ?n.?t|will not|does ?n.?t|does not|did ?n.?t|did not|do ?n.?t|do not|can ?n?.?t|cannot|not|never|stopp?(?:ed|s)|no longer|refuses? to|fails? to|slow(?:ly)? to|hardly|barely|only) (?:even |hold a |take a |keep a |hold |fully |properly )?(?:re)?charg(?:e|es|ed|ing)\b(?! (?:me|us|my|her|him|for|the (?:card|account|right|correct|wrong)|extra|vat|a fee|£|\$|€))"
)
_CHARGED: Final = regex(
    r"\b(?:over|double.?|up)charg\w*|\bcharg\w+ (?:me|us|my|twice|for)\b|\b(?:bill|billed|invoice|statement|fees?|subscription)\b|\bcharges\b"
)
#: A question, and what is told after it.
_ASKED_FIRST: Final = regex(
    r"\s*(?P<asks>[^?？\n]{4,160}?(?:[?？]+|[吗嗎呢](?=[,，。.;；\s])))[\s,，。.;；!！]*(?:(?:also|and|plus|oh|另外|[还還]有|[对對]了|同埋|仲有)\b[\s,，]*)*(?P<told>[^?？]{12,600})",
    re.I,
)
#: Below this confidence a complaint may be a question as well.
_AS_MUCH_ASKED: Final = 0.6
#: From this confidence what is told after a question is a complaint.
_TOLD_AFTER: Final = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What the model alone makes of a text, before rules, context and operators' keywords: label → probability."""

    intents: Mapping[str, float]
    categories: Mapping[str, float]
    #: The probability that it can't wait.
    urgency: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What another model makes of a text, in place of this one's: label → probability. No categories: this one's."""

    intents: Mapping[str, float]
    categories: Mapping[str, float]


class EmbeddedUnderstander:
    """Understands with the model's weights and NumPy. Holds no state between calls; safe in any thread."""

    def __init__(
        self,
        trained: Model,
        extra_keywords: Mapping[str, Sequence[str]] | None = None,
        reader: Encoder | None = None,
    ) -> None:
        self.model = trained
        self._encoder = reader
        own: dict[str, list[str]] = {}
        for source in (trained.keywords, extra_keywords or {}):
            for name, words in source.items():
                if name.startswith(PREFIX):
                    continue
                own.setdefault(name, []).extend(fold.fold(word).strip() for word in words if word.strip())
        self._concepts = features.concepts_of(trained.keywords)
        self._alarms = Alarms({kind: words for kind, words in own.items() if kind in KINDS})
        self._categories = {name: tuple(words) for name, words in own.items() if name not in KINDS and words}
        self._alike = Alike(reader, lambda text: self.model.see(features.hashes(text, self._concepts)))

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that the data has."""
        return self.model.intent.labels

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that the data has."""
        return self.model.category.labels

    def understand(self, text: str, context: Context, other: Ranking | None = None) -> Understanding:
        """The meaning of `text` at this moment of the dialogue; `other` replaces the model's ranking. Never raises."""
        text = window(fold.clean(text))
        folded = fold.fold(text)
        asked = slot_asked(context)
        # What was learnt finds names that no pattern knows, and patterns take for names what is none.
        tagger = self.model.tagger if self._encoder else None
        values = extract(text, folded, context, product=tagger is None)
        rated = score(folded, asked=asked == "rating")
        ruled = rules.short(folded, asked, rated=rated is not None)
        despairs = despair.span(folded) is not None
        if ruled and ruled not in _TOLD and not despairs:
            # What can mean only this needs no model, which takes most of the time.
            if (ruled == "rate" or asked == "rating") and (rated := rated or score(folded, asked=True)):
                values["rating"] = rated
            return Understanding(
                intent=ruled,
                confidence=_CLOSED,
                values=values,
                language=detect(text, context.language),
                emotion=emotion(text, folded),
            )
        words = without_missing_numbers(text)
        seen, matter, pieces = self._see(words, matter_of(words, wished="remedy" in values))
        if other:
            chances = {intent: other.intents.get(intent, 0.0) for intent in self.model.intent.labels}
        else:
            chances = self._intents(folded, seen)
        intent, confidence = decide(
            chances, folded, context, values, ruled=ruled, rated=rated is not None, threshold=self.model.threshold
        )
        if intent in ("skip", "affirm") and asked in ("product", "place", "person") and confidence < _REFUSES:
            # The name of a thing is more often an answer than a refusal or a yes.
            intent = "add_information"
        if intent == "rate" or asked == "rating":
            rated = rated or score(folded, asked=True)
            if rated:
                values["rating"] = rated
        if tagger and pieces:
            # The whole of a bare answer is the name.
            brief_answer = len(text.split()) <= _BARE_WORDS and len(text) <= _BARE
            bare = asked == "product" and (brief_answer or spans.bare(text))
            brief = len(text) <= STORY
            # A plain fault that was taken for small talk names its thing all the same.
            naming = intent in _NAMING or (brief and intent == "out_of_scope" and confidence < _ELSEWHERE)
            name = self._named(tagger, text, folded, pieces, brief=brief) if naming and not bare else None
            if naming and not bare:
                name = name or things.left_out(text, folded)
            # The messenger by which somebody can be reached is not what they complain of.
            name = things.tidy(text, spans.instead(text, folded, name)) if name else None
            if name and things.is_number(name, values.get("order_number", "")):
                name = self._beside(tagger, text, name)
            elif name and things.is_address(folded, name):
                name = None
            if name and asked == "product" and name in (all_of_it := things.made(text) or name):
                name = all_of_it
            if name and name.casefold() not in values.get("contact", "").casefold():
                values["product"] = name
        if intent in ("add_information", "correct", "file_complaint"):
            answer(values, text, asked)
        if asked == "person" and "person" in values and len(text) <= _LOOKS:
            # "Darren, tall, glasses": what somebody looked like.
            values.pop("product", None)
        if (asked == "confirm" and intent in ("affirm", "thank")) or intent == "withdraw":
            # "Looks right, send it": what is to be sent is the complaint.
            for key in ("remedy", "remedies"):
                values.pop(key, None)
        either = intent == "ask_faq" or (intent == "file_complaint" and confidence < _AS_MUCH_ASKED)
        if either and context.form is None and (after := self._told_after(text, context)):
            return after
        unsure = intent == "out_of_scope" and confidence < _ELSEWHERE
        if unsure and not asked and not asks(folded) and self._category(folded, matter, other)[1] >= _CLEARLY:
            # What is plainly of one kind of complaint is no small talk that nobody is sure of.
            intent, confidence = "file_complaint", max(1 - confidence, chances.get("file_complaint", 0.0))
        plain = "product" in values or len(text) <= _BARE_FAULT
        if intent == "out_of_scope" and confidence < _ELSEWHERE and plain and _FAULT.search(folded):
            intent, confidence = "file_complaint", max(1 - confidence, chances.get("file_complaint", 0.0))
        category, certainty = None, 0.0
        heeded, plainly = seeming.blanked(text, folded)
        urgency = self._urgency(self._of_the_matter(heeded, plainly, seen if heeded == text else None))
        found = self._alarms.find(heeded, plainly, values.get("amount"))
        alarming = any(hint.kind in URGENT for hint in found)
        # Asked for in so many words, it is made up, whatever danger it names; what is said to be nobody's business here is
        # grave only in grave words.
        invented = intent == "out_of_scope" and bool(
            seeming.INVENTED.search(folded) or (not alarming and not_ours(folded))
        )
        if intent == "out_of_scope" and urgency[1] > _GRAVE and not invented:
            # Whoever tells of danger is not chatting.
            intent, confidence = "file_complaint", urgency[1]
            category, certainty = self._category(folded, seen, other)
        certain = self._alarms.certain(plainly, heeded) if found else frozenset()
        threatens = certain & {"legal", "media"}
        if threatens and (intent in ("out_of_scope", "ask_faq") or (intent == "rate" and not asked)):
            # Whoever is on the way to the ombudsman or the press neither chats nor asks.
            intent, confidence = "file_complaint", max(confidence, _SURE)
        dire = bool(certain & {"safety", "vulnerable", "data"})
        if urgency[1] > _LIKELY and confidence < _ELSEWHERE and not asks(folded):
            # Who sees a barrister about it is not chatting, unless that is plainly all it is.
            dire = dire or any(hint.kind in ("legal", "media", "data") for hint in found)
        if intent == "out_of_scope" and dire and not invented:
            # Danger that is told in words that are never meant otherwise is no small talk either.
            intent, confidence = "file_complaint", _SURE
        if despairs and intent not in _TOLD:
            # Whatever else it is, a withdrawal or a question, it is first of all a person in need.
            intent, confidence = "file_complaint", max(confidence, _SURE)
        told = intent in _TOLD or (confidence < _SURE and not invented)
        if told and len(seen.positions):
            category, certainty = self._category(folded, matter, other)
        hints = self._hints(heeded, plainly, found, certain, urgency, seen)
        if not told:
            # A question about danger is asked by somebody in danger; one about the law, the press or a policy is a question.
            grave = not invented and not self._alarms.asks_cover(folded)
            hints = tuple(hint for hint in hints if hint.kind in threatens or (hint.kind == "safety" and grave))
        return Understanding(
            intent=intent,
            confidence=round(confidence, 4),
            category=category,
            category_confidence=round(certainty, 4),
            priority_hints=hints,
            values=values,
            language=detect(text, context.language),
            emotion=emotion(text, folded),
        )

    def _told_after(self, text: str, context: Context) -> Understanding | None:
        """The complaint that follows on a question: "do you deliver to Cork? Also my last parcel never came"."""
        match = _ASKED_FIRST.fullmatch(text)
        if match is None:
            return None
        told = self.understand(match["told"], replace(context, asked=None))
        if told.intent != "file_complaint" or told.confidence < _TOLD_AFTER:
            return None
        return replace(told, asks=match["asks"].strip())

    def alike(self, text: str, questions: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
        """How much `text` is like the most like example of each question (0–1), whatever its language and wording."""
        text = window(fold.clean(text))
        matter = matter_of(text, wished=remedy(fold.fold(text)) is not None) or text
        return self._alike.to(matter.strip(EDGES), questions)

    def chances(self, text: str) -> Chances:
        """What the model alone makes of `text`."""
        text = without_missing_numbers(window(fold.clean(text)))
        seen, part, _ = self._see(text, matter_of(text, wished=remedy(fold.fold(text)) is not None))
        category = self.model.category
        return Chances(
            intents=self._intents(fold.fold(text), seen),
            categories=dict(zip(category.labels, category.probabilities(part).tolist(), strict=True)),
            urgency=self._urgency(seen)[1],
        )

    def _intents(self, folded: str, seen: Seen) -> dict[str, float]:
        """The intents' probabilities; what no language has is no complaint, however it is spelt."""
        labels = self.model.intent.labels
        chances: dict[str, float] = dict(zip(labels, self.model.intent.probabilities(seen).tolist(), strict=True))
        if "out_of_scope" in chances and max(chances.values()) < _PLAIN and self._gibberish(folded):
            chances["out_of_scope"] += _GIBBERISH
            total = sum(chances.values())
            chances = {label: chance / total for label, chance in chances.items()}
        return chances

    def _gibberish(self, folded: str) -> bool:
        """Whether a few Latin words all fall to pieces, as words of no language do."""
        if not self._encoder or not _LATIN.fullmatch(folded):
            return False
        cut = self._encoder.vocabulary.cut
        # In a misspelt complaint some word is whole.
        return all(len(cut(word)) > 1 for word in re.findall("[a-z]+", folded))

    def _see(self, text: str, rest: str | None) -> tuple[Seen, Seen, Pieces | None]:
        """The text's features, those of what is left of it, and its pieces."""
        reader = self._encoder if self.model.reading else None
        sentences, pieces = reader.read(text, rest) if reader else ([None, None], None)
        seen = self.model.see(features.hashes(text, self._concepts), sentences[0])
        if rest is None:
            return seen, seen, pieces
        return seen, self.model.see(features.hashes(rest, self._concepts), sentences[1]), pieces

    def _named(self, tagger: Tagger, text: str, folded: str, pieces: Pieces, *, brief: bool) -> str | None:
        """The name that was learnt to be one, or else is put like one in a short text."""
        name = self._product(tagger, text, folded, pieces)
        if not (name and things.is_product(folded, name)):
            name = things.product(text, folded) if brief else None
            if not name or not things.is_product(folded, name):
                return None
        if start := things.meant_instead(text, folded, name):
            rest = text[start:]
            meant = tagger.find(rest, folded[start:], self._encoder.look([rest])[0]) if self._encoder else None
            meant = meant or things.named_first(text, folded, start)
            if meant and things.is_product(folded, meant):
                return things.tidy(text, meant)
        return things.tidy(text, things.whole_of(text, folded, name))

    def _beside(self, tagger: Tagger, text: str, number: str) -> str | None:
        """What was ordered, where it is named beside the order's number: "my order TX-4471 never came, it was a lamp"."""
        rest = text.replace(number, "", 1)
        name = tagger.find(rest, fold.fold(rest), self._encoder.look([rest])[0]) if self._encoder else None
        return things.tidy(rest, name) if name and things.is_product(fold.fold(rest), name) else None

    def _product(self, tagger: Tagger, text: str, folded: str, pieces: Pieces) -> str | None:
        """What is complained of; where only head and tail of the text were read, the parts of it in turn."""
        name = tagger.find(text, folded, pieces)
        if name or not pieces.cut_short or not self._encoder:
            return name
        parts = [(match.start(), match[0]) for match in _SENTENCES.finditer(text)][:_PARTS]
        looked = self._encoder.look([part for _, part in parts])
        found = (
            tagger.find(part, folded[at : at + len(part)], one) for (at, part), one in zip(parts, looked, strict=True)
        )
        return next((name for name in found if name), None)

    def _of_the_matter(self, text: str, folded: str, seen: Seen | None) -> Seen:
        """What was seen of the text, if it was, without danger that is told beside the matter."""
        beside = self._alarms.beside_the_matter(folded)
        if not beside and seen is not None:
            return seen
        for start, end in beside:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return self._see(text, None)[0]

    def _see_part(self, part: str, whole: Seen) -> Seen:
        """The n-grams of a part; to tell parts from each other, the whole's vector will do."""
        return replace(self.model.see(features.hashes(part, self._concepts)), meaning=whole.meaning, inner=whole.inner)

    def _hints(
        self,
        text: str,
        folded: str,
        hints: tuple[PriorityHint, ...],
        certain: frozenset[str],
        urgency: tuple[str, float],
        seen: Seen,
    ) -> tuple[PriorityHint, ...]:
        """Reasons to hurry: plain words, unless what was learnt takes them for figures of speech, and what was learnt."""
        kind, chance = urgency
        if chance < _FIGURATIVE:
            return tuple(hint for hint in hints if hint.kind not in URGENT or hint.kind in certain)
        if kind in ("safety", "vulnerable") and self._alarms.tended(folded):
            # What was learnt sees danger wherever doctors are.
            ill = seeming.ILL.search(folded)
            if not ill or any(hint.kind in URGENT for hint in hints):
                return hints
            return (PriorityHint(kind="safety", evidence=text[slice(*ill.span())]), *hints)
        # A name alone, and a lift that stands still with nobody in it, resemble danger only from afar.
        resembles = self._alarms.moody(folded) or self._alarms.mild(folded)
        doubtful = resembles or seeming.ONLY_NAME.fullmatch(folded) or seeming.LIFT.match(folded)
        bar = _SURELY if doubtful else _LITERAL
        if kind == "safety" and seeming.ONLY_THINGS.match(folded):
            bar = _THINGS
        calm = bool(seeming.NO_EVENT.search(folded)) or (kind == "safety" and self._alarms.dented(folded))
        if kind == "media" and seeming.SENT_HERE.fullmatch(folded):
            calm = True
        if chance > bar and not any(hint.kind in URGENT for hint in hints) and not calm:
            return (PriorityHint(kind=kind, evidence=self._evidence(text, seen)), *hints)
        return hints

    def _evidence(self, text: str, seen: Seen) -> str:
        """The clause that sounds the most urgent."""
        clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()][:_CLAUSES] or [text]
        if len(clauses) == 1:
            return clauses[0]
        return max(clauses, key=lambda clause: self._urgency(self._see_part(clause, seen))[1])

    def _urgency(self, seen: Seen) -> tuple[str, float]:
        """The likeliest kind of urgency, and how likely any is; even chances where the data tells of none."""
        head = self.model.urgency
        if len(head.labels) < 2:
            return NONE, 0.5
        chances = dict(zip(head.labels, head.probabilities(seen).tolist(), strict=True))
        calm = chances.pop(NONE, 0.0)
        return max(chances, key=lambda kind: chances[kind], default=NONE), 1 - calm

    def _category(self, folded: str, seen: Seen, other: Ranking | None) -> tuple[str, float]:
        labels = self.model.category.labels
        chances = (
            np.array([other.categories.get(label, 0.0) for label in labels])
            if other and other.categories
            else self.model.category.probabilities(seen).copy()
        )
        if "billing" in labels and _NO_POWER.search(folded) and not _CHARGED.search(folded):
            chances[labels.index("billing")] /= _OWN_WORD**2
        for name, words in self._categories.items():
            if any(word in folded for word in words):
                if name not in labels:
                    # A category of the operator's own, without examples: nothing else can tell it.
                    return name, 0.9
                chances[labels.index(name)] *= _OWN_WORD
        chances = chances / (chances.sum() or 1.0)
        best = int(chances.argmax())
        return labels[best], float(chances[best])
