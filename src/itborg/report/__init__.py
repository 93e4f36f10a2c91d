"""What is left to read: results on disk, figures, the HTML report, the story in sentences."""
