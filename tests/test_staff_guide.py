"""The staff's guide names only what there is: files, commands and their options, pictures, headings."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli.main import main
from bot.settings import PROJECT

DOCS = PROJECT / "docs"
GUIDE = (DOCS / "staff-guide.ja.md").read_text("utf-8")
CODE = re.compile(r"`([^`\n]+)`|^ *((?:MADOGUCHI_CONTENT=\S+ )?madoguchi .+)$", re.MULTILINE)
SETTING = "MADOGUCHI_CONTENT=練習用/content "
BLOCK = re.compile(r"^( *)```\w*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
IMAGES = sorted(path.name for path in (DOCS / "images").glob("guide-*.png"))
MOST_BYTES = 200_000


def in_code(start: str) -> list[str]:
    said = (part.removeprefix(SETTING) for pair in CODE.findall(GUIDE) for part in pair)
    return sorted({part for part in said if part.startswith(start)})


def anchor(heading: str) -> str:
    """Return what GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading).strip().replace(" ", "-").lower()


@pytest.mark.parametrize("path", in_code("content/"))
def test_every_content_file_is_there(path: str) -> None:
    assert (PROJECT / path).exists()


@pytest.mark.parametrize("line", in_code("madoguchi "))
def test_every_command_takes_what_the_guide_gives_it(line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])[1:]
    command: click.Command = main
    context = click.Context(main, info_name="madoguchi", **main.context_settings)
    while isinstance(command, click.Group):
        name, *words = words
        found = command.get_command(context, name)
        assert found, f"no command {name}"
        command, context = found, click.Context(found, parent=context, info_name=name)
    missing = {option for option in words if option.startswith("--")} - {
        name for parameter in command.params for name in parameter.opts
    }
    assert missing == set()
    helped = CliRunner().invoke(main, [*context.command_path.split()[1:], "--help"])
    assert helped.exit_code == 0


def test_the_guide_speaks_of_the_main_tasks() -> None:
    assert len(in_code("content/")) >= 25
    assert len(in_code("madoguchi ")) >= 10


@pytest.mark.parametrize("target", sorted(set(LINK.findall(GUIDE))))
def test_every_link_leads_somewhere(target: str) -> None:
    file, _, part = target.partition("#")
    if file:
        assert (DOCS / file).exists()
    else:
        headings = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
        assert part in {anchor(heading) for heading in headings}


@pytest.mark.parametrize("name", IMAGES)
def test_every_picture_is_shown_and_small(name: str) -> None:
    assert f"(images/{name})" in GUIDE
    assert Path(DOCS / "images" / name).stat().st_size < MOST_BYTES


def test_what_the_guide_says_to_write_can_be_used(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    change(content / "garbage/notices.yaml", "notices: []\n", block("notices:"))
    change(
        content / "platform/search.yaml", "synonyms:\n", "synonyms:\n" + block("  - [ヨガマット")
    )
    desk = block("  - name: 河南総合支所")
    change(content / "departments/departments.yaml", desk.partition("\n")[0] + "\n", desk)
    with (content / "faq/living.yaml").open("a", encoding="utf-8") as opened:
        opened.write(block("  - id: lost-bicycle"))
    (content / "childcare/messages/m05-nigate.md").write_text(block("---\ntitle:"), "utf-8")
    with (content / "garbage/target.csv").open("a", encoding="utf-8") as opened:
        opened.write("粗大ごみ,ヨガマット,丸めてしばる,よがまっと\n")
    checked = CliRunner().invoke(main, ["check", str(content), "--today", "2026-11-21"])
    assert ("エラー 0件" in checked.output, checked.exit_code) == (True, 0)
    for file in ("notices", "search", "departments", "living", "m05-nigate", "target"):
        assert f"/{file}." not in checked.output


def block(start: str) -> str:
    """Return what the guide shows in a code block that begins so, without the list's indent."""
    blocks = (re.sub(f"(?m)^{indent}", "", text) for indent, text in BLOCK.findall(GUIDE))
    return next(one for one in blocks if one.startswith(start))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
