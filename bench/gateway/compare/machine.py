"""Processes of the comparison: which core they run on, how they start and how they end."""
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

ENGINE_CORE, GATEWAY_CORE = '0', '1'


def pinned(core, command):
    return ['taskset', '-c', core, *command]


class Process:
    """A child with its own process group, its output in a file, and an end that is certain."""

    def __init__(self, command, log, environment=None, directory=None):
        self.log = log
        with open(log, 'ab') as output:
            self.child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **(environment or {})}, cwd=directory, start_new_session=True)

    @property
    def pid(self):
        return self.child.pid

    def alive(self):
        return self.child.poll() is None

    def stop(self):
        if self.alive():
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(20)
                return
            except subprocess.TimeoutExpired:
                os.killpg(self.pid, signal.SIGKILL)
        self.child.wait()


class Engine:
    """The fake engine, wherever it announced itself."""

    def __init__(self, announced):
        self.announced = announced

    def address(self):
        with open(self.announced, encoding='ascii') as file:
            address, pid = file.read().split()
        return address, int(pid)

    def set(self, query):
        return get(f'http://{self.address()[0]}/fake/set?{query}')

    def await_idle(self, limit=10):
        until = time.monotonic() + limit
        while self.set('itl=0s')['running'] and time.monotonic() < until:
            time.sleep(0.05)


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return json.load(answer)


def answers(url):
    """None when a chat is answered with 200, else why not."""
    question = {'model': 'fake', 'max_tokens': 16, 'messages': [{'role': 'user', 'content': 'hi'}]}
    request = urllib.request.Request(url + '/v1/chat/completions', json.dumps(question).encode(), {
        'content-type': 'application/json', 'authorization': 'Bearer sk-test'})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return None if b'choices' in answer.read() else 'no choices'
    except (OSError, urllib.error.URLError) as problem:
        return str(problem)


def await_answers(url, process, limit=90):
    until = time.monotonic() + limit
    while (problem := answers(url)) is not None:
        if not process.alive() or time.monotonic() > until:
            raise RuntimeError(f'{url} does not answer: {problem}; see {process.log}')
        time.sleep(0.1)
