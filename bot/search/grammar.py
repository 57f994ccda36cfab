"""The small words of Japanese questions, in flat text: what carries no thing."""

from __future__ import annotations

import re

# Said of what once held something; the name of the thing is the same without: シャンプーの空き容器.
EMPTY = re.compile(
    "(?:空き|空の|空|使用済みの?)(?=容器|箱|袋|缶|びん|瓶|ビン|ボトル|パック|ケース|ペット)"
)

# A small っ typed as a large one: コツプ.
LARGE_TSU = re.compile("[つツ](?=[か-ごさ-ぞた-どぱ-ぽカ-ゴサ-ゾタ-ドパ-ポ])")

# 2段ベッド is 二段ベッド, and the other way round.
_PAIRS = dict(zip("123456789", "一二三四五六七八九", strict=True))
NUMERALS = _PAIRS | {kanji: digit for digit, kanji in _PAIRS.items()}
NUMBER = re.compile(r"(?<!\d)[1-9一二三四五六七八九](?=[升斗段輪型号寸])|(?<=単)[1-5一二三四五]")


def _list(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The English verb; else it is a can.
MODAL = re.compile(r"^can\b|\bcan(?= (?:i|you|we|they|it|this|that|these|those|the|my|be)\b)")
# These may belong to what is named, too: a box of tissues.
OF_A_NAME = frozenset(("can", "of"))


# What may follow a verb or end a sentence.
ENDINGS = _list("""
たい たかった た だ て で ても でも てよい ば れば たら だら れる られる られ れ せる せ させ さ し す
する すれ します しま した して しな ます ました ません まし ましょう ない なく なけれ なかった な なら
なる なり なった なって ら り る き く け い う え お よう ろ よ ん の です だろう でしょう だっけ っけ
が けど けれど けれども か かな かしら ね よね わ ぞ さ ので から のに いい よい 良い よろしい 宜しい
おっけー ok 大丈夫 だめ 駄目 ください 下さい くださる もらえ もらい もらう 貰え くれ くれる いただけ
いただき 頂け 頂き ほしい 欲しい でき できる 出来る 可能 いる います いた いて いま ある あり あります
あった おり おけ おい しまっ しまう しまい しまった ちゃっ ちゃう ちゃい じゃ みたい てる とく どく 方法
ほうほう やり方 やりかた 仕方 しかた 方 かた とき 時 場合 こと もの 物 には は を も に へ と って どう
どこ どれ どんな どの いつ 何 なに なん 曜日 日 もらって いけ いけない ならない わから 分から 知り 教え
おしえ ら って 思 おも って い 必要 ひつよう について つい 関し かん すべき べき んだ ちょっと 困って
こまって まで 個 枚 本 台 色 袋 円 ずつ 入れ 入れる 入れれ まとめて 洗って 分けて いけば 行けば 持って
""")
# What may follow the name of a thing.
COPULAS = _list("""
なのですが なんですが なんですけど なのですけど ですけど ですけれど ですが ですか です でしょうか
でしょう でした だけど だが だった だよ だね だ なの なん なのか とか など って は が を に で も の へ
と や か かな ね よ な わ からの から まで だって について に関して に関する のこと の件 のやつ っての
というのは というもの という とは ってのは っていうのは っすか すか んだけど んですが んですけど
お願いします おねがいします お願い おねがい ください 下さい
""")
# What asks, whatever the matter.
ASKING = _list("""
どうやって どうやったら どうすれば どうしたら どうする どうします どうしよう どうして どうなる どうなり
どのように どういう風に どうゆう どう どこに どこで どこへ どこ いつ 何曜日 なんようび 何日 何時 何に
なにに 何で 何色 何個 何枚 何円 何袋 いくつ ごみ
どれに どれ どの どんな どちらに どちら どっち いくら 何 なに なん
""")
# What may stand before the name of a thing.
HEADS = _list("""
この その あの こんな そんな これは これ それ うちの 家の 自宅の 私の わたしの 僕の 実家の お宅の
我が家の 大量の たくさんの えーと えっと あのー あのう そして では じゃあ ねえ
ごみの分別 ごみ分別 ごみの出し方 先日 うちにある 買い替えたので
""")
