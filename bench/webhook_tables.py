"""The tables of `bench.webhook`."""

from collections.abc import Sequence
from dataclasses import asdict

from bench.figures import median, spread, table
from bench.rounds import Round

BASELINE = "SDK echo, shared client"
Results = dict[str, list[Round]]


def full_table(results: Results) -> str:
    """Rates under full load, beside the echo's, with CPU per event and what was left over."""
    heads = ("full load", "events/s", "x echo", "CPU ms", "DB ms", "load ms", "drain ms", "faults")
    base = results.get(BASELINE)
    rows = []
    for name, rounds in results.items():
        rate = median([each.rate for each in rounds])
        ratio = f"{rate / median([each.rate for each in base]):.2f}" if base else "-"
        cpu = [
            f"{median([getattr(each, part) for each in rounds]):.2f}"
            for part in ("server_cpu_ms", "database_cpu_ms", "load_cpu_ms")
        ]
        drain = f"{median([each.drain_ms for each in rounds]):,.0f}"
        rows.append(
            (name, spread([each.rate for each in rounds]), ratio, *cpu, drain, faults(rounds))
        )
    return table(heads, rows)


def half_table(results: Results) -> str:
    """Latency of the webhook's answer and of the reply at the fixed rate."""
    heads = ("half load", "events/s", "200: p50 ms", "p99 ms", "reply: p50 ms", "p99 ms", "faults")
    parts = ("answer_p50_ms", "answer_p99_ms", "reply_p50_ms", "reply_p99_ms")
    return table(
        heads,
        [
            (
                name,
                f"{median([each.rate for each in rounds]):,.0f}",
                *(f"{median([getattr(each, part) for each in rounds]):.1f}" for part in parts),
                faults(rounds),
            )
            for name, rounds in results.items()
        ],
    )


def faults(rounds: Sequence[Round]) -> str:
    """What went wrong in these rounds; `none` where every event was answered exactly once."""
    unanswered = sum(each.unanswered for each in rounds)
    doubled = sum(each.doubled for each in rounds)
    not_ok = sum(sum(each.not_ok.values()) for each in rounds)
    told = ((unanswered, "unanswered"), (doubled, "doubled"), (not_ok, "not 200"))
    return ", ".join(f"{count} {what}" for count, what in told if count) or "none"


def plain(results: Results) -> dict[str, object]:
    """All rounds, ready for JSON."""
    return {name: [asdict(each) for each in rounds] for name, rounds in results.items()}
