"""Stand-ins for the clouds: small real servers on loopback, each with a ledger of the truth."""
