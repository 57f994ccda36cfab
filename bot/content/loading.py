"""One reading of the whole content tree into a Snapshot."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ValidationError

from bot.content.city import UNNAMED, City
from bot.content.faults import Fault, Faults
from bot.content.folder import Directory, Folder
from bot.content.misnamed import report_misnamed
from bot.content.schema import validate
from bot.content.trace import Trace

logger = logging.getLogger(__name__)

WORDS = "words.yaml"


@dataclass(frozen=True, slots=True)
class FeatureContent:
    """What a feature keeps in content/<name>/.

    `words` is the schema of its words.yaml; `load` reads its other files into whatever the feature
    works with, reporting to `folder.faults`. Words that lie elsewhere name their `folder` and `file`.
    """

    name: str
    words: type[BaseModel] | None = None
    load: Callable[[Folder], object] | None = None
    folder: str = ""
    file: str = WORDS


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All content at one moment, by feature name.

    `version` is a hash of the bytes read; `modified` is when the youngest file was written, UTC.
    Where there are errors, what they spoilt is absent from `words`, or as far as the feature's
    loader got in `data`. `built` is what was made of it all, such as an index for searching.
    """

    city: City
    words: Mapping[str, BaseModel]
    data: Mapping[str, object]
    faults: tuple[Fault, ...]
    version: str
    modified: datetime
    built: object = None

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.severity == "error")


Build = Callable[[Snapshot, Faults], object]


def load(
    root: Path, defaults: Path, features: Sequence[FeatureContent], build: Build | None = None
) -> tuple[Snapshot, Trace]:
    """Read the tree once; faults are in the snapshot, and nothing is raised for a bad file.

    `build` makes of what was read something for all features together, and may report faults too.
    """
    tree = _Tree(root, defaults)
    city = tree.city()
    words = {each.name: tree.words(each, each.words) for each in features if each.words}
    data = {each.name: tree.data(each.name, each.load) for each in features if each.load}
    report_misnamed(root, tree.trace, tree.faults)
    snapshot = Snapshot(
        city,
        MappingProxyType({name: model for name, model in words.items() if model is not None}),
        MappingProxyType(data),
        tuple(tree.faults),
        tree.trace.version(),
        tree.trace.modified(),
    )
    built = build(snapshot, tree.faults) if build else None
    return replace(snapshot, faults=tuple(tree.faults), built=built), tree.trace


class _Tree:
    def __init__(self, root: Path, defaults: Path) -> None:
        self.trace = Trace()
        self.faults = Faults()
        self._root = Directory(root)
        self._own = Folder((self._root,), self.trace, self.faults)
        self._defaults: Folder | None = None
        if defaults.resolve() != root.resolve():
            standard = Directory(defaults, defaults.name)
            self._defaults = Folder((standard,), self.trace, self.faults)
        if not root.is_dir():
            self._report_no_root(root)

    def city(self) -> City:
        if not self._own.exists("city.yaml"):
            self.faults.warning(
                self._own.place("city.yaml"),
                "市の基本情報(city.yaml)がありません。",
                "city.yaml を作り、name(市の名前)と phone(代表電話)を書いてください。",
            )
        return self._own.yaml("city.yaml", City) or UNNAMED

    def words(self, feature: FeatureContent, model: type[BaseModel]) -> BaseModel | None:
        """The city's words, completed key by key with the default ones, which alone must do."""
        name, file = feature.folder or feature.name, feature.file
        own = self._own.child(name)
        node = own.node(file)
        default = self._defaults.child(name).node(file) if self._defaults else None
        standard = validate(default, model, self.faults) if default else None
        if node is None:
            return standard or self._without_file(own, file, model)
        completed = node.over(default) if default else node
        return validate(completed, model, self.faults) or standard

    def _without_file(self, own: Folder, file: str, model: type[BaseModel]) -> BaseModel | None:
        if own.exists(file):
            return None
        try:
            return model()
        except ValidationError:
            self.faults.error(
                own.place(file),
                "市民に見せる文のファイルがありません。",
                f"「{file}」を作り、手引きにある項目を書いてください。",
            )
            return None

    def data(self, name: str, read: Callable[[Folder], object]) -> object:
        chain = (self._root.child(name), self._root)
        folder = Folder(chain, self.trace, self.faults)
        try:
            return read(folder)
        except Exception:
            # A loader that fails is a fault of ours. It must neither stop the bot nor replace the
            # content in use, and whoever runs the check must hear of it.
            logger.exception("the content of %s could not be loaded", name)
            self.faults.error(
                folder.place(""),
                "読み込みの途中で、プログラムが止まりました。",
                "直前に変えたファイルを元に戻し、担当者に知らせてください。",
            )
            return None

    def _report_no_root(self, root: Path) -> None:
        self.faults.error(
            self._own.place("city.yaml"),
            f"コンテンツのフォルダ({root})がありません。",
            "環境変数 MADOGUCHI_CONTENT に、正しいフォルダを書いてください。",
        )
