"""读文字：what people wrote in content/, read; no HTML."""
