"""GAN playground: small GANs trained live, watched and measured.

from playground import Settings, Trainer

trainer = Trainer(Settings.from_query("preset=ring"))
trainer.step(500)
trainer.snapshot().metrics
"""

from playground.changes import Change
from playground.knobs import SettingError
from playground.settings import Settings
from playground.snapshot import Snapshot
from playground.trainer import Trainer

__all__ = ["Change", "SettingError", "Settings", "Snapshot", "Trainer"]
