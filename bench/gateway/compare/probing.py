"""The cases that are no load: clients that leave, engines that fail."""
import json
import shlex
import subprocess
import sys

from .peers import CACHE
from .turns import Gateway, engine, engine_command


def probe(peers, work, rounds, record):
    for peer in peers:
        with engine(work) as shared:
            gateway = Gateway(peer, shared, f'{work}/{peer.name}')
            try:
                command = [f'{CACHE}/bin/probe', '-url', gateway.url, '-announced', gateway.engine.announced,
                           '-rounds', str(rounds)]
                if not peer.starts_engine:
                    command += ['-restart', shlex.join(engine_command(shared.announced))]
                done = subprocess.run(command, capture_output=True, text=True, timeout=580, check=False)
                if done.returncode:
                    print(f'{peer.name}: {done.stderr[-500:]}', file=sys.stderr)
                    continue
                record(kind='probe', peer=peer.name, **json.loads(done.stdout))
            finally:
                gateway.stop()
