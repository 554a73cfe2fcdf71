"""Every language of the page says all that the English one does, with the same numbers in it."""

import html
import json
import re
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from playground import Settings
from playground.distributions import Distribution, Line
from playground.families import Family
from playground.metrics import Metric
from playground.presets import Preset
from playground.runs import Registry
from playground.runs.controls import describe
from playground.ui import assets
from playground.ui.gallery import data_gallery, family_cards, preset_cards, tabs
from playground.ui.handlers import Handlers, language_of
from playground.ui.map_view import family_map
from playground.ui.routes import routes
from playground.ui.shown import shown_flow, shown_knobs
from playground.ui.text import ENGLISH, LANGUAGES, browser_texts, words_of
from playground.ui.words.korean import WORDS as KOREAN

OTHERS = {"ko": KOREAN}
FORMULAS = {"metrics.order"}
"""What the page's words hold besides words."""

PLACEHOLDER = re.compile(r"\{(\w+)(:\d)?\}")
LATIN = re.compile(r"[A-Za-z]{2,}")
ENDING = re.compile(r"(니다|십시오|\}\)?|행렬|\))\.$")
IN_LATIN = {
    *("GAN", "DCGAN", "MNIST", "JSD", "KL", "FID", "nat", "log", "max", "fake", "data", "auto", "He", "EMA"),
    *("CSV", "PNG", "SVG", "csv", "txt", "npy", "zip", "MB", "MiB", "CycleGAN", "PyTorch"),
    *("Shift", "Enter", "Escape", "Delete"),
    *("ReLU", "Leaky", "tanh", "ELU", "Softplus", "SiLU", "Sigmoid", "SGD", "Momentum", "RMSProp", "Adam"),
}
"""What a Korean text writes in Latin letters too: names, formulas and keys."""


def settable(spec):
    """(name, knob or slot) of everything that can be set in a spec, whatever its slots hold."""
    yield from spec.knobs().items()
    for name, slot in spec.slots().items():
        if not slot.root:
            yield from settable(type(spec.__dataclass_fields__[name].default))
            continue
        yield name, slot
        for entry in slot.root.entries.values():
            yield from settable(entry)


def catalogue_keys():
    """The keys under which a language says what the catalogue says in English."""
    knobs = [pair for family in Family.entries.values() for pair in settable(family)]
    roots = {Preset, Family, Distribution, *(slot.root for _, slot in knobs if getattr(slot, "root", None))}
    choices = {choice for _, knob in knobs for choice in getattr(knob, "choices", ())}
    return {
        *(f"{root.__name__.lower()}.{key}.title" for root in roots for key in root.entries),
        *(f"summary.{entry.summary()}" for root in (Preset, Family) for entry in root.entries.values()),
        *(f"summary.{entry.what_for}" for entry in Family.entries.values() if entry.what_for),
        *(f"claim.{claim.text}" for preset in Preset.entries.values() for claim in preset.claims),
        *(f"knob.{name}" for name, _ in knobs),
        *(f"help.{knob.help}" for _, knob in knobs),
        *(f"choice.{choice}" for choice in choices),
        *(f"metrics.{key}" for key in Metric.entries),
    }


def complaint(key):
    """Complaints name what they fill in as they like; they have tests of their own."""
    return key.startswith("complaint.")


def placeholders(words):
    return sorted(set(PLACEHOLDER.findall(words)))


@pytest.fixture(params=OTHERS)
def words(request):
    return OTHERS[request.param]


def test_each_language_has_its_words():
    assert list(LANGUAGES) == ["en", *OTHERS]
    assert words_of("en") == ENGLISH
    for key, own in OTHERS.items():
        assert words_of(key) == ENGLISH | own


def test_the_page_is_said_in_full(words):
    missing = sorted(ENGLISH.keys() - FORMULAS - words.keys())
    assert not missing, f"no words under {missing}"


def test_the_catalogue_is_said_in_full(words):
    missing = sorted(catalogue_keys() - words.keys())
    assert not missing, f"no words under {missing}"


def test_nothing_is_said_that_is_gone(words):
    stale = sorted(key for key in words.keys() - catalogue_keys() - ENGLISH.keys() if not complaint(key))
    assert not stale, f"nothing asks for {stale}"
    assert not FORMULAS & words.keys()


def test_the_same_numbers_are_filled_in(words):
    differing = {
        key: (ENGLISH[key], said)
        for key, said in words.items()
        if key in ENGLISH and placeholders(said) != placeholders(ENGLISH[key])
    }
    assert not differing
    others = {key: said for key, said in words.items() if key not in ENGLISH and not complaint(key)}
    assert not [key for key, said in others.items() if set("{}") & set(said)]


def test_texts_are_clean():
    for language in LANGUAGES:
        for key, said in words_of(language).items():
            assert "  " not in said, key
            assert said == said.rstrip(), key
            assert said.strip() or key == "push.none", key


def test_korean_is_korean():
    """No English is left in it, nor is a word of another ending."""
    for key, said in KOREAN.items():
        if complaint(key):
            continue
        foreign = set(LATIN.findall(PLACEHOLDER.sub("", said))) - IN_LATIN
        assert not foreign, (key, foreign)
        if key.startswith(("help.", "summary.", "caption.", "notice.", "upload.")) and said.endswith("."):
            assert ENDING.search(said), (key, said)


def test_no_particle_depends_on_a_number():
    """After a placeholder there is no 이/가, 은/는, 을/를 or 으로: what is filled in decides its form."""
    particle = re.compile(r"\}(이|가|은|는|을|를|으로|로|과|와|이나|나)(?![가-힣])")
    assert not {key: said for key, said in KOREAN.items() if particle.search(said)}


def queries():
    yield ""
    for key, distribution in Distribution.entries.items():
        yield f"distribution={key}" + ("&noise.dim=1" if issubclass(distribution, Line) else "")
    for preset in Preset.entries:
        yield f"preset={preset}"
    every = "r1,r2,gradient-penalty,one-sided-penalty,instance-noise,consensus"
    yield f"constraint={every}&generator.norm=layer"
    yield "objective=wasserstein&constraint=clipping&k=5&generator.depth=0&updates=simultaneous&data.size=9"


@pytest.mark.parametrize("query", list(queries()))
def test_diagram_and_knobs_are_korean(query):
    family = Settings.from_query(query).family
    flow, knobs = shown_flow(family, words_of("ko")), shown_knobs(describe(family), words_of("ko"))
    said = [box["summary"] for box in flow["boxes"]]
    said += [words for knob in knobs for words in (knob["label"], knob["help"])]
    said += [label for knob in knobs for _, label in knob["choices"]]
    foreign = {words: set(LATIN.findall(words)) - IN_LATIN for words in said}
    assert not {words: found for words, found in foreign.items() if found}
    named = [(knob["box"], knob["label"]) for knob in knobs]
    assert not {pair for pair in named if named.count(pair) > 1}
    assert all("catalogue" not in knob for knob in knobs)


def test_what_a_language_lacks_is_said_in_english():
    words = {key: said for key, said in words_of("ko").items() if key in ENGLISH}
    family = Settings.from_query("constraint=r1").family
    knobs = {knob["name"]: knob for knob in shown_knobs(describe(family), words)}
    assert knobs["generator.depth"]["label"] == "depth"
    assert knobs["generator.depth"]["help"] == "Number of hidden layers."
    assert ["jensen-shannon", "Jensen-Shannon"] in knobs["objective"]["choices"]
    assert "Jensen-Shannon" in str(shown_flow(family, words))


def test_all_that_the_galleries_say_can_be_said_otherwise():
    for part in (tabs(), preset_cards(), data_gallery(), family_cards(), family_map()):
        markup = f"{part.html_template}{part.value}"
        known = {*ENGLISH, *KOREAN}
        keys = re.findall(r'data-text(?:-label)?="([^"]*)"', markup)
        assert keys
        assert {html.unescape(key) for key in keys} <= known
        assert markup.count("aria-label=") == markup.count("data-text-label=")


def test_every_metric_has_a_name():
    assert all(f"metrics.{key}" in browser_texts("en") for key in Metric.entries)


def test_the_server_tells_every_language():
    registry = Registry(limit=1)
    with TestClient(Starlette(routes=routes(registry))) as client:
        for language in LANGUAGES:
            answer = client.get(f"/{assets.BASE}/texts/{language}")
            assert json.loads(answer.text) == browser_texts(language)
            assert words_of(language).items() <= browser_texts(language).items()
        assert client.get(f"/{assets.BASE}/texts/xx").status_code == 404
    registry.close()


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ({}, "ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        ({}, "fr-FR, fr;q=0.9, ko;q=0.5", "ko"),
        ({}, "en-US,en;q=0.9,ko;q=0.8", "en"),
        ({}, "", "en"),
        ({"lang": "ko"}, "en-US", "ko"),
        ({"lang": "KO-kr"}, "en-US", "ko"),
        ({"lang": "en"}, "ko-KR", "en"),
        ({"lang": "<b>"}, "tlh", "en"),
    ],
)
def test_the_language_of_a_visitor(address, accepted, language):
    assert language_of(address, SimpleNamespace(headers={"accept-language": accepted})) == language


def test_the_server_follows_a_change_of_language():
    registry = Registry(limit=1)
    names = ("stage", "presets", "data", "models", "speed", "objective", "seed", "flow", "knobs")
    handlers = Handlers(registry, {name: name for name in names})
    query = {"preset": "nothing", "lang": "ko"}
    opened = handlers.open(SimpleNamespace(query_params=query, headers={}))
    assert opened["stage"]["notice"].endswith(KOREAN["notice.settings"].removeprefix("{complaint} "))
    for language, title in (("en", "Gaussian"), ("ko", "가우스")):
        event = SimpleNamespace(_data={"value": language})
        updates = handlers.choose_language(opened["stage"], event)
        assert updates["stage"]["lang"] == language
        assert "notice" not in updates["stage"]
        assert (updates["seed"]["value"], updates["seed"]["label"]) == (0, words_of(language)["seed.label"])
        noise = next(box for box in updates["flow"]["boxes"] if box["key"] == "noise")
        assert noise["summary"].startswith(title)
    registry.close()
