"""How dates and numbers are written in each language, where Django knows it otherwise."""
