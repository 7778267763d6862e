"""The tables of words that ship are in the form that questions are compared in."""

from knowledge.data import data_file
from knowledge.text import normalise


def test_each_chinese_term_of_the_thesaurus_is_in_normal_form() -> None:
    rows = (
        line.split("\t")[:2] for line in data_file("thesaurus.tsv").splitlines() if not line.startswith("#")
    )
    terms = [term for row in rows for cell in row for term in cell.split()]
    assert [term for term in terms if normalise(term) != term] == []
