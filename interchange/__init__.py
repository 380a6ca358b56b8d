"""Packs, claim files and messages in; packs out."""
