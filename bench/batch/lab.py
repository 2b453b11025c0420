"""What the batch benchmarks share: the packaged Stoker, its Feed, its engine, its database."""
import contextlib
import functools
import glob
import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
WORK = HOME + '/target/bench'
JAVA = os.environ['JAVA_HOME'] + '/bin/'
PACKAGE = HOME + '/target/quarkus-app'
NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# a benchmark that is ended from outside still ends what it started
signal.signal(signal.SIGTERM, lambda *_: sys.exit('terminated'))
ENDED = ('completed', 'failed', 'cancelled')

# One H100 80GB with Qwen3-8B-FP8, FP8 KV cache, 1,024 sequences: 39,070 prompt tokens a second, and
# 3,430 output tokens a second over 1,024 requests.
H100 = {'prefill-tokens-per-second': 39070, 'decode-tokens-per-second': 3.35, 'max-running': 1024,
        'context': 16384, 'answer-tokens': 195}


def classpath():
    jars = glob.glob(PACKAGE + '/lib/**/*.jar', recursive=True) + glob.glob(PACKAGE + '/app/*.jar')
    if not jars:
        sys.exit('no package: mvn -Dquick -DskipTests package')
    return ':'.join([HOME + '/target/classes', *sorted(jars)])


def compiled(program):
    os.makedirs(WORK, exist_ok=True)
    subprocess.run([JAVA + 'javac', '-cp', classpath(), '-d', WORK, f'{HERE}/{program}.java'], check=True)
    return [JAVA + 'java', '-XX:+UseSerialGC', '-cp', f'{classpath()}:{WORK}', program]


def big_day(members):
    """A folder like EDGAR's Feed with one day of real forms, made once."""
    folder = f'{WORK}/day-{members}'
    if not os.path.exists(folder + '/2025'):
        subprocess.run([sys.executable, HOME + '/bench/edgar/make_big_day.py', folder, '--n', str(members)],
                       check=True, stdout=sys.stderr)
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def feed(folder):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f'http://127.0.0.1:{server.server_address[1]}'
    finally:
        server.shutdown()


class Stall:
    """Ends a benchmark in which nothing has happened for a while."""

    def __init__(self, seconds=60):
        self.seconds = seconds
        self.value = None
        self.since = time.monotonic()

    def check(self, value):
        if value != self.value:
            self.value, self.since = value, time.monotonic()
        elif time.monotonic() - self.since > self.seconds:
            sys.exit(f'stands still at {value} for {self.seconds} s')


@contextlib.contextmanager
def scratch():
    folder = tempfile.mkdtemp(prefix='stoker-bench-')
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def engine_file(folder, arguments, name='simulator'):
    path = f'{folder}/{name}.yaml'
    with open(path, 'w', encoding='ascii') as out:
        out.write(f'name: {name}\nengine: simulator\nmodel:\n  path: simulated\n  served-names: [simulated]\n')
        out.write('restart:\n  first-delay: 200ms\nargs:\n')
        out.writelines(f'  {key}: {value}\n' for key, value in arguments.items())
    return path


@contextlib.contextmanager
def simulator(arguments):
    """The same engine by itself; yields its address."""
    flags = [word for key, value in arguments.items() for word in ('--' + key, str(value))]
    process = subprocess.Popen(
        [JAVA + 'java', '-cp', HOME + '/target/classes', 'dev.stoker.simulator.Simulator', '--port', '0',
         '--model', 'simulated', *flags], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in process.stdout:
            found = re.search(r'http://127\.0\.0\.1:\d+', line)
            if found:
                break
        threading.Thread(target=lambda: [None for _ in process.stdout], daemon=True).start()
        yield found.group(0)
    finally:
        process.kill()
        process.wait()


def family(pid):
    """The process identifiers of a process and all below it, each with its command line."""
    listing = subprocess.run(['ps', '-eo', 'pid=,ppid=,args='], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listing.split('\n') if line.strip()]
    found, grown = {one: command for one, _, command in rows if one == str(pid)}, True
    while grown:
        children = {one: command for one, parent, command in rows if parent in found and one not in found}
        found |= children
        grown = bool(children)
    return found


def cpu_seconds(pids):
    """What those processes used, with children that ended before."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(OSError), open(f'/proc/{pid}/stat', encoding='utf-8') as stat:
            ticks += sum(int(field) for field in stat.read().rpartition(')')[2].split()[11:15])
    return ticks / os.sysconf('SC_CLK_TCK')


class Stoker:
    """One start of the package in a state directory that outlives it."""

    def __init__(self, state, engines, *settings, heap='768m'):
        self.state = state
        self.log = open(f'{state}/stoker.log', 'a+', encoding='utf-8')
        start = self.log.seek(0, os.SEEK_END)
        files = [engines] if isinstance(engines, str) else engines
        # the heap is its own, not that of the engine below it
        self.process = subprocess.Popen(
            [JAVA + 'java', '-Xmx' + heap, '-XX:+UseSerialGC', *('-D' + setting for setting in settings),
             '-jar', PACKAGE + '/quarkus-run.jar', 'serve', '--port', '0', '--management-port', '0',
             *(word for file in files for word in ('--engine', file)), '--state', state], stdout=self.log, stderr=subprocess.STDOUT)
        self.url = self.await_log(start, r'Listening on: (http://\S+?)\.\s')

    def await_log(self, start, pattern):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            self.log.seek(start)
            found = re.search(pattern, self.log.read())
            if found:
                return found.group(1)
            time.sleep(0.02)
        sys.exit('Stoker does not start: ' + self.log.name)

    def call(self, path, body=None, method=None):
        request = urllib.request.Request(
            self.url + path, None if body is None else json.dumps(body).encode(), method=method,
            headers={'Content-Type': 'application/json'})
        with NO_PROXY.open(request, timeout=60) as answer:
            return json.load(answer)

    def ready(self, model='simulated', seconds=60):
        """Waits until the queue and the engine answer."""
        chat = {'model': model, 'max_tokens': 1, 'messages': [{'role': 'user', 'content': 'ready?'}]}
        for path, body in (('/batch/jobs', None), ('/v1/chat/completions', chat)):
            deadline = time.monotonic() + seconds
            while True:
                try:
                    self.call(path, body)
                    break
                except (urllib.error.URLError, ConnectionError):
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.05)
        return self

    def submit(self, body):
        return self.call('/batch/summarize', body)['id']

    def job(self, job):
        return self.call('/batch/jobs/' + job)

    def follow(self, job, every=0.5, limit=3600):
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            now = self.job(job)
            if now['state'] in ENDED:
                return now
            time.sleep(every)
        sys.exit(f'job {job} still runs after {limit} s')

    def postmaster(self):
        """The lines of the database's own note: its process, folder, start, port."""
        with open(self.state + '/database/postmaster.pid', encoding='ascii') as pid:
            return pid.read().split('\n')

    def jdbc(self):
        return f'jdbc:postgresql://127.0.0.1:{self.postmaster()[3]}/postgres?user=postgres&password=postgres'

    def engine(self):
        """The process of the engine below it, and its command line."""
        return next((pid, command) for pid, command in reversed(family(self.process.pid).items())
                    if pid != str(self.process.pid) and '--port' in command)

    def cpu(self):
        """Seconds of processor time so far: of Stoker, of the database, of the engine."""
        return {'Stoker': cpu_seconds([self.process.pid]),
                'database': cpu_seconds(family(self.postmaster()[0])),
                'engine': cpu_seconds([self.engine()[0]])}

    def resident_mib(self):
        with open(f'/proc/{self.process.pid}/status', encoding='ascii') as status:
            return int(re.search(r'VmRSS:\s+(\d+)', status.read()).group(1)) // 1024

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()
