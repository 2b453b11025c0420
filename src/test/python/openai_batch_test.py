"""OpenAI's batch flow with the genuine client, unmodified.

    python openai_batch_test.py BASE_URL

BASE_URL ends in /v1; behind it runs an engine with the model `llm`.
"""

import io
import json
import sys
import time
import unittest

import openai

BASE_URL = ""
ENDED = {"completed", "failed", "expired", "cancelled"}


def client():
    return openai.OpenAI(base_url=BASE_URL, api_key="unused", max_retries=20)


def line(number, **changes):
    request = {
        "custom_id": f"request-{number}",
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {
            "model": "llm",
            "messages": [{"role": "user", "content": f"Question {number}"}],
            "max_tokens": 8,
        },
    }
    return json.dumps({**request, **changes}) + "\n"


def upload(lines):
    file = io.BytesIO("".join(lines).encode())
    file.name = "requests.jsonl"
    return client().files.create(file=file, purpose="batch")


def create(file, **more):
    return client().batches.create(
        input_file_id=file.id,
        endpoint="/v1/chat/completions",
        completion_window="24h",
        **more,
    )


def wait(batch):
    deadline = time.monotonic() + 120
    while batch.status not in ENDED:
        assert time.monotonic() < deadline, batch
        time.sleep(0.2)
        batch = client().batches.retrieve(batch.id)
    return batch


class Batches(unittest.TestCase):
    def test_the_whole_flow(self):
        file = upload(line(number) for number in range(50))
        self.assertEqual(file.status, "processed")
        batch = wait(create(file, metadata={"run": "nightly"}))
        self.assertEqual(batch.status, "completed", batch)
        self.assertEqual(batch.request_counts.completed, 50)
        self.assertEqual(batch.metadata, {"run": "nightly"})
        self.assertEqual(batch.usage.output_tokens, 400)
        output = client().files.content(batch.output_file_id).text
        answers = [json.loads(one) for one in output.splitlines()]
        self.assertEqual(
            sorted(answer["custom_id"] for answer in answers),
            sorted(f"request-{number}" for number in range(50)),
        )
        for answer in answers:
            self.assertEqual(answer["response"]["status_code"], 200)
            self.assertEqual(answer["response"]["body"]["usage"]["completion_tokens"], 8)
            self.assertIsNone(answer["error"])
        self.assertEqual(client().files.retrieve(batch.output_file_id).bytes, len(output.encode()))

    def test_a_broken_line(self):
        batch = wait(create(upload([line(1), "{broken\n"])))
        self.assertEqual(batch.status, "failed")
        self.assertEqual(batch.errors.data[0].code, "invalid_json_line")
        self.assertEqual(batch.errors.data[0].line, 2)

    def test_pages_of_batches_and_files(self):
        batches = [create(upload([line(number)])).id for number in range(3)]
        listed = [batch.id for batch in client().batches.list(limit=2)]
        self.assertEqual(listed[:3], batches[::-1])
        files = [file.id for file in client().files.list(purpose="batch", limit=2)]
        self.assertEqual(len(files), len(set(files)))
        self.assertGreaterEqual(len(files), 3)

    def test_cancelling(self):
        slow = {"model": "llm", "messages": [{"role": "user", "content": "x"}], "max_tokens": 4000}
        batch = create(upload(line(number, body=slow) for number in range(200)))
        cancelled = wait(client().batches.cancel(batch.id))
        self.assertEqual(cancelled.status, "cancelled")
        self.assertIsNotNone(cancelled.cancelled_at)

    def test_refusals(self):
        with self.assertRaises(openai.NotFoundError):
            client().batches.retrieve("batch_unknown")
        with self.assertRaises(openai.NotFoundError):
            client().files.content("file-unknown")
        file = upload([line(1)])
        with self.assertRaises(openai.BadRequestError) as refusal:
            client().batches.create(
                input_file_id=file.id, endpoint="/v1/nothing", completion_window="24h"
            )
        self.assertEqual(refusal.exception.param, "endpoint")

    def test_deleting_a_file(self):
        file = upload([line(1)])
        self.assertTrue(client().files.delete(file.id).deleted)
        with self.assertRaises(openai.NotFoundError):
            client().files.retrieve(file.id)


if __name__ == "__main__":
    BASE_URL = sys.argv.pop(1)
    unittest.main()
