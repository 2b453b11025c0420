"""Stoker as the genuine OpenAI client sees it.

    python openai_client_test.py BASE_URL [CASE]

BASE_URL ends in /v1; behind it runs the simulator with the model `m` and its alias `llm`. CASE is
one of the classes below and names the state the engine is in; `Ready` unless given.
"""

import sys
import time
import unittest

import openai

BASE_URL = ""
QUESTION = [{"role": "user", "content": "What does a stoker do?"}]


def client(**options):
    return openai.OpenAI(base_url=BASE_URL, api_key="unused", **{"max_retries": 0, **options})


class Ready(unittest.TestCase):
    """The engine serves."""

    def test_chat(self):
        answer = client().chat.completions.create(model="m", messages=QUESTION, max_tokens=30)
        self.assertTrue(answer.choices[0].message.content.startswith("Simulated answer"))
        self.assertEqual(answer.usage.completion_tokens, 30)
        self.assertEqual(answer.choices[0].finish_reason, "length")

    def test_stream(self):
        whole = client().chat.completions.create(model="llm", messages=QUESTION, max_tokens=50)
        stream = client().chat.completions.create(
            model="llm",
            messages=QUESTION,
            max_tokens=50,
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = list(stream)
        text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
        self.assertEqual(text, whole.choices[0].message.content)
        self.assertEqual(chunks[-1].usage.completion_tokens, 50)
        self.assertEqual(chunks[-2].choices[0].finish_reason, "length")

    def test_a_stream_that_the_client_leaves(self):
        stream = client().chat.completions.create(
            model="m", messages=QUESTION, max_tokens=5000, stream=True
        )
        for _ in zip(range(3), stream):
            pass
        stream.close()
        self.assertEqual(self.ask("m").choices[0].finish_reason, "length")

    def test_completion(self):
        answer = client().completions.create(model="m", prompt="Once upon a time", max_tokens=20)
        self.assertEqual(answer.usage.completion_tokens, 20)
        self.assertTrue(answer.choices[0].text.startswith("Simulated answer"))

    def test_models(self):
        self.assertEqual([model.id for model in client().models.list()], ["m", "llm"])
        model = client().models.retrieve("llm")
        self.assertEqual((model.id, model.state), ("llm", "ready"))

    def test_request_id(self):
        raw = client().with_raw_response.chat.completions.create(
            model="m", messages=QUESTION, extra_headers={"X-Request-Id": "my-own"}
        )
        self.assertEqual(raw.headers["x-request-id"], "my-own")

    def test_unknown_model(self):
        with self.assertRaises(openai.NotFoundError) as raised:
            self.ask("gpt-5")
        self.assertEqual(raised.exception.code, "model_not_found")
        self.assertIn("Served: m, llm", raised.exception.message)

    def test_a_request_that_the_engine_refuses(self):
        with self.assertRaises(openai.BadRequestError) as raised:
            client().chat.completions.create(model="m", messages=QUESTION, max_tokens=10**6)
        self.assertEqual(raised.exception.body["param"], "max_tokens")

    def test_unknown_path(self):
        with self.assertRaises(openai.NotFoundError):
            client().embeddings.create(model="m", input="x")

    def ask(self, model):
        return client().chat.completions.create(model=model, messages=QUESTION, max_tokens=5)


class Loading(unittest.TestCase):
    """The engine is ready some seconds after the test begins."""

    def test_patience(self):
        with self.assertRaises(openai.InternalServerError) as raised:
            client().chat.completions.create(model="m", messages=QUESTION)
        refusal = raised.exception
        self.assertEqual(refusal.status_code, 503)
        self.assertEqual(refusal.code, "engine_loading")
        self.assertEqual(refusal.body["phase"], "loading weights")
        self.assertEqual(refusal.response.headers["x-should-retry"], "true")
        begin = time.monotonic()
        answer = client(max_retries=10).chat.completions.create(model="m", messages=QUESTION)
        self.assertTrue(answer.choices[0].message.content.startswith("Simulated answer"))
        self.assertGreater(time.monotonic() - begin, 0.5)


class Failed(unittest.TestCase):
    """The engine is down until someone acts: asking again would only waste time."""

    def test_no_retry(self):
        begin = time.monotonic()
        with self.assertRaises(openai.InternalServerError) as raised:
            client(max_retries=5).chat.completions.create(model="m", messages=QUESTION)
        self.assertEqual(raised.exception.code, "engine_failed")
        self.assertLess(time.monotonic() - begin, 2)


class Dying(unittest.TestCase):
    """The engine breaks each connection after a few tokens."""

    def test_a_broken_stream_is_an_error(self):
        received = []
        with self.assertRaises(openai.APIError) as raised:
            for chunk in client().chat.completions.create(
                model="m", messages=QUESTION, stream=True
            ):
                received.append(chunk)
        self.assertEqual(raised.exception.code, "engine_died")
        self.assertGreater(len(received), 1)

    def test_a_broken_answer_is_an_error(self):
        with self.assertRaises(openai.APIError):
            client().chat.completions.create(model="m", messages=QUESTION)


if __name__ == "__main__":
    BASE_URL = sys.argv[1]
    unittest.main(argv=[sys.argv[0], *(sys.argv[2:] or ["Ready"])])
