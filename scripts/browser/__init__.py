"""浏览器里的 Python: made small, proven, put beside the pages."""
