"""All words of the page, in English. Another language is another file with the same keys.

Sentences may hold `{name}` (two digits) or `{name:1}` (that many digits).
"""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "title": "GAN playground",
    "tagline": "Two networks, one game: watch a generator learn a distribution.",
    "theme": "Light / dark",
    # Transport
    "transport.play": "Play",
    "transport.pause": "Pause",
    "transport.step_d": "D",
    "transport.step_g": "G",
    "transport.step_both": "D + G",
    "transport.rewind": "Back",
    "transport.reset": "Reset",
    "transport.label": "Transport",
    "speed.label": "Speed",
    "speed.quarter": "¼",
    "speed.story": "1×",
    "speed.fast": "4×",
    "speed.full": "Full",
    "objective.label": "Loss",
    "objective.more": "More",
    "seed.label": "Seed",
    "seed.new": "New seed",
    "presets.label": "Presets",
    "presets.measured": "so in {met} of {n} seeds",
    "presets.claim": "{claim}: {met} of {n} seeds",
    "knobs.label": "Live knobs",
    "knob.generator.lr": "G learning rate",
    "knob.discriminator.lr": "D learning rate",
    "knob.k": "D steps per G step",
    "knob.objective.saturating": "saturating loss of G",
    "knob.constraint": "constraint on D",
    "readings.label": "How good is G?",
    "readings.now": "now",
    "readings.perfect": "perfect",
    # Status line
    "status.step": "step",
    "status.rate": "steps/s",
    # Metrics
    "metrics.order": "modes high_quality jsd w1 sliced_w1 d_star_gap d_real d_fake loss_d loss_g",
    "metrics.modes": "modes",
    "metrics.high_quality": "high quality",
    "metrics.jsd": "JSD",
    "metrics.w1": "W1",
    "metrics.sliced_w1": "sliced W1",
    "metrics.d_star_gap": "|D − D*|",
    "metrics.d_real": "D(x)",
    "metrics.d_fake": "D(G(z))",
    "metrics.loss_d": "loss of D",
    "metrics.loss_g": "loss of G",
    "metrics.modes.help": "Modes of the data that the generator covers.",
    "metrics.high_quality.help": "Share of fakes within three standard deviations of a mode.",
    "metrics.jsd.help": "Jensen-Shannon divergence between data and fakes, in nats: 0 same, 0.693 disjoint.",
    "metrics.w1.help": "Wasserstein-1 distance: how far probability has to be moved on average.",
    "metrics.sliced_w1.help": "Wasserstein-1 distance averaged over directions.",
    "metrics.d_star_gap.help": "Largest distance between D and the best D for the present generator.",
    "metrics.d_real.help": "Mean output of D on real samples.",
    "metrics.d_fake.help": "Mean output of D on fakes.",
    "metrics.loss_d.help": "Loss that D minimises, on the last batch.",
    "metrics.loss_g.help": "Loss that G minimises, on the last batch.",
    # On the canvas
    "canvas.real": "real",
    "canvas.fake": "fake",
    "canvas.push": "push",
    # What the stage shows, for those who do not see it
    "stage.line": "Densities of data and generator, the discriminator, and arrows from noise to samples.",
    "stage.plane": "Real and generated points in the plane over a map of the discriminator.",
    # Captions
    "caption.start.line": "Before the first step: G turns noise z into the green density, and D has not "
    "learned anything yet. Press Play.",
    "caption.start.plane": "Before the first step: G puts its green points anywhere, and D has not "
    "learned anything yet. Press Play.",
    "caption.half.discriminator": "D alone moved, so as to tell the data from the fakes of the present G. "
    "G stood still.",
    "caption.half.generator": "G alone moved: its samples went where D's slope pushes them{push}. "
    "D stood still.",
    "caption.sure": "D is almost sure of itself ({d_real} on data, {d_fake} on fakes): G hardly fools it.",
    "caption.apart.line": "D tells the two apart ({d_real} on data, {d_fake} on fakes); its slope pushes "
    "the samples{push}.",
    "caption.apart.plane": "D tells the two apart ({d_real} on data, {d_fake} on fakes); its slope pushes "
    "the green points towards blue.",
    "caption.chase.line": "G follows D's slope{push}, and D adapts: {d_real} on data, {d_fake} on fakes.",
    "caption.chase.plane": "G follows D's slope towards the data, and D adapts: {d_real} on data, "
    "{d_fake} on fakes.",
    "caption.fooled": "G has run ahead: D does not tell them apart any more, although they differ. "
    "Now D has to catch up.",
    "caption.end": "The two densities nearly coincide (JSD {jsd:3}), so D can only guess: "
    "close to ½ everywhere.",
    "caption.modes.none": "G covers none of the {total:0} modes yet; D shows it where the data are.",
    "caption.modes.few": "Mode collapse: G covers only {modes:0} of {total:0} modes; D is blue where data "
    "are missed.",
    "caption.modes.some": "G covers {modes:0} of {total:0} modes; D is blue where data are still missing.",
    "caption.modes.apart": "All {total:0} modes are covered, but D still sees a difference "
    "({d_real} on data, {d_fake} on fakes).",
    "caption.modes.all": "All {total:0} modes are covered, and D can hardly tell ({d_real} on data, "
    "{d_fake} on fakes).",
    "caption.critic": "The critic scores data higher than fakes by {gap}; its slope, not a verdict, "
    "moves G{push}.",
    "caption.critic.behind": "Just now the critic scores fakes higher than data, by {gap}: its slope "
    "leads G away from the data.",
    "caption.critic.end": "Little is left to move (W1 {w1:3}): the critic finds hardly any slope.",
    "caption.critic.modes": "All {total:0} modes are covered; the critic scores data higher by {gap}.",
    "push.left": " to the left",
    "push.right": " to the right",
    "push.both": " from both sides",
    "push.none": "",
    # Complaints
    "notice.close": "Close",
    "notice.lost": "The connection to this run is lost. Reset starts it again.",
    "notice.settings": "{complaint} The page shows its first preset instead.",
    "notice.seed": "The seed must be a whole number, 0 or above.",
}

TO_BROWSER = ("transport.", "metrics.", "stage.", "caption.", "push.", "notice.", "canvas.")


def text(key: str) -> str:
    """The page's words under `key`."""
    return ENGLISH[key]


def browser_texts() -> dict[str, str]:
    """The words that scripts put on the page."""
    return {key: words for key, words in ENGLISH.items() if key.startswith(TO_BROWSER)}
