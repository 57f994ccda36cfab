"""New menus take the place of old ones; whatever fails, citizens have a whole menu."""

from __future__ import annotations

import pytest

from bot.line import TransportError
from bot.line.richmenus import Refused
from bot.richmenu.payload import Prepared, read_name
from bot.richmenu.plan import State, default_for, make_plan
from bot.richmenu.publishing import NotPublished
from bot.richmenu.schema import Menus
from tests.bot.richmenu.conftest import SMALL, Channel, menus

CITIZEN = "U" + "1" * 32
OTHERS = {
    "size": {"width": 800, "height": 540},
    "selected": True,
    "name": "よその機能のメニュー",
    "chatBarText": "よそ",
    "areas": [],
}


def creating(channel: Channel) -> list[str]:
    """The calls that change something at LINE."""
    return [call for call in channel.calls if not call.startswith("GET")]


def mark(name: str | None) -> str:
    found = read_name(name or "")
    return found[1] if found else ""


def is_whole(channel: Channel, wanted: list[Prepared]) -> bool:
    """Whether exactly these menus stand, are pointed to, and the first is everybody's."""
    state = State.read(channel.client)
    standing = {menu.id: mark(menu.name) for menu in state.ours}
    pointed = {alias: standing[to] for alias, to in state.aliases.items()}
    return (
        sorted(standing.values()) == sorted(menu.mark for menu in wanted)
        and pointed == {menu.alias: menu.mark for menu in wanted}
        and standing.get(state.default or "") == wanted[0].mark
    )


def test_the_first_publishing_shows_every_menu(channel: Channel) -> None:
    wanted = menus("a", "b")
    channel.publisher.publish(wanted, "a")
    assert is_whole(channel, wanted)
    assert mark(channel.shown()) == wanted[0].mark


def test_publishing_the_same_again_changes_nothing(channel: Channel) -> None:
    channel.publisher.publish(menus("a", "b"), "a")
    channel.calls.clear()
    assert channel.publisher.publish(menus("a", "b"), "a").is_done
    assert creating(channel) == []


def test_a_changed_menu_replaces_the_old_one_and_takes_its_citizens_along(channel: Channel) -> None:
    channel.publisher.publish(menus("a", "b"), "a")
    channel.client.link(CITIZEN, channel.client.aliases()["madoguchi-b"])
    wanted = menus("a", "b", bar="新しいメニュー")
    channel.publisher.publish(wanted, "a")
    assert is_whole(channel, wanted)
    assert mark(channel.shown(CITIZEN)) == wanted[1].mark


def test_a_dropped_menu_goes_with_its_alias_and_its_citizens_see_the_default(
    channel: Channel,
) -> None:
    channel.publisher.publish(menus("a", "b"), "a")
    channel.client.link(CITIZEN, channel.client.aliases()["madoguchi-b"])
    wanted = menus("a")
    channel.publisher.publish(wanted, "a")
    assert is_whole(channel, wanted)
    assert mark(channel.shown(CITIZEN)) == wanted[0].mark


def test_menus_of_others_stay(channel: Channel) -> None:
    other = channel.client.create(OTHERS)
    channel.client.upload(other, SMALL)
    channel.client.create_alias("others-tab", other)
    channel.client.set_default(other)
    channel.publisher.publish(menus("a"), "a")
    assert channel.publisher.remove() == 1
    assert channel.titles() == ["よその機能のメニュー"]
    assert channel.client.aliases() == {"others-tab": other}


@pytest.mark.parametrize("arrives", [False, True])
def test_a_failure_at_any_call_leaves_a_menu_and_the_next_run_finishes(
    channel: Channel, arrives: bool
) -> None:
    channel.publisher.publish(menus("a", "b"), "a")
    channel.answers = arrives
    for at in range(100):
        before, wanted = channel.shown(), menus("a", "b", bar=f"版{at}")
        channel.emulator.rates._buckets.clear()
        channel.calls.clear()
        channel.fails_at = at
        try:
            channel.publisher.publish(wanted, "a")
        except TransportError:
            assert mark(channel.shown()) in (mark(before), wanted[0].mark)
            channel.fails_at = None
            channel.publisher.publish(wanted, "a")
            assert is_whole(channel, wanted), at
        else:
            break
    assert at > 15, "no call was left to fail"


def test_citizens_are_not_without_a_menu_when_moving_them_is_refused(channel: Channel) -> None:
    for number in range(4):
        channel.publisher.publish(menus("a", bar=f"版{number}"), "a")
    wanted = menus("a", bar="版4")
    with pytest.raises(Refused) as refused:
        channel.publisher.publish(wanted, "a")
    assert refused.value.status == 429
    assert mark(channel.shown()) == wanted[0].mark
    assert len(channel.titles()) == 2
    channel.emulator.rates._buckets.clear()
    channel.publisher.publish(wanted, "a")
    assert is_whole(channel, wanted)


def test_old_menus_stay_while_line_still_moves_citizens(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.publisher.publish(menus("a"), "a")
    publisher = channel.publisher
    monkeypatch.setattr(type(publisher.client), "moved", lambda _self, _id: "ongoing")
    with pytest.raises(NotPublished, match="もう一度"):
        publisher.publish(menus("a", bar="新しい"), "a")
    assert len(channel.titles()) == 2


def test_another_default_for_everyone(channel: Channel) -> None:
    wanted = menus("a", "b", "c")
    channel.publisher.publish(wanted, "a")
    channel.client.link(CITIZEN, channel.client.aliases()["madoguchi-b"])
    channel.publisher.publish(wanted, "c")
    assert mark(channel.shown()) == wanted[2].mark
    assert mark(channel.shown(CITIZEN)) == wanted[1].mark
    channel.publisher.publish(wanted, "c", everyone=True)
    assert mark(channel.shown(CITIZEN)) == wanted[2].mark


def test_the_default_of_a_disaster_survives_a_mended_word(channel: Channel) -> None:
    wanted = menus("a", "b")
    read = Menus.model_validate(
        {
            "menus": [
                {
                    "id": name,
                    "name": name,
                    "bar": "帯",
                    "rows": [{"areas": [{"label": "あ", "action": {"tab": "a"}}]}],
                }
                for name in ("a", "b")
            ]
        }
    )
    assert default_for(State.read(channel.client), read, None) == "a"
    channel.publisher.publish(wanted, "b")
    state = State.read(channel.client)
    assert default_for(state, read, None) == "b"
    assert default_for(state, read, "a") == "a"


def test_a_plan_changes_nothing(channel: Channel) -> None:
    channel.publisher.publish(menus("a", "b"), "a")
    channel.calls.clear()
    plan = make_plan(State.read(channel.client), menus("a", "c"), "c")
    assert [menu.id for menu in plan.create] == ["a", "c"]
    assert plan.old_aliases == ("madoguchi-b",)
    assert len(plan.old_menus) == 2
    assert not plan.is_default_set
    assert creating(channel) == []
