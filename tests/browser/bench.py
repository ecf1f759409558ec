"""试验台: one bare page per calculator, made with the same macros as the site and with invented facts."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import calculators
from scripts.pages.templates import Templates

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2026, 3, 16)
RULE = {
    "id": "样例办法",
    "title": "样例办法",
    "document_number": "样〔2020〕1号",
    "url": "https://example.org/?a=1&b=2",
}
VALUES = {
    "transfer_out_workdays": 10,
    "transfer_in_workdays": 5,
    "fixed_holidays": ["01-01", "05-01", "10-01"],
    "working_day_calendar": [{"year": 2026, "days_off": ["2026-03-18"], "days_worked": ["2026-03-21"]}],
    "late_fee_daily_rate": "0.0005",
    "employee_credit_rate": "0.02",
    "contribution_base_min": "4000",
    "contribution_base_max": "20000",
}
FACTS = {
    key: {
        "label": key,
        "value": value,
        "since": "2020-01-01",
        "status": "official",
        "proof": "official",
        "source": RULE,
        "looked": "2026-03-01",
    }
    for key, value in VALUES.items()
}
PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>{title}</title><link rel="icon" href="../assets/favicon.svg">
<h1>{title}</h1>{form}<aside class="worked">{worked}</aside>
<script defer src="../assets/finder.js"></script>
<script type="module" src="../assets/calculator.js"></script>
"""


def write_bench(content: Path, folder: Path, runtime: str) -> None:
    """Write `folder`/<slug>/index.html for every calculator."""
    templates = Templates(content, ON)
    for slug in calculators.SLUGS:
        described = calculators.describe(slug)
        inputs = calculators.worked(slug, ON)
        facts = {key: fact for key, fact in FACTS.items() if key in described.facts}
        by_place = dict.fromkeys(described.places, facts) or facts
        form, fields = templates.macro("form", "form"), templates.macro("form", "fields")
        asked = calculators.asked(slug, inputs)
        payload = json.dumps({"inputs": inputs, "facts": by_place, "on": ON.isoformat()})
        answer = json.loads(calculators.run(slug, payload))["answer"]
        page = PAGE.format(
            title=described.title,
            form=form(described, fields(described, inputs, asked), facts, "../" + runtime),
            worked=templates.macro("answer", "answer")(answer),
        )
        (folder / slug).mkdir()
        (folder / slug / "index.html").write_text(page, "utf-8")
