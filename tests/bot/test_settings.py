"""Settings: read once, wrong ones named, nothing secret shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import EMULATOR_TOKEN, Settings, WrongSettings

REAL = {
    "LINE_CHANNEL_SECRET": "channel-secret",
    "LINE_CHANNEL_ACCESS_TOKEN": "access-token",
    "SECRET_KEY": "a-long-random-text",
}


def test_without_any_setting_it_is_a_trial_on_this_machine() -> None:
    read = Settings.read({})
    assert (read.uses_emulator, read.host, read.port) == (True, "127.0.0.1", 8000)
    assert read.line_api_base == "http://127.0.0.1:8001"
    assert read.database_url.startswith("sqlite:///")


def test_with_credentials_it_speaks_to_line() -> None:
    read = Settings.read(REAL)
    assert (read.uses_emulator, read.host) == (False, "0.0.0.0")
    assert (read.line_api_base, read.line_data_base) == (
        "https://api.line.me",
        "https://api-data.line.me",
    )


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings.read(REAL))
    assert not any(secret in shown for secret in REAL.values())


def test_real_credentials_need_a_key_for_the_sessions() -> None:
    with pytest.raises(WrongSettings, match="SECRET_KEY"):
        Settings.read(REAL | {"SECRET_KEY": ""})


def test_one_credential_without_the_other_is_wrong() -> None:
    for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"):
        with pytest.raises(WrongSettings, match=name):
            Settings.read({name: "alone"})


@pytest.mark.parametrize(
    "url", ["mysql://host/x", "sqlite://", "sqlite:///:memory:", "postgres", "://", "http://x"]
)
def test_a_database_that_cannot_be_used_is_named(url: str) -> None:
    with pytest.raises(WrongSettings, match="DATABASE_URL"):
        Settings.read({"DATABASE_URL": url})


def test_the_password_of_a_database_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(WrongSettings) as caught:
        Settings.read({"DATABASE_URL": "postgresql://user:hunter2@host:port/name"})
    assert "hunter2" not in str(caught.value)


def test_the_emulators_credentials_are_the_emulator() -> None:
    pair = {"LINE_CHANNEL_SECRET": "emulator-secret", "LINE_CHANNEL_ACCESS_TOKEN": EMULATOR_TOKEN}
    assert Settings.read(pair).uses_emulator


@given(
    env=st.dictionaries(
        st.sampled_from(
            ["PORT", "DATABASE_URL", "LINE_API_BASE", "LOG_LEVEL", "WEB_THREADS", "EMULATOR_PORT"]
        ),
        st.text(),
    )
)
def test_any_environment_is_read_or_refused_by_name(env: dict[str, str]) -> None:
    assert _named(env) <= env.keys()


@pytest.mark.parametrize("url", ["ftp://line", "http://", "http://[", "line", "http://[::1"])
def test_an_address_that_cannot_be_used_is_named(url: str) -> None:
    assert _named({"LINE_API_BASE": url}) == {"LINE_API_BASE"}


def _named(env: dict[str, str]) -> set[str]:
    try:
        Settings.read(env)
    except WrongSettings as error:
        return {line.partition(":")[0] for line in str(error).splitlines()}
    return set()
