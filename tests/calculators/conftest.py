"""How hard hypothesis tries: the same cases every time, or many more with --hypothesis-profile=fuzz."""

from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile(
    "fuzz", deadline=None, database=None, max_examples=2_000, suppress_health_check=list(HealthCheck)
)
settings.load_profile("default")
