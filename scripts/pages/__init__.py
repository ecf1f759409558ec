"""做网页：facts and words become the body of a page."""
