"""Tests with the real Rasa, in the environment that `.ci/rasa install` makes: run by `make test-rasa`."""
