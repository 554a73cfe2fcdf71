"""Starting the server."""

from __future__ import annotations

import os

import torch

from playground import Settings, Trainer
from playground.runs import Registry
from playground.ui import assets
from playground.ui.page import build
from playground.ui.routes import routes
from playground.ui.theme import theme

DEFAULT_PORT = 7860
QUEUE_REST = 0.05
"""Seconds between two looks of Gradio into its queue."""


def launch(**options) -> None:
    """Serves the page until interrupted; `options` go to Gradio's `launch`.

    Address and port come from GRADIO_SERVER_NAME and GRADIO_SERVER_PORT.
    """
    warm_up()
    registry = Registry()
    page = build(registry)
    # Gradio looks into its queue, which stays empty here, 1,000 times a second, and each time takes the
    # interpreter from the run that trains. Its own figure for Windows is enough.
    page._queue.sleep_when_free = QUEUE_REST
    try:
        page.launch(
            **{
                "server_port": int(os.environ.get("GRADIO_SERVER_PORT") or DEFAULT_PORT),
                "ssr_mode": False,
                "run_history": False,
                "footer_links": [],
                "theme": theme(),
                "css": assets.style(),
                "app_kwargs": {"routes": routes(registry)},
                "show_error": True,
                **options,
            }
        )
    finally:
        if not options.get("prevent_thread_lock"):
            registry.close()


def warm_up() -> None:
    """Has torch do its slow first things now, rather than in the first visitor's first second."""
    torch.set_num_threads(1)
    trainer = Trainer(Settings())
    trainer.step(1)
    trainer.scene(trainer.stage)
