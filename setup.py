"""Puts config.yaml, which stands at the top of the repository, into the wheel; all else is in pyproject.toml."""

from pathlib import Path
from shutil import copyfile

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildPy(build_py):
    """Also copies the settings with which a new installation begins."""

    def run(self) -> None:
        """Build, then copy."""
        super().run()
        copyfile(Path(__file__).with_name("config.yaml"), Path(self.build_lib, "bot", "settings", "starter.yaml"))


setup(cmdclass={"build_py": BuildPy})
