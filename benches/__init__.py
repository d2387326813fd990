"""What Koda costs, measured on this machine beside a named peer."""
