"""计算器共用的：payload, facts, doubts, questions, answer, reasoning; no rule of its own."""
