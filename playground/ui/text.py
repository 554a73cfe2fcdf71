"""The words of the page in the language of its visitor.

The names and sentences of the catalogue (presets, knobs, distributions ...) are the catalogue's own in
English; another language may hold names under keys such as `preset.ring.title`, and sentences by the
English ones (`help.Left edge.`). Where it does not, the page falls back on the English.
"""

from __future__ import annotations

import functools

from playground.metrics import Metric
from playground.ui.words.english import WORDS as ENGLISH
from playground.ui.words.korean import WORDS as KOREAN

LANGUAGES = {"en": "English", "ko": "한국어"}
"""Languages of the page, each by its own name; the first is spoken unless another is asked for."""

_WORDS = {"en": ENGLISH, "ko": KOREAN}


@functools.cache
def words_of(language: str) -> dict[str, str]:
    """All words of the page in one language."""
    return ENGLISH | _WORDS[language]


def text(key: str) -> str:
    """The page's words under `key`, in English."""
    return ENGLISH[key]


def browser_texts(language: str) -> dict[str, str]:
    """The words that scripts put on the page; a metric without a short name goes by its title."""
    return {f"metrics.{key}": entry.title for key, entry in Metric.entries.items()} | words_of(language)
