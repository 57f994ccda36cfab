"""Five invented cities, whose files hold the dirt that real ones have or might have.

Each is a folder of raw bytes by file name; no town, centre or rule in them exists.
"""

from __future__ import annotations

BOM = b"\xef\xbb\xbf"

# Saved by a spreadsheet on Windows: CP932, CRLF, full-width digits and colons, quoted newlines.
SHIRASAGI = {
    "area_days.csv": (
        "地 名,センター　,燃やす ごみ,資　源,粗大ごみ,てんぷら油\r\n"
        '"東浜\r\n一丁目",白鷺センター,月　木,水２：４　６　８　水４：５　７,電話で申込,－\r\n'
        "西浜,白鷺センター,火・金 ＊１＊２,水2:4 6 8 月,なし,第２水曜\r\n"
        '南浜,白鷺センター,"月\n木",月1 月3 火2,×,木2木4\r\n'
        "北浜,白鷺センター,毎週月・木（祝日除く）,月 水2:4 6 8,-,最終水曜\r\n"
    ).encode("cp932"),
    "center.csv": (
        "名称,休止開始日,休止終了日\r\n白鷺センター,令和８年１２月３１日,令和９年１月３日\r\n"
    ).encode("cp932"),
    "remarks.csv": "ＩＤ,注意事項\r\n１,袋は透明\r\n＊２,朝出す\r\n".encode("cp932"),
}

# Exported with tabs and a byte order mark; dates as the spreadsheet shows them.
MOMIJI = {
    "area_days.csv": BOM
    + (
        "町名\t収集センター\t可燃\t不燃\t古布\n"
        "もみじ台\t\t月木\t2026/4/1 2026/5/6\t令和8年4月1日、R8.5.6\n"
        "かえで台\t\t木2木4\t2026/04/01 0:00:00\t46113\n"
        "けやき台\t\t月曜と木曜\t4/1 5/6\t26/4/1\n"
        "さくら台\t\t毎週（月・木）\t20260401(木)\t20260401（水）\n"
    ).encode(),
}

# Written as notices are written: kanji numerals, even months, weeks in brackets, every other week.
AOBA = {
    "area_days.csv": (
        "地区名,可燃ごみ,不燃ごみ,びん,ペットボトル\n"
        "青葉一,月～金,偶数月の第2水曜,第二・第四水曜日,隔週火曜 2026/4/7から\n"
        "青葉二,毎月第1月曜日のみ,水2（奇数月）,水曜日（第2・第4）,隔週火曜\n"
        "青葉三,月 木 7-9,第2火曜4・6月,水 2・4,隔火20260408\n"
        "青葉四,月・水 第2・4,月2回,水(2・4) 金(1・3),e2w20260407\n"
        "青葉五,4月～9月:月 木,水2（4・6月）,2・4水,2026/4/7から隔週\n"
    ).encode(),
}

# Edited by many hands: notes in cells, question marks, words in place of days, short rows.
MISAKI = {
    "area_days.csv": (
        "番号,地名,センター,燃えるごみ,埋立ごみ,缶\n"
        "1,岬東,,月 木 8:30まで,水2※雨天中止,要予約\n"
        "2,岬西,,月 木（要確認）,水？,調整中\n"
        "3,岬南,,月・木（第5週は除く）,1・3月,月1~3\n"
        "4,岬北,,収集はありません,対象外,NULL\n"
        "5,岬中,,mon thu,水6,月\n"
        "6,岬沖,,火\n"
    ).encode(),
}

# No header, a heading row, a comment, a doubled district, closings that cross the year.
HOTARU = {
    "area_days.csv": (
        "■■川上■■,,,\n#ためし,,月,火\n蛍谷,谷センター,月 木,水1:4 5 水3：6 7\n"
        "蛍谷,谷センター,月 木,水1:4 5 水3：6 7\n沢,谷センター,火 金,水２・４:１０－２\n"
    ).encode("utf-16"),
    "description.csv": BOM + "label,description\n燃やすごみ,\nがれき,\n".encode(),
    "center.csv": "名称,休止日\n谷センター,H31.4.30\n谷センター,8/15\n".encode(),
}
