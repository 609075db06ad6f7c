"""The fake's methods: each checks its parameters as Telegram does, and refuses what Telegram does not know."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.peers.telegram.server import Answer, Call, HttpServer, Upload, as_json

TOKEN = "7654321098:AAEfakefakefakefakefakefakefakefakefak"
BOT = {"id": 7654321098, "is_bot": True, "first_name": "Huiyin", "username": "huiyin_test_bot"}

_COMMON = {"chat_id", "message_thread_id", "reply_parameters", "reply_markup"}
#: Method → the parameters that it takes. Telegram ignores others; this fake does not.
_PARAMETERS: dict[str, set[str]] = {
    "getMe": set(),
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "setWebhook": {"url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates"},
    "deleteWebhook": {"drop_pending_updates"},
    "getWebhookInfo": set(),
    "setMyCommands": {"commands", "language_code", "scope"},
    "sendMessage": {*_COMMON, "text", "link_preview_options"},
    "sendPhoto": {*_COMMON, "photo", "caption"},
    "sendDocument": {*_COMMON, "document", "caption", "disable_content_type_detection"},
    "sendChatAction": {"chat_id", "action", "message_thread_id"},
    "editMessageText": {"chat_id", "message_id", "text", "reply_markup", "link_preview_options"},
    "editMessageCaption": {"chat_id", "message_id", "caption", "reply_markup"},
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "answerCallbackQuery": {"callback_query_id", "text"},
    "createForumTopic": {"chat_id", "name"},
    "getFile": {"file_id"},
    "getChat": {"chat_id"},
    "getChatMember": {"chat_id", "user_id"},
}
_SENDS = ("sendMessage", "sendPhoto", "sendDocument")


class Fault(Exception):
    """An answer that is not ok."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        self.code = code
        self.description = description
        self.parameters = parameters
        super().__init__(description)


@dataclass
class Chat:
    """A private chat or a group, and what stands in it."""

    id: int
    kind: str = "private"
    forum: bool = False
    may_manage_topics: bool = True
    blocked: bool = False
    moved_to: int | None = None
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    #: When the bot wrote here, for the limits.
    written: deque[float] = field(default_factory=deque)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def as_json(self) -> dict[str, Any]:
        """As it stands in a message."""
        return {"id": self.id, "type": self.kind, **({"is_forum": True} if self.forum else {})}


class BotApi:
    """The server. `limits`: refuses more than 30 a second in all, and more than 20 a minute to a group."""

    def __init__(self, *, limits: bool = False) -> None:
        self.server = HttpServer(self._answer)
        self.limits = limits
        self.chats: dict[int, Chat] = {}
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.sent_at: deque[float] = deque()
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.answered: list[str] = []
        self.floods = 0
        #: How many updates were confirmed by an offset, or taken by the webhook.
        self.webhook: dict[str, Any] = {}
        self.files: dict[str, bytes] = {}
        #: Answers of the next sends in place of doing them.
        self.faults: list[Fault] = []
        self.polling = 0
        #: Where what the webhook's address names is reached from here.
        self.reach: dict[str, str] = {}
        self._updates: list[dict[str, Any]] = []
        self._numbers = itertools.count(1000)
        self._news = asyncio.Event()
        self._pushing: asyncio.Task[None] | None = None
        self._closing = False

    async def __aenter__(self) -> BotApi:
        await self.server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        # Cancelled in the middle of a call, a client leaves its socket.
        self._closing = True
        self._news.set()
        if self._pushing:
            await self._pushing
        await self.server.stop()

    # --- updates ------------------------------------------------------------------------------------------------------

    def update(self, **kind: Any) -> int:
        """Something happened: it is kept until it is confirmed."""
        number = next(self._numbers)
        self.raw({"update_id": number, **kind})
        return number

    def raw(self, update: Any) -> None:
        """The same with an update that is given whole, however strange."""
        self._updates.append(update)
        self._news.set()

    @property
    def pending(self) -> int:
        """How many updates wait to be confirmed."""
        return len(self._updates)

    def chat(self, id: int, **more: Any) -> Chat:
        """The chat of that id; a new one where there is none."""
        if id not in self.chats:
            self.chats[id] = Chat(id=id, **more)
        return self.chats[id]

    async def _push(self) -> None:
        """Call the webhook until it takes what waits, in order."""
        async with httpx.AsyncClient(timeout=10) as client:
            while not self._closing:
                if not self._updates:
                    self._news.clear()
                    await self._news.wait()
                    continue
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
                update = self._updates[0]
                try:
                    answer = await client.post(self._webhook_url(), json=update, headers=headers)
                except httpx.HTTPError:
                    answer = None
                if answer is not None and answer.is_success:
                    self._updates.remove(update)
                else:
                    await asyncio.sleep(0.05)

    def _webhook_url(self) -> str:
        url: str = self.webhook["url"]
        for named, reached in self.reach.items():
            url = url.replace(named, reached, 1)
        return url

    # --- calls --------------------------------------------------------------------------------------------------------

    async def _answer(self, call: Call) -> Answer:
        if call.path.startswith(f"/file/bot{TOKEN}/"):
            data = self.files.get(call.path.rpartition("/")[2])
            return as_json({"ok": False}, 404) if data is None else Answer(body=data, content_type="application/x")
        _, bot, method = call.path.split("/", 2)
        try:
            if bot != f"bot{TOKEN}":
                raise Fault(401, "Unauthorized")
            if method not in _PARAMETERS:
                raise Fault(404, "Not Found")
            given = {name for name in call.parameters.keys() | call.files.keys() if not name.startswith("attached")}
            if unknown := given - _PARAMETERS[method]:
                raise Fault(400, f"Bad Request: this fake knows no parameter {sorted(unknown)} of {method}")
            self.calls.append((method, call.parameters))
            if method in _SENDS:
                result = await self._send(call, method)
            else:
                result = await getattr(self, f"_{method}")(call)
        except Fault as fault:
            body = {"ok": False, "error_code": fault.code, "description": fault.description}
            if fault.parameters:
                body["parameters"] = fault.parameters
            return as_json(body, fault.code)
        return as_json({"ok": True, "result": result})

    async def _getMe(self, call: Call) -> Any:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def _getUpdates(self, call: Call) -> Any:
        if self.webhook.get("url"):
            raise Fault(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        if self.polling:
            raise Fault(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance runs"
            )
        offset = int(call.parameters.get("offset", 0))
        json.loads(call.parameters.get("allowed_updates", "[]"))
        self._updates = [one for one in self._updates if not isinstance(one, dict) or one.get("update_id", 0) >= offset]
        self.polling += 1
        try:
            if not self._updates:
                self._news.clear()
                try:
                    async with asyncio.timeout(float(call.parameters.get("timeout", 0))):
                        await self._news.wait()
                except TimeoutError:
                    pass
        finally:
            self.polling -= 1
        return self._updates[: int(call.parameters.get("limit", 100))]

    async def _setWebhook(self, call: Call) -> Any:
        self.webhook = {**call.parameters}
        if self._pushing is None:
            self._pushing = asyncio.create_task(self._push())
        return True

    async def _deleteWebhook(self, call: Call) -> Any:
        self.webhook = {}
        return True

    async def _getWebhookInfo(self, call: Call) -> Any:
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    async def _setMyCommands(self, call: Call) -> Any:
        self.commands[call.parameters.get("language_code", "")] = json.loads(call.parameters["commands"])
        return True

    async def _getFile(self, call: Call) -> Any:
        id = call.parameters["file_id"]
        if id not in self.files:
            raise Fault(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.files[id]) > 20 * 1024**2:
            raise Fault(400, "Bad Request: file is too big")
        return {"file_id": id, "file_unique_id": f"u{id}", "file_size": len(self.files[id]), "file_path": f"x/{id}"}

    async def _getChat(self, call: Call) -> Any:
        chat = self._place(call)
        return {**chat.as_json(), "accent_color_id": 0, "max_reaction_count": 0, "accepted_gift_types": {
            "unlimited_gifts": True, "limited_gifts": True, "unique_gifts": True, "premium_subscription": True,
            "gifts_from_channels": True,
        }, "title": "Staff"}  # fmt: skip

    async def _getChatMember(self, call: Call) -> Any:
        chat = self._place(call)
        user = {"id": int(call.parameters["user_id"]), "is_bot": True, "first_name": "Huiyin"}
        names = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        )
        rights = dict.fromkeys(names.split(), True)
        return {"status": "administrator", "user": user, **rights, "can_manage_topics": chat.may_manage_topics}

    async def _answerCallbackQuery(self, call: Call) -> Any:
        self.answered.append(call.parameters["callback_query_id"])
        return True

    async def _sendChatAction(self, call: Call) -> Any:
        self._writable(self._place(call))
        return True

    async def _createForumTopic(self, call: Call) -> Any:
        chat = self._place(call)
        self._paced(chat)
        if not chat.forum:
            raise Fault(400, "Bad Request: the chat is not a forum")
        if not chat.may_manage_topics:
            raise Fault(400, "Bad Request: not enough rights to create a topic")
        if not 1 <= len(call.parameters["name"]) <= 128:
            raise Fault(400, "Bad Request: TOPIC_TITLE_INVALID")
        id = next(chat.numbers)
        chat.topics[id] = call.parameters["name"]
        return {"message_thread_id": id, "name": call.parameters["name"], "icon_color": 7322096}

    async def _editMessageText(self, call: Call) -> Any:
        return self._edited(call, "text", 4096)

    async def _editMessageCaption(self, call: Call) -> Any:
        return self._edited(call, "caption", 1024)

    async def _editMessageReplyMarkup(self, call: Call) -> Any:
        return self._edited(call, None, 0)

    def _edited(self, call: Call, field: str | None, most: int) -> Any:
        chat = self._place(call)
        message = chat.messages.get(int(call.parameters["message_id"]))
        if message is None or message["from"]["id"] != BOT["id"]:
            raise Fault(400, "Bad Request: message to edit not found")
        if field and field not in message:
            raise Fault(400, f"Bad Request: there is no {field} in the message to edit")
        before = dict(message)
        if field:
            message[field] = _checked(call.parameters.get(field, ""), most)
        message.pop("reply_markup", None)
        if markup := call.parameters.get("reply_markup"):
            message["reply_markup"] = _keyboard(markup)
        if message == before:
            raise Fault(400, "Bad Request: message is not modified: specified new message content is exactly the same")
        message["edit_date"] = int(time.time())
        return message

    async def _send(self, call: Call, method: str) -> Any:
        if self.faults:
            raise self.faults.pop(0)
        chat = self._place(call)
        self._writable(chat)
        self._paced(chat)
        message: dict[str, Any] = {"message_id": 0, "from": BOT, "chat": chat.as_json(), "date": int(time.time())}
        if thread := call.parameters.get("message_thread_id"):
            if int(thread) not in chat.topics:
                raise Fault(400, "Bad Request: message thread not found")
            message |= {"message_thread_id": int(thread), "is_topic_message": True}
        if reply := call.parameters.get("reply_parameters"):
            wanted = json.loads(reply)
            replied = chat.messages.get(wanted["message_id"])
            if replied is None and not wanted.get("allow_sending_without_reply"):
                raise Fault(400, "Bad Request: message to be replied not found")
            if replied:
                message["reply_to_message"] = {
                    key: value for key, value in replied.items() if key != "reply_to_message"
                }
        if markup := call.parameters.get("reply_markup"):
            message["reply_markup"] = _keyboard(markup)
        if method == "sendMessage":
            message["text"] = _checked(call.parameters.get("text", ""), 4096)
            if not message["text"].strip():
                raise Fault(400, "Bad Request: message text is empty")
        else:
            message |= self._filed(call, "photo" if method == "sendPhoto" else "document")
        message["message_id"] = next(chat.numbers)
        chat.messages[message["message_id"]] = message
        return message

    def _filed(self, call: Call, field: str) -> dict[str, Any]:
        named = call.parameters.get(field, "")
        upload = call.files.get(named.removeprefix("attach://")) or call.files.get(field)
        if not isinstance(upload, Upload) or not upload.data:
            raise Fault(400, "Bad Request: there is no file in the request")
        if field == "photo" and not upload.data.startswith((b"\x89PNG", b"\xff\xd8")):
            raise Fault(400, "Bad Request: IMAGE_PROCESS_FAILED")
        id = f"f{len(self.files)}"
        self.files[id] = upload.data
        about = {"file_id": id, "file_unique_id": f"u{id}", "file_size": len(upload.data)}
        filed: dict[str, Any] = {"_name": upload.name}
        filed[field] = [{**about, "width": 1, "height": 1}] if field == "photo" else {**about, "file_name": upload.name}
        if caption := call.parameters.get("caption"):
            filed["caption"] = _checked(caption, 1024)
        return filed

    def _place(self, call: Call) -> Chat:
        chat = self.chats.get(int(call.parameters["chat_id"]))
        if chat is None:
            raise Fault(400, "Bad Request: chat not found")
        if chat.moved_to is not None:
            raise Fault(
                400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to
            )
        return chat

    def _writable(self, chat: Chat) -> None:
        if chat.blocked:
            raise Fault(403, "Forbidden: bot was blocked by the user")

    def _paced(self, chat: Chat) -> None:
        """Telegram's limits. What is refused is counted: a good client is never refused."""
        now = time.monotonic()
        self.sent_at.append(now)
        chat.written.append(now)
        while self.sent_at and now - self.sent_at[0] > 30:
            self.sent_at.popleft()
        while chat.written and now - chat.written[0] > 60:
            chat.written.popleft()
        if not self.limits:
            return
        # A little more than 30 in one second may come of a burst; over several it may not.
        if sum(now - at < 3 for at in self.sent_at) > 30 * 3 + 30:
            self.floods += 1
            raise Fault(429, "Too Many Requests: retry after 3", retry_after=3)
        if chat.kind != "private" and len(chat.written) > 20:
            self.floods += 1
            raise Fault(429, "Too Many Requests: retry after 40", retry_after=40)


def _checked(text: str, most: int) -> str:
    if len(text.encode("utf-16-le")) // 2 > most:
        raise Fault(400, "Bad Request: message is too long")
    return text


def _keyboard(markup: str) -> Any:
    keyboard = json.loads(markup)
    for row in keyboard["inline_keyboard"]:
        if not 1 <= len(row) <= 8:
            raise Fault(400, "Bad Request: a row of buttons that is too long")
        for button in row:
            if not button.get("text"):
                raise Fault(400, "Bad Request: BUTTON_TEXT_INVALID")
            if not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Fault(400, "Bad Request: BUTTON_DATA_INVALID")
    return keyboard
