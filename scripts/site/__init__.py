"""印出来：shell, press, audit, publish."""
