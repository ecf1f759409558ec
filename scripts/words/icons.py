"""图标：where Material's templates and icons lie; content/_theme/icon.html draws them."""

from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

TEMPLATES = Path(str(files("material") / "templates"))
ICONS = TEMPLATES / ".icons/material"


def is_icon(name: str) -> bool:
    return (ICONS / f"{name}.svg").is_file() and "/" not in name


def like(name: str) -> list[str]:
    """The names of icons nearest to one that does not exist."""
    return get_close_matches(name, [path.stem for path in ICONS.iterdir()], 4)
