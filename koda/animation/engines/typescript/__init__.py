"""What the engines of TypeScript have in common: data of a film, checks, projects outside Koda."""
