"""What is made once is kept for a while."""

from knowledge.index.kept import Kept


def test_the_latest_are_made_once() -> None:
    kept, made = Kept(2), list[str]()
    for key in ("a", "b", "a", "b"):
        kept.get(key, lambda key=key: made.append(key))  # type: ignore[misc]
    assert made == ["a", "b"]


def test_what_was_not_asked_for_in_a_while_is_made_anew() -> None:
    kept, made = Kept(2), list[str]()
    for key in ("a", "b", "c", "d", "e", "a"):
        kept.get(key, lambda key=key: made.append(key))  # type: ignore[misc]
    assert made == ["a", "b", "c", "d", "e", "a"]
