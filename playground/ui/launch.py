"""Starting the server."""

from __future__ import annotations

import argparse
import os
from typing import Any

import gradio as gr
import torch
from starlette.middleware import Middleware

from playground import SettingError, Settings, Trainer
from playground.needed_data import HELP, look_in
from playground.runs import Registry
from playground.training import threads
from playground.ui import assets
from playground.ui.guard import Guard
from playground.ui.page import build
from playground.ui.routes import routes
from playground.ui.theme import theme

DEFAULT_PORT = 7860
QUEUE_REST = 0.5
"""Seconds between two looks of Gradio into its queue, and for progress to tell of."""


MOST_STATES = 256
"""Browser sessions of which Gradio remembers what its components hold (40 kB each). This page keeps
nothing there, so that it may forget."""


def main(arguments: list[str] | None = None) -> None:
    """Serves the page as the command line says."""
    parser = argparse.ArgumentParser(description="Serves the playground's page.")
    parser.add_argument("--data", metavar="FOLDER", help=HELP)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.data:
            look_in(chosen.data)
    except SettingError as error:
        parser.error(str(error))
    launch()


def launch(**options: Any) -> None:
    """Serves the page until interrupted; `options` go to Gradio's `launch`.

    Address and port come from GRADIO_SERVER_NAME and GRADIO_SERVER_PORT.
    """
    warm_up()
    registry = Registry()
    try:
        serve(build(registry), registry, **options)
    finally:
        if not options.get("prevent_thread_lock"):
            registry.close()


def serve(page: gr.Blocks, registry: Registry, **options: Any) -> gr.routes.App:
    """Serves a page that was built for a registry, guarded; returns the app once it is served."""
    # The page's frames, and often the browser too, need a core of their own.
    threads.spare(1)
    # Gradio looks into its queue, which stays empty here, 1,000 times a second, and each time takes the
    # interpreter from the run that trains.
    page._queue.sleep_when_free = page._queue.progress_update_sleep_when_free = QUEUE_REST
    blocking = not options.pop("prevent_thread_lock", False)
    app, _, _ = page.launch(
        **{
            "server_port": int(os.environ.get("GRADIO_SERVER_PORT") or DEFAULT_PORT),
            "ssr_mode": False,
            "run_history": False,
            "footer_links": [],
            "theme": theme(),
            "css": assets.style(),
            "app_kwargs": {
                "routes": routes(registry),
                "middleware": [Middleware(Guard, page=page, limits=registry.limits)],
            },
            "state_session_capacity": MOST_STATES,
            "show_error": True,
            **options,
            "prevent_thread_lock": True,
        }
    )
    # Frames are packed already: deflating one takes a tenth of its own time, and saves as much of its size.
    page.server.config.ws_per_message_deflate = False
    if blocking:
        page.block_thread()
    return app


def warm_up() -> None:
    """Has torch do its slow first things now, rather than in the first visitor's first second."""
    torch.set_num_threads(1)
    trainer = Trainer(Settings())
    trainer.step(1)
    trainer.scene(trainer.stage)
