-- What a player needs to know beforehand; nothing is known of files that came before.
ALTER TABLE assets ADD COLUMN has_audio INTEGER;
ALTER TABLE assets ADD COLUMN fps REAL;
ALTER TABLE assets ADD COLUMN frames INTEGER;
