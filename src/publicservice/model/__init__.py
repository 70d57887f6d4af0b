"""The nouns: frozen records of what was printed and promised. No input, no output."""
