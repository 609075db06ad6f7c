"""Settings of WeChat: the Official Account, WeChat KF, and what tells staff in WeCom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Final

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from bot.settings.kinds import Blank, Duration, Name, Section, Url, wrong

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Optional = Annotated[Text | None, Blank]

_AES_KEY: Final = re.compile(r"[A-Za-z0-9+/]{43}", re.ASCII)
_SCENE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def _not_empty(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip():
        raise wrong("a secret that is not empty")
    return value


def _aes_key(value: SecretStr) -> SecretStr:
    if not _AES_KEY.fullmatch(value.get_secret_value()):
        raise wrong("an EncodingAESKey: 43 letters and digits, as the platform shows it")
    return value


def _scene(value: str) -> str:
    if not _SCENE.fullmatch(value) or value.startswith("case"):
        raise wrong('a scene of 1–64 letters, digits, "_" and "-" that does not begin with "case"')
    return value


Secret = Annotated[SecretStr, AfterValidator(_not_empty)]
OptionalSecret = Annotated[Secret | None, Blank]
AesKey = Annotated[SecretStr, AfterValidator(_aes_key)]
OptionalAesKey = Annotated[AesKey | None, Blank]
Scene = Annotated[str, AfterValidator(_scene)]


class WeChatTemplate(Section):
    """A template of the account; none without an id. A field's text may hold {news}, {number} and {time}."""

    id: Optional = None
    fields: Mapping[Text, Text] = {}


class OfficialAccount(Section):
    """The Official Account (服务号, 公众号). Off without an app_id."""

    app_id: Optional = None
    app_secret: OptionalSecret = None
    #: As entered on the platform's page beside the address of the callbacks.
    token: OptionalSecret = None
    #: Of the security mode, which then is the only one; empty: plain mode.
    encoding_aes_key: OptionalAesKey = None
    #: Still accepted while the key is changed.
    previous_encoding_aes_key: OptionalAesKey = None
    #: A callback may be so old; 0s: any age.
    tolerance: Duration = timedelta(minutes=10)
    template: WeChatTemplate = WeChatTemplate()
    subscription: WeChatTemplate = WeChatTemplate()
    #: Scene of a QR code → the place where it hangs.
    scenes: Mapping[Scene, Text] = {}
    api: Url = "https://api.weixin.qq.com"


class WeChatKf(Section):
    """WeChat KF (微信客服). Off without a corp_id."""

    corp_id: Optional = None
    secret: OptionalSecret = None
    token: OptionalSecret = None
    encoding_aes_key: OptionalAesKey = None
    previous_encoding_aes_key: OptionalAesKey = None
    tolerance: Duration = timedelta(minutes=10)
    #: open_kfid of each account: asked now and then for what no callback has told. Callbacks of others are taken too.
    accounts: tuple[Text, ...] = ()
    #: True: a customer who asks for a person is put into the queue of WeChat KF itself.
    queue: bool = False
    api: Url = "https://qyapi.weixin.qq.com"


class WeCom(Section):
    """An application in WeCom (企业微信) that tells staff. Off without a corp_id."""

    corp_id: Optional = None
    agent_id: Annotated[int | None, Field(ge=1), Blank] = None
    secret: OptionalSecret = None
    #: Who is told: user ids, or "@all"; departments; tags.
    users: tuple[Text, ...] = ()
    parties: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    #: Kinds of notice; empty: all.
    kinds: tuple[Text, ...] = ()
    api: Url = "https://qyapi.weixin.qq.com"


class WeComRobot(Section):
    """A robot in a WeCom group. Its address is its secret."""

    name: Name
    url: Annotated[SecretStr, AfterValidator(_not_empty)]
    kinds: tuple[Text, ...] = ()
