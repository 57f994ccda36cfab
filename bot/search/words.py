"""`SearchWords`: the schema of content/platform/search.yaml, the words by which staff steer the search."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Words = tuple[Word, ...]


class Category(BaseModel):
    """A kind of answers: what it is called, and the words of a question that point to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Word
    questions: Words = ()


class SearchWords(BaseModel):
    """What the search knows beside the entries themselves.

    `synonyms` are groups of words of one meaning, `kinds` words with others that are a kind of them; the
    wider word is offered where nothing better is found (陶器: 茶わん). `fillers` say nothing (教えて,
    すみません), `states` say how a thing is and not what it is (割れた, 古い); a text with one of `elsewhere`
    (盗まれた) is never answered at once, because it is about something else than the thing it names.
    `beside` are groups of words that mean the same only beside another: シャンプーの容器, シャンプーのボトル.
    `english` says what English words mean inside a name of several of them (bath lid).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    categories: dict[Word, Category] = Field(default_factory=dict)
    synonyms: tuple[Annotated[Words, Field(min_length=2)], ...] = ()
    kinds: dict[Word, Words] = Field(default_factory=dict)
    fillers: Words = ()
    states: Words = ()
    elsewhere: Words = ()
    english: dict[Word, Words] = Field(default_factory=dict)
    beside: tuple[Annotated[Words, Field(min_length=2)], ...] = ()
