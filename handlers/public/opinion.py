"""An opinion, from the first word to the grade: /report, its buttons, the words that are waited for."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import dialogs, notices, opinions, replies, tickets
from db.dialogs import Waiting, Wanted
from db.tickets import Report
from handlers.awaiting import ask, takes
from handlers.context import App, Context
from handlers.filing import add_to, author_of, file_report, say_it_is_here, show_filed, spoken_report
from handlers.found import found_at, tapped_finding, typed_finding, waited_for
from handlers.homes import newest_for, town_meant
from handlers.incoming import MEANT_FOR_US, Said, Saying, Tapped, incoming, pressed
from handlers.showing import answer, end_tap, replace, say
from handlers.views import opinions as views
from handlers.views.callback_data import Press, read_number, read_numbers
from handlers.views.texts import commands, labels, public
from handlers.views.texts import opinions as texts
from knowledge.asking.manner import read_manner
from knowledge.codes import leading_code
from knowledge.progress.opinions import BY_NUMBER, OPEN, TICKET, Grade, Opinion, goes_on, sends_again, thanks
from knowledge.record import Located, Record
from knowledge.text import normalise

_GRADES = {int(grade): grade for grade in Grade}


async def report(update: Update, context: Context) -> None:
    """Files what follows the command, about the finding whose code comes first; alone it asks for words."""
    await _report(update, context, context.argument)


async def report_spoken(update: Update, context: Context) -> None:
    """The same for 提意见 with words behind it."""
    await _report(update, context, spoken_report(incoming(update).text) or "")


async def report_linked(update: Update, context: Context) -> None:
    """The way here from a group."""
    await _report(update, context, "")


async def _report(update: Update, context: Context, argument: str) -> None:
    if not incoming(update).private:
        link = f"{context.bot.link}?start={commands.REPORT.name}"
        await say(update, texts.PRIVATE_ONLY.format(link=link))
        return
    code, words = leading_code(argument) or ("", argument)
    finding = await typed_finding(context, code, town_id=await town_meant(words, update, context))
    text = words if finding else argument  # a number that is no code is part of the words
    if text.strip():
        await file_report(update, context, Report(text.strip()), finding)
    else:
        await _invite(update, context, finding)


async def opine(update: Update, context: Context) -> None:
    """Asks for words about the finding of the card."""
    finding = await tapped_finding(update, context)
    if finding is None:
        await end_tap(update, public.STALE_BUTTON)
    else:
        await _invite_by_tap(update, context, finding)


async def speak(update: Update, context: Context) -> None:
    """Asks for words about anything."""
    await _invite_by_tap(update, context, None)


async def _invite_by_tap(update: Update, context: Context, finding: Located | None) -> None:
    if not incoming(update).private:
        await end_tap(update, texts.PRIVATE_ONLY_TAP)
        return
    await _invite(update, context, finding)
    await end_tap(update)


async def _invite(update: Update, context: Context, finding: Located | None) -> None:
    who = incoming(update)
    number = await context.db(notices.finding_number, finding.notice_id, finding.code) if finding else None
    await context.db(dialogs.wait, who.chat_id, who.person_id, Wanted.OPINION, number or 0, context.now())
    known = await context.db(opinions.of, who.person_id)
    await answer(update, views.invitation(finding, [one for one in known if views.is_unfinished(one)]))


async def take_words(update: Update, context: Context, waiting: Waiting) -> None:
    """Files the words that were asked for; a greeting is asked again."""
    if read_manner(normalise(incoming(update).text)) is not None:
        await say(update, texts.NOW_WORDS)
        return
    finding = await waited_for(context, waiting.subject_id)
    await file_report(update, context, Report(incoming(update).text), finding, waiting)


async def take_more(update: Update, context: Context, waiting: Waiting) -> None:
    """Adds the words that were asked for."""
    await add_to(update, context, waiting.subject_id, Report(incoming(update).text), waiting)


async def take_following(update: Update, context: Context, waiting: Waiting) -> bool:
    """Adds what comes in a row after the words of a ticket; thanks and a button's word go on their way, and
    so does a question, after which only photos and places are added unasked."""
    who, opinion_id = incoming(update), waiting.subject_id
    if sends_again(who.text):
        await say_it_is_here(update, context, opinion_id)
        return True
    is_aside = thanks(who.text) or read_manner(normalise(who.text)) is not None or who.text in labels.CITIZENS
    if is_aside or spoken_report(who.text) is not None:
        return False
    now = context.now()
    is_fresh = await context.db(tickets.is_fresh, update.update_id, opinion_id, who.person_id, now)
    if is_fresh and goes_on(who.text):
        await add_to(update, context, opinion_id, Report(who.text), waiting)
        return True
    await context.db(dialogs.wait, who.chat_id, who.person_id, Wanted.ENCLOSURES, opinion_id, now)
    return False


async def leave_to_others(update: Update, context: Context, waiting: Waiting) -> bool:
    """Words are no photo."""
    if not sends_again(incoming(update).text):
        return False
    await say_it_is_here(update, context, waiting.subject_id)
    return True


async def ask_for_more(update: Update, context: Context) -> None:
    """Asks what is to be added."""
    opinion = await _own(update, context)
    if opinion is None:
        await end_tap(update, texts.GONE)
    elif opinion.standing not in OPEN:
        await end_tap(update, texts.ALREADY_ANSWERED.format(number=opinion.number))
    else:
        await ask(update, context, Wanted.MORE, opinion.id, texts.SEND_MORE.format(number=opinion.number))


async def insist(update: Update, context: Context) -> None:
    """What was held is an opinion all the same."""
    now = context.now()
    filed = await context.db(
        tickets.release,
        update.update_id,
        read_number(pressed(update)),
        await author_of(update, context),
        now.astimezone(context.zone).date(),
        now,
    )
    await show_filed(update, filed)
    await end_tap(update)


async def show_ticket(update: Update, context: Context) -> None:
    """Shows a ticket to who wrote it."""
    opinion = await _own(update, context)
    if opinion is None:
        await end_tap(update, texts.GONE)
    else:
        await replace(update, views.own(opinion, await _record(context, opinion), context.zone))


async def show_by_number(update: Update, context: Context) -> None:
    """Sends a ticket to who wrote it and types its number."""
    number = next(iter(TICKET.findall(incoming(update).text)), "")
    known = await context.db(opinions.of, incoming(update).person_id)
    opinion = next((one for one in known if one.number == number), None)
    if opinion is None:
        await say(update, texts.NOT_YOURS.format(number=number))
    else:
        await answer(update, views.own(opinion, await _record(context, opinion), context.zone))


async def grade(update: Update, context: Context) -> None:
    """Keeps the grade of an answer."""
    reply_id, number = read_numbers(pressed(update))
    if (given := _GRADES.get(number)) is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    person_id = incoming(update).person_id
    graded = await context.db(replies.grade, update.update_id, reply_id, person_id, given, context.now())
    if isinstance(graded, Opinion):
        reply = next(one for one in graded.replies if one.id == reply_id)
        await replace(update, views.graded(graded, reply))
    else:
        await end_tap(update, texts.ALREADY_GRADED if graded is replies.Refused.GRADED else texts.GONE)


async def _record(context: Context, opinion: Opinion) -> Record:
    """That of the notice that tells of the ticket's matter."""
    found = await found_at(context, opinion.notice_id, opinion.code)
    return found.record if found else await newest_for(context, opinion.town_id)


async def _own(update: Update, context: Context) -> Opinion | None:
    opinion_id = read_number(pressed(update))
    return await context.db(opinions.own, opinion_id, incoming(update).person_id)


def register(application: App) -> None:
    application.add_handler(Said(commands.REPORT, report))
    application.add_handler(
        Said(commands.START, report_linked, only_if=lambda argument: argument == commands.REPORT.name)
    )
    by_number = filters.TEXT & filters.Regex(BY_NUMBER) & filters.UpdateType.MESSAGE
    private = filters.ChatType.PRIVATE & MEANT_FOR_US
    application.add_handler(MessageHandler(by_number & private, show_by_number))
    spoken = filters.TEXT & filters.UpdateType.MESSAGE & MEANT_FOR_US & Saying(spoken_report)
    application.add_handler(MessageHandler(spoken, report_spoken))
    for press, handler in (
        (Press.OPINE, opine),
        (Press.SPEAK, speak),
        (Press.MORE, ask_for_more),
        (Press.ANYWAY, insist),
        (Press.TICKET, show_ticket),
        (Press.GRADE, grade),
    ):
        application.add_handler(Tapped(press, handler))
    takes(application, Wanted.OPINION, take_words)
    takes(application, Wanted.MORE, take_more)
    takes(application, Wanted.FOLLOWING, take_following)
    takes(application, Wanted.ENCLOSURES, leave_to_others)
