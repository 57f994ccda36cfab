"""A stand-in for JMA's feeds on the loopback interface."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.processes import ROOT

FEEDS = ("eqvol", "extra")
_ADDRESS = "https://www.data.jma.go.jp/developer/xml/data"


class Jma:
    """The feeds and the telegrams that they list; safe to change while it serves."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.listed_at: dict[str, float] = {}
        self._telegrams: dict[str, bytes] = {}
        self._changed = time.time()
        self._lock = threading.Lock()

    def publish(self, name: str, telegram: bytes) -> None:
        """List a telegram, such as 20260901120000_0_VPWW55_040000.xml, in the feed `extra`."""
        with self._lock:
            self._telegrams[name] = telegram
            self._changed = time.time()

    def answer(self, path: str, known: str) -> tuple[int, bytes, str]:
        """Status, body and Last-Modified."""
        name = path.rpartition("/")[2]
        with self._lock:
            self.asked[name] += 1
            if name in self._telegrams:
                return 200, self._telegrams[name], ""
            if name.removesuffix(".xml").removesuffix("_l") not in FEEDS:
                return 404, b"", ""
            modified = formatdate(self._changed, usegmt=True)
            if known == modified and "_l" not in name:
                return 304, b"", modified
            listed = self._telegrams if name.startswith("extra") else {}
            return 200, self._feed(listed), modified

    def note(self, path: str) -> None:
        """Remember when a feed was given out with each telegram for the first time."""
        if "/extra" in path:
            with self._lock:
                for name in self._telegrams:
                    self.listed_at.setdefault(name, time.time())

    def _feed(self, names: dict[str, bytes]) -> bytes:
        entries = "".join(
            f'<entry><id>{_ADDRESS}/{name}</id><link href="{_ADDRESS}/{name}"/></entry>'
            for name in names
        )
        updated = datetime.fromtimestamp(self._changed, UTC).isoformat()
        head = f'<feed xmlns="http://www.w3.org/2005/Atom"><updated>{updated}</updated>'
        return f"{head}{entries}</feed>".encode()


@contextmanager
def serving(jma: Jma) -> Iterator[int]:
    """Serve on a free port for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, modified = jma.answer(
                self.path, self.headers.get("If-Modified-Since", "")
            )
            self.send_response(status)
            if modified:
                self.send_header("Last-Modified", modified)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status == 200:
                self.wfile.write(body)
                jma.note(self.path)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def write_content(folder: Path, port: int) -> None:
    """The project's disaster content for 石巻市, with feeds at a port of this machine."""
    own = ROOT / "content"
    (folder / "disaster").mkdir(parents=True)
    (folder / "city.yaml").symlink_to(own / "city.yaml")
    for part in (own / "disaster").iterdir():
        if part.name != "feeds.yaml":
            (folder / "disaster" / part.name).symlink_to(part)
    lines = [
        f"  {name}: {{url: http://127.0.0.1:{port}/feed/{name}.xml,"
        f" long: http://127.0.0.1:{port}/feed/{name}_l.xml}}"
        for name in FEEDS
    ]
    text = "\n".join(['offices: ["040000"]', "feeds:", *lines, ""])
    (folder / "disaster" / "feeds.yaml").write_text(text, "utf-8")


def warning(hazard: str, code: str, city: str = "0420200") -> bytes:
    """A telegram of this moment: one of the new warnings (Ｒ０６) for one city."""
    now = datetime.now(UTC).replace(microsecond=0)
    item = f"<Kind><Code>{code}</Code><Status>発表</Status></Kind><Area><Code>{city}</Code></Area>"
    return f"""<?xml version="1.0" encoding="UTF-8"?><Report xmlns="http://xml.kishou.go.jp/jmaxml1/">
<Control><Title>気象警報・注意報（Ｒ０６）（{hazard}）</Title><DateTime>{now:%Y-%m-%dT%H:%M:%SZ}</DateTime>
<Status>通常</Status></Control><Head><ReportDateTime>{now.isoformat()}</ReportDateTime><EventID/>
<InfoType>発表</InfoType><InfoKind>気象警報・注意報</InfoKind></Head><Body>
<Warning type="気象警報・注意報（市町村等）"><Item>{item}</Item></Warning></Body></Report>""".encode()
