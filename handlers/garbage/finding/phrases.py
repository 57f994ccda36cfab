"""The turns of phrase in questions about garbage, as patterns on folded text."""

from __future__ import annotations

import re

# Words that make a sentence be about garbage, whatever else it names; 出し方 is also asked of a form.
ABOUT_GARBAGE = re.compile(
    r"ごみ|(?:捨て|すて)(?:方|かた|たい|る|て|られ)|分別|ぶんべつ|分け方|わけかた|処分|収集|回収"
)
# To choose the district.
AREA = re.compile(
    r"(?:地区|ごみの地域|町名)(?:を|の)?(?:変え|変更|かえ|設定|選[ばびぶべぼ択]|登録|えら[ばびぶべぼ])"
)
# The time of day; together with OUT, the time to put garbage out.
TIME = re.compile(r"何時|なんじ|時間|時まで|前日|前の日|夜に")
OUT = re.compile(r"ごみ|収集|出し|出す|出せ|だし|だす")
# The list of coming days.
CALENDAR = re.compile(
    r"(?:ごみ|収集|回収)(?:日|の|出し)*(?:かれんだ|予定|よてい|日程|すけじゅる|一覧)|今後の(?:予定|ごみ|収集)"
    r"|^かれんだー?$|^これからの予定$"
)
# When something is collected.
WHEN = re.compile(
    r"いつ|何曜|なんよう|何日|なんにち|どの日|(?:の|収集|回収)日(?:は|って|を|に|$)|ごみの日"
    r"|^(?:次|つぎ|今度)の|(?:次|つぎ|今度)は"
)
# The same with what surrounds it, so that the kind is left over.
WHEN_WORDS = re.compile(
    r"(?:収集|回収|出す|出せる|捨てる)?(?:の)?日?(?:は|って|が)?(?:次|つぎ|今度)?(?:は|って)?"
    r"(?:いつ|何曜日?|なんようび?|何日|なんにち|どの日)(?:に|ごろ|頃|なら|まで)?.{0,14}$"
    r"|(?:の|の?収集|の?回収)日(?:は|って|を|に)?.{0,8}$|^(?:次|つぎ|今度)の|(?:次|つぎ|今度)は.{0,4}$"
)
# How something is thrown away; it ends the sentence.
HOW = re.compile(
    r"(?:ごみに)?(?:"
    r"(?:捨て|すて|出し|だし|分け|わけ)(?:方|かた)|分別(?:方法|区分)?|ぶんべつ|処分(?:方法|の仕方)?|処理方法"
    r"|(?:何|なに|なん|どの|どんな|どういう)の?ごみ"
    r"|(?:どう|どうやって|どこに?|どのように)(?:捨|す|出|だ|処分).*"
    r"|どうすれば.*|どうしたら.*|(?:捨て|すて)(?:たい|る|て|られ).*|(?:出し|だし)(?:たい|て).*"
    r"|処分したい.*|(?:何|なに|なん)(?:ですか|になる.*|だろう|かな)|ごみ(?:になる.*|ですか)"
    r")(?:を?(?:教えて|おしえて|知りたい).*)?"
    r"(?:は|って|です|になる|になります|だっけ|なの|でしょう)?(?:か|かな|の)?$"
)
# Words of a city's other business: ペットの登録, 油絵教室, 紙の保険証.
ELSEWHERE = re.compile(
    r"登録|申請|申込|申し込み|手続|届|証|検診|健診|助成|補助|手当|教室|講座|募集|相談|予約|連休|税|保険|祭"
)
# Between a noun and what it is of: 台所の生ごみ, but not きもの.
OF = re.compile(r"(?<=..)の(?=..)")
# A particle that is left in front where a day was taken out.
HEADS = re.compile(r"^(?:には|では|のは|って|の|は|を|に|も|、|,)")
# Fillers at the end of what is left: 何のごみ, 収集, 出せる, ですか, は.
TAILS = re.compile(
    r"(?:の|は|に|を|が|で|も|って|、|,|(?<=ごみ)わ|(?<=日)わ"
    r"|(?:何|なに|なん|どの|どんな)(?:の|を)?(?:ごみ|日|収集|種類)?"
    r"|ごみ(?:出し|捨て|収集|の日)?|収集(?:日)?|回収(?:日)?|の日"
    r"|(?:が|は)?(?:ある|あり|あります)(?:か|の|かな)?"
    r"|(?:出|捨て|だ|すて)(?:せる|せます|して|しても|られる|る|す)"
    r"|(?:いい|良い|よい|大丈夫|おけ|ok)|教えて|おしえて|ください|下さい|知りたい"
    r"|(?:です|ます|でしょう)か?|だっけ|かな|なの|予定|(?<=日)か|(?<=ごみ)か)$"
)
# What asks, or a particle, after the name of a thing, which may also be its last sign (きもの).
PARTICLE = re.compile(
    r"(?:(?:って|とは|は)(?:何|なに|なん)(?:です|なの|だ|のこと)*か?|って|とは|[のをはがに、,])$"
)
# Where a district may end inside a sentence.
CUT = re.compile(r"では|には|での|[のはでにも、,]")


def bare(words: str) -> str:
    """Words without the particles and fillers at their end."""
    before = None
    while words != before:
        before = words
        words = TAILS.sub("", words)
    return words
