"""Streamed chats of many users against any OpenAI-compatible deployment. See README.md.

    locust -f bench/gateway/locustfile.py --host http://SERVER:8080 --model NAME \\
        --headless --users 50 --spawn-rate 5 --run-time 2m

Beside whole answers, Locust's tables show as kinds of request of their own: TTFT, the time to the
first token; ITL, each gap between tokens; and tokens, whose figure is tokens a second of one answer
and not milliseconds.
"""
import json
import random
import time

from locust import HttpUser, between, events, task

WORDS = 'coal water steam fire pressure valve gauge shovel boiler whistle rail signal night coast harbour'.split()


@events.init_command_line_parser.add_listener
def options(parser):
    parser.add_argument('--model', default='', help='served name; the first that /v1/models lists unless given')
    parser.add_argument('--prompt-words', type=int, default=200)
    parser.add_argument('--max-tokens', type=int, default=128)
    parser.add_argument('--api-key', default='unused', is_secret=True)
    parser.add_argument('--think-seconds', type=float, default=1, help='pause between two chats of a user')


class Chatter(HttpUser):
    """One user: asks, reads the whole answer as it comes, thinks, asks again."""

    def wait_time(self):
        pause = self.environment.parsed_options.think_seconds
        return between(pause / 2, pause * 1.5)(self)

    def on_start(self):
        options = self.environment.parsed_options
        self.client.headers['Authorization'] = f'Bearer {options.api_key}'
        self.model = options.model or self.client.get('/v1/models').json()['data'][0]['id']

    @task
    def chat(self):
        options = self.environment.parsed_options
        question = {
            'model': self.model,
            'stream': True,
            'max_tokens': options.max_tokens,
            # another prompt each time, so that no cache of prefixes answers for the engine
            'messages': [{'role': 'user', 'content': ' '.join(random.choices(WORDS, k=options.prompt_words))}],
        }
        reading = Reading(self.environment.events.request)
        with self.client.post('/v1/chat/completions', json=question, stream=True, catch_response=True,
                              timeout=(10, 600), name='chat') as answer:
            if answer.status_code != 200:
                answer.failure(f'{answer.status_code}: {answer.text[:200]}')
                return
            problem = reading.read(answer)
            if problem:
                answer.failure(problem)


class Reading:
    """Reads one streamed answer and reports what it felt like, from before its question was sent."""

    def __init__(self, request):
        self.request = request
        self.begin = self.previous = time.perf_counter()
        self.tokens = 0

    def read(self, answer):
        """None if the answer was whole, else what was wrong with it."""
        for line in answer.iter_lines(chunk_size=None):
            if not line.startswith(b'data: '):
                continue
            data = line[6:]
            if data == b'[DONE]':
                self.finish()
                return None
            event = json.loads(data)
            if 'error' in event:
                return f"error in the stream: {event['error'].get('code')}"
            if any(text(choice.get('delta', {})) for choice in event.get('choices', [])):
                self.token()
        return f'the stream ended after {self.tokens} tokens without [DONE]'

    def token(self):
        now = time.perf_counter()
        self.report('ITL' if self.tokens else 'TTFT', 1000 * (now - self.previous))
        self.tokens += 1
        self.previous = now

    def finish(self):
        writing = self.previous - self.begin
        if writing > 0:
            self.report('tokens', self.tokens / writing)

    def report(self, kind, value):
        self.request.fire(request_type=kind, name='chat', response_time=value, response_length=0,
                          exception=None, context={})


def text(delta):
    return delta.get('content') or delta.get('reasoning_content') or delta.get('reasoning')
