"""The command line."""
import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

from .cases import CASES, VIGILS
from .crowd import crowd
from .peers import CACHE, HERE, HOME, PEERS, NotToBeHad, stoker
from .probing import probe
from .soak import soak
from .tables import write_tables
from .turns import Rounds


def parse():
    parser = argparse.ArgumentParser(prog='bench/gateway/run', description='Compares Stoker with other gateways.')
    parser.add_argument('--peers', default=','.join(peer.name for peer in PEERS), help='of %(default)s')
    parser.add_argument('--cases', default=','.join(CASES), help='of %(default)s, soak, crowd; empty for the probes alone')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--fresh-rounds', type=int, default=3, help='of the cases of memory')
    parser.add_argument('--warm-up', type=float, default=60, metavar='SECONDS',
                        help='of whole answers, and as much of streams, before Stoker is measured; %(default)s')
    parser.add_argument('--quick', action='store_true', help='one short round of everything but D10, to see that all works')
    parser.add_argument('--no-probes', action='store_true', help='without clients that leave and engines that fail')
    parser.add_argument('--stoker', action='append', metavar='NAME=JVM-OPTIONS',
                        help='a Stoker with these options of the JVM; may be given more than once')
    parser.add_argument('--checkout', action='append', default=[], metavar='NAME=DIRECTORY',
                        help='the Stoker of another checkout, in which `./stoker build` was run')
    parser.add_argument('--minutes', type=float, default=10, help='of soak')
    parser.add_argument('--connections', type=int, default=10_000, help='of crowd')
    parser.add_argument('--port', type=int, default=9300, help='of the first Stoker')
    parser.add_argument('--calm', type=float, default=0, metavar='SECONDS',
                        help='before each window wait up to so long for a load average below 1')
    parser.add_argument('--results', help='append to this file instead of a new one under target/bench')
    parser.add_argument('--table', metavar='RESULTS', help='only print the tables of an earlier run')
    parser.add_argument('--best', type=int, default=3, help='medians of so many windows with the least foreign load')
    arguments = parser.parse_args()
    arguments.cases = [name for name in arguments.cases.split(',') if name]
    arguments.vigils = [name for name in arguments.cases if name in VIGILS]
    arguments.cases = [name for name in arguments.cases if name not in VIGILS]
    arguments.scale = 1.0
    if arguments.quick:
        arguments.rounds = arguments.fresh_rounds = 1
        arguments.scale = 0.4
        arguments.cases = [name for name in arguments.cases if name != 'D10']
    return arguments


def chosen(arguments):
    wanted = arguments.peers.split(',')
    peers = [peer for peer in PEERS if peer.name in wanted]
    for number, words in enumerate(arguments.stoker or ['stoker=']):
        name, _, options = words.partition('=')
        peers.append(stoker(name, arguments.port + number, options, warm_seconds=arguments.warm_up))
    for number, words in enumerate(arguments.checkout):
        name, _, directory = words.partition('=')
        peers.append(stoker(name, arguments.port + 50 + number, home=os.path.abspath(directory),
                            warm_seconds=arguments.warm_up))
    for peer in peers[:]:
        try:
            peer.install()
        except (NotToBeHad, OSError) as problem:
            print(f'{peer.name} is left out: {problem}', file=sys.stderr)
            peers.remove(peer)
    return peers


def build():
    os.makedirs(f'{CACHE}/bin', exist_ok=True)
    subprocess.run(['go', 'build', '-trimpath', '-o', f'{CACHE}/bin/', './...'], cwd=HERE, check=True)
    subprocess.run([f'{HOME}/stoker', 'build'], check=True)


def stay(peers, arguments, work, record):
    """What only Stoker goes through."""
    for name in arguments.vigils:
        for peer in peers:
            if name == 'soak':
                soak(peer, work, arguments.minutes, record)
            else:
                crowd(peer, work, arguments.connections, record)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    arguments = parse()
    if arguments.table:
        return write_tables(arguments.table, arguments.best, sys.stdout)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    build()
    peers = chosen(arguments)
    os.makedirs(f'{HOME}/target/bench', exist_ok=True)
    results = arguments.results or f'{HOME}/target/bench/gateway-{time.strftime("%Y%m%dT%H%M%S")}.jsonl'

    def record(**row):
        with open(results, 'a', encoding='utf-8') as file:
            file.write(json.dumps(row) + '\n')
        print(row['peer'], row.get('case', row['kind']), file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix='stoker-gateway-') as work:
        os.chmod(work, 0o755)  # nginx works as another user
        if arguments.cases:
            Rounds(peers, arguments, work, record).run()
        stay([peer for peer in peers if peer.starts_engine], arguments, work, record)
        if not arguments.vigils and not arguments.no_probes:
            probe([peer for peer in peers if peer.command], work, 3 if arguments.quick else 10, record)
    write_tables(results, arguments.best, sys.stdout)
    print(f'\nRaw figures: {results}', file=sys.stderr)
