"""What a remedy is: a few settings that are changed together, in a run that goes on or in a new one."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import parse_qsl

from playground.addresses import NONE, addresses, assign
from playground.catalogue import Catalogued
from playground.changes import Change
from playground.families import Family
from playground.settings import Settings

_LIST = "constraint"


class Remedy(Catalogued, abstract=True):
    """A change of settings that is said to help: the docstring says what it does and who proposed it.

    `settings` is a query string without a preset. `source` names the paper. Constraints that it
    names join those that a run has; everything else replaces what was there.
    """

    settings: ClassVar[str]
    source: ClassVar[str]

    @classmethod
    def changes(cls, family: Family, step: int = 0) -> tuple[Change, ...]:
        """What would be set at `step`, in order; nothing that is set already.

        Raises `SettingError` where the family has no such setting.
        """
        made = []
        for path, text in parse_qsl(cls.settings):
            text = _joined(addresses(family)[_LIST].text, text) if path == _LIST else text
            after = assign(family, path, text)
            if after != family:
                made.append(Change(step, path, text))
            family = after
        return tuple(made)

    @classmethod
    def after(cls, family: Family) -> Family:
        """The family with the remedy; raises `SettingError` where it has no such setting."""
        for change in cls.changes(family):
            family = assign(family, change.path, change.text)
        return family

    @classmethod
    def restarts(cls, family: Family) -> bool:
        """Whether a run in flight cannot take it up, because it asks for other networks."""
        return not family.carries_over_to(cls.after(family))

    @classmethod
    def prescribed(cls, settings: Settings, step: int) -> Settings:
        """The run of `settings` that takes up the remedy at `step`, in place of any later changes.

        Raises `SettingError` if it asks for other networks.
        """
        kept = tuple(change for change in settings.changes if change.step < step)
        changes = (*kept, *cls.changes(settings.family_at(len(kept)), step))
        prescribed = settings.replace(changes=changes)
        prescribed.check_changes()
        return prescribed

    @classmethod
    def anew(cls, settings: Settings) -> Settings:
        """A run like that of `settings` which has the remedy from its start, and no changes."""
        return settings.replace(family=cls.after(settings.family), changes=())


def _joined(held: str, more: str) -> str:
    """Two lists of constraints as one; each is named once."""
    named = dict.fromkeys((*held.split(","), *more.split(",")))
    return ",".join(key for key in named if key != NONE)
