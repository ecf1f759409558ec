"""给人用的命令：check, due, new-city, similarity."""
