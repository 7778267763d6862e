"""What the bot knows and how it decides: values in, values out; no Telegram, no database, no clock."""
