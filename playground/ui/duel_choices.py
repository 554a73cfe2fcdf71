"""What a duel is over: the sides of a preset if nobody has chosen, and what can be chosen for a side."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from playground import SettingError, Settings
from playground.addresses import NONE, addresses
from playground.catalogue import Catalogued, Spec
from playground.constraints import Constraint
from playground.duel import SIDE, Match
from playground.families import Family
from playground.families.gan import Gan
from playground.objectives import Objective
from playground.presets import Preset
from playground.ui.handlers import GRADIOS, OURS

FIRST = "mode-collapse"
AUTO = "auto"
NOT_SETTINGS = {*OURS, *GRADIOS}
"""What an address of the page may hold besides the settings of a run."""

RIVALS = {
    "clipping-small": "constraint=gradient-penalty",
    "clipping-large": "constraint=gradient-penalty",
    "vanishing-gradient": "objective.saturating=false",
    "d-too-strong": "objective.saturating=false",
    "g-too-strong": "generator.lr=0.03&discriminator.lr=0.002",
    "balanced": "generator.lr=0.001&discriminator.lr=0.01&k=5",
    "memorise": "data.size=0",
}
"""The second side of a duel over a preset, where the preset is not about the loss."""


def match_of(query: str) -> Match:
    """The duel that a text asks for: that of a match, or settings (as an address has them) alone, which
    get the sides of `rival`. Raises `SettingError`."""
    # Halves of surrogate pairs are no text that could be put in an address.
    text = query.encode(errors="replace").decode()
    pairs = parse_qsl(text.lstrip("?"), keep_blank_values=True)
    pairs = [pair for pair in pairs if pair[0] not in NOT_SETTINGS and not pair[0].startswith("__")]
    if not any(path == SIDE for path, _ in pairs):
        pairs = pairs or [("preset", FIRST)]
        pairs += [(SIDE, ""), (SIDE, rival(Settings.from_query(urlencode(pairs))))]
    return Match.from_query(urlencode(pairs))


def rival(settings: Settings) -> str:
    """What the second side is laid over by, if nobody has chosen: Wasserstein against the loss there is,
    or the minimax game against Wasserstein, unless the preset is about something else. What has no loss
    stands against the plain GAN."""
    if settings.preset in RIVALS:
        return RIVALS[settings.preset]
    if not _key(settings.family, "objective"):
        return f"family={Gan.key}"
    against = "wasserstein" if _key(settings.family, "objective") != "wasserstein" else "jensen-shannon"
    found = (each for each in choices(settings) if each[1] == against)
    return next(found, (f"objective={against}",))[0]


def offered(query: str) -> list[tuple[str, str, str]]:
    """The `choices` of a duel by its text; none if that is not one."""
    try:
        return choices(match_of(query).settings) if query else []
    except SettingError:
        return []


def choices(settings: Settings) -> list[tuple[str, str, str]]:
    """What a side can be chosen to be: the text laid over `settings`, and the keys of loss (of the family,
    where there is none) and constraint that name it. The first is the settings as they are, the last are
    other families on the same data."""
    loss, constraint = _key(settings.family, "objective"), _key(settings.family, "constraint")
    families = [(f"family={key}", key, "") for key in Family.entries if key != settings.family.key]
    others = [entry for key, entry in Objective.entries.items() if loss and key != loss]
    added = [key for key in Constraint.entries if loss and key != AUTO and key not in constraint.split(",")]
    laid_over = [
        *((_with_loss(entry, constraint), entry.key, "") for entry in others),
        *((f"constraint={key}", loss, key) for key in added),
        *families,
    ]
    possible = [choice for choice in laid_over if _suits(choice[0], settings)]
    return [("", loss or settings.family.key, ""), *possible]


def _suits(variant: str, settings: Settings) -> bool:
    """Whether a text can be laid over these settings."""
    try:
        settings.varied(variant)
    except SettingError:
        return False
    return True


def _with_loss(loss: type[Objective], constraint: str) -> str:
    """A loss that needs a constraint brings it, even to settings that say there is none."""
    brings = loss.constraint != NONE and constraint == NONE
    return f"objective={loss.key}" + (f"&constraint={AUTO}" if brings else "")


def _key(family: Family, path: str) -> str:
    address = addresses(family).get(path)
    return address.text if address else ""


def names() -> dict[str, dict[str, str]]:
    """The English `titles` of all entries that settings can name, by `<catalogue>.<key>.title`, and by the
    name of a setting the catalogue (`catalogues`) that its value is a key of."""
    slots = dict(pair for family in Family.entries.values() for pair in _slots(family))
    roots = {Family, Preset, *slots.values()}
    return {
        "titles": {
            f"{root.__name__.lower()}.{key}.title": entry.title
            for root in roots
            for key, entry in root.entries.items()
        },
        "catalogues": {name: root.__name__.lower() for name, root in slots.items()} | {"family": "family"},
    }


def _slots(spec: type[Spec]) -> Iterator[tuple[str, type[Catalogued]]]:
    """Name and catalogue of each choice in a spec, whatever its slots hold."""
    for name, slot in spec.slots().items():
        if slot.root:
            yield name, slot.root
        held = slot.root.entries.values() if slot.root else [type(spec.__dataclass_fields__[name].default)]
        for entry in held:
            yield from _slots(entry)
