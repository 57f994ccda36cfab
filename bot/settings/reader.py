"""Reads single values from the environment, and collects what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit


class WrongSettings(Exception):
    """One line for each setting that cannot be used."""


class Reader:
    """Collects what is wrong instead of stopping at it, so that one start names all of it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env, self._wrong = env, list[str]()

    def finish(self) -> None:
        """Raises WrongSettings, if anything was wrong."""
        if self._wrong:
            raise WrongSettings("\n".join(self._wrong))

    def refuse(self, name: str, complaint: str) -> None:
        """Say what is wrong with a setting, and what would be right."""
        self._wrong.append(f"{name}: {complaint}")

    def text(self, name: str, default: str) -> str:
        return self._env.get(name, "").strip() or default

    def checked(self, name: str, default: str, check: Callable[[str], str | None]) -> str:
        value = self.text(name, default)
        if complaint := check(value):
            self.refuse(name, complaint)
        return value

    def named(self, prefix: str) -> dict[str, str]:
        """The values of all names that begin so, by the rest of the name in capitals."""
        found = {name: value for name, value in self._env.items() if name.startswith(prefix)}
        return {name.removeprefix(prefix).upper(): value for name, value in found.items()}

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or not least <= int(value) <= most:
            self.refuse(name, f"a whole number from {least} to {most}, not {value!r}")
            return default
        return int(value)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        return self.checked(
            name,
            default,
            lambda v: None if v in allowed else f"one of {', '.join(allowed)}, not {v!r}",
        )

    def url(self, name: str, default: str) -> str:
        def check(value: str) -> str | None:
            try:
                parts = urlsplit(value)
                fine = parts.scheme in ("http", "https") and bool(parts.hostname)
            except ValueError:  # half an IPv6 address, say
                fine = False
            return None if fine else f"an http(s) address, not {value!r}"

        return self.checked(name, default, check).rstrip("/")

    def folder(self, name: str, default: Path) -> Path:
        path = Path(self.text(name, str(default))).expanduser().resolve()
        if not path.is_dir():
            self.refuse(name, f"{path} is no folder")
        return path
