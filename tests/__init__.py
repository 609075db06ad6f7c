"""Tests of Huiyin."""

import os
import sys

# Who forbids compiled modules makes every process that a test starts compile the whole product anew: seconds each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
