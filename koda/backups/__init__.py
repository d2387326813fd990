"""Backups: everything of a Koda in one file, that another Koda can be made from."""
