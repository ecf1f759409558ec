"""页面清单：which pages the site has, what each says and which of them are for search engines."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from calculators import SLUGS
from scripts.claims import beside
from scripts.claims import body as claims_body
from scripts.fingerprint import fingerprint
from scripts.reckoning import Reckonings, described
from scripts.sheet import HOTLINES, Sheet
from scripts.shell import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from scripts.claims import Claim
    from scripts.model import Country, Region, Source, Value
    from scripts.templates import Templates
    from scripts.topics import Topic

HOME = ("首页", "")
CALCULATORS = ("算一算", "calculators/")
CLAIMS = ("常见说法核对", "claims/")
CONTACTS = (*HOTLINES, "online_channel", "bureau_site")
"""Keys of the hubs' section on whom to ask."""
WITHIN_PROVINCE = "intra_province_"
"""Keys about moving between the cities of a province: a municipality has none to move between."""
FORM_SCRIPTS = ("calculator.js",)
_LEAD = re.compile(r'<p class="lead">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CITE = re.compile(r'\s*<a class="cite".*?</a>')
_SECTION = re.compile(r'<(?:section|nav) class="guide[^"]*" id="([^"]+)"[^>]*><h2>(.*?)</h2>', re.DOTALL)


class Draft(NamedTuple):
    """待印的一页: `made_of` is the fingerprint of the data it shows; the words and the code are not in it."""

    url: str
    indexable: bool
    made_of: str
    make: Callable[[], Page]


class Group(NamedTuple):
    """一组链接."""

    title: str
    links: tuple[tuple[str, str], ...]


def drafts(
    country: Country,
    topics: tuple[Topic, ...],
    on: date,
    *,
    claims: tuple[Claim, ...],
    templates: Templates,
    runtime: str,
) -> Iterator[Draft]:
    """Every page, not yet made; `runtime` is the folder of the browser's Python within the site."""
    guide = Guide(country, topics, on, claims, templates, runtime)
    for region in country.regions:
        yield from guide.of_region(region)
    yield from guide.calculators()
    yield guide.claims()


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
        self,
        country: Country,
        topics: tuple[Topic, ...],
        on: date,
        claims: tuple[Claim, ...],
        templates: Templates,
        runtime: str,
    ) -> None:
        self._country = country
        self._topics = topics
        self._claims = claims
        self._on = on
        self._templates = templates
        self._reckonings = Reckonings(templates, runtime)
        self._held = cache(lambda region: region.facts(on))
        self.is_indexable = cache(self._is_indexable)
        self._call = distinct_names(country.regions)

    def of_region(self, region: Region) -> Iterator[Draft]:
        if region.level != "nation":
            yield self._draft(region, None, self._hub_keys(region), lambda: self._hub(region))
        for topic in self._topics:
            yield self._draft(
                region, topic, (*topic.keys, *HOTLINES), partial(self._topic_page, region, topic)
            )

    def calculators(self) -> Iterator[Draft]:
        values = self._held(self._country.nation)
        yield Draft(CALCULATORS[1], True, "", self._calculator_list)
        for slug in SLUGS:
            made_of = fingerprint(*(values.get(key) for key in described(slug)["facts"]))
            yield Draft(f"{CALCULATORS[1]}{slug}/", True, made_of, partial(self._calculator_page, slug))

    def claims(self) -> Draft:
        proofs = (value for claim in self._claims for value in claim.proofs(self._on))
        return Draft(CLAIMS[1], True, fingerprint(*proofs), self._claims_page)

    def _draft(
        self, region: Region, topic: Topic | None, keys: Iterable[str], make: Callable[[], Page]
    ) -> Draft:
        """A region's page: made of the facts it may show and of the places it names."""
        held = self._held(region)
        shown = (held.get(key) or region.reference(key, self._on) for key in keys)
        near = (region, *region.ancestors, *self._nearby(region))
        named = [(each.slug, each.name, each.area_code, self._call[each]) for each in near]
        canonical = self._canonical(region, topic)
        url = address(region, topic)
        return Draft(url, canonical == url, fingerprint(canonical, named, *shown), make)

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

    def _calculator_list(self) -> Page:
        body = self._templates.page("_shared/calculators.html.j2").render(
            root="../", calculators=[described(slug) for slug in SLUGS]
        )
        return self._page(CALCULATORS[1], "calculators", body, title="医保计算器：全部", breadcrumbs=(HOME,))

    def _claims_page(self) -> Page:
        hotline = self._held(self._country.nation).get("service_hotline")
        body = claims_body(self._claims, self._topics, self._templates, hotline, "../")
        return self._page(CLAIMS[1], "claims", body, title="医保常见说法核对", breadcrumbs=(HOME,))

    def _hub_keys(self, region: Region) -> tuple[str, ...]:
        """What the region itself states, and whom to ask."""
        held = self._held(region)
        own = (key for key in self._country.dictionary if key in held and held[key].region is region)
        return (*own, *CONTACTS)

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
            claims=beside(self._claims, topic.slug, sheet),
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
        keys = self._hub_keys(region)
        sheet = Sheet(region, held, keys, self._templates)
        body = self._templates.page("_shared/hub.html.j2").render(
            region=region,
            topics=self._topics,
            sheet=sheet,
            online=sheet.known("online_channel"),
            site=sheet.known("bureau_site"),
            own=[held[key] for key in keys if key not in CONTACTS and held[key].status != "unknown"],
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

    def _calculator_page(self, slug: str) -> Page:
        url, root = f"{CALCULATORS[1]}{slug}/", "../../"
        held = self._held(self._country.nation)
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
        heading = (
            "各省" if region.level == "nation" else f"{region.province.name if region.province else ''}各市"
        )
        return (
            Group(heading, tuple((each.short, address(each, topic)) for each in self._nearby(region))),
            Group("上一级的规定", tuple((each.name, address(each, topic)) for each in above)),
            Group("全国规定", () if topic else tuple((t.title, f"{t.slug}/") for t in self._topics)),
        )

    def _nearby(self, region: Region) -> list[Region]:
        """The parts of the region, or the other cities of its province."""
        siblings = region.parent.children if region.parent and region.level == "city" else []
        return [each for each in region.children or siblings if each is not region]

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
