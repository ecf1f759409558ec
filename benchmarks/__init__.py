"""量一量: us beside what else one could take, in one run on one machine; ratios count, not seconds."""
