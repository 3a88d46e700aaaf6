"""A plugin for the core's tests: what only the site's tests use is not there.

pytest-randomly imports factory_boy and Faker wherever they are installed, to seed them; factory_boy imports Django. That is a
third of what a process of the core's tests takes to start, and there are three of them.
"""

import sys

for name in ("factory", "faker"):
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say: do not look for it
