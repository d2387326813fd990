-- Keys of services that were stored from the settings page, each sealed under its id.
-- `sealed`: base64 of a nonce and the ciphertext; without the instance's secret it says nothing.
CREATE TABLE secrets (
  id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
