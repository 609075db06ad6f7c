"""Pure: what to say next. Forms are values, `step` is a function, texts are YAML."""
