"""What `bench.console` fills beside the audit log."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sqlalchemy import insert

from bot import misses, usage
from bot.misses import Miss
from bot.releases import drafts, folder_tree, store
from bot.releases.store import Signed
from bot.releases.tree import digest_of
from bot.service import Service
from bot.time import JAPAN, millis
from handlers.procedures.registry.changes import create, publish
from handlers.procedures.registry.procedure import Procedure

PROCEDURES, RELEASES, DAYS, WORDS = 5_000, 300, 1_096, 3_000
CHANGED = "platform/words.yaml"
_SOUNDS = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもらりるれろ"


def procedures(service: Service) -> None:
    """Published procedures."""
    now = service.clock()
    with service.database.write(durable=False) as connection:
        for number in range(PROCEDURES):
            made = Procedure(
                name=f"手続き{number:04d}", summary="ためすための手続きです。", who="市内に住む人",
                life_events=("子育て",), category="届出", department=f"課{number % 40}",
                phone="0225-95-1111", channel="電話・窓口",
            )  # fmt: skip
            change = create(connection, made, "計測", now)
            publish(connection, change.procedure, now)


def use(service: Service) -> None:
    """Three years of counts, and a month's words that were not found."""
    today, rng = service.clock().astimezone(JAPAN).date(), Random(7)
    names = [(usage.Kind.QUESTION, name) for name in service.registry.features]
    names += [(usage.Kind.SEARCH, name) for name in usage.SEARCHED]
    names.append((usage.Kind.FOLLOWERS, usage.FOLLOWING))
    rows = [
        {"day": today - timedelta(days=n), "kind": kind, "name": name, "count": rng.randint(0, 999)}
        for n in range(DAYS)
        for kind, name in names
    ]
    words = ["".join(rng.choices(_SOUNDS, k=rng.randint(3, 8))) for _ in range(WORDS)]
    with service.database.write(durable=False) as connection:
        connection.execute(insert(usage.usage_table), rows)
        misses.add(
            connection, [Miss(today - timedelta(days=n % 30), w) for n, w in enumerate(words)]
        )


def releases(service: Service, staff: int) -> None:
    """Releases that change a file each, and a draft that changes two."""
    packed, now = folder_tree(service.settings.content), millis(service.clock())
    text = packed.blobs[packed.tree.files[CHANGED]]
    with service.database.write(durable=False) as connection:
        for number in range(RELEASES):
            data = text + f"# {number}\n".encode()
            store.keep_blobs(connection, {**packed.blobs, digest_of(data): data})
            tree = packed.tree.changed({CHANGED: digest_of(data)})
            store.publish(connection, tree, packed, Signed("計測", f"{number}"), now)
        for path in ("garbage/target.csv", CHANGED):
            data = packed.blobs[packed.tree.files[path]]
            lines = data.splitlines(keepends=True)
            drafts.put(
                connection, (staff, "計測"), path, b"".join(lines[:-3]), tree.files[path], now
            )
