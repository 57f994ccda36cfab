"""The `madoguchi` command, as a shell sees it: what it prints, and the code that it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.main import COMMANDS
from bot.db import connect, schema
from tests.wire.processes import Stage, run

pytestmark = pytest.mark.wire
ALL = [[name] for name in COMMANDS] + [["db", "upgrade"], ["events", "list"], ["events", "retry"]]


def test_every_command_explains_itself() -> None:
    for words in ([], *ALL):
        for option in ("--help", "-h"):
            shown = CliRunner().invoke(main, [*words, option])
            assert shown.exit_code == 0, (words, shown.output)
            assert "Usage:" in shown.output
            assert len(shown.output.splitlines()) >= 5, (words, shown.output)


def test_the_whole_command_starts_from_a_shell() -> None:
    assert "version 0." in run("--version").stdout
    unknown = run("teapot")
    assert (unknown.returncode, "teapot" in unknown.stderr) == (2, True)


WRONG = {
    "PORT": "eighty",
    "DATABASE_URL": "mysql://user:secret@host/name",
    "MADOGUCHI_CONTENT": "/nowhere/at/all",
    "LINE_API_BASE": "ftp://line",
    "LINE_CHANNEL_SECRET": "alone",
    "SECRET_KEY": "short",
    "WEB_CONCURRENCY": "0",
    "LOG_LEVEL": "LOUD",
    "PAYLOAD_DAYS": "-1",
}


def test_wrong_settings_are_all_named_at_start() -> None:
    ended = run("web", **WRONG)
    assert ended.returncode == 2
    for name in WRONG:
        assert name in ended.stderr
    assert "secret" not in ended.stderr.replace("LINE_CHANNEL_SECRET", "")
    assert "Traceback" not in ended.stderr


def test_a_database_that_is_behind_is_named_at_start(tmp_path: Path) -> None:
    empty = f"sqlite:///{tmp_path}/empty.db"
    for command in ("web", "worker", "clock"):
        ended = run(command, DATABASE_URL=empty)
        assert ended.returncode == 2
        assert "madoguchi db upgrade" in ended.stderr


def test_db_upgrade_can_be_repeated(empty_database_url: str) -> None:
    for command in (["db", "upgrade"], ["release"]):
        done = run(*command, DATABASE_URL=empty_database_url)
        assert (done.returncode, schema.head() in done.stdout) == (0, True), done.stderr
    database = connect(empty_database_url)
    with database.read() as connection:
        assert not schema.is_behind(connection)
    database.close()


def _sqlite(folder: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{folder}/say.db"}


def test_say_answers_its_arguments(tmp_path: Path) -> None:
    done = run("say", "メニュー", "やめる", **_sqlite(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "石巻市" in done.stdout


def test_say_reads_lines_and_prints_the_exact_messages(tmp_path: Path) -> None:
    lines = "メニュー\n\n/location 38.43,141.30\nやめる\n"
    done = run("say", "--json", "--citizen", "花子", stdin=lines, **_sqlite(tmp_path))
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 3
    for messages in answers:
        assert 1 <= len(messages) <= 5
        assert all(message["type"] and "id" not in message for message in messages)


def test_say_pretends_the_time(tmp_path: Path) -> None:
    # Twice at the same moment: the second must not be taken for a redelivery of the first.
    for _ in range(2):
        good = run("say", "--at", "2026-12-30T20:00", "メニュー", **_sqlite(tmp_path))
        assert (good.returncode, good.stderr) == (0, "")
    bad = run("say", "--at", "tomorrow", "メニュー", **_sqlite(tmp_path))
    assert (bad.returncode, "2026-11-21T07:00" in bad.stderr) == (2, True)


@pytest.mark.parametrize("line", ["/tap ないボタン", "/location here", "/photo nowhere.jpg"])
def test_say_refuses_what_cannot_be_done(tmp_path: Path, line: str) -> None:
    done = run("say", line, **_sqlite(tmp_path))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr


def test_say_tells_by_its_code_that_nothing_was_answered(tmp_path: Path) -> None:
    done = run("say", "/block", **_sqlite(tmp_path))
    assert (done.returncode, "(no answer)" in done.stdout) == (1, True)


def test_check_tells_by_its_code_what_the_content_is_like(tmp_path: Path) -> None:
    good = run("check")
    assert good.returncode == 0, good.stdout
    (tmp_path / "city.yaml").write_text("name: [石巻\n", "utf-8")
    bad = run("check", str(tmp_path))
    assert bad.returncode == 1
    assert "city.yaml" in bad.stdout
    assert run("check", "/nowhere/at/all").returncode == 2


def test_events_lists_and_retries_what_was_set_aside(stage: Stage) -> None:
    listed = run("events", "list", DATABASE_URL=stage.database_url)
    assert (listed.returncode, listed.stdout) == (0, "")
    assert "0 events" in listed.stderr
    assert run("events", "retry", DATABASE_URL=stage.database_url).returncode == 2
    missed = run("events", "retry", "7", DATABASE_URL=stage.database_url)
    assert (missed.returncode, "1 are not set aside" in missed.stderr) == (1, True)
