"""通報の状況: the citizen's own reports, one more closely, messages about them, and 直っていません."""

from __future__ import annotations

from bot.api import Action, Bubble, Image, Reply, Skip, Text, cards, fill
from handlers.roads.cards import case_card
from handlers.roads.later import ask_for_photo
from handlers.roads.ledger import changes, history, reporters
from handlers.roads.ledger.case import Case, find, find_number, standing_for
from handlers.roads.ledger.numbers import read_number, shown
from handlers.roads.ledger.photos import Purpose, add_photo
from handlers.roads.reporting.asking import no_reports, unsent_of
from handlers.roads.reporting.questions import button
from handlers.roads.talk import Turn, content_of, feature, now_ms

MOST_SHOWN = 10


@feature.command(
    "通報の状況", "通報状況", "通報した道路", "自分の通報", "通報の一覧", "つうほうのじょうきょう",
    "通報はどうなった", "通報はどうなりましたか",
)  # fmt: skip
def mine(turn: Turn) -> Reply:
    """The last ten reports, newest first; and the unfinished one."""
    content = content_of(turn)
    if content is None:
        return no_reports(turn)
    found = reporters.cases_by(turn.db.connection(), turn.citizen.id, MOST_SHOWN)
    quick = [button(turn, turn.words.start_label, "start")]
    if unsent := unsent_of(turn):
        quick.insert(0, button(turn, turn.words.resume_label, "resume", unsent.mark))
    if not found:
        return turn.say(turn.words.no_cases, quick=quick)
    return turn.say(cards(*(_card(turn, one) for one in found)), quick=quick)


@feature.postback("mine")
def show_mine(turn: Turn) -> Reply:
    return mine(turn)


@feature.question
def numbered(turn: Turn, text: str) -> Reply:
    """A 受付番号 that somebody typed: their own report, or a kind word."""
    number = read_number(text)
    found = find_number(turn.db.connection(), number) if number else None
    if number is None:
        return turn.pass_on()
    if found is None or not _is_mine(turn, found):
        return turn.say(fill(turn.words.not_yours, number=shown(number)))
    return turn.say(cards(_card(turn, found)))


@feature.postback("quiet")
def quiet(turn: Turn, case: int) -> Reply:
    """No more messages about this one."""
    return _want(turn, case, wants=False)


@feature.postback("tell")
def tell(turn: Turn, case: int) -> Reply:
    """Messages again."""
    return _want(turn, case, wants=True)


def _want(turn: Turn, case: int, *, wants: bool) -> Reply:
    if not reporters.want_messages(turn.db.connection(), case, turn.citizen.id, wants=wants):
        return turn.say(turn.words.no_longer)
    return turn.say(turn.words.will_tell if wants else turn.words.will_be_quiet)


@feature.postback("unfixed")
def unfixed(turn: Turn, case: int) -> Reply:
    """直っていません: ask how it looks, with a photo if there is one."""
    found = find(turn.db.connection(), case)
    if found is None or not _is_mine(turn, found):
        return turn.say(turn.words.no_longer)
    quick = [turn.skip(feature.steps["still"], turn.words.no_words_label), turn.camera()]
    number = shown(found.number)
    return turn.start(still, fill(turn.words.ask_still, number=number), quick=quick, case=case)


@feature.step(Text, Image, Skip)
def still(turn: Turn, said: Text | Image | Skip) -> Reply:
    """How it looks now: staff see the case as reopened."""
    connection, found = turn.db.connection(), find(turn.db.connection(), turn.draft.case)
    content = content_of(turn)
    if found is None or content is None or not _is_mine(turn, found):
        return turn.end(turn.words.no_longer)
    present = standing_for(connection, found)
    due = int(content.due(present.kind, turn.now).timestamp() * 1000)
    words = said.text if isinstance(said, Text) else ""
    changes.contest(connection, present.id, words=words, now_ms=now_ms(turn), due_ms=due)
    if isinstance(said, Image):
        key = ask_for_photo(turn, said)
        add_photo(connection, present.id, key, now_ms(turn), Purpose.LATER)
    number = shown(found.number)
    return turn.end(fill(turn.words.reopened, number=number), must_arrive=True)


def _card(turn: Turn, own: Case) -> Bubble:
    connection, content = turn.db.connection(), content_of(turn)
    assert content is not None
    present = standing_for(connection, own)
    said = history.history(connection, present.id, public=True)
    return case_card(turn.words, content, own, present, said, _actions(turn, own, present))


def _actions(turn: Turn, own: Case, present: Case) -> list[Action]:
    words, actions = turn.words, list[Action]()
    if not present.open:
        actions.append(button(turn, words.unfixed_label, "unfixed", own.id))
    if reporters.wants(turn.db.connection(), own.id, turn.citizen.id):
        actions.append(button(turn, words.quiet_label, "quiet", own.id))
    else:
        actions.append(button(turn, words.tell_label, "tell", own.id))
    return actions


def _is_mine(turn: Turn, case: Case) -> bool:
    return reporters.reporter_of(turn.db.connection(), case.id, turn.citizen.id) is not None
