"""A WeChat of our own for tests: strict where the platform is, with its windows, its quotas and its error codes."""
