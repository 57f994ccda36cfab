"""Keeps the bot's processes running, as a platform does, while somebody kills them."""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from bench.processes import Service
from bench.targets import madoguchi_command

ROLES = ("web", "worker", "clock")
VICTIMS = ("web process", "web master", "web container", "worker", "clock")


class Supervisor:
    """The processes of one bot. What has died is started again at the next `mend`.

    Args:
        roles: web, and others; a second worker is called "worker-2".
    """

    def __init__(
        self,
        env: Mapping[str, str],
        folder: Path,
        rng: random.Random,
        roles: Sequence[str] = ROLES,
    ) -> None:
        self._env = env
        self._folder = folder
        self._rng = rng
        self._started: list[Service] = []
        self._serving = {role: self._start(role) for role in roles}
        self._victims = [*VICTIMS, *(role for role in roles if role not in ROLES)]
        self.kills: Counter[str] = Counter()
        self.restarts = 0

    def _start(self, role: str) -> Service:
        command = madoguchi_command(role.partition("-")[0])
        service = Service(role, command, self._env, self._folder / role)
        self._started.append(service)
        return service

    @property
    def web(self) -> Service:
        """The web process that serves now."""
        return self._serving["web"]

    def mend(self) -> None:
        """Start again what has died. Orphans are left to notice their parent's death themselves."""
        for role, service in self._serving.items():
            if service.ended():
                self._serving[role] = self._start(role)
                self.restarts += 1

    def kill_one(self) -> None:
        """Kill -9 one process, or the whole web as a container's end does."""
        # A web that is only just starting holds nothing yet; then another one dies.
        for victim in self._rng.sample(self._victims, len(self._victims)):
            if self._kill(victim):
                self.kills[victim] += 1
                return

    def _kill(self, victim: str) -> bool:
        match victim:
            case "web process":
                return self._kill_web_child()
            case "web master":
                return bool(self._web_children()) and self._kill_service("web", os.kill)
            case "web container":
                return bool(self._web_children()) and self._kill_service("web", os.killpg)
            case role:
                return self._kill_service(role, os.kill)

    def _web_children(self) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.web.pid).children(recursive=True)
        return []

    def _kill_service(self, role: str, kill: Callable[[int, int], None]) -> bool:
        service = self._serving[role]
        if service.ended():
            return False
        kill(service.pid, signal.SIGKILL)
        return True

    def _kill_web_child(self) -> bool:
        children = self._web_children()
        if not children:
            return False
        with suppress(psutil.NoSuchProcess):
            self._rng.choice(children).kill()
        return True

    def stop(self) -> None:
        """End everything that was ever started."""
        for service in self._serving.values():
            service.stop()
        for service in self._started:
            service.kill_group()


@contextmanager
def supervised(
    env: Mapping[str, str], folder: Path, rng: random.Random, roles: Sequence[str] = ROLES
) -> Iterator[Supervisor]:
    """A supervised bot for as long as the block runs."""
    supervisor = Supervisor(env, folder, rng, roles)
    try:
        yield supervisor
    finally:
        supervisor.stop()
