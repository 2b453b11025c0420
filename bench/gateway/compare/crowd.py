"""Ten thousand connections at once: does Stoker still answer its probes and a new chat, and what does each cost?"""
import contextlib
import resource
import shlex
import socket
import subprocess
import time
import urllib.request
from statistics import median

from .cases import CROWD, UNARY
from .machine import ENGINE_CORE, answers, pinned
from .peers import CACHE
from .turns import Gateway

ASK = b'GET /v1/models HTTP/1.1\r\nHost: stoker\r\n\r\n'
LOOKS = 10
# of a process: its listeners and files, and connections that are closing
SPARE_FILES = 2000


def crowd(peer, work, wanted, record):
    """Records a row for each state: alone, among idle connections, among open streams, alone again."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    idle, streams = min(wanted, files - SPARE_FILES), min(wanted, (files - SPARE_FILES) // 2)
    gateway = Gateway(peer, None, f'{work}/{peer.name}')
    try:
        gateway.load('-c 8 -d 5s -warm 0s -stream', 'tokens=20&itl=0s&ttft=0s')
        rows = [state(gateway, 'alone', 0)]
        with idle_connections(gateway, idle) as connections:
            rows.append(state(gateway, 'idle connections', len(connections)))
            rows[-1]['kept'] = sum(ask(connection) for connection in connections)
        with open_streams(gateway, streams) as count:
            rows.append(state(gateway, 'open streams', count))
        gateway.engine.await_idle(30)
        rows.append(state(gateway, 'alone again', 0))
        record(kind='crowd', peer=peer.name, states=rows)
    finally:
        gateway.stop()


def state(gateway, name, count):
    """Memory, files, and how long probes and a new chat take now, worst of several."""
    gateway.engine.set(UNARY)  # what is under way goes on as it began
    management = f'http://127.0.0.1:{gateway.peer.port + 20000}'
    return {'state': name, 'connections': count, **held(gateway.process.pid),
            'live_ms': timed(lambda: fetched(management + '/q/health/live')),
            'ready_ms': timed(lambda: fetched(management + '/q/health/ready')),
            'chat_ms': timed(lambda: answers(gateway.url) is None)}


def timed(question):
    """Median and worst of those that were answered, and how many were not."""
    times, failed = [], 0
    for _ in range(LOOKS):
        begin = time.monotonic()
        if question():
            times.append((time.monotonic() - begin) * 1e3)
        else:
            failed += 1
    return {'median': median(times) if times else None, 'worst': max(times, default=None), 'failed': failed}


def fetched(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def held(pid):
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as file:
        pss = next(int(line.split()[1]) for line in file if line.startswith('Pss:'))
    files = subprocess.run(['ls', f'/proc/{pid}/fd'], capture_output=True, text=True, check=True).stdout.count('\n')
    return {'pss_kb': pss, 'files': files}


@contextlib.contextmanager
def idle_connections(gateway, count):
    """Each has asked once and may ask again."""
    connections = []
    try:
        for _ in range(count):
            connection = socket.create_connection(('127.0.0.1', gateway.peer.port), timeout=20)
            connections.append(connection)
            if not ask(connection):
                raise RuntimeError(f'connection {len(connections)} was not answered')
        yield connections
    finally:
        for connection in connections:
            connection.close()


def ask(connection):
    try:
        connection.sendall(ASK)
        return connection.recv(4096).startswith(b'HTTP/1.1 200')
    except OSError:
        return False


@contextlib.contextmanager
def open_streams(gateway, count):
    """Yields how many the engine has open once no more are added."""
    gateway.engine.set(CROWD.engine)
    command = [f'{CACHE}/bin/load', '-url', gateway.url, '-c', str(count), *shlex.split(CROWD.load)]
    with subprocess.Popen(pinned(ENGINE_CORE, command), stdout=subprocess.DEVNULL) as load:
        try:
            until = time.monotonic() + 90
            while (running := gateway.engine.set(CROWD.engine)['running']) < count and time.monotonic() < until:
                time.sleep(0.5)
            yield running
        finally:
            load.terminate()
