"""All that a feature's chat may import.

    from bot import api
    from bot.api import Feature, Location, Reply, Text

    feature = Feature("road_report", title="道路の通報", words=Words, draft=Draft)
    Turn = api.Turn[Words, Draft]

    @feature.command("道路の通報", "通報", menu=True)
    def start(turn: Turn) -> Reply:
        return turn.ask(place, turn.words.ask_place, quick=[turn.pick_location()])

    @feature.step(Location)
    def place(turn: Turn, spot: Location) -> Reply: ...

    @feature.postback("day")
    def day(turn: Turn, area: str, on: date) -> Reply: ...       # turn.button("明日", day, area=..., on=...)

    @feature.documents
    def offer(content: Streets, words: Words) -> Iterable[Entry]: ...   # what the search can find

    @feature.question
    def asked(turn: Turn, text: str) -> Reply: ...               # free text; turn.pass_on() = not mine

What a step answers with: `turn.say`, `turn.ask`, `turn.again`, `turn.end`, `turn.pass_on`.
What it may know: `turn.now`, `turn.city`, `turn.words`, `turn.content(load)`, `turn.draft`,
`turn.places`, `turn.residence`, `turn.holidays`, `turn.db`, `turn.citizen`, `turn.search`,
`turn.emergency`, `turn.havens()`.
"""

from bot import messages
from bot.account import Holdings
from bot.citizens import LANGUAGES, Citizen
from bot.citizens.places import Place, Places
from bot.citizens.residence import District, Residence, Spot
from bot.citizens.topics import Topic
from bot.content import Cell, City, Document, Faults, Folder, Row, Table
from bot.content.words import Label, Phrase, fill, label, phrase
from bot.emergency import Emergency
from bot.events import (
    Event,
    Follow,
    Image,
    Location,
    Media,
    Moved,
    Picked,
    Skip,
    Sticker,
    Text,
    Unfollow,
    Unsend,
)
from bot.feature import Button, Feature, Nothing, Step
from bot.geo import OnMap, Point, metres, rounded
from bot.havens import Haven
from bot.hours import Closed, Holidays, Open, Opening, Season, Timetable
from bot.hours.words import (
    HoursWords,
    tell_date,
    tell_end,
    tell_month_day,
    tell_openings,
    tell_state,
    tell_time,
    tell_weekdays,
)
from bot.hours.written import (
    NEW_YEAR,
    Days,
    Rests,
    Weekly,
    hours_in,
    joined,
    read_clock,
    read_days,
    read_rests,
    read_spans,
    spans_of,
    weekly_of,
)
from bot.messages import *  # noqa: F403 - LINE's messages are the bulk of the public face
from bot.normalise import fold
from bot.search import Entry, Found, Hit, Verdict
from bot.talk.reply import Reply
from bot.time import JAPAN, millis
from bot.turn import Turn

__all__ = [
    "JAPAN",
    "LANGUAGES",
    "NEW_YEAR",
    "Button",
    "Cell",
    "Citizen",
    "City",
    "Closed",
    "Days",
    "District",
    "Document",
    "Emergency",
    "Entry",
    "Event",
    "Faults",
    "Feature",
    "Folder",
    "Follow",
    "Found",
    "Haven",
    "Hit",
    "Holdings",
    "Holidays",
    "HoursWords",
    "Image",
    "Label",
    "Location",
    "Media",
    "Moved",
    "Nothing",
    "OnMap",
    "Open",
    "Opening",
    "Phrase",
    "Picked",
    "Place",
    "Places",
    "Point",
    "Reply",
    "Residence",
    "Rests",
    "Row",
    "Season",
    "Skip",
    "Spot",
    "Step",
    "Sticker",
    "Table",
    "Text",
    "Timetable",
    "Topic",
    "Turn",
    "Unfollow",
    "Unsend",
    "Verdict",
    "Weekly",
    "fill",
    "fold",
    "hours_in",
    "joined",
    "label",
    "metres",
    "millis",
    "phrase",
    "read_clock",
    "read_days",
    "read_rests",
    "read_spans",
    "rounded",
    "spans_of",
    "tell_date",
    "tell_end",
    "tell_month_day",
    "tell_openings",
    "tell_state",
    "tell_time",
    "tell_weekdays",
    "weekly_of",
]
__all__ += messages.__all__
