"""What may be seen: reads for the pages and the command line."""
