"""Lengths, shortening and splitting."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Unit, fit, fits, grapheme_length, length, split_text, utf16_length

FAMILY = "👨‍👩‍👧‍👦"
PIECES = st.sampled_from(
    ["ごみ", "か\u3099", "𩸽", "🇯🇵", FAMILY, "\r\n", "\n", "\n\n", "。", "a", " ", "e\u0301"]
)
TEXT = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(TEXT)
def test_utf16_length_is_that_of_the_encoding(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.lists(st.sampled_from(["ご", "か\u3099", "𩸽", FAMILY, "\n", "a", "e\u0301"])))
def test_graphemes_that_do_not_join_add_up(clusters: list[str]) -> None:
    assert grapheme_length("".join(clusters)) == len(clusters)


@pytest.mark.parametrize(
    ("text", "utf16", "graphemes"),
    [
        ("", 0, 0),
        ("ごみ", 2, 2),
        ("か\u3099", 2, 1),
        ("𩸽", 2, 1),
        ("🇯🇵", 4, 1),
        (FAMILY, 11, 1),
        ("\r\n", 2, 1),
        ("葛\U000e0100城", 4, 2),
    ],
)
def test_lengths_of_known_texts(text: str, utf16: int, graphemes: int) -> None:
    assert (utf16_length(text), grapheme_length(text)) == (utf16, graphemes)


@given(TEXT, st.integers(0, 40), st.sampled_from(Unit))
def test_the_short_cut_tells_what_counting_tells(text: str, limit: int, unit: Unit) -> None:
    assert fits(text, limit, unit) == (length(text, unit) <= limit)


@given(TEXT, st.integers(1, 40), st.sampled_from(Unit))
def test_a_fitted_text_fits_and_is_the_beginning(text: str, limit: int, unit: Unit) -> None:
    short = fit(text, limit, unit)
    assert length(short, unit) <= limit
    if length(text, unit) <= limit:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        assert breaks_at(text, len(short) - 1)


def test_fit_keeps_a_family_together() -> None:
    assert fit(f"{FAMILY}ごみ", 11, Unit.UTF16) == "…"
    assert fit(f"{FAMILY}ごみ", 12, Unit.UTF16) == f"{FAMILY}…"
    assert fit(f"{FAMILY}ごみの日", 3, Unit.GRAPHEME) == f"{FAMILY}ご…"


def test_fit_refuses_no_room() -> None:
    with pytest.raises(ValueError, match="0 UTF-16 units"):
        fit("ごみ", 0, Unit.UTF16)


@given(TEXT, st.integers(2, 40))
def test_pieces_fit_and_join_to_the_text(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(0 < utf16_length(piece) <= limit for piece in pieces)


@given(TEXT, st.integers(11, 40))
def test_pieces_end_between_graphemes(text: str, limit: int) -> None:
    longest = max(map(utf16_length, regex.findall(r"\X", text)), default=0)
    end = 0
    for piece in split_text(text, max(limit, longest)):
        end += len(piece)
        assert breaks_at(text, end)


def test_pieces_prefer_paragraphs_then_lines_then_sentences() -> None:
    assert split_text("あああああ\n\nいい\nううう", 10) == ("あああああ\n\n", "いい\nううう")
    assert split_text("あああああ\nいい。うううう", 10) == ("あああああ\n", "いい。うううう")
    assert split_text("あああああ。いいいいいい", 10) == ("あああああ。", "いいいいいい")
    assert split_text("あいうえおかきくけこさ", 10) == ("あいうえおかきくけこ", "さ")


def test_a_grapheme_longer_than_a_piece_is_cut_between_characters() -> None:
    tower = "e" + "\u0301" * 30
    assert split_text(tower, 10) == tuple(tower[at : at + 10] for at in range(0, 31, 10))


def test_5000_units_are_one_piece() -> None:
    assert [len(piece) for piece in split_text("あ" * 5000)] == [5000]
    assert [len(piece) for piece in split_text("あ" * 5001)] == [5000, 1]
    with pytest.raises(ValueError, match="2 UTF-16 units"):
        split_text("あ", 1)


def breaks_at(text: str, index: int) -> bool:
    """Whether a grapheme of `text`, found from its start, ends at `index`."""
    ends = {match.end() for match in regex.finditer(r"\X", text)} | {0}
    return index in ends
