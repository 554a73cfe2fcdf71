"""Pictures to learn from: MNIST and Fashion-MNIST, fetched and checked, and digits that are always here."""

from playground.image_data.fetch import Fetch
from playground.image_data.files import FOLDER
from playground.image_data.kinds import Pictures, PictureSet
from playground.image_data.sets import fetch_in_background, fetching, forget, load, why_stand_in

__all__ = [
    "FOLDER",
    "Fetch",
    "PictureSet",
    "Pictures",
    "fetch_in_background",
    "fetching",
    "forget",
    "load",
    "why_stand_in",
]
