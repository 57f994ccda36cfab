"""Menus brought to LINE without a moment in which citizens have none.

New menus are made first, then shown, then what is shown is read again, then citizens who had chosen an
old menu are moved to its successor, and only then old ones are deleted. Whatever fails in between leaves
something whole in use, and the next run goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.line.richmenus import RichMenuClient
from bot.richmenu.payload import ALIAS_PREFIX, Prepared
from bot.richmenu.plan import Plan, State, make_plan, successor

Say = Callable[[str], None]

POLL_SECONDS = 2.0
PATIENCE_SECONDS = 60.0


class NotPublished(Exception):
    """It could not be finished; the words say what is in use and what to do."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Carries out plans.

    Args:
        say: told each thing done, in Japanese.
        sleep: waits so many seconds; a seam for tests.
    """

    client: RichMenuClient
    say: Say
    sleep: Callable[[float], None] = time.sleep

    def publish(self, wanted: Sequence[Prepared], default: str, *, everyone: bool = False) -> Plan:
        """Let LINE show these menus and none of our older ones; returns what there was to do.

        Args:
            default: the id of the menu for all who have not chosen another one.
            everyone: take those who have chosen another one there too.

        Raises:
            NotPublished, Refused, TransportError: see the module; run it again.
        """
        state = State.read(self.client)
        plan = make_plan(state, wanted, default)
        ids = plan.keep | {menu.id: self._create(menu) for menu in plan.create}
        self._complete(plan, wanted, state)
        self._show(wanted, ids, plan, state)
        self._verify(wanted, ids, default)
        self._move(plan, ids, everyone=everyone)
        self._tidy(plan)
        return plan

    def _create(self, menu: Prepared) -> str:
        menu_id = self.client.create(menu.body)
        self.client.upload(menu_id, menu.png)
        self.say(f"作りました: {menu.title}({menu.id})")
        return menu_id

    def _complete(self, plan: Plan, wanted: Sequence[Prepared], state: State) -> None:
        """Bring the pictures of menus that an interrupted run left without."""
        for menu in wanted:
            menu_id = plan.keep.get(menu.id)
            if menu_id is None or menu_id in (state.default, *state.aliases.values()):
                continue
            if not self.client.has_picture(menu_id):
                self.client.upload(menu_id, menu.png)
                self.say(f"絵を入れました: {menu.title}({menu.id})")

    def _show(
        self, wanted: Sequence[Prepared], ids: dict[str, str], plan: Plan, state: State
    ) -> None:
        for menu in wanted:
            pointed = state.aliases.get(menu.alias)
            if pointed is None:
                self.client.create_alias(menu.alias, ids[menu.id])
            elif pointed != ids[menu.id]:
                self.client.update_alias(menu.alias, ids[menu.id])
        if state.default != ids[plan.default]:
            self.client.set_default(ids[plan.default])
            self.say(f"みんなに見せるメニューを「{plan.default}」にしました。")

    def _verify(self, wanted: Sequence[Prepared], ids: dict[str, str], default: str) -> None:
        aliases, shown = self.client.aliases(), self.client.default()
        right = all(aliases.get(menu.alias) == ids[menu.id] for menu in wanted)
        if not right or shown != ids[default]:
            raise NotPublished(
                "公開したメニューを確かめると、LINE側がまだ新しくなっていませんでした。"
                "古いメニューは残してあります。少し待って、もう一度実行してください。"
            )

    def _move(self, plan: Plan, ids: dict[str, str], *, everyone: bool) -> None:
        from_old = [
            (menu.id, ids[plan.default] if everyone else ids.get(successor(menu)))
            for menu in plan.old_menus
            if self.client.has_picture(menu.id)
        ]
        chosen = [(ids[name], ids[plan.default]) for name in ids if name != plan.default]
        if moves := from_old + (chosen if everyone else []):
            self.wait(self.client.move(moves))
            self.say("別のメニューを選んでいた人も、新しいメニューに移しました。")

    def wait(self, request_id: str) -> None:
        """Wait until LINE has moved everybody. Raises NotPublished if it takes too long."""
        waited = 0.0
        while (phase := self.client.moved(request_id)) == "ongoing" and waited < PATIENCE_SECONDS:
            self.sleep(POLL_SECONDS)
            waited += POLL_SECONDS
        if phase != "succeeded":
            raise NotPublished(
                "新しいメニューは公開しましたが、別のメニューを選んでいた人の移し替えが終わっていません。"
                "古いメニューは残してあります。しばらく待って、もう一度実行してください。"
            )

    def _tidy(self, plan: Plan) -> None:
        for alias in plan.old_aliases:
            self.client.delete_alias(alias)
        for menu in plan.old_menus:
            self.client.delete(menu.id)
            self.say(f"古いメニューを消しました: {menu.name}")

    def show(self, state: State, menu_id: str) -> None:
        """Let all who have not chosen another one see a menu that stands at LINE already."""
        if state.default != menu_id:
            self.client.set_default(menu_id)

    def remove(self) -> int:
        """Take all menus of ours away; returns how many there were. Those of others stay."""
        state = State.read(self.client)
        if state.default_name:
            self.client.clear_default()
        for alias in state.aliases:
            if alias.startswith(ALIAS_PREFIX):
                self.client.delete_alias(alias)
        for menu in (*state.ours, *state.stand_ins):
            self.client.delete(menu.id)
            self.say(f"消しました: {menu.name}")
        return len(state.ours)
