"""缴费基数: the reader's base moved to the area's nearest limit where it lies outside."""

from decimal import Decimal

from calculators.engine.answer import fen, money_text
from calculators.engine.facts import Fact
from calculators.engine.reasoning import Reasoning


def within_limits(base: Decimal, lowest: Fact[Decimal], highest: Fact[Decimal], say: Reasoning) -> Decimal:
    """The base contributions are reckoned on; a limit that is not known does not move it, and is said."""
    for limit in (lowest, highest):
        if limit.value is None:
            say.doubt(limit)
    if lowest.value is not None and base < lowest.value:
        words = f"缴费基数{money_text(base)}低于这里的下限{money_text(lowest.value)}，按下限算。"
        say.step(words, fen(lowest.value), lowest)
        return lowest.value
    if highest.value is not None and base > highest.value:
        words = f"缴费基数{money_text(base)}高于这里的上限{money_text(highest.value)}，按上限算。"
        say.step(words, fen(highest.value), highest)
        return highest.value
    unknown = [name for name, limit in (("下限", lowest), ("上限", highest)) if limit.value is None]
    if unknown:
        say.estimate(f"这里缴费基数的{'和'.join(unknown)}没有查到，没有按它调整，实际的数可能不同。")
    return base
