"""How passwords are kept."""

import subprocess
import sys


def test_a_password_is_kept_as_argon2id_at_the_cost_owasp_asks_for():
    """In a process of its own: the tests of this one hash cheaply."""
    said = "from apex.actions.password import hashed, matches; kept = hashed('a'); print(kept, matches(kept, 'a'))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    kept, same = done.stdout.split()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert same == "True"
