"""A small network that knows handwritten digits: what fakes of them are counted and compared with.

Trained by `python -m playground.classifier.train`; its weights are in assets/classifier.safetensors.
"""

from playground.classifier.classifier import FILE, NAMES, SURE, Classifier, Seen, load

__all__ = ["FILE", "NAMES", "SURE", "Classifier", "Seen", "load"]
