"""Places in several schemes, and features that hear when one changes."""

from __future__ import annotations

from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.api import Feature, MessageAction, Moved, Place, Reply
from bot.citizens.places import Places, living_in
from bot.db import connect
from bot.settings import PROJECT
from tests.bot.conftest import OpenRoad
from tests.bot.road import ALICE, BOB, NothingTurn, Road, says


def test_a_place_has_areas_in_several_schemes(road: Road) -> None:
    with road.database.write() as connection:
        places = Places(connection, ALICE)
        places.put("work", town="穀町")
        places.put(district="河北", town="相野谷")
        places.put_area("garbage", "河北の北")
        home = Place("home", {"district": "河北", "town": "相野谷", "garbage": "河北の北"})
        assert places.all() == [home, Place("work", {"town": "穀町"})]
        assert (home.district, home.town) == ("河北", "相野谷")
        assert (places.get("work"), places.get("other")) == (places.all()[1], None)
        assert (places.area("garbage"), places.area("garbage", "work")) == ("河北の北", None)
        assert Places(connection, BOB).all() == []


def test_a_new_place_lets_go_of_what_features_knew_of_the_old_one(road: Road) -> None:
    with road.database.write() as connection:
        places = Places(connection, ALICE)
        places.put(district="河北", town="相野谷")
        places.put_area("garbage", "河北の北")
        places.put_area("garbage", "河北の南")
        places.put(district="雄勝")
        assert places.all() == [Place("home", {"district": "雄勝"})]
        places.drop()
        assert places.all() == []


@pytest.mark.parametrize(("slot", "areas"), [("home", {}), ("moon", {"town": "穀町"})])
def test_no_place_without_a_name_or_a_slot(road: Road, slot: str, areas: dict[str, str]) -> None:
    with road.database.write() as connection, pytest.raises(ValueError, match="no place"):
        Places(connection, ALICE).put(slot, **areas)


def test_who_lives_somewhere_is_named_once(road: Road) -> None:
    with road.database.write() as connection:
        for citizen, slot, district in (
            (ALICE, "home", "河北"),
            (ALICE, "work", "河北"),
            (BOB, "home", "雄勝"),
        ):
            Places(connection, citizen).put(slot, district=district)
        assert list(connection.scalars(living_in("district", "河北"))) == [ALICE]
        assert set(connection.scalars(living_in("district", "河北", "雄勝"))) == {ALICE, BOB}


def _mover() -> Feature[Any, Any]:
    feature = Feature("mover", title="引っ越し")

    @feature.question
    def move(turn: NothingTurn, said: str) -> Reply:
        if said == "忘れる":
            turn.places.drop()
        elif said != "何もしない":
            turn.places.put(district=said)
            turn.places.put("work", district=said)
        return turn.say("済み", quick=[MessageAction("戻る", "戻る")])

    return feature


def _follower(name: str, *, fails: bool = False) -> Feature[Any, Any]:
    feature = Feature(name, title=name)

    @feature.on(Moved)
    def moved(turn: NothingTurn, event: Moved) -> Reply:
        place = turn.places.get(event.slot)
        if fails:
            raise RuntimeError("no such area")
        if place is None:
            return turn.pass_on()
        turn.places.put_area(name, f"{place.district}の{name}", event.slot)
        return turn.say(f"{name}: {event.slot}", quick=[MessageAction(name, name)])

    return feature


def test_every_feature_hears_of_each_changed_place(new_road: OpenRoad) -> None:
    road = new_road(_mover(), _follower("a"), _follower("b"))
    texts = road.hears(says("河北"))
    assert texts == ["済み", "a: home", "b: home", "a: work", "b: work"]
    *others, last = road.line.sent[-1].body["messages"]
    assert not any("quickReply" in message for message in others), "LINE shows the last one's only"
    labels = [item["action"]["label"] for item in last["quickReply"]["items"]]
    assert labels == ["戻る", "a", "b"]
    with road.database.read() as connection:
        assert Places(connection, ALICE).area("b", "work") == "河北のb"


def test_nobody_hears_of_what_did_not_change(new_road: OpenRoad) -> None:
    road = new_road(_mover(), _follower("a"))
    assert road.hears(says("何もしない")) == ["済み"]
    assert road.hears(says("忘れる")) == ["済み"], "the feature passed"


def test_a_feature_that_fails_takes_the_move_back_with_it(new_road: OpenRoad) -> None:
    road = new_road(_mover(), _follower("a"), _follower("b", fails=True))
    assert road.hears(says("河北")) == []
    with road.database.read() as connection:
        assert Places(connection, ALICE).all() == []


def test_districts_of_older_versions_go_on_working(empty_database_url: str) -> None:
    database = connect(empty_database_url)
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for citizen, label, area in (
            (ALICE, "garbage", "河北"),
            (ALICE, "home", "相野谷"),
            (BOB, "garbage", "雄勝"),
        ):
            connection.execute(
                text("INSERT INTO citizen_place (citizen, label, area) VALUES (:c, :l, :a)"),
                {"c": citizen, "l": label, "a": area},
            )
        command.upgrade(config, "head")
        alice, bob = Places(connection, ALICE), Places(connection, BOB)
        assert alice.all() == [Place("home", {"garbage": "河北", "district": "相野谷"})]
        assert bob.area("garbage") == "雄勝"
    database.close()
