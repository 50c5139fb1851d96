"""What holds for all tests."""

from hypothesis import settings

# A slow machine is no failure: time is measured in tests/benchmarks, never here.
settings.register_profile("auszug", deadline=None)
settings.load_profile("auszug")
