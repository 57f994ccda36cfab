"""The talk about facilities: of a kind, near a place, in a district, open now, or by name.

A location that is sent is used for one answer and never kept; lists go on from what the buttons carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.api import (
    Action,
    Entry,
    Location,
    Message,
    Reply,
    Spot,
    Text,
    choice_label,
    fill,
    fold,
    menu,
    page_of,
)
from handlers.childcare.facilities.cards import Teller
from handlers.childcare.facilities.facility import Facilities, Facility, Found, Group, nearest
from handlers.childcare.facilities.listing import (
    SHOWN,
    districts_of,
    in_order,
    open_at,
    packed,
    unpacked,
)
from handlers.childcare.facilities.words import FacilityWords, GroupWords
from handlers.childcare.talk import Turn, childcare_of, contact, feature

CATEGORY = "childcare"
# Who looks on does not read it at every step; who comes back later is in another need.
LED_FOR = timedelta(minutes=30)

# -- ways in


@feature.command(
    "保育所を探す", "保育園を探す", "子育て施設", "保育施設", "保育所一覧", "保育園一覧"
)
def care(turn: Turn) -> Reply:
    return _kinds(turn, Group.CARE)


@feature.command("保育所", "保育園", "ほいくえん", "ほいくしょ")
def nurseries(turn: Turn) -> Reply:
    return _kinds(turn, Group.CARE, "保育")


@feature.command("幼稚園", "ようちえん")
def kindergartens(turn: Turn) -> Reply:
    return _kinds(turn, Group.CARE, "幼稚園")


@feature.command("病院", "病院を探す", "近くの病院", "医療機関", "お医者さん", "医者", "クリニック")
def clinics(turn: Turn) -> Reply:
    return _kinds(turn, Group.CLINIC)


@feature.command("小児科", "小児科を探す", "近くの小児科", "子どもの病院", "しょうにか")
def for_children(turn: Turn) -> Reply:
    return _kinds(turn, Group.CLINIC, "小児科")


@feature.command(
    "赤ちゃんの駅",
    "授乳室",
    "授乳",
    "授乳できる場所",
    "おむつ替え",
    "おむつ交換",
    "おむつ替えの場所",
)
def stations(turn: Turn) -> Reply:
    return _find(turn, Group.BABY, "")


@feature.postback("kinds")
def list_kinds(turn: Turn, group: str, part: str = "", page: int = 0) -> Reply:
    chosen = group_of(group)
    return _kinds(turn, chosen, part, page) if chosen else _gone(turn)


@feature.postback("find")
def find(turn: Turn, group: str, kind: str = "") -> Reply:
    chosen = group_of(group)
    return _find(turn, chosen, kind) if chosen else _gone(turn)


@feature.postback("at")
def find_at(turn: Turn, group: str, kind: str, town: str, district: str) -> Reply:
    """Near a town that the citizen named."""
    chosen, spot = group_of(group), turn.residence.spot(town, district)
    return _at(turn, chosen, kind, spot) if chosen and spot else _gone(turn)


@feature.postback("areas")
def list_districts(turn: Turn, group: str, kind: str = "", page: int = 0) -> Reply:
    chosen = group_of(group)
    names = _districts(turn, chosen, kind) if chosen else []
    if not names:
        return _gone(turn)
    shown, more = page_of(names, page)
    buttons = [turn.button(choice_label(one), in_district, group, kind, one) for one in shown]
    if more:
        label = turn.words.facilities.more_label
        buttons.append(turn.button(label, list_districts, group, kind, page + 1))
    return turn.say(menu(turn.words.facilities.which_district, buttons))


@feature.postback("area")
def in_district(turn: Turn, group: str, kind: str, name: str) -> Reply:
    chosen = group_of(group)
    where = _places(turn)
    suited = facilities_of(turn).suited(chosen, kind) if chosen else []
    found = [Found(one) for one in suited if where[one] == name]
    if chosen is None or not found:
        return _gone(turn)
    named = _kind_name(turn, chosen, kind)
    lead = fill(turn.words.facilities.in_district, district=name, kind=named, count=len(found))
    return _shown(turn, chosen, kind, found, lead)


@feature.postback("more")
def go_on(turn: Turn, group: str, kind: str, found: str) -> Reply:
    return _listed(turn, group, kind, found, turn.words.facilities.following)


@feature.postback("open")
def only_open(turn: Turn, group: str, kind: str, found: str) -> Reply:
    """Those of a list that are open at the moment of pressing."""
    listed = unpacked(found, facilities_of(turn))
    opened = open_at(listed, turn.now, turn.holidays)
    if listed and not opened:
        return turn.say(turn.words.facilities.none_open, quick=_ways_back(turn, group))
    return _listed(turn, group, kind, packed(opened), turn.words.facilities.open_ones)


@feature.postback("facility")
def show(turn: Turn, name: str) -> Reply:
    """One facility by its name; all of them where several share it."""
    found = [Found(one) for one in facilities_of(turn).named(name)][:SHOWN]
    if not found:
        return _gone(turn)
    group = found[0].facility.group
    told = _teller(turn).message(found)
    return turn.say(*_lead(turn, group), told, *_notes(turn), quick=_ways_back(turn, group.value))


# -- the step


@feature.step(Location, Text)
def where(turn: Turn, spot: Location | Text) -> Reply:
    """The answer to "where?"; a town or a district will do."""
    group, kind = group_of(turn.draft.group), turn.draft.kind
    if group is None:
        return turn.pass_on()
    if isinstance(spot, Text):
        return _named(turn, group, kind, spot.text)
    words = turn.words.facilities
    named = _kind_name(turn, group, kind)
    found = nearest(facilities_of(turn).suited(group, kind), spot)
    lead = fill(words.near, kind=named, count=min(SHOWN, len(found)))
    if not turn.city.contains(spot):
        lead = f"{fill(words.outside_city, city=turn.city.name)}\n{lead}"
    return _near(turn, group, kind, found, lead)


# -- what the search can find


def facility_entries(facilities: Facilities, words: FacilityWords) -> Iterable[Entry]:
    """The groups, their kinds, and every facility by its name."""
    for group in Group:
        if not facilities.suited(group):
            continue
        said = group_words(words, group)
        yield Entry(said.name, list_kinds.data(group.value), CATEGORY, synonyms=tuple(said.also))
        for kind in facilities.kinds(group):
            yield Entry(kind, find.data(group.value, kind), CATEGORY, synonyms=(f"近くの{kind}",))
    named = {one.key: one for one in facilities.all}
    for key, one in named.items():
        yield Entry(one.name, show.data(key), CATEGORY, one.reading)


# -- answers


def facilities_of(turn: Turn) -> Facilities:
    return childcare_of(turn).facilities


def group_of(value: str) -> Group | None:
    """The group that a button carries; None for one that is no more."""
    return next((one for one in Group if one.value == value), None)


def group_words(words: FacilityWords, group: Group) -> GroupWords:
    """What a group is called."""
    said: GroupWords = getattr(words, group.value)
    return said


def _kinds(turn: Turn, group: Group, part: str = "", page: int = 0) -> Reply:
    """The kinds to choose from; those with a word in them where there are such, at once if just one."""
    words = turn.words.facilities
    every = facilities_of(turn).kinds(group, words.kinds_first)
    kinds = [kind for kind in every if fold(part) in fold(kind)] or every
    if len(kinds) < 2 or (part and fold(kinds[0]) == fold(part)):
        return _find(turn, group, kinds[0] if kinds and part else "")
    shown, more = page_of(kinds, page)
    buttons = [turn.button(choice_label(one), find, group.value, one) for one in shown]
    if more:
        buttons.append(turn.button(words.more_label, list_kinds, group.value, part, page + 1))
    buttons.append(turn.button(words.all_label, find, group.value))
    asked = menu(group_words(words, group).which, buttons)
    # Who sends a place instead of choosing means all kinds.
    return _ask(turn, group, "", asked)


def _find(turn: Turn, group: Group, kind: str) -> Reply:
    """Near the citizen's home where it is known, else ask where."""
    words, named = turn.words.facilities, _kind_name(turn, group, kind)
    if not facilities_of(turn).suited(group, kind):
        return turn.end(*_lead(turn, group), fill(words.none, kind=named, contact=contact(turn)))
    home = turn.places.get()
    spot = turn.residence.spot(home.town or "", home.district or "") if home else None
    if spot:
        return _at(turn, group, kind, spot, home=True)
    sentence, quick = fill(words.ask_where, kind=named), _ways(turn, group, kind)
    return _ask(turn, group, kind, sentence, quick=quick)


def _at(turn: Turn, group: Group, kind: str, spot: Spot, *, home: bool = False) -> Reply:
    """Near a town, or in a district of which nobody knows the middle."""
    words, point = turn.words.facilities, turn.residence.centre(spot)
    if point is None:
        return _of_district(turn, group, kind, spot.district)
    found = nearest(facilities_of(turn).suited(group, kind), point)
    sentence = words.near_home if home else words.near_place
    named, count = _kind_name(turn, group, kind), min(SHOWN, len(found))
    return _near(turn, group, kind, found, fill(sentence, place=spot.name, kind=named, count=count))


def _of_district(turn: Turn, group: Group, kind: str, district: str) -> Reply:
    if district in _districts(turn, group, kind):
        return in_district.run(turn, group.value, kind, district)
    sentence = fill(turn.words.facilities.ask_where, kind=_kind_name(turn, group, kind))
    quick = _ways(turn, group, kind)
    return _ask(turn, group, kind, sentence, quick=quick)


def _named(turn: Turn, group: Group, kind: str, text: str) -> Reply:
    """A town or district that a text surely means; everything else is another question."""
    if turn.is_command(text):
        return turn.pass_on()
    if text.strip() in _districts(turn, group, kind):
        return in_district.run(turn, group.value, kind, text.strip())
    found = turn.residence.find(text, turn.city.name)
    if found.single:
        return _at(turn, group, kind, found.single)
    if not found.sure or not found.spots:
        return turn.pass_on()
    buttons = [
        turn.button(choice_label(str(one)), find_at, group.value, kind, one.town, one.district)
        for one in found.spots[:10]
    ]
    return turn.say(menu(turn.words.facilities.which_place, buttons))


def _near(turn: Turn, group: Group, kind: str, found: Sequence[Found], lead: str) -> Reply:
    if not found:
        sentence, quick = turn.words.facilities.none_on_map, _ways_back(turn, group.value)
        return turn.say(*_lead(turn, group), sentence, quick=quick)
    return _shown(turn, group, kind, found, lead)


def _shown(turn: Turn, group: Group, kind: str, found: Sequence[Found], lead: str) -> Reply:
    """The first of a list as cards; a place may follow, for the same kind."""
    told = _teller(turn).message(found[:SHOWN])
    said = "\n\n".join((*_lead(turn, group), lead))
    quick = [*_further(turn, group, kind, found), *_ways(turn, group, kind)]
    draft = {"group": group.value, "kind": kind, "led": _led(turn, group)}
    return turn.start(where, said, told, *_notes(turn), quick=quick, **draft)


def _listed(turn: Turn, group: str, kind: str, text: str, lead: str) -> Reply:
    chosen, found = group_of(group), unpacked(text, facilities_of(turn))
    return _shown(turn, chosen, kind, found, lead) if chosen and found else _gone(turn)


def _further(turn: Turn, group: Group, kind: str, found: Sequence[Found]) -> list[Action]:
    words, buttons = turn.words.facilities, []
    if rest := packed(found[SHOWN:]):
        buttons.append(turn.button(words.more_label, go_on, group.value, kind, rest))
    opened = open_at(found, turn.now, turn.holidays)
    # Where all are open already the button would only repeat them.
    if opened and len(opened) < len(found):
        buttons.append(turn.button(words.open_label, only_open, group.value, kind, packed(opened)))
    return list(buttons)


def _ways(turn: Turn, group: Group, kind: str) -> list[Action]:
    """Ways to say where, and what else, without typing."""
    buttons: list[Action] = [turn.pick_location()]
    if _districts(turn, group, kind):
        label = turn.words.facilities.district_label
        buttons.append(turn.button(label, list_districts, group.value, kind))
    return buttons + _ways_back(turn, group.value)


def _ways_back(turn: Turn, group: str) -> list[Action]:
    chosen = group_of(group)
    if chosen is None or len(facilities_of(turn).kinds(chosen)) < 2:
        return []
    return [turn.button(turn.words.facilities.kinds_label, list_kinds, group)]


def _gone(turn: Turn) -> Reply:
    quick = [button for group in Group for button in _ways_back(turn, group.value)]
    return turn.say(turn.words.facilities.gone, quick=quick[:1])


def _districts(turn: Turn, group: Group, kind: str) -> Sequence[str]:
    places = _places(turn)
    suited = facilities_of(turn).suited(group, kind)
    return in_order((places[one] for one in suited), turn.residence)


def _places(turn: Turn) -> Mapping[Facility, str]:
    return districts_of(facilities_of(turn), turn.residence, turn.city.name)


def _kind_name(turn: Turn, group: Group, kind: str) -> str:
    return kind or group_words(turn.words.facilities, group).name


def _teller(turn: Turn) -> Teller:
    return Teller(turn.words.facilities, turn.common.hours, turn.holidays, turn.now)


def _ask(
    turn: Turn, group: Group, kind: str, asked: Message | str, quick: Sequence[Action] = ()
) -> Reply:
    """Ask something, and take a place for an answer to it, too."""
    draft = {"group": group.value, "kind": kind, "led": _led(turn, group)}
    return turn.start(where, *_lead(turn, group), asked, quick=quick, **draft)


def _lead(turn: Turn, group: Group) -> list[str]:
    """What the first answer of a group begins with: for clinics, whom to call in an emergency."""
    said = group_words(turn.words.facilities, group).lead.strip()
    return [said] if said and _led_before(turn, group) is None else []


def _led(turn: Turn, group: Group) -> datetime:
    """When that was said last; now, if this answer says it."""
    return _led_before(turn, group) or turn.now


def _led_before(turn: Turn, group: Group) -> datetime | None:
    """When that was said in this talk; None if not yet, or so long ago that it is said again."""
    said = turn.draft.led if turn.draft.group == group.value else None
    return said if said and turn.now - said < LED_FOR else None


def _notes(turn: Turn) -> list[str]:
    """What stands under the cards: whose data it is, and what to beware of."""
    facilities = facilities_of(turn)
    told = "\n".join(filter(None, (facilities.notice, facilities.source)))
    return [told] if told else []
