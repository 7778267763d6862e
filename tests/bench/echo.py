"""A bare echo on python-telegram-bot: what the whole bot is compared with."""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest


async def _answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def build(token: str, url: str, request: BaseRequest | None = None):  # type: ignore[no-untyped-def]
    """The echo; over ``request`` in place of the network where one is given."""
    builder = Application.builder().token(token).base_url(f"{url}/bot").concurrent_updates(True)
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, _answer))
    return application


if __name__ == "__main__":
    build(os.environ["BOT_TOKEN"], os.environ["BOT_API_URL"]).run_polling()
