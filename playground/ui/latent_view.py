"""The view in which the latent space of the run on the Play page is explored.

It is one component without a state on the server: its script builds everything and asks the run for
pictures of latents.
"""

from __future__ import annotations

import gradio as gr

from playground.ui import assets


def latent_view() -> gr.HTML:
    """Makes the view, inside the page's Blocks."""
    with gr.Column(elem_id="view-latent", elem_classes="pg-view"):
        return gr.HTML(
            html_template='<div class="pg-latent"></div>',
            js_on_load=assets.loader("latent.js"),
            elem_id="latent",
            elem_classes="pg-block",
            apply_default_css=False,
            base=assets.BASE,
        )
