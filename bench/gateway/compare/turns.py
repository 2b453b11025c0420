"""One gateway at work, and the turns that all take."""
import contextlib
import json
import os
import random
import shlex
import subprocess
import sys
import time

from .cases import CASES, UNARY
from .machine import ENGINE_CORE, GATEWAY_CORE, Engine, Process, await_answers, pinned
from .peers import CACHE


class Gateway:
    """A peer that runs, with the engine behind it."""

    def __init__(self, peer, shared_engine, work):
        os.makedirs(work, exist_ok=True)
        self.peer, self.process = peer, None
        self.url = f'http://127.0.0.1:{peer.port}'
        self.engine = Engine(f'{work}/engine') if peer.starts_engine else shared_engine
        if peer.command:
            address = '' if peer.starts_engine else f'http://{shared_engine.address()[0]}'
            command = pinned(GATEWAY_CORE, peer.command(address, work))
            self.process = Process(command, f'{work}/log', peer.environment)
            await_answers(self.url, self.process)

    def load(self, flags, settings):
        self.engine.set(settings)
        command = pinned(ENGINE_CORE, [f'{CACHE}/bin/load', '-url', self.url, '-engine', str(self.engine.address()[1])])
        if self.process:
            command += ['-pid', str(self.process.pid)]
        done = subprocess.run(command + shlex.split(flags), capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-500:])
        self.engine.await_idle()
        return json.loads(done.stdout)

    def warm_up(self, scale):
        """CPU per request, second by second; then the same for streams, whose figures nobody needs."""
        seconds = max(2, round(self.peer.warm_seconds * scale))
        curve = [self.load('-c 64 -d 1s -warm 0s', UNARY).get('cpu_ms_per_request') for _ in range(seconds)]
        self.load(f'-c 64 -d {seconds / 4}s -warm 0s -stream', 'tokens=200&itl=0s')
        self.load(f'-c 256 -d {seconds * 3 / 4}s -warm 0s -stream', 'tokens=200&itl=20ms')
        return curve

    def stop(self):
        if self.process:
            self.process.stop()


@contextlib.contextmanager
def engine(work):
    """The engine of all peers that do not start their own."""
    announced = f'{work}/engine'
    process = Process(engine_command(announced), f'{work}/engine.log')
    try:
        await_answers('http://127.0.0.1:9100', process)
        yield Engine(announced)
    finally:
        process.stop()


def engine_command(announced):
    return pinned(ENGINE_CORE, [f'{CACHE}/bin/engine', '-listen', '127.0.0.1:9100', '-announce', announced])


class Rounds:
    """All peers take turns at each case, in another order every time."""

    def __init__(self, peers, arguments, work, record):
        self.peers, self.arguments, self.work, self.record = peers, arguments, work, record
        self.order = random.Random(7)

    def run(self):
        names = self.arguments.cases
        warm = [name for name in names if not CASES[name].fresh]
        with engine(self.work) as shared:
            if warm:
                self.warm_cases(shared, warm)
            for name in (name for name in names if CASES[name].fresh):
                self.fresh_case(shared, name)

    def warm_cases(self, shared, names):
        gateways = []
        try:
            for peer in self.peers:
                gateway = Gateway(peer, shared, f'{self.work}/{peer.name}')
                gateways.append(gateway)
                self.record(kind='warm-up', peer=peer.name, curve=gateway.warm_up(self.arguments.scale))
            for _ in range(self.arguments.rounds):
                for name in names:
                    for gateway in self.order.sample(gateways, len(gateways)):
                        self.measure(gateway, name)
        finally:
            for gateway in gateways:
                gateway.stop()

    def fresh_case(self, shared, name):
        for _ in range(self.arguments.fresh_rounds):
            for peer in self.order.sample(self.peers, len(self.peers)):
                gateway = Gateway(peer, shared, f'{self.work}/{peer.name}')
                try:
                    gateway.load('-c 8 -d 1s -warm 0s -stream', 'tokens=20&itl=0s&ttft=0s')
                    self.measure(gateway, name)
                finally:
                    gateway.stop()

    def measure(self, gateway, name):
        case, scale = CASES[name], self.arguments.scale
        self.await_calm()
        flags = f'{case.load} -d {case.seconds * scale}s'
        try:
            result = gateway.load(flags, case.engine)
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as problem:
            print(f'{gateway.peer.name} {name}: {problem}', file=sys.stderr)
            return
        self.record(kind='load', peer=gateway.peer.name, case=name, **result)

    def await_calm(self):
        until = time.monotonic() + self.arguments.calm
        while time.monotonic() < until and os.getloadavg()[0] > 1:
            time.sleep(1)
