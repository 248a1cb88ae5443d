"""Who is who: numbers checked and keyed, one subject per person or company, by links that can be taken back."""
