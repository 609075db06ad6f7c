"""What every push channel must do with a message, and with a platform that misbehaves. One test class a channel
inherits `ChannelContract` and gives it a `Platform`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

import pytest

from bot.errors import Refused, RetryLater, Unreachable
from bot.messages import Address, Attachment, Choice, OutboundMessage, Purpose, Sent
from bot.ports import Channel
from tests.transcripts.carriers import Shown

#: Every way in which a platform fails that is no fault of the message: it must be sent again later.
TROUBLES: Final = ("down", "error 500", "html with 200", "truncated", "hangs up")

_PICTURE: Final = bytes.fromhex("89504e470d0a1a0a") + b"a picture of a broken kettle"


class Platform(ABC):
    """A channel that is started, before a platform (fake or real) that can be told to misbehave."""

    channel: Channel
    #: Somebody who can be reached.
    somebody: Address

    @abstractmethod
    def keep(self, data: bytes, name: str) -> Attachment:
        """A file in the store that the channel reads."""

    @abstractmethod
    async def shown(self) -> list[Shown]:
        """What `somebody` has newly been shown, in order; a file as its name in the text."""

    @abstractmethod
    async def trouble(self, kind: str) -> bool:
        """The next call fails like this (one of TROUBLES); False where this platform can't fail so."""

    @abstractmethod
    async def busy(self, seconds: int) -> bool:
        """The next call is told to come back after so many seconds; False where this platform never says when."""

    @abstractmethod
    async def gone(self) -> None:
        """`somebody` is not reached any more: blocked, unsubscribed, no such mailbox."""

    @abstractmethod
    async def refuse(self) -> None:
        """The next message is refused for what it is, now and for ever."""


class ChannelContract:
    """The contract. A subclass has a fixture `platform`."""

    async def test_a_text_arrives_as_it_is(self, platform: Platform) -> None:
        """Nothing of it is eaten as markup, in any script, with emoji; the platform's id is known."""
        text = "回音：*您好* _3_ <b>&amp; [x](y) `z` \\ #1\n第二行 ~ 謝謝 👍🏽 {name} %s"
        sent = await platform.channel.send(message(platform, text))
        assert isinstance(sent, Sent)
        assert sent.provider_id
        assert squeezed(text) in squeezed("".join(one.text for one in await platform.shown()))

    async def test_a_long_text_arrives_whole_and_in_order(self, platform: Platform) -> None:
        """Split as the channel likes, but every word once."""
        words = [f"第{number}句话说的是这件事情。" for number in range(1, 900)]
        await platform.channel.send(message(platform, "".join(words)))
        seen = squeezed("".join(one.text for one in await platform.shown()))
        at = -1
        for word in words:
            assert seen.count(word) == 1
            assert (at := seen.index(word, at + 1)) >= 0

    async def test_choices_can_be_made(self, platform: Platform) -> None:
        """A button each, or their names in the text where the platform has no room for so many."""
        for count in (2, 5, 14):
            choices = tuple(Choice(value=f"pick:{n}", label=f"选项{n}号") for n in range(count))
            await platform.channel.send(message(platform, "请选一个", id=count, choices=choices))
            shown = await platform.shown()
            for choice in choices:
                assert any(choice.value in one.buttons or choice.label in one.text for one in shown), choice

    async def test_files_arrive(self, platform: Platform) -> None:
        """With the text that goes with them."""
        files = (platform.keep(_PICTURE, "kettle.png"), platform.keep(b"%PDF-1.4\n%%EOF\n", "发票.pdf"))
        await platform.channel.send(message(platform, "附件请查收", attachments=files))
        text = "\n".join(one.text for one in await platform.shown())
        assert "附件请查收" in text
        assert "kettle.png" in text
        assert "发票.pdf" in text

    async def test_the_same_message_again_is_no_error(self, platform: Platform) -> None:
        """After a crash between the send and its record it comes again, under the same id."""
        first = await platform.channel.send(message(platform, "您的投诉已受理", id=7))
        again = await platform.channel.send(message(platform, "您的投诉已受理", id=7))
        assert first.provider_id
        assert again.provider_id
        assert len(await platform.shown()) in (1, 2)

    @pytest.mark.parametrize("kind", TROUBLES)
    async def test_trouble_of_the_platform_means_later(self, platform: Platform, kind: str) -> None:
        """Never taken for sent, never for refused; the next try goes through."""
        if await platform.trouble(kind):
            with pytest.raises(RetryLater):
                await platform.channel.send(message(platform, "稍后再试", id=8))
        await platform.shown()
        await platform.channel.send(message(platform, "稍后再试", id=8))
        assert "稍后再试" in "".join(one.text for one in await platform.shown())

    async def test_a_busy_platform_is_obeyed(self, platform: Platform) -> None:
        """What it asks for is what it gets, give or take what it takes to say so."""
        if await platform.busy(17):
            with pytest.raises(RetryLater) as caught:
                await platform.channel.send(message(platform, "太快了"))
            assert caught.value.after is not None
            assert 16 <= caught.value.after <= 20

    async def test_who_is_gone_is_unreachable(self, platform: Platform) -> None:
        """So that the customer's next address is tried, and nobody waits for retries."""
        await platform.gone()
        with pytest.raises(Unreachable):
            await platform.channel.send(message(platform, "在吗"))

    async def test_what_is_refused_is_refused(self, platform: Platform) -> None:
        """It would be refused every time: staff must know, and the next one goes through."""
        await platform.refuse()
        with pytest.raises(Refused):
            await platform.channel.send(message(platform, "不行"))
        await platform.shown()
        await platform.channel.send(message(platform, "这条可以", id=2))
        assert "这条可以" in "".join(one.text for one in await platform.shown())


def message(
    platform: Platform,
    text: str,
    *,
    id: int = 1,
    choices: tuple[Choice, ...] = (),
    attachments: tuple[Attachment, ...] = (),
) -> OutboundMessage:
    """A reply to `somebody`."""
    return OutboundMessage(
        id=id,
        conversation=1,
        to=platform.somebody,
        text=text,
        choices=choices,
        attachments=attachments,
        purpose=Purpose.REPLY,
        attempts=1,
        case_number="HY26-ABCD-EFGH",
    )


def squeezed(text: str) -> str:
    """Without white space, which every platform treats in its own way."""
    return "".join(text.split())
