"""Source texts of the starter PDFs and the script that typesets them."""
