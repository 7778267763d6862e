"""Who looks at a message before it is a command or a question."""

from enum import IntEnum

from telegram.ext import MessageHandler, filters
from telegram.ext.filters import BaseFilter

from handlers.context import App
from handlers.incoming import MEANT_FOR_US, Callback


class Turn(IntEnum):
    """The order, first at the top, and why it is so.

    Who takes a message raises ApplicationHandlerStop; who returns lets it go on its way to the next. Each has
    a turn of its own: of the handlers of one turn PTB asks only the first that fits.
    """

    BUDGET = -13  # who sends too fast is heard by nobody
    # Photos, files and places.
    ENCLOSURE = -12  # with an opinion, staff's own among them; else they would be of their progress
    REGISTER = -11  # a sheet; it is neither evidence nor a notice
    EVIDENCE = -10  # a file without words of staff; an admin's would be a notice
    # Texts.
    FOLLOWING = -9  # 关注敬老院 is no order, no progress, and nothing to add to an opinion
    BUTTON = -8  # stands under what was said last: the word means it, and is none that is waited for
    TICKET = -7  # staff's 210305-01 is not an item's number, nor a citizen's ticket
    ORDER = -6  # 1.2.6 指派给环保办 begins as progress does
    # Texts, and the captions of photos and files.
    PROGRESS = -5  # under a photo, or in reply to a card, which say what of, whatever is waited for
    SLIP = -4  # 进度 1.2.6 修好了, while nothing is waited for; else a question
    RECALL = -3  # 撤回 would be added to the opinion
    DRAFT = -2  # 发布 would be the other words for it
    AWAITED = -1  # what is waited for is no command and no question
    ALL_ELSE = 0  # commands, questions, taps: in the order of handlers.MODULES


_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & MEANT_FOR_US


def in_turn(application: App, turn: Turn, kinds: BaseFilter, callback: Callback) -> None:
    """From now on private messages of these kinds come to ``callback`` when it is its turn."""
    application.add_handler(MessageHandler(_PRIVATE & kinds, callback), group=turn)
