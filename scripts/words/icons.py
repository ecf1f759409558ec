"""图标：where Material's templates and icons lie; content/_theme/icon.html draws them."""

from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from scripts.regions.reading import Reader
from scripts.regions.strict_yaml import Node

TEMPLATES = Path(str(files("material") / "templates"))
ICONS = TEMPLATES / ".icons/material"


def is_icon(name: str) -> bool:
    return (ICONS / f"{name}.svg").is_file() and "/" not in name


def like(name: str) -> list[str]:
    """The names of icons nearest to one that does not exist."""
    return get_close_matches(name, [path.stem for path in ICONS.iterdir()], 4)


def read_icon(reader: Reader, node: Node) -> str | None:
    """The name of an icon that exists; another is reported with those like it."""
    name = reader.text(node)
    if name is None or is_icon(name):
        return name
    near = "、".join(like(name))
    mend = f"相近的有：{near}" if near else "写已有的名字，如 phone、home-account"
    reader.refuse(node, "Material 图标的英文名", mend)
    return None
