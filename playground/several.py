"""What several runs on one clock start from."""

from __future__ import annotations

import dataclasses
from typing import Any, Self

from playground.families import Family
from playground.settings import Settings


@dataclasses.dataclass(frozen=True)
class Several:
    """Settings, and in what each run differs from them; it can be set and started anew like settings."""

    settings: Settings = dataclasses.field(default_factory=Settings)

    @property
    def seed(self) -> int:
        """The seed of the settings."""
        return self.settings.seed

    @property
    def preset(self) -> str:
        """The preset that the settings come from, if any."""
        return self.settings.preset

    @property
    def family(self) -> Family:
        """The model that all runs begin with, before anything is laid over it."""
        return self.settings.family

    @property
    def portable(self) -> bool:
        """Whether the text form holds everything."""
        return self.settings.portable

    def set(self, path: str, text: str) -> Self:
        """A copy with one thing set for all runs; raises `SettingError`."""
        return self.replace(settings=self.settings.set(path, text))

    def anew(self, family: Family) -> Self:
        """The same for another family, without the changes made along the way."""
        return self.replace(settings=self.settings.anew(family))

    def replace(self, **fields: Any) -> Self:
        """A copy with some fields exchanged."""
        return dataclasses.replace(self, **fields)
