"""What an edition becomes: HTML for the engine, and the PDF."""
