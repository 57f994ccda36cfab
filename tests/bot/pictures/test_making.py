"""Photos are made anew; what is not one, or more than one, is refused, and harms nobody."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures import Area, Made, Refusal, Refused, Workshop
from bot.pictures.child import write_frame
from bot.pictures.making import blacken, make
from tests.bot.pictures import photos


def _image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.close()


def test_a_photo_is_made_anew_and_says_nothing_of_its_maker(workshop: Workshop) -> None:
    made = workshop.make(photos.located())
    assert (made.width, made.height, made.suffix) == (640, 480, "jpg")
    assert made.latitude == pytest.approx(38.4343, abs=1e-5)
    assert made.longitude == pytest.approx(141.3027, abs=1e-5)
    for data in (made.clean, made.thumb):
        assert _image(data).format == "JPEG"
        assert not _image(data).getexif()
        for secret in (b"Exif", b"Phone", b"Hanako", b"secret"):
            assert secret not in data
    assert max(_image(made.thumb).size) == 320


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation: int) -> None:
    made = make(photos.located(orientation=orientation))
    turned = orientation >= 5
    assert (made.width, made.height) == ((480, 640) if turned else (640, 480))


def test_pngs_webps_and_grey_ones_become_jpegs() -> None:
    for kind, mode in (
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("WEBP", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "L"),
    ):
        made = make(photos.picture(kind=kind, mode=mode))
        assert _image(made.clean).mode == "RGB", (kind, mode)
    clear = io.BytesIO()
    Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(clear, "PNG")
    assert _image(make(clear.getvalue()).clean).getpixel((5, 5)) == (255, 255, 255)


def test_a_cameras_photo_becomes_small() -> None:
    for progressive in (False, True):
        made = make(photos.noisy(4000, 3000, progressive=progressive))
        assert (made.width, made.height) == (2000, 1500)
        assert len(made.clean) < 3_000_000


BAD = {
    "svg": (photos.SVG, Refusal.KIND),
    "heic": (photos.HEIC, Refusal.KIND),
    "pdf": (photos.PDF, Refusal.KIND),
    "gif": (b"GIF89a" + bytes(100), Refusal.KIND),
    "text": ("穴があいています".encode(), Refusal.KIND),
    "nothing": (b"", Refusal.KIND),
    "head only": (b"\xff\xd8\xff", Refusal.KIND),
    "one pixel": (photos.picture(1, 1), Refusal.KIND),
    "cut jpeg": (photos.picture()[:6000], Refusal.BROKEN),
    "cut png": (photos.picture(kind="PNG")[:-300], Refusal.BROKEN),
    "cut webp": (photos.picture(kind="WEBP")[:-300], Refusal.BROKEN),
    "png bomb": (photos.png_bomb(), Refusal.LARGE),
    "png of 5100 squared": (photos.png_bomb(5100, 5100), Refusal.LARGE),
    "jpeg claiming 65,000 squared": (photos.jpeg_claiming(65_000, 65_000), Refusal.LARGE),
    "21 MB": (photos.picture() + bytes(21 * 1024 * 1024), Refusal.LARGE),
    "zip": (photos.with_zip(photos.picture()), Refusal.MIXED),
    "page": (photos.picture() + photos.HTML, Refusal.MIXED),
    "page in a comment": (photos.picture(comment=photos.HTML), Refusal.MIXED),
    "php": (photos.picture(comment=b"<?php system($_GET[0]); ?>"), Refusal.MIXED),
    "pdf in a comment": (photos.picture(comment=photos.PDF), Refusal.MIXED),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused_and_why(name: str, workshop: Workshop) -> None:
    data, reason = BAD[name]
    with pytest.raises(Refused) as refused:
        workshop.make(data)
    # A tiny picture that cannot even be opened is as good as none.
    assert refused.value.reason in (reason, Refusal.BROKEN if name == "head only" else reason)


def test_a_bomb_in_a_text_is_defused(workshop: Workshop) -> None:
    """It is refused, or its text is not unpacked; the child's memory is bounded either way."""
    with pytest.raises(Refused):
        workshop.make(photos.png_text_bomb())
    assert workshop.make(photos.picture()).width == 640


def test_a_jpeg_that_lies_about_its_size_costs_little(workshop: Workshop) -> None:
    with contextlib.suppress(Refused):
        made = workshop.make(photos.jpeg_claiming(9000, 7000))
        assert max(made.width, made.height) <= 2048
    assert workshop.make(photos.picture()).width == 640


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 1500), st.booleans())
def test_damage_anywhere_is_refused_or_survived(noise: bytes, place: int, png: bool) -> None:
    whole = photos.picture(96, 96, "PNG" if png else "JPEG")
    start = place % len(whole)
    try:
        made = make(whole[:start] + noise + whole[start + len(noise) :])
    except Refused:
        return
    assert isinstance(made, Made)
    assert max(_image(made.clean).size) <= 2048


def test_the_child_dies_and_comes_back() -> None:
    workshop = Workshop(children=1)
    workshop.make(photos.picture())
    process = workshop._free.queue[-1].process
    assert process is not None
    os.kill(process.pid, 9)
    process.wait()
    assert workshop.make(photos.picture()).width == 640
    assert workshop._free.queue[-1].process is not process
    workshop.close()
    assert workshop._free.queue[-1].process is None


def test_a_second_child_is_started_only_where_two_are_needed() -> None:
    workshop = Workshop(children=2)
    for _ in range(3):
        workshop.make(photos.picture())
    assert [child.process is not None for child in workshop._free.queue] == [False, True]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(workshop.make, [photos.noisy(4000, 3000)] * 4))
    assert len({one.clean for one in made}) == 1
    workshop.close()


def test_a_photo_that_takes_too_long_is_refused() -> None:
    workshop = Workshop(seconds=0.0)
    with pytest.raises(Refused) as refused:
        workshop.make(photos.noisy(4000, 3000))
    assert refused.value.reason is Refusal.BROKEN
    workshop.close()


def test_a_photo_that_takes_too_much_of_the_processor_ends_the_child() -> None:
    frame = io.BytesIO()
    write_frame(frame, {"areas": []}, photos.noisy(4000, 3000))
    code = "from bot.pictures import child; child.SECONDS = 0.02; child.main()"
    ended = subprocess.run([sys.executable, "-c", code], input=frame.getvalue(), check=False)
    assert ended.returncode == -signal.SIGPROF


def test_what_is_blacked_out_is_gone(workshop: Workshop) -> None:
    clean = make(photos.picture()).clean
    areas = [Area(0.9, 0.9, 0.5, 0.8), Area(-1, -1, 0.1, 0.1)]
    made = workshop.blacken(clean, areas)
    seen = _image(made.clean)
    assert seen.getpixel((480, 410)) == seen.getpixel((10, 10)) == (0, 0, 0)
    assert seen.getpixel((300, 240)) != (0, 0, 0)
    assert blacken(clean, areas).clean == made.clean
    with pytest.raises(ValueError, match="nothing"):
        workshop.blacken(clean, [])
