"""范围: from the least to the most, as people write it."""

from collections.abc import Callable


def between[T](low: T, high: T, write: Callable[[T], str]) -> str:
    """3, 3至6, or 最多6 where the least is nothing."""
    least, most = write(low), write(high)
    if least == most:
        return most
    return f"最多{most}" if low == 0 else f"{least}至{most}"
