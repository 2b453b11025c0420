"""The gateways that are compared: where they come from and how each is started."""
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOME = os.path.dirname(os.path.dirname(HERE))
CACHE = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'stoker', 'bench-gateway')


class NotToBeHad(Exception):
    """A peer that this machine cannot get, with the reason."""


@dataclass
class Peer:
    name: str
    port: int
    # (engine's URL, work directory) -> command
    command: object = None
    install: object = lambda: None
    warm_seconds: float = 2
    environment: dict = field(default_factory=dict)
    starts_engine: bool = False


def quietly(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise NotToBeHad((done.stderr or done.stdout).strip().splitlines()[-1])


def from_pip(package, version):
    def install():
        venv = f'{CACHE}/{package}-{version}'
        if not os.path.exists(f'{venv}/done'):
            quietly(sys.executable, '-m', 'venv', venv)
            quietly(f'{venv}/bin/pip', 'install', '--quiet', '--disable-pip-version-check', f'{package}=={version}')
            open(f'{venv}/done', 'w').close()
    return install, f'{CACHE}/{package}-{version}/bin'


def router(name, port, package, version, *words):
    """One of the Rust routers; they share their flags."""
    install, folder = from_pip(package, version)
    return Peer(name, port, lambda engine, _: [
        f'{folder}/{words[0]}', *words[1:], '--host', '127.0.0.1', '--port', str(port), '--prometheus-port',
        str(port + 20000), '--worker-urls', engine, '--log-level', 'error'], install)


def install_nginx():
    if shutil.which('nginx') is None:
        quietly('apt-get', 'install', '--yes', '--no-install-recommends', 'nginx-light')


def filled(name, folder, **values):
    with open(f'{HERE}/conf/{name}', encoding='utf-8') as file:
        text = file.read()
    for key, value in values.items():
        text = text.replace(f'@{key}@', str(value))
    path = f'{folder}/{name}'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def nginx(engine, work):
    return ['nginx', '-c', filled('nginx.conf', work, engine=engine.removeprefix('http://'), work=work, port=9201)]


def install_llama_swap():
    if not os.path.exists(f'{CACHE}/llama-swap'):
        quietly('go', 'install', 'github.com/mostlygeek/llama-swap@latest',
                env={**os.environ, 'GOBIN': CACHE})


def llama_swap(engine, work):
    return [f'{CACHE}/llama-swap', '-config', filled('llama-swap.yaml', work, engine=engine), '-listen', '127.0.0.1:9205']


def stoker(name, port, options='', home=HOME, warm_seconds=30):
    """Stoker starts its engine itself; `options` are the JVM's, `home` is a checkout that was built."""
    def command(_, work):
        file = filled('engine.yaml', work, program=f'{CACHE}/bin/engine', announced=f'{work}/engine')
        return [f'{home}/stoker', 'serve', '--port', str(port), '--management-port', str(port + 20000),
                '--state', f'{work}/state', '--engine', file]
    return Peer(name, port, command, warm_seconds=warm_seconds, starts_engine=True,
                environment={'STOKER_JAVA_OPTIONS': options})


PEERS = [
    Peer('direct', 9100),
    Peer('nginx', 9201, nginx, install_nginx),
    router('vllm-router', 9202, 'vllm-router', '0.1.16', 'vllm-router'),
    router('sglang-router', 9203, 'sglang-router', '0.3.2', 'python', '-m', 'sglang_router.launch_router'),
    router('smg', 9204, 'smg', '1.12.0', 'smg', 'launch'),
    Peer('llama-swap', 9205, llama_swap, install_llama_swap),
]
