"""Understanding: what a customer's text means, in Simplified and Traditional Chinese and English."""

from nlu.embedded import EmbeddedUnderstander
from nlu.ready import DATA, load

__all__ = ["DATA", "EmbeddedUnderstander", "load"]
