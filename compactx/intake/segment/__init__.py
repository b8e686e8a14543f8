"""Blocks to clauses with locators, notes and what is not used."""
