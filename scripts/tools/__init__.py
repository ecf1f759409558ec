"""给人用的命令：check, due, propose, apply, new-city, similarity."""
