"""Slips of the pen: characters replaced by others of the same sound, as most of them are."""

import random
from collections import defaultdict

from knowledge.data import data_file
from knowledge.language.sounds import syllable


class Slips:
    """Makes them by chance, among characters that our own tables hold: those in common use."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        alike: dict[str, set[str]] = defaultdict(set)
        for character in data_file("intents.tsv") + data_file("thesaurus.tsv") + data_file("hubin-2021.txt"):
            if "\u4e00" <= character <= "\u9fff":
                alike[syllable(character)].add(character)
        self._alike = {sound: sorted(those) for sound, those in alike.items()}

    def in_text(self, text: str, how_many: int) -> str:
        """The text with so many characters replaced, as far as it has some that can be."""
        characters = list(text)
        places = [n for n, one in enumerate(characters) if len(self._alike.get(syllable(one), ())) > 1]
        for place in self._chance.sample(places, min(how_many, len(places))):
            right = characters[place]
            characters[place] = self._chance.choice([c for c in self._alike[syllable(right)] if c != right])
        return "".join(characters)
