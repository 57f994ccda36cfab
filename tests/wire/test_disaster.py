"""From JMA's feed to a citizen's talk, through real processes and sockets."""

from __future__ import annotations

from bench.jma import Jma, serving, warning, write_content
from tests.wire.processes import Stage, run, until


def test_a_telegram_becomes_one_message(stage: Stage) -> None:
    """Two clocks watch the feed; the telegram is fetched once, and told once."""
    jma, name = Jma(), "20260901120000_0_VPWW55_040000.xml"
    with serving(jma) as port:
        write_content(stage.folder / "content", port)
        settings = {"MADOGUCHI_CONTENT": str(stage.folder / "content")}
        assert run("db", "upgrade", **stage.settings(**settings)).returncode == 0
        stage.start_web(**settings)
        citizen = stage.citizen("市民")
        stage.does(citizen, {"type": "follow"})
        until(lambda: stage.texts(citizen), "the greeting")
        jma.publish(name, warning("大雨", "33"))
        for process in ("worker", "clock", "clock"):
            stage.start(process, **settings)
        until(lambda: len(stage.texts(citizen)) > 1, "the message")
        (told,) = stage.texts(citizen)[1:]
        assert "レベル５大雨特別警報" in told
        until(lambda: jma.asked["eqvol.xml"] > 0, "the other feed")
    assert jma.asked[name] == 1
