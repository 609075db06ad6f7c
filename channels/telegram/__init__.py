"""Customers and staff on Telegram, by the Bot API."""
