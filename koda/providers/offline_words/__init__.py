"""What the rules without a language model write, one file for each role."""
