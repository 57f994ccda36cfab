"""Hypothesis strategies: messages of every kind, with any of their properties, near the limits."""

import datetime as dt

from hypothesis import strategies as st

from bot.messages import (
    Action,
    BlockStyle,
    Box,
    Bubble,
    BubbleStyles,
    ButtonsTemplate,
    CameraAction,
    CameraRollAction,
    Carousel,
    CarouselColumn,
    CarouselTemplate,
    ClipboardAction,
    Component,
    ConfirmTemplate,
    DatetimePickerAction,
    FlexButton,
    FlexImage,
    FlexMessage,
    FlexText,
    Icon,
    ImageCarouselColumn,
    ImageCarouselTemplate,
    ImageMessage,
    LocationAction,
    LocationMessage,
    Message,
    MessageAction,
    PostbackAction,
    QuickReplyItem,
    Sender,
    Separator,
    Span,
    StickerMessage,
    TemplateMessage,
    TextMessage,
    UriAction,
    VideoMessage,
)

CLUSTERS = ["ご", "か\u3099", "𩸽", "👨‍👩‍👧‍👦", "a", " ", "\n", "葛\U000e0100"]


def words(limit: int) -> st.SearchStrategy[str]:
    """Texts of at most `limit` graphemes, each of at most 11 UTF-16 units."""
    return st.lists(st.sampled_from(CLUSTERS), min_size=1, max_size=limit).map("".join)


COLORS = st.sampled_from(["#0B5D3B", "#ffffff", "#00000080"])
SIZES = st.sampled_from(["xxs", "md", "5xl", "12px", "0.5px"])
SPACES = st.sampled_from(["none", "xs", "xxl", "8px"])
PADDINGS = st.sampled_from(["none", "lg", "3px", "12.5%"])
URLS = st.sampled_from(["https://example.jp/a.png", "https://a.jp:8443/%E3%81%82?b#c"])
LINKS = st.one_of(URLS, st.sampled_from(["http://a.jp", "tel:0225951111", "line://ti/p/@x"]))
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
PICKERS = st.lists(DAYS, min_size=3, max_size=3, unique=True).map(
    lambda days: DatetimePickerAction(
        "日", "x", "date", sorted(days)[1], min=min(days), max=max(days)
    )
)


def actions(label: st.SearchStrategy[str]) -> st.SearchStrategy[Action]:
    """Actions that stand anywhere, with such labels."""
    keyboard = st.builds(
        PostbackAction,
        label,
        words(20),
        input_option=st.just("openKeyboard"),
        fill_in_text=words(300),
    )
    return st.one_of(
        st.builds(PostbackAction, label, words(20), display_text=words(300)),
        keyboard,
        st.builds(MessageAction, label, words(300)),
        st.builds(UriAction, label, LINKS, alt_uri=st.none() | LINKS),
        st.builds(ClipboardAction, label, words(90)),
        PICKERS,
    )


ACTIONS = actions(words(20))
FLEX_ACTIONS = actions(words(40))
TOUCH = st.none() | FLEX_ACTIONS

SPANS = st.builds(Span, words(20), size=SIZES, color=COLORS)
TEXTS = st.builds(
    FlexText,
    words(50),
    size=SIZES,
    weight=st.sampled_from(["regular", "bold", None]),
    color=st.none() | COLORS,
    wrap=st.none() | st.booleans(),
    align=st.sampled_from(["start", "end", "center", None]),
    margin=st.none() | SPACES,
    flex=st.none() | st.integers(0, 9),
    max_lines=st.none() | st.integers(0, 9),
    line_spacing=st.sampled_from(["10px", None]),
    action=TOUCH,
    contents=st.lists(SPANS, max_size=2).map(tuple),
    scaling=st.none() | st.booleans(),
)
IMAGES = st.builds(
    FlexImage,
    URLS,
    size=st.sampled_from(["full", "md", "50%", None]),
    aspect_ratio=st.sampled_from(["1:3", "100000:1", "20:13", None]),
    aspect_mode=st.sampled_from(["cover", "fit", None]),
    action=TOUCH,
)
ICONS = st.builds(Icon, URLS, size=SIZES, margin=SPACES)
BUTTONS = st.builds(
    FlexButton,
    FLEX_ACTIONS,
    style=st.sampled_from(["primary", "secondary", "link", None]),
    color=COLORS,
    height=st.sampled_from(["sm", "md", None]),
)
SEPARATORS = st.builds(Separator, margin=SPACES, color=COLORS)
BASELINES = st.builds(
    Box, st.just("baseline"), st.lists(TEXTS | ICONS, max_size=3).map(tuple), spacing=SPACES
)


def boxes(inside: st.SearchStrategy[Component]) -> st.SearchStrategy[Box]:
    """Boxes of a few such components."""
    return st.builds(
        Box,
        st.sampled_from(["vertical", "horizontal"]),
        st.lists(inside, max_size=3).map(tuple),
        padding_all=PADDINGS,
        background_color=st.none() | COLORS,
        corner_radius=st.none() | SPACES,
        border_width=st.sampled_from(["light", "2px", None]),
        justify_content=st.sampled_from(["center", "space-evenly", None]),
        position=st.sampled_from(["absolute", None]),
        offset_top=st.sampled_from(["-4px", "10%", "xs", None]),
        action=TOUCH,
    )


BOXES = boxes(TEXTS | IMAGES | BUTTONS | SEPARATORS | BASELINES | boxes(TEXTS | BUTTONS))
STYLES = st.builds(BubbleStyles, body=st.builds(BlockStyle, COLORS, st.booleans()))


def bubbles(size: str | None) -> st.SearchStrategy[Bubble]:
    """Bubbles of one size."""
    return st.builds(
        Bubble,
        header=st.none() | BASELINES,
        hero=st.none() | IMAGES,
        body=BOXES,
        size=st.just(size),
        direction=st.sampled_from(["ltr", "rtl", None]),
        styles=st.none() | STYLES,
        action=TOUCH,
    )


CAROUSELS = st.lists(bubbles("kilo"), min_size=1, max_size=3).map(tuple).map(Carousel)
FORMS = st.tuples(st.none() | words(40), st.none() | URLS, st.integers(1, 3))


@st.composite
def columns(draw: st.DrawFn) -> tuple[CarouselColumn, ...]:
    """Columns of one form."""
    title, image, count = draw(FORMS)
    row = st.lists(ACTIONS, min_size=count, max_size=count).map(tuple)
    one = st.builds(
        CarouselColumn, words(60), row, st.just(title), st.just(image), default_action=st.none()
    )
    return tuple(draw(st.lists(one, min_size=1, max_size=10)))


PAIRS = st.tuples(ACTIONS, ACTIONS)
IMAGE_COLUMNS = st.builds(
    ImageCarouselColumn,
    URLS,
    actions(words(12)).filter(lambda action: len(action.label or "") <= 12),
)
TEMPLATES = st.one_of(
    st.builds(
        ButtonsTemplate, words(60), PAIRS, words(40), URLS, default_action=st.none() | ACTIONS
    ),
    st.builds(ButtonsTemplate, words(160), PAIRS),
    st.builds(ConfirmTemplate, words(240), PAIRS),
    st.builds(CarouselTemplate, columns(), image_size=st.sampled_from(["cover", None])),
    st.builds(ImageCarouselTemplate, st.lists(IMAGE_COLUMNS, min_size=1, max_size=10).map(tuple)),
)

SENDERS = st.builds(Sender, st.just("道路課"), st.none() | URLS)
QUICK_ONLY = st.sampled_from([CameraAction, CameraRollAction, LocationAction])
QUICK_ACTIONS = ACTIONS | st.builds(lambda kind, label: kind(label), QUICK_ONLY, words(20))
QUICK = st.lists(QUICK_ACTIONS | st.builds(QuickReplyItem, QUICK_ACTIONS, URLS), max_size=13)


def messages() -> st.SearchStrategy[Message]:
    """Messages of every kind, with or without quick replies and a sender."""
    extra = {"quick": QUICK.map(tuple), "sender": st.none() | SENDERS}
    alt = words(100)
    return st.one_of(
        st.builds(TextMessage, words(450), **extra),
        st.builds(StickerMessage, st.just("446"), st.just("1988"), **extra),
        st.builds(ImageMessage, URLS, URLS, **extra),
        st.builds(VideoMessage, URLS, URLS, st.sampled_from(["track-1", None]), **extra),
        st.builds(
            LocationMessage, words(9), words(9), st.floats(-90, 90), st.floats(-180, 180), **extra
        ),
        st.builds(FlexMessage, alt, bubbles(None) | CAROUSELS, **extra),
        st.builds(TemplateMessage, alt, TEMPLATES, **extra),
    )
