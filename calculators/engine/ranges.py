"""范围: from the least to the most, as people write it."""


def between(low: str, high: str) -> str:
    """3, 3至6, or 最多6 where the least is nothing."""
    if low == high:
        return high
    return f"最多{high}" if low == "0" else f"{low}至{high}"
