"""Sentences of reports, acts and letters; a bar in a case is where one ends."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans

CASES = """
Under Section 48 of the Act the duty applies.|It applies.
Under s. 20 of the Children Act 1989 a parent agrees.|That is all.
See s.20 and ss. 17 and 47 of the Act.|Then stop.
Councils, e.g. Leeds, act early.|Others, i.e. London Boroughs, do not.
The cost is £1.4bn.|It rose by 3.5%.|In 2019 it fell.
It worked.|£46m of it went to training.|64,470 children were in care.
See No. 3 of the list.|Nos. 4 and 5 follow.
We say no.|The review says yes.
Dr. Smith agreed.|Mr. J. R. Smith did not.|Mrs. Jones left.
The Rt. Hon. Nadhim Zahawi MP spoke.|So did Prof. Eileen Munro.
The U.K. Government replied.|It agreed.
The law in the UK.|The government agrees.
Smith et al. (2020) found more.|It was not enough.
See p. 12 and pp. 14-16.|Then go on.
It was published on 2 Feb. 2023 in London.|The next came on 3 Sept. 2023.
Well ... maybe it works.|He waited...|Then he left.
They fell … and rose.|He waited…|Then he left.
“We want change,” it said.|“We want it now.”|The charity said so.
“Will it work?” she asked.|It did!|Really?!|Yes.
It was agreed (see Annex A).|The next step follows.
It was agreed.|(See Annex A.)|The next step follows.
Email us at help@ofsted.gov.uk.|See www.gov.uk/guidance.|We reply.
Visit https://www.gov.uk/a.b?C=D.E for more.|Then stop.
The number rose.12|The next year it fell.[3]|It fell again.¹²|End.
We work with councils.|They agree.
The child is accommodated under Section 20.|The child may leave.
It rose in 2019/20.|Spending fell.
It is run by the NHS.|Children wait.
It flows along the Wend.|Community groups met there.|Families near the Exe.|Farmers left.
It was printed by the Oxford Univ. Press in 2019.|It sold out.
They sat.|Children have a right to life.|Spending fell this week.|Councils met.
It is open from 5 p.m. to 6 p.m. on Monday.|Then it closes.
Homes, schools, etc. are counted.|Parks etc.|They are not.
See para. 3.1.2 and paras. 4-5.|Sch. 2 applies.|Reg. 4 does not.
The three parts are: (a) a home; (b) a school.|They matter.
Option A.|The review chose Annex B.|Children wait.
St. John’s school took part.|R. v. Smith holds.
The report (DfE, 2019a; cf. Jones, 2018) is clear.|It says yes.
They’re 12 weeks vs. 16 weeks.|There are approx. 80,000 children.
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_sentences_end_where_a_reader_sees_an_end(case: str) -> None:
    text = case.replace("|", " ")
    assert [text[start:end] for start, end in sentence_spans(text)] == case.split("|")


@pytest.mark.parametrize(
    "case",
    [
        "We work with councils.|The next step is ours.",
        "We work with “councils.”|The next step is ours.",
        "It is the Children Act 1989.|The Act says so.",
        "Costs were £2bn.|The NHS.|The Treasury paid.",
        "Write to jo@example.org or see node.js and Booking.Com for more.",
        "Under S.47 it applies to Smith v.Jones as well.",
    ],
)
def test_a_sentence_ends_at_a_full_stop_without_a_space(case: str) -> None:
    text = case.replace("|", "")
    assert [text[start:end] for start, end in sentence_spans(text)] == case.split("|")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("• A home.", "A home."),
        ("- a home", "a home"),
        ("12. The review says so.", "The review says so."),
        ("(iv) A home; and", "A home; and"),
        ("b) A home", "A home"),
        ("s. 20 applies to it.", "s. 20 applies to it."),
        ("3.5 million children wait.", "3.5 million children wait."),
        ("A. Smith wrote it.", "A. Smith wrote it."),
    ],
)
def test_bullets_and_list_numbers_are_outside(line: str, sentence: str) -> None:
    text = f"They are:\n{line}\nThat is all."
    assert [text[start:end] for start, end in sentence_spans(text)] == ["They are:", sentence, "That is all."]


def test_a_part_of_a_text_has_the_positions_of_the_whole() -> None:
    text = "One is here. Two is here.\nThree is here. Four is here."
    start, end = text.index("Two"), text.index(" Four")
    assert [text[left:right] for left, right in sentence_spans(text, start, end)] == [
        "Two is here.",
        "Three is here.",
    ]


def test_white_space_and_marks_alone_hold_no_sentence() -> None:
    assert sentence_spans("") == []
    assert sentence_spans(" \n\u00a0\n… — *\n") == []


def test_long_rows_of_marks_take_no_longer_than_their_length() -> None:
    for piece in ("a", ".", "[1]", ".'", "A. B ", "He sat. ", "x@", " ", "1,"):
        text = piece * 20_000
        spans = sentence_spans(text)
        assert sum(right - left for left, right in spans) <= len(text)


WORDS = st.sampled_from(
    [
        *"""the Children Act s. No. e.g. Dr. J. U.K. 3.5% £1.4bn etc. councils.The “Yes.” (see A.)
    ... … why? 20. • - 1. (a) home.12 home.[3] ! a@b.org. Feb.""".split(),
        "\n",
        "\u00a0",
    ]
)


@given(
    st.lists(WORDS, max_size=40).map(" ".join)
    | st.text(max_size=80)
    | st.text("aAb1.!?…”“’)( \n•-*[]é\u2028", max_size=80)
)
def test_spans_are_in_order_and_leave_out_list_numbers_alone(text: str) -> None:
    position = 0
    outside = []
    for start, end in sentence_spans(text):
        assert position <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert "\n" not in text[start:end]
        outside.append(text[position:start])
        position = end
    outside.append(text[position:])
    for gap in outside:
        for line in gap.split("\n"):
            left = "".join(character for character in line if character.isalnum())
            assert re.fullmatch(r"|\d{1,3}|[ivx]{1,4}|[A-Za-z]", left), gap


@pytest.mark.parametrize("mark", ["12 ", "12. ", "* ", "† ", "¹² ", "[3] ", "iv. ", "a) ", "(1) "])
def test_the_mark_of_a_footnote_is_no_part_of_its_sentence(mark: str) -> None:
    text = f"{mark}See the report of 2019. It says more.\n{mark}See it again."
    spans = sentence_spans(text, notes=True)
    assert [text[start:end] for start, end in spans] == ["See the report of 2019.", "It says more.", "See it again."]
