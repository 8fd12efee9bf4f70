"""Text tools: segmentation, language, normal forms, sanitising, near-duplicates."""
