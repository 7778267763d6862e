"""When it is of no use to go on: another receiver, a refused token, a dead line."""

from telegram.error import Conflict, NetworkError

from bot.line import Line


class Watch:
    def __init__(self) -> None:
        self.time = 0.0
        self.line = Line(lambda: self.time)


def test_another_receiver_is_waited_for_a_minute() -> None:
    watch = Watch()
    watch.line.failed(Conflict("other getUpdates"))
    watch.time = 60
    assert watch.line.problem() is None
    watch.time = 61
    problem = watch.line.problem()
    assert problem is not None
    assert problem.exit_code == 1


def test_a_receiver_that_has_gone_is_forgotten() -> None:
    watch = Watch()
    watch.line.failed(Conflict("other getUpdates"))
    watch.line.heard(200)
    watch.time = 100
    assert watch.line.problem() is None


def test_five_minutes_of_silence_end_it() -> None:
    watch = Watch()
    watch.line.failed(NetworkError("down"))
    watch.time = 299
    assert watch.line.problem() is None
    watch.time = 301
    problem = watch.line.problem()
    assert problem is not None
    assert problem.exit_code == 1


def test_a_token_refused_while_running_ends_it() -> None:
    watch = Watch()
    watch.line.heard(401)
    problem = watch.line.problem()
    assert problem is not None
    assert "BOT_TOKEN" in str(problem)
