"""新建城市文件：`python -m scripts new-city CODE NAME KIND PINYIN [AREA_CODE]`, all checked."""

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scripts.regions.files import KINDS
from scripts.regions.load import load
from scripts.regions.model import Country
from scripts.tools.skeleton import CannotMake, ask, asked_for
from scripts.tools.transaction import replaced

EXAMPLE = "例：make new-city CITY=\"910300 云边市 地级市 'yun bian' 0996\""
WANTED = {
    "code": "6 位代码",
    "name": "名称",
    "kind": f"级别（{'、'.join(KINDS['city'])}）",
    "pinyin": "短名的拼音",
}


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    ask(parser, {**WANTED, "area_code": "区号（没有可不写）"}, EXAMPLE)
    parser.add_argument("--short", help="短名（不写就从名称去掉“市”或“地区”）")


def run(options: Namespace) -> int:
    """`python -m scripts new-city`."""
    path = make(options)
    print(f"已新建 {path}。查到的事实写在 facts 下面，写完运行 make check。")
    return 0


def make(wanted: Namespace) -> Path:
    """The new file, which the loader accepts; nothing is left behind when it does not."""
    asked_for(wanted, WANTED, EXAMPLE)
    path = _path(load(wanted.regions), wanted)
    with replaced({path: _skeleton(wanted).encode()}):
        load(wanted.regions)
    return path


def _path(country: Country, wanted: Namespace) -> Path:
    """The file named by the pinyin; with the province's name when another region has that slug."""
    for region in country.regions:
        if wanted.code == region.code or wanted.name == region.name:
            raise CannotMake(f"已经有了：{region.name}（{region.code}），在 {region.path}。")
    provinces = (one for one in country.provinces if one.code[:2] == wanted.code[:2] and one.is_province)
    province = next(provinces, None)
    if province is None:
        raise CannotMake(f"代码 {wanted.code} 的前两位不是任何一个省的；请核对，或先写省的 _province.yaml。")
    slug = wanted.pinyin.replace(" ", "")
    if not re.fullmatch(r"[a-z]+", slug):
        raise CannotMake(f"拼音“{wanted.pinyin}”要全部小写、不带声调、用空格隔开，ü 写 v。{EXAMPLE}")
    for name in (slug, f"{slug}-{province.slug}"):
        if name not in country.by_slug:
            return Path(wanted.regions, province.slug, f"{name}.yaml")
    raise CannotMake(f"{province.name}已有拼音同为“{wanted.pinyin}”的城市；请自己取一个文件名。")


def _skeleton(wanted: Namespace) -> str:
    short = wanted.short or wanted.name.removesuffix("地区").removesuffix("市")
    lines = [f'code: "{wanted.code}"', f"name: {wanted.name}", f"short: {short}", f"kind: {wanted.kind}"]
    lines.append(f"pinyin: {wanted.pinyin}")
    if wanted.area_code:
        lines.append(f'area_code: "{wanted.area_code}"')
    return "\n".join([*lines, "facts: {}", ""])
