"""The city's own file: the sample that ships, and what it refuses."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.content import City
from tests.bot.content.tree import folder, said, write

CONTENT = Path(__file__).parents[3] / "content"


def read(root: Path, text: str) -> tuple[City | None, list[str]]:
    write(root, "city.yaml", text)
    files = folder(root)
    return files.yaml("city.yaml", City), said(files.faults)


def test_the_sample_city_is_ishinomaki() -> None:
    files = folder(CONTENT)
    city = files.yaml("city.yaml", City)
    assert said(files.faults) == []
    assert city is not None
    assert (city.name, city.code, city.phone) == ("石巻市", "042021", "0225-95-1111")
    assert city.homepage == "https://www.city.ishinomaki.lg.jp/"
    assert city.center is not None
    assert city.contains(city.center)
    sendai = SimpleNamespace(latitude=38.268, longitude=140.869)
    assert not city.contains(sendai)


def test_a_city_without_bounds_contains_every_spot() -> None:
    assert City(name="市").contains(SimpleNamespace(latitude=0.0, longitude=0.0))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "name: 石巻市\ncode: 42021\n",
            "city.yaml:2行 7文字目: 全国地方公共団体コードは、半角の数字6桁です。"
            "→ 先頭の0も、最後の検査数字も省かずに書いてください(例 石巻市は 042021)。",
        ),
        (
            "name: 石巻市\ncode: 042022\n",
            "city.yaml:2行 7文字目: 全国地方公共団体コード「042022」は、"
            "検査数字(最後の1桁)が合いません。→ 総務省の一覧で6桁のコードを確かめてください。",
        ),
        (
            "name: 石巻市\nphone: ０２２５\n",
            "city.yaml:2行 8文字目: 電話番号として読めません。"
            "→ 0225-95-1111 のように、半角の数字と「-」で書いてください。",
        ),
        (
            "name: 石巻市\nhomepage: www.city.ishinomaki.lg.jp\n",
            "city.yaml:2行 11文字目: ホームページのアドレスとして読めません。"
            "→ https:// で始まるアドレスを、半角で書いてください。",
        ),
        (
            "name: 石巻市\nbounds:\n  south: 39\n  north: 38\n  west: 141\n  east: 142\n",
            "city.yaml:3行 3文字目: 市の範囲の南北か東西が逆です。"
            "→ southはnorthより、westはeastより小さい数にしてください。",
        ),
        (
            "phone: 0225-95-1111\n",
            "city.yaml:1行 1文字目: 「name」がありません。→ 「name: 内容」の行を足してください。",
        ),
    ],
)
def test_a_wrong_city_says_what_to_do(tmp_path: Path, text: str, fault: str) -> None:
    city, faults = read(tmp_path, text)
    assert city is None
    assert faults == [fault]


@pytest.mark.parametrize("code", ["011002", "131016", "042021", "472018", "452017"])
def test_real_codes_have_their_check_digit(tmp_path: Path, code: str) -> None:
    _, faults = read(tmp_path, f"name: 市\ncode: {code}\n")
    assert faults == []
