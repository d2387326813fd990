"""What this Koda is connected with: keys stored and sealed, services asked, providers swapped."""
