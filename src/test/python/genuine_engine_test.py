"""Stoker in front of a genuine engine, as the genuine OpenAI and Anthropic clients see it.

    python genuine_engine_test.py URL MODEL [CASE...]

URL is Stoker's; behind it runs an engine with a small real model that chats. What is asserted holds
for any model: shapes, counts and errors, never wit.
"""

import json
import sys
import unittest

import anthropic
import openai
from pydantic import BaseModel

URL = ""
MODEL = ""
QUESTION = [{"role": "user", "content": "Name one colour of the rainbow."}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a city",
        "strict": True,
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string", "maxLength": 12}},
            "required": ["city"],
            "additionalProperties": False,
        },
    },
}


class Colour(BaseModel):
    """What structured output must be."""

    warm: bool


def client():
    return openai.OpenAI(base_url=URL + "/v1", api_key="unused", max_retries=0, timeout=120)


def chat(**options):
    return client().chat.completions.create(
        **{"model": MODEL, "messages": QUESTION, "max_tokens": 20, **options}
    )


class OpenAi(unittest.TestCase):
    """The openai package, unmodified."""

    def test_chat(self):
        answer = chat(seed=1, temperature=0)
        self.assertTrue(answer.choices[0].message.content)
        self.assertIn(answer.choices[0].finish_reason, ("stop", "length"))
        self.assertGreater(answer.usage.prompt_tokens, 0)
        self.assertLessEqual(answer.usage.completion_tokens, 20)

    def test_stream(self):
        chunks = list(chat(stream=True, stream_options={"include_usage": True}))
        text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
        self.assertTrue(text)
        self.assertGreater(len(chunks), 3)
        self.assertLessEqual(chunks[-1].usage.completion_tokens, 20)

    def test_logprobs_and_choices(self):
        answer = chat(logprobs=True, top_logprobs=2, n=2, max_tokens=3)
        self.assertEqual(len(answer.choices), 2)
        self.assertEqual(len(answer.choices[0].logprobs.content[0].top_logprobs), 2)

    def test_structured_output(self):
        answer = client().chat.completions.parse(
            model=MODEL, messages=QUESTION, max_tokens=60, response_format=Colour
        )
        self.assertIsInstance(answer.choices[0].message.parsed, Colour)

    def test_completion(self):
        answer = client().completions.create(model=MODEL, prompt="One, two,", max_tokens=8)
        self.assertTrue(answer.choices[0].text)

    def test_responses(self):
        answer = client().responses.create(model=MODEL, input="Say hello.", max_output_tokens=20)
        self.assertTrue(answer.output_text)

    def test_responses_in_a_stream(self):
        kinds = [
            event.type
            for event in client().responses.create(
                model=MODEL, input="Say hello.", max_output_tokens=20, stream=True
            )
        ]
        self.assertEqual(kinds[0], "response.created")
        self.assertIn("response.output_text.delta", kinds)
        self.assertIn(kinds[-1], ("response.completed", "response.incomplete"))

    def test_embeddings_are_refused_by_an_engine_that_has_none(self):
        with self.assertRaises(openai.APIStatusError) as raised:
            client().embeddings.create(model=MODEL, input="hello")
        self.assertIn(raised.exception.status_code, (400, 404, 501))

    def test_a_stream_that_the_client_leaves(self):
        stream = chat(stream=True, max_tokens=1000)
        for _ in zip(range(2), stream):
            pass
        stream.close()
        self.assertTrue(chat().choices)

    def test_errors(self):
        with self.assertRaises(openai.NotFoundError) as raised:
            chat(model="gpt-5")
        self.assertEqual(raised.exception.code, "model_not_found")
        with self.assertRaises(openai.BadRequestError):
            chat(messages=[{"role": "user", "content": "word " * 30_000}])
        with self.assertRaises(openai.BadRequestError):
            client().post("/chat/completions", cast_to=object, body={"model": MODEL, "messages": 7})


class Tools(unittest.TestCase):
    """Of an engine that makes any model call a tool.

    The tool is named and its schema strict: a small model does not keep to either by itself.
    """

    WEATHER_ONLY = {"type": "function", "function": {"name": "weather"}}

    def test_tool_that_must_be_called(self):
        answer = chat(tools=[WEATHER], tool_choice=self.WEATHER_ONLY, max_tokens=200)
        call = answer.choices[0].message.tool_calls[0].function
        self.assertEqual(call.name, "weather")
        self.assertIn("city", json.loads(call.arguments))

    def test_tool_call_in_a_stream(self):
        arguments, names = "", []
        stream = chat(
            tools=[WEATHER], tool_choice=self.WEATHER_ONLY, max_tokens=200, stream=True
        )
        for chunk in stream:
            for call in chunk.choices[0].delta.tool_calls or [] if chunk.choices else []:
                names += [call.function.name] if call.function.name else []
                arguments += call.function.arguments or ""
        self.assertIn("weather", names)
        self.assertIn("city", json.loads(arguments))


class Anthropic(unittest.TestCase):
    """The anthropic package, unmodified."""

    def client(self):
        return anthropic.Anthropic(base_url=URL, api_key="unused", max_retries=0, timeout=120)

    def test_message(self):
        answer = self.client().messages.create(model=MODEL, max_tokens=20, messages=QUESTION)
        self.assertTrue(answer.content[0].text)
        self.assertIn(answer.stop_reason, ("end_turn", "max_tokens"))
        self.assertGreater(answer.usage.input_tokens, 0)

    def test_stream(self):
        with self.client().messages.stream(
            model=MODEL, max_tokens=20, messages=QUESTION
        ) as stream:
            pieces = list(stream.text_stream)
            message = stream.get_final_message()
        self.assertEqual("".join(pieces), message.content[0].text)
        self.assertGreater(len(pieces), 1)

    def test_count_tokens(self):
        count = self.client().messages.count_tokens(model=MODEL, messages=QUESTION)
        self.assertGreater(count.input_tokens, 3)

    def test_unknown_model(self):
        with self.assertRaises(anthropic.NotFoundError):
            self.client().messages.create(model="gpt-5", max_tokens=5, messages=QUESTION)


if __name__ == "__main__":
    URL, MODEL = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *(sys.argv[3:] or ["OpenAi", "Anthropic"])])
