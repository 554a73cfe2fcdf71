"""Gradio's theme, calm and neutral: the colours belong to the players of the game."""

from __future__ import annotations

import gradio as gr

FONTS = (
    "Segoe UI",
    "-apple-system",
    "Roboto",
    "Helvetica Neue",
    "Noto Sans",
    "Liberation Sans",
    "Arial",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "sans-serif",
)


def theme() -> gr.themes.Base:
    """System fonts only: the page works without a network."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=("ui-monospace", "Consolas", "Liberation Mono", "monospace"),
        radius_size=gr.themes.sizes.radius_md,
    )
