"""Asks a running Stoker what no client would, along its published API.

    python published_api_test.py URL

Fails on any 5xx, and on any answer that the published API does not tell of. What is asked is the
same in every run.
"""

import subprocess
import sys
import tempfile

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

if __name__ == "__main__":
    url = sys.argv[1]
    command = ["run", url + "/openapi", "--checks", CHECKS, "--phases", "coverage,fuzzing"]
    bounds = ["--max-examples", "3", "--generation-deterministic", "--request-timeout", "60"]
    # it keeps what it found in the directory it runs in
    with tempfile.TemporaryDirectory() as scratch:
        whole = [sys.executable, "-m", "schemathesis.cli", *command, *bounds, "--no-color"]
        sys.exit(subprocess.run(whole, check=False, cwd=scratch).returncode)
