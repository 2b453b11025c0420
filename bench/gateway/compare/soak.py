"""Minutes at full load: does memory stay flat, does anything fail, do the last answers take as long as the first?"""
import json
import re
import shlex
import shutil
import subprocess
import time

from .cases import SOAK
from .machine import ENGINE_CORE, pinned
from .peers import CACHE
from .turns import Gateway


def soak(peer, work, minutes, record):
    """Records a row for each minute."""
    gateway = Gateway(peer, None, f'{work}/{peer.name}')
    try:
        gateway.warm_up(0.4)
        rows, begin = [], time.monotonic()
        while (passed := time.monotonic() - begin) < minutes * 60:
            rows.append({'at_s': round(passed), **minute(gateway, min(60, minutes * 60 - passed))})
        record(kind='soak', peer=peer.name, minutes=rows)
    finally:
        gateway.stop()


def minute(gateway, seconds):
    """One stretch of load, and what the process holds at its end."""
    unary, streams = load(gateway, seconds)
    with open(f'/proc/{gateway.process.pid}/status', encoding='ascii') as status:
        resident = int(re.search(r'VmRSS:\s+(\d+)', status.read()).group(1)) // 1024
    errors = {}
    for result in (unary, streams):
        for kind in ('errors', 'warm_errors'):
            for error, count in result[kind].items():
                errors[error] = errors.get(error, 0) + count
    return {'requests': unary['requests'], 'rps': unary['rps'], 'streams': streams['requests'],
            'tokens_per_s': streams['tokens_per_s'], 'errors': errors,
            'p99_ms': unary['whole_ms']['p99'], 'ttft_p99_ms': streams['ttft_ms']['p99'],
            'resident_mb': resident, 'live_mb': live_heap(gateway.process.pid),
            'threads': unary['threads'], 'files': unary['files'], 'foreign_cores': unary['foreign_cores']}


def load(gateway, seconds):
    """Whole answers and streams, both as fast as they go."""
    gateway.engine.set(SOAK.engine)
    children = [subprocess.Popen(
        pinned(ENGINE_CORE, [f'{CACHE}/bin/load', '-url', gateway.url, '-engine', str(gateway.engine.address()[1]),
                             '-pid', str(gateway.process.pid), '-d', f'{seconds}s', *shlex.split(flags)]),
        stdout=subprocess.PIPE, text=True) for flags in SOAK.load.split('&')]
    results = [json.loads(child.communicate(timeout=seconds + 120)[0]) for child in children]
    gateway.engine.await_idle()
    return results


def live_heap(pid):
    """MB of objects that are reachable after a full collection, of which one is the price of asking."""
    jcmd = shutil.which('jcmd')
    if jcmd is None:
        return None
    histogram = subprocess.run([jcmd, str(pid), 'GC.class_histogram'], capture_output=True, text=True, check=True).stdout
    return int(re.search(r'^Total\s+\d+\s+(\d+)', histogram, re.MULTILINE).group(1)) / 2**20
