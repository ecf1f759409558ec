"""页面清单：which pages the site has, what each says and which of them are for search engines."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from calculators import SLUGS
from scripts.pages.addresses import calendar_address, schema_address
from scripts.pages.coming import coming_dates
from scripts.pages.comparison import Comparisons
from scripts.pages.coverage import URL as COVERAGE
from scripts.pages.facts import HOTLINES, LONG, Sheet
from scripts.pages.manual import reference
from scripts.pages.page import HOME, Draft, page
from scripts.pages.reckoning import COMPARING, Reckonings, described
from scripts.pages.timeline import Timelines
from scripts.regions.fingerprint import fingerprint
from scripts.words.claims import beside
from scripts.words.claims import body as claims_body
from scripts.words.glossary import URL as GLOSSARY
from scripts.words.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date

    from scripts.pages.coming import Coming
    from scripts.pages.comparison import Comparison, Spread
    from scripts.pages.templates import Templates
    from scripts.regions.model import Country, Region, Source, Value
    from scripts.site.shell import Page
    from scripts.words.claims import Claim
    from scripts.words.topics import Topic

CALCULATORS = ("算一算", "calculators/")
CLAIMS = ("常见说法核对", "claims/")
CONTACTS = (*HOTLINES, "online_channel", "bureau_site")
"""Keys of the hubs' section on whom to ask."""
WITHIN_PROVINCE = "intra_province_"
"""Keys about moving between the cities of a province: a municipality has none to move between."""
FORM_SCRIPTS = ("calculator",)
NO_WORDS = Glossary()


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
    glossary: Glossary = NO_WORDS,
    site_url: str = "",
) -> Iterator[Draft]:
    """Every page, not yet made; `runtime` is the folder of the browser's Python within the site."""
    guide = Guide(country, topics, on, claims, templates, runtime, glossary, site_url)
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
    """收录条件: stated below the nation, officially or by two sources that quote what is official."""
    if value.region.level == "nation":
        return False
    return value.proof == "official" or (value.is_known and value.proof == "quoted" and bool(value.also))


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
        glossary: Glossary,
        site_url: str,
    ) -> None:
        self._country = country
        self._topics = topics
        self._claims = claims
        self._on = on
        self._templates = templates
        self._reckonings = Reckonings(templates, runtime)
        self._glossary = glossary
        self._site_url = site_url
        self._comparisons = Comparisons(country, on)
        self._timelines = cache(Timelines().of)
        self.is_indexable = cache(self._is_indexable)
        self._call = distinct_names(country.regions)

    def _held(self, region: Region) -> Mapping[str, Value]:
        return region.facts(self._on)

    def of_region(self, region: Region) -> Iterator[Draft]:
        if region.level != "nation":
            ahead = (each.value.key for each in self._coming(region))
            yield self._draft(region, None, (*self._hub_keys(region), *ahead), lambda: self._hub(region))
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
        """A region's page: made of the facts it may show, what goes with them, and the places it names."""
        held, timelines, keys = self._held(region), self._timelines(region), tuple(keys)
        shown = [held.get(key) or region.reference(key, self._on) for key in keys]
        told = (timelines.get(key) for key in keys)
        compared = [self._compared(region, key, value) for key, value in zip(keys, shown, strict=True)]
        above = (self._above(region, value) for value in shown if value)
        near = (region, *region.ancestors, *self._nearby(region))
        named = [(each.slug, each.name, each.area_code, self._call[each]) for each in near]
        canonical = self._canonical(region, topic)
        url = address(region, topic)
        made_of = fingerprint(
            canonical,
            named,
            *shown,
            *(value for timeline in told if timeline for value in timeline),
            *filter(None, above),
            [(each.made_of, each.sentence) for each in compared if each],
        )
        return Draft(url, canonical == url, made_of, make)

    def _compared(self, region: Region, key: str, value: Value | None) -> Comparison | Spread | None:
        """跟别处比: a figure among those of other places; on the nation's page all of them."""
        if region.level == "nation":
            return self._comparisons.spread(key)
        return self._comparisons.of(value) if value else None

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
        return page(CALCULATORS[1], "calculators", body, title="医保计算器：全部")

    def _claims_page(self) -> Page:
        hotline = self._held(self._country.nation).get("service_hotline")
        body = claims_body(self._claims, self._topics, self._templates, hotline, "../")
        return page(CLAIMS[1], "claims", body, title="医保常见说法核对")

    def _coming(self, region: Region) -> tuple[Coming, ...]:
        return coming_dates(region, self._held(region), self._on)

    def _hub_keys(self, region: Region) -> tuple[str, ...]:
        """What the region itself states, and whom to ask."""
        held = self._held(region)
        own = (key for key in self._country.dictionary if key in held and held[key].region is region)
        return (*own, *CONTACTS)

    def _topic_page(self, region: Region, topic: Topic) -> Page:
        url = address(region, topic)
        root = "../" * url.count("/")
        held = self._held(region)
        sheet = Sheet(region, held, topic.keys, self._templates, self._timelines(region), topic.settled_by)
        body = self._templates.page(f"{topic.slug}/page.html.j2").render(
            region=region,
            province=region.province or region,
            topic=topic,
            sheet=sheet,
            f=sheet.known,
            fact=sheet.fact,
            said=sheet.said,
            root=root,
            here=self._call[region],
            is_nation=region.level == "nation",
            calculators=[self._reckonings.on_page(slug, region, held, root) for slug in topic.calculators],
            questions=list(_questions(region, topic, sheet)),
            disputed=[value for value in sheet.all if value.status == "conflicting"],
            not_found=[value for value in sheet.all if value.status == "unknown"],
            claims=beside(self._claims, topic.slug, sheet),
            sources=_by_source(sheet.all),
            comparison=self._comparisons.of,
            above=partial(self._above, region),
            spreads=self._spreads(topic) if region.level == "nation" else (),
            address=f"{self._site_url}{url}",
            parts=self._parts(region, topic),
            onward=self._onward(region, topic),
        )
        place = "" if region.level == "nation" else self._call[region]
        return page(
            url,
            "topic" if place else "nation",
            self._glossary.linked(body, root),
            title=f"{place}{topic.heading}",
            canonical=self._canonical(region, topic),
            breadcrumbs=_breadcrumbs(region),
            local_nav=tuple((t.title, address(region, t)) for t in self._topics if t is not topic),
            scripts=FORM_SCRIPTS if topic.calculators else (),
        )

    def _above(self, region: Region, value: Value) -> Value | None:
        """上一级的规定: what would hold here without the region's own single figure."""
        fact = value.fact
        if value.region is not region or not region.parent or fact.local or fact.shape.kind in LONG:
            return None
        found = self._held(region.parent).get(value.key)
        return found if found and found.is_known else None

    def _spreads(self, topic: Topic) -> list[tuple[str, Spread]]:
        """各地差多少: by the label of the fact."""
        spreads = ((self._country.dictionary[key].label, self._comparisons.spread(key)) for key in topic.keys)
        return [(label, spread) for label, spread in spreads if spread]

    def _hub(self, region: Region) -> Page:
        held = self._held(region)
        keys = self._hub_keys(region)
        sheet = Sheet(region, held, keys, self._templates, self._timelines(region))
        body = self._templates.page("_shared/hub.html.j2").render(
            region=region,
            topics=self._topics,
            sheet=sheet,
            online=sheet.known("online_channel"),
            site=sheet.known("bureau_site"),
            own=[held[key] for key in keys if key not in CONTACTS and held[key].status != "unknown"],
            coming=self._coming(region),
            calendar=calendar_address(region),
            calculators=[self._reckonings.on_page(slug, region, held, "../") for slug in COMPARING],
            root="../",
            parts=self._parts(region),
            onward=self._onward(region),
        )
        return page(
            address(region),
            "hub",
            body,
            title=f"{region.name}医保指南",
            canonical=self._canonical(region),
            breadcrumbs=_breadcrumbs(region)[:-1],
            scripts=FORM_SCRIPTS,
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
            reference=reference(slug, self._country.dictionary),
            schema=schema_address(slug),
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
        return page(
            url, "calculator", body, title=title, breadcrumbs=(HOME, CALCULATORS), scripts=FORM_SCRIPTS
        )

    def _onward(self, region: Region, topic: Topic | None = None) -> tuple[Group, ...]:
        """The same question elsewhere; the other questions here stand in the local navigation."""
        above = [each for each in region.ancestors if topic or each.level != "nation"]
        heading = f"{region.province.name if region.province else ''}各市"
        neighbours = () if region.children else self._nearby(region)
        return (
            Group(heading, tuple((each.short, address(each, topic)) for each in neighbours)),
            Group("上一级的规定", tuple((each.name, address(each, topic)) for each in above)),
            Group("全国规定", () if topic else tuple((t.title, f"{t.slug}/") for t in self._topics)),
            Group("数据", () if topic or not region.province else _data_links(region.province)),
        )

    def _parts(self, region: Region, topic: Topic | None = None) -> Group:
        """您的省、您的城市: what a reader of a larger region's page looks for first."""
        heading = "看您那里的规定：选省份" if region.level == "nation" else "看您城市的规定：选城市"
        return Group(heading, tuple((each.short, address(each, topic)) for each in region.children))

    def _nearby(self, region: Region) -> list[Region]:
        """The parts of the region, or the other cities of its province."""
        siblings = region.parent.children if region.parent and region.level == "city" else []
        return [each for each in region.children or siblings if each is not region]


def _questions(region: Region, topic: Topic, sheet: Sheet) -> Iterator[str]:
    """What to ask for the keys that have no usable value here."""
    for key in sheet.open_keys:
        is_pointless = region.level == "municipality" and key.startswith(WITHIN_PROVINCE)
        if key in topic.ask and not is_pointless:
            yield topic.ask[key]


def _data_links(province: Region) -> tuple[tuple[str, str], ...]:
    return ((f"{province.short}查到了多少", f"{COVERAGE}{province.slug}/"), ("名词表", GLOSSARY))


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
