"""页面清单：which pages the site has, what each says and which of them are for search engines."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from calculators import SLUGS
from scripts.reckoning import Reckonings, described
from scripts.sheet import HOTLINES, Sheet
from scripts.shell import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from scripts.model import Country, Region, Source, Value
    from scripts.templates import Templates
    from scripts.topics import Topic

HOME = ("首页", "")
CALCULATORS = ("算一算", "calculators/")
CONTACTS = (*HOTLINES, "online_channel", "bureau_site")
"""Keys of the hubs' section on whom to ask."""
WITHIN_PROVINCE = "intra_province_"
"""Keys about moving between the cities of a province: a municipality has none to move between."""
FORM_SCRIPTS = ("calculator.js",)
_LEAD = re.compile(r'<p class="lead">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CITE = re.compile(r'\s*<a class="cite".*?</a>')
_SECTION = re.compile(r'<(?:section|nav) class="guide[^"]*" id="([^"]+)"[^>]*><h2>(.*?)</h2>', re.DOTALL)


class Group(NamedTuple):
    """一组链接."""

    title: str
    links: tuple[tuple[str, str], ...]


def pages(
    country: Country,
    topics: tuple[Topic, ...],
    on: date,
    only: Collection[str] | None = None,
    *,
    templates: Templates,
    runtime: str,
) -> Iterator[Page]:
    """Every page, or only those of the regions named; `runtime` is the folder of the browser's Python."""
    guide = Guide(country, topics, on, templates, runtime)
    for region in country.regions:
        if only is None or region.slug in only:
            yield from guide.of_region(region)
    if only is None or country.nation.slug in only:
        yield from guide.calculators()


def address(region: Region, topic: Topic | None = None) -> str:
    """网址: /transfer/, /jiangsu/, /jiangsu/transfer/."""
    place = "" if region.level == "nation" else f"{region.slug}/"
    return place + (f"{topic.slug}/" if topic else "")


def distinct_names(regions: Collection[Region]) -> dict[Region, str]:
    """称呼: the short name; where two share it, the full one; if they share that too, with the province."""
    shorts, names = Counter(each.short for each in regions), Counter(each.name for each in regions)
    called = {}
    for each in regions:
        province = each.province.short if each.province else ""
        full = each.name if names[each.name] == 1 else province + each.name
        called[each] = each.short if shorts[each.short] == 1 else full
    return called


def is_local_proof(value: Value) -> bool:
    """收录条件: stated below the nation, officially or by two independent sources."""
    if value.region.level == "nation":
        return False
    return value.status == "official" or (value.status == "secondary" and bool(value.also))


class Guide:
    """全站页面 of one build."""

    def __init__(
        self, country: Country, topics: tuple[Topic, ...], on: date, templates: Templates, runtime: str
    ) -> None:
        self._country = country
        self._topics = topics
        self._on = on
        self._templates = templates
        self._reckonings = Reckonings(templates, runtime)
        self._held = cache(lambda region: region.facts(on))
        self.is_indexable = cache(self._is_indexable)
        self._call = distinct_names(country.regions)

    def of_region(self, region: Region) -> Iterator[Page]:
        if region.level != "nation":
            yield self._hub(region)
        for topic in self._topics:
            yield self._topic_page(region, topic)

    def calculators(self) -> Iterator[Page]:
        held = self._held(self._country.nation)
        yield self._page(
            CALCULATORS[1],
            "calculators",
            self._templates.page("_shared/calculators.html.j2").render(
                root="../", calculators=[described(slug) for slug in SLUGS]
            ),
            title="医保计算器：全部",
            breadcrumbs=(HOME,),
        )
        for slug in SLUGS:
            yield self._calculator_page(slug, held)

    def _is_indexable(self, region: Region, topic: Topic | None = None) -> bool:
        if region.level == "nation":
            return True
        if topic is None:
            return any(self.is_indexable(region, each) for each in self._topics)
        held = self._held(region)
        return any(is_local_proof(held[key]) for key in (*topic.keys, *HOTLINES) if key in held)

    def _canonical(self, region: Region, topic: Topic | None = None) -> str:
        """The page itself, or its nearest ancestor that is for search engines."""
        chain = (region, *region.ancestors)
        return next(address(each, topic) for each in chain if self.is_indexable(each, topic))

    def _topic_page(self, region: Region, topic: Topic) -> Page:
        url = address(region, topic)
        root = "../" * url.count("/")
        held = self._held(region)
        sheet = Sheet(region, held, topic.keys, self._templates)
        body = self._templates.page(f"{topic.slug}/page.html.j2").render(
            region=region,
            topic=topic,
            sheet=sheet,
            f=sheet.known,
            root=root,
            here=self._call[region],
            is_nation=region.level == "nation",
            calculators=[self._reckonings.on_page(slug, region, held, root) for slug in topic.calculators],
            questions=list(_questions(region, topic, sheet)),
            disputed=[value for value in sheet.all if value.status == "conflicting"],
            not_found=[value for value in sheet.all if value.status == "unknown"],
            claims=[claim for claim in topic.claims if sheet.known(claim.fact)],
            sources=_by_source(sheet.all),
            onward=self._onward(region, topic),
        )
        place = "" if region.level == "nation" else self._call[region]
        return self._page(
            url,
            "topic" if place else "nation",
            body,
            title=f"{place}{topic.heading}",
            canonical=self._canonical(region, topic),
            breadcrumbs=_breadcrumbs(region),
            local_nav=tuple((t.title, address(region, t)) for t in self._topics if t is not topic),
            scripts=FORM_SCRIPTS if topic.calculators else (),
        )

    def _hub(self, region: Region) -> Page:
        held = self._held(region)
        own = [key for key in self._country.dictionary if key in held and held[key].region is region]
        sheet = Sheet(region, held, (*own, *CONTACTS), self._templates)
        body = self._templates.page("_shared/hub.html.j2").render(
            region=region,
            topics=self._topics,
            sheet=sheet,
            online=sheet.known("online_channel"),
            site=sheet.known("bureau_site"),
            own=[held[key] for key in own if key not in CONTACTS and held[key].status != "unknown"],
            root="../",
            onward=self._onward(region),
        )
        return self._page(
            address(region),
            "hub",
            body,
            title=f"{region.name}医保指南",
            canonical=self._canonical(region),
            breadcrumbs=_breadcrumbs(region)[:-1],
        )

    def _calculator_page(self, slug: str, held: Mapping[str, Value]) -> Page:
        url, root = f"{CALCULATORS[1]}{slug}/", "../../"
        calculator = described(slug)
        made = self._reckonings.on_page(slug, self._country.nation, held, root)
        sheet = Sheet(self._country.nation, held, calculator["facts"], self._templates)
        body = self._templates.page("_shared/calculator.html.j2").render(
            calculator={**calculator, "form": made.form, "worked": made.worked},
            sheet=sheet,
            sources=_by_source(sheet.all),
            local_labels=[
                self._country.dictionary[key].label
                for key in sheet.open_keys
                if key in self._country.dictionary
            ],
            root=root,
            onward=(
                Group("专题", tuple((t.title, f"{t.slug}/") for t in self._topics if slug in t.calculators)),
                Group(
                    "别的计算",
                    tuple((described(s)["title"], f"{CALCULATORS[1]}{s}/") for s in SLUGS if s != slug),
                ),
            ),
        )
        title = f"{calculator['title']}计算器"
        return self._page(
            url, "calculator", body, title=title, breadcrumbs=(HOME, CALCULATORS), scripts=FORM_SCRIPTS
        )

    def _onward(self, region: Region, topic: Topic | None = None) -> tuple[Group, ...]:
        """The same question elsewhere; the other questions here stand in the local navigation."""
        above = [each for each in region.ancestors if topic or each.level != "nation"]
        nearby = region.children or (
            region.parent.children if region.parent and region.level == "city" else ()
        )
        heading = (
            "各省" if region.level == "nation" else f"{region.province.name if region.province else ''}各市"
        )
        return (
            Group(
                heading, tuple((each.short, address(each, topic)) for each in nearby if each is not region)
            ),
            Group("上一级的规定", tuple((each.name, address(each, topic)) for each in above)),
            Group("全国规定", () if topic else tuple((t.title, f"{t.slug}/") for t in self._topics)),
        )

    def _page(
        self,
        url: str,
        kind: str,
        body: str,
        *,
        title: str,
        breadcrumbs: tuple[tuple[str, str], ...],
        canonical: str | None = None,
        local_nav: tuple[tuple[str, str], ...] = (),
        scripts: tuple[str, ...] = (),
    ) -> Page:
        lead = _LEAD.search(body)
        return Page(
            url=url,
            kind=kind,
            title=title,
            description=f"{title}：{_text(lead[1]) if lead else ''}",
            canonical=url if canonical is None else canonical,
            indexable=canonical is None or canonical == url,
            breadcrumbs=breadcrumbs,
            local_nav=local_nav,
            toc=tuple((_text(heading), f"#{anchor}") for anchor, heading in _SECTION.findall(body)),
            body=body,
            scripts=scripts,
        )


def _questions(region: Region, topic: Topic, sheet: Sheet) -> Iterator[str]:
    """What to ask for the keys that have no usable value here."""
    for key in sheet.open_keys:
        is_pointless = region.level == "municipality" and key.startswith(WITHIN_PROVINCE)
        if key in topic.ask and not is_pointless:
            yield topic.ask[key]


def _breadcrumbs(region: Region) -> tuple[tuple[str, str], ...]:
    """From home down to the region's own hub."""
    chain = [each for each in reversed((region, *region.ancestors)) if each.level != "nation"]
    return (HOME, *((each.short, address(each)) for each in chain))


def _by_source(values: Iterable[Value]) -> list[tuple[Source, list[Value]]]:
    """Documents in the order in which they are first used, each with its values."""
    groups: dict[str, tuple[Source, list[Value]]] = {}
    for value in values:
        if value.source and value.is_known:
            groups.setdefault(value.source.id, (value.source, []))[1].append(value)
    return list(groups.values())


def _text(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(unescape(_TAG.sub("", _CITE.sub("", html))).split())
