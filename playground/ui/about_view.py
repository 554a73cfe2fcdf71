"""The view that explains the others: what the colours mean, the keys, where numbers and ideas come from."""

from __future__ import annotations

import gradio as gr

from playground.ui.markup import element, safe

COLOURS = ("data", "generator", "discriminator", "push")
KEYS = {
    "play": "␣",
    "steps": "d g s",
    "back": "b r",
    "along": "← →",
    "seed": "n",
    "full": "f",
}
PAPERS = (
    ("Goodfellow et al., Generative Adversarial Nets (2014)", "https://arxiv.org/abs/1406.2661"),
    ("Arjovsky and Bottou, Towards Principled Methods (2017)", "https://arxiv.org/abs/1701.04862"),
    ("Arjovsky et al., Wasserstein GAN (2017)", "https://arxiv.org/abs/1701.07875"),
    ("Gulrajani et al., Improved Training of Wasserstein GANs (2017)", "https://arxiv.org/abs/1704.00028"),
    (
        "Mescheder et al., Which Training Methods Actually Converge? (2018)",
        "https://arxiv.org/abs/1801.04406",
    ),
    ("Huang et al., The GAN is dead; long live the GAN! (2024)", "https://arxiv.org/abs/2501.05441"),
)
"""Linked for those who read on; the page itself loads nothing from there."""


def about_view() -> None:
    """Nothing in it moves, so that it needs no script."""
    with gr.Column(elem_id="view-about", elem_classes="pg-view"):
        sections = {
            "game": _paragraphs("game"),
            "colours": _colours(),
            "numbers": _paragraphs("numbers"),
            "keys": _keys(),
            "papers": _papers(),
        }
        inside = "".join(_section(name, content) for name, content in sections.items())
        gr.HTML(f'<article class="pg-about">{inside}</article>', apply_default_css=False)


def _section(name: str, inside: str) -> str:
    return f"<section>{element('h2', f'about.{name}')}{inside}</section>"


def _paragraphs(name: str) -> str:
    return "".join(element("p", f"about.{name}.{number}") for number in (1, 2))


def _colours() -> str:
    rows = "".join(
        f'<dt class="pg-about-{name}" aria-hidden="true"></dt>{element("dd", f"about.colour.{name}")}'
        for name in COLOURS
    )
    return f'<dl class="pg-about-colours">{rows}</dl>'


def _keys() -> str:
    rows = "".join(
        f"<dt>{''.join(f'<kbd>{safe(key)}</kbd>' for key in keys.split())}</dt>"
        f"{element('dd', f'about.key.{name}')}"
        for name, keys in KEYS.items()
    )
    return f'<dl class="pg-about-keys">{rows}</dl>'


def _papers() -> str:
    links = "".join(
        f'<li><a href="{url}" target="_blank" rel="noopener">{safe(title)}</a></li>' for title, url in PAPERS
    )
    return f"<ul>{links}</ul>"
