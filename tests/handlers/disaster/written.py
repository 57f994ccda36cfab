"""Telegrams written for tests, in the shape of 気象庁防災情報XML. Prefixes vary on purpose."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.api import JAPAN

CITY = "0420200"
NOON = datetime(2026, 9, 1, 12, 0, tzinfo=JAPAN)

_REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<Report xmlns="http://xml.kishou.go.jp/jmaxml1/">
<Control><Title>{title}</Title><DateTime>{sent:%Y-%m-%dT%H:%M:%SZ}</DateTime><Status>{status}</Status></Control>
<h:Head xmlns:h="http://xml.kishou.go.jp/jmaxml1/informationBasis1/">
<h:Title>{title}</h:Title><h:ReportDateTime>{reported}</h:ReportDateTime>
<h:EventID>{event}</h:EventID><h:InfoType>{info}</h:InfoType><h:Serial>{serial}</h:Serial>
<h:InfoKind>{kind}</h:InfoKind>{head}
</h:Head>
<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/">{body}</Body>
</Report>"""


def report(
    kind: str,
    body: str = "",
    *,
    title: str = "",
    reported: datetime = NOON,
    sent: datetime | None = None,
    status: str = "通常",
    info: str = "発表",
    event: str = "",
    serial: str = "",
    head: str = "",
) -> bytes:
    """A whole telegram."""
    return _REPORT.format(
        title=title or kind, kind=kind, body=body, reported=reported.isoformat(), status=status,
        sent=(sent or reported).astimezone(UTC), info=info, event=event, serial=serial, head=head,
    ).encode()  # fmt: skip


def kind(code: str, name: str = "名前は見ない", status: str = "発表", condition: str = "") -> str:
    more = f"<Condition>{condition}</Condition>" if condition else ""
    return f"<Kind><Name>{name}</Name><Code> {code} </Code><Status>{status}</Status>{more}</Kind>"


NONE = "<Kind><Status>発表警報・注意報はなし</Status></Kind>"


def warning(title: str, *kinds: str, city: str = CITY, **more: Any) -> bytes:
    """VPWW: what is in force in one city; `title` is the end of the telegram's title."""
    body = (
        '<Warning type="気象警報・注意報（市町村等）"><Item>' + "".join(kinds)
        + f"<Area><Name>どこか</Name><Code>{city}</Code></Area></Item></Warning>"
    )  # fmt: skip
    return report("気象警報・注意報", body, title=f"気象警報・注意報{title}", **more)


def new(hazard: str, code: str, **more: Any) -> bytes:
    """One of the new telegrams (Ｒ０６) with one code; 00 for none."""
    given = NONE if code == "00" else kind(code)
    return warning(f"（Ｒ０６）（{hazard}）", given, **more)


def old(*codes: str, condition: str = "", **more: Any) -> bytes:
    """VPWW54 with several codes."""
    kinds = [kind(code, condition=condition if code in ("03", "33") else "") for code in codes]
    return warning("（Ｈ２７）", *(kinds or [NONE]), **more)


def shaken(
    intensity: str, *, event: str = "20260901115900", city: str = CITY, **more: Any
) -> bytes:
    """VXSE53 with the intensity of one city."""
    body = f"""
    <Earthquake><OriginTime>2026-09-01T11:59:00+09:00</OriginTime><Hypocenter><Area>
      <Name>宮城県沖</Name></Area></Hypocenter>
      <Magnitude description="Ｍ不明" condition="不明">NaN</Magnitude>
    </Earthquake><Intensity><Observation><Pref><Area><Code>222</Code><City><Code>{city}</Code>
      <MaxInt>{intensity} </MaxInt></City></Area></Pref></Observation></Intensity>
    <Comments><ForecastComment><Code>0215 0226</Code></ForecastComment></Comments>"""
    return report("地震情報", body, title="震源・震度に関する情報", event=event, **more)


def shaken_area(intensity: str, *, event: str = "20260901115900", **more: Any) -> bytes:
    """VXSE51 with the intensity of the city's area."""
    body = f"""<Intensity><Observation><Pref><Code>04</Code><Area><Code>222</Code>
    <MaxInt>{intensity}</MaxInt></Area></Pref></Observation></Intensity>"""
    return report("震度速報", body, event=event, **more)


def tsunami(code: str, *, area: str = "220", event: str = "20260901115900", **more: Any) -> bytes:
    """VTSE41 for one coast."""
    body = f"""<Tsunami><Forecast><Item><Area><Code>{area}</Code></Area><Category><Kind>
    <Code>{code}</Code></Kind></Category><MaxHeight><TsunamiHeight description="１０ｍ超">10</TsunamiHeight>
    </MaxHeight></Item></Forecast></Tsunami>"""
    return report("津波警報・注意報・予報", body, event=event, **more)


def river(code: str, *, city: str = CITY, flooded: bool = True, **more: Any) -> bytes:
    """VXKO for one stretch of a river."""
    head = f"""<h:Headline><h:Information type="指定河川洪水予報（予報区域）"><h:Item><h:Kind>
    <h:Name>x</h:Name><h:Code>{code}</h:Code></h:Kind><h:Areas><h:Area><h:Name>北上川下流</h:Name>
    <h:Code>820201000000</h:Code></h:Area></h:Areas></h:Item></h:Information></h:Headline>"""
    place = f"<Area><CityCode>{city}</CityCode><SubCityList>門脇 石巻</SubCityList></Area>"
    item = f"<Item><Kind><Name>浸水想定地区</Name></Kind><Areas>{place}</Areas></Item>"
    body = f"<Warning>{item if flooded else ''}</Warning>"
    return report("指定河川洪水予報", body, head=head, event="820201000000", **more)
