"""读数据：YAML files to dated, sourced facts; nothing here makes a page."""
