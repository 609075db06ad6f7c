"""A strict stand-in for Telegram's Bot API: `BotApi`, with people who write to the bot and see what it says."""
