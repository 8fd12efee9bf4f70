"""Ask a live public feed; get an answer with the posts it rests on."""
