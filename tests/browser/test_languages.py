"""The page in another language: all of it, at once, and back again."""

import re

import pytest

from playground import Settings, Trainer
from playground.catalogue import SettingError
from playground.checkpoint import from_bytes
from playground.own_data import read_data
from playground.ui import assets
from playground.ui.text import ENGLISH, words_of
from tests.browser.live import QUERY, STEP
from tests.test_own_data import MALFORMED

KOREAN = words_of("ko")
PLACEHOLDER = re.compile(r"\\\{\w+(:\d)?\\\}")

# Every piece of text that can be seen or heard now, with the element that holds it.
SAID = """() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.data.trim();
    const parent = node.parentElement;
    if (!words || parent.closest("script, style, #language")) continue;
    if (!shown(parent.closest("select") ?? parent)) continue;
    found.push([words, parent.tagName]);
  }
  for (const element of document.querySelectorAll("#page [aria-label], #page [title], #page [placeholder]")) {
    if (!shown(element)) continue;
    for (const name of ["aria-label", "title", "placeholder"]) {
      if (element.getAttribute(name)) found.push([element.getAttribute(name), `${element.tagName}@${name}`]);
    }
  }
  return found;
}"""

# Which words reach beyond their place, and by how many pixels.
OVERFLOWING = """() => [...document.querySelectorAll(
    "#page button, #page label > span, .pg-heading, #readings :is(th, td), #caption p, .pg-title, b")]
  .filter((element) => element.checkVisibility() && !element.closest(".pg-language"))
  .map((element) => [element, getComputedStyle(element)])
  .filter(([, { display, fontSize }]) => display !== "inline" && fontSize !== "0px")
  .map(([element]) => [element.textContent, element.scrollWidth - element.clientWidth])
  .filter(([, excess]) => excess > 1)"""


def spoken(language):
    """Whether all that follows at once has followed; what the server says comes a little later."""
    title = words_of(language)["title"]
    return f"document.title === {title!r} && document.documentElement.lang === {language!r}"


def pattern(words):
    """Finds a sentence, whatever is filled in."""
    return re.compile(PLACEHOLDER.sub(".*", re.escape(words)), re.DOTALL)


# A unit and an activation function are called Sigmoid, the latter in every language; and so is DCGAN, which
# as a way to draw weights has a name of its own.
FOREIGN = {
    key: pattern(words)
    for key, words in ENGLISH.items()
    if KOREAN[key] != words
    and re.search("[A-Za-z]{3}", re.sub(r"\{[^}]*\}", "", words))
    and key not in ("flow.sigmoid", "choice.dcgan")
}


def english_on(page):
    """What the page still says in English: [key, words, where]."""
    return [
        (key, words, where)
        for words, where in page.evaluate(SAID)
        for key, sentence in FOREIGN.items()
        if sentence.fullmatch(words)
    ]


def no_english(page):
    found = english_on(page)
    assert not found, "\n".join(map(str, found))


def korean(visits, query=QUERY, **context):
    visit = visits(query, locale="ko-KR", **context)
    visit.until(spoken("ko"))
    visit.until("document.querySelector('#flow .pg-title')?.textContent === '잡음'")
    return visit


def choose(visit, language):
    visit.page.select_option("#language", language)
    visit.until(spoken(language))
    generator = words_of(language)["flow.generator"]
    visit.until(
        f"document.querySelector('#flow [data-key=generator] .pg-title').textContent === {generator!r}"
    )
    visit.settle()


@pytest.mark.parametrize(
    "query",
    [
        QUERY,
        pytest.param("preset=convergence", marks=pytest.mark.thorough),
        pytest.param("preset=wasserstein", marks=pytest.mark.thorough),
    ],
)
def test_a_korean_browser_gets_a_korean_page(visits, query):
    visit = korean(visits, query)
    visit.play()
    visit.pause()
    for box in ("generator", "discriminator", "data", "loss", "training", "noise"):
        visit.page.click(f"#flow [data-key={box}]")
        no_english(visit.page)
    visit.page.keyboard.press("Escape")
    visit.page.click("#tab-data")
    visit.page.click(".pg-stop summary")
    visit.page.wait_for_timeout(800)
    no_english(visit.page)
    assert visit.page.title() == KOREAN["title"]
    assert visit.page.inner_text("#seed label").strip() == KOREAN["seed.label"]


@pytest.mark.thorough
def test_the_test_finds_english(visits):
    visit = visits(locale="en-US")
    visit.until("document.querySelector('#readings [data-name=jsd]')")
    found = {key for key, *_ in english_on(visit.page)}
    assert {"transport.play", "seed.label", "presets.label", "flow.generator", "caption.start.plane"} <= found
    assert {"transport.reset.help", "metrics.jsd.help", "timeline.label", "language.label"} <= found


def test_there_and_back(visits):
    """English, Korean and English again, while a box and a tooltip are open and the run is playing."""
    visit = visits("preset=mode-collapse&seed=2", locale="en-US")
    page = visit.page
    visit.play()
    visit.pause()
    page.click("#flow [data-key=discriminator]")
    before = sorted(page.evaluate(SAID))
    numbers = visit.readings()
    choose(visit, "ko")
    no_english(page)
    assert "lang=ko" in page.url
    assert re.findall(r"[\d.]+", visit.readings()) == re.findall(r"[\d.]+", numbers)
    card = page.locator("#presets label:has(input[value=convergence])")
    assert card.locator("b").inner_text() == "수렴"
    assert "시드" in card.locator("em").get_attribute("title")
    assert page.locator("#knobs h2").inner_text() == KOREAN["flow.discriminator"]
    choose(visit, "en")
    visit.until("document.querySelector('#knobs h2').textContent === 'Discriminator'")
    visit.until("document.querySelector('#knobs label').textContent === 'learning rate'")
    assert "lang" not in page.url.partition("?")[2]
    assert page.title() == ENGLISH["title"]
    assert sorted(page.evaluate(SAID)) == before


def test_a_link_says_the_language(visits):
    visit = visits(f"{QUERY}&lang=ko", locale="en-US")
    visit.until(spoken("ko"))
    visit.until("document.querySelector('#flow .pg-title').textContent === '잡음'")
    assert "lang=ko" in visit.page.evaluate("window.playground.link()")
    assert visit.page.input_value("#language") == "ko"
    other = visits(f"{QUERY}&lang=en", locale="ko-KR")
    other.settle()
    assert other.page.evaluate(spoken("en"))
    assert other.page.input_value("#language") == "en"


@pytest.mark.thorough
def test_the_choice_is_kept(visits):
    visit = visits(locale="ko-KR")
    visit.until(spoken("ko"))
    choose(visit, "en")
    visit.go(f"{visit.address}?{QUERY}")
    visit.page.wait_for_timeout(1000)
    assert visit.page.evaluate(spoken("en"))
    flow = visit.page.inner_text("#flow")
    assert "learning" not in flow
    assert not re.search("[가-힣]", flow)


@pytest.mark.thorough
def test_an_unknown_language_is_english(visits):
    visit = visits(f"{QUERY}&lang=tlh", locale="fr-FR")
    visit.settle()
    assert visit.page.input_value("#language") == "en"
    assert visit.page.inner_text("#play").strip() == ENGLISH["transport.play"]


@pytest.mark.thorough
def test_a_complaint_outlives_the_change_of_language(visits):
    visit = visits("preset=nothing", locale="ko-KR")
    visit.until(spoken("ko"))
    visit.page.wait_for_timeout(1000)
    assert KOREAN["notice.settings"].partition("}")[2].strip() in visit.notice()
    assert not visit.page.evaluate("window.playground.run === ''")


WRONG_SETTINGS = (
    *("preset=nothing", "seed=-1", "generator.lr=-1", "batch=3.5", "generator.ema=2", "objective=love"),
    *(
        "data.size=many",
        "constraint.r1.weight=1",
        "generator=big",
        "batch=99&pack=4",
        "pack=2&distribution=gaussian&noise.dim=1",
    ),
    *(
        "distribution=drawn&distribution.heights=0,0",
        "heights=1",
        "distribution=drawn-2d&distribution.paint=x",
    ),
    *("at.3=banana", "at.x=k:2", "trained=nothing", "unrolled=-1", "nothing=1"),
    *("family=cyclegan&target=mnist", "family=gmm&distribution=digits", "preset=ring&family=gmm"),
    *("objective.saturating=maybe", "constraint=r1,r1", "width=3", "noise.kind=swiss-roll&noise.dim=5"),
)


def complaints():
    """What the program says of files, settings and saved runs that are no good, in English."""
    for content, _ in MALFORMED.values():
        yield complaint(lambda content=content: read_data(content, "file"))
    for query in WRONG_SETTINGS:
        yield complaint(lambda query=query: Settings.from_query(query))
    yield complaint(lambda: from_bytes(b"no run", Trainer))


def complaint(work):
    with pytest.raises(SettingError) as caught:
        work()
    return str(caught.value)


def test_caption_and_complaints_follow(visits):
    visit = korean(visits, "preset=convergence")
    assert visit.page.inner_text("#caption") == KOREAN["caption.start.line"]
    english = list(complaints())
    asked = f"""async (sentences) => {{
        const module = new URL("{assets.BASE}/assets/complaints.js", document.baseURI);
        const {{ inWords }} = await import(module.href);
        return sentences.map(inWords);
    }}"""
    for sentence, said in zip(english, visit.page.evaluate(asked, english), strict=True):
        assert re.search("[가-힣]", said), sentence
        # What is left in Latin letters was filled in, or is a name.
        words = re.sub(r"'[^']*'", "", said)
        assert not re.search(r"\b(the|is|of|this|a|one|between|to)\b", words), said
        assert not set("{}") & set(words), said
    assert visit.page.evaluate(asked, ["Nobody wrote this."]) == ["Nobody wrote this."]
    visit.step_once("#step-d")
    visit.until(f"document.querySelector('#caption').innerText === {KOREAN['caption.half.discriminator']!r}")
    choose(visit, "en")
    visit.until(f"document.querySelector('#caption').innerText === {ENGLISH['caption.half.discriminator']!r}")
    visit.play()
    visit.until(f"{STEP} > 50")
    visit.page.select_option("#language", "ko")
    visit.until("/[가-힣]/.test(document.querySelector('#caption').innerText)")


@pytest.mark.thorough
def test_the_pad_follows(visits):
    visit = korean(visits, "preset=convergence")
    page = visit.page
    page.click("#tab-data")
    page.click("[data-own=line]")
    assert page.locator(".pg-pad h2").inner_text() == KOREAN["pad.title.line"]
    assert page.locator(".pg-pad-use").inner_text() == KOREAN["pad.use"]
    page.select_option("#language", "en")
    visit.until("document.querySelector('.pg-pad h2').textContent === 'Draw a density'")
    assert page.locator(".pg-pad").get_attribute("aria-label") == ENGLISH["pad.title.line"]
    assert page.locator(".pg-pad canvas").get_attribute("aria-label") == ENGLISH["pad.keys.line"]


def test_marks_and_stops_follow(visits):
    visit = korean(visits, "preset=ring&generator.width=8&discriminator.width=8")
    page = visit.page
    visit.play_to(20)
    page.click("#objective label:has-text('바서슈타인')")
    mark = "document.querySelector('.pg-marks i')?.title ?? ''"
    visit.until(f"{mark}.startsWith('20 스텝')")
    visit.send(do="stop_at", step=90)
    visit.until("document.querySelector('.pg-stop summary').textContent === '멈춤: 스텝 90'")
    choose(visit, "en")
    visit.until(f"{mark}.startsWith('step 20')")
    visit.until("document.querySelector('.pg-stop summary').textContent === 'Stop at step 90'")


@pytest.mark.parametrize(
    "size", [(390, 844), (1280, 720), pytest.param((1920, 1080), marks=pytest.mark.thorough)]
)
def test_nothing_overflows(visits, size):
    visit = korean(visits, "preset=convergence", viewport={"width": size[0], "height": size[1]})
    page = visit.page
    for tab in ("data", "presets"):
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate(OVERFLOWING) == []
    page.click("#flow [data-key=discriminator]")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate(OVERFLOWING) == []
    if size[0] > 900:
        assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
