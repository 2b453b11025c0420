#!/usr/bin/env python3
"""Answers filings with vLLM's offline LLM class, with the prompts and settings of Stoker's batch.

    offline.py ENGINE.yaml MODEL_DIRECTORY WARM.jsonl DAY.jsonl MAX_TOKENS [ARGS]

The JSON lines are those of `stoker filings --text`. ARGS is a JSON object of settings that go before the
file's `args`. Prints one JSON line with tokens and seconds.
"""
import json
import re
import sys
import time

PROMPT = '/no_think Summarize this SEC filing in a single, short paragraph.\n\n'
SERVER_ONLY = {'disable-uvicorn-access-log'}


def settings_of(path):
    """The `args` of a Stoker engine file, as keyword arguments of vllm.LLM."""
    settings, inside = {}, False
    for line in open(path):
        if re.match(r'\S', line):
            inside = line.startswith('args:')
        entry = re.match(r'  ([a-z0-9-]+):\s*([^#\n]+)', line)
        if inside and entry and entry.group(1) not in SERVER_ONLY:
            name, value = entry.group(1).replace('-', '_'), entry.group(2).strip()
            value = value.strip("'") if value.startswith("'{") else value
            value = json.loads(value) if re.match(r'[\d.]+$|true$|false$|\{', value) else value
            # a flag that switches something off
            name, value = (name[3:], not value) if name.startswith('no_') else (name, value)
            settings[name] = value
    return settings


def conversations(path):
    texts = [json.loads(line).get('text') for line in open(path)]
    return [[{'role': 'user', 'content': PROMPT + text}] for text in texts if text]


def main():
    engine, model, warm, day, tokens, *more = sys.argv[1:]
    settings = settings_of(engine) | {name.replace('-', '_'): value for name, value in json.loads(*more or ['{}']).items()}
    import vllm
    llm = vllm.LLM(model=model, load_format='dummy', **settings)
    sampling = llm.get_default_sampling_params()
    sampling.max_tokens = int(tokens)
    llm.chat(conversations(warm), sampling_params=sampling, use_tqdm=False)
    chats = conversations(day)
    begin = time.monotonic()
    answers = llm.chat(chats, sampling_params=sampling, use_tqdm=False)
    seconds = time.monotonic() - begin
    read = sum(len(answer.prompt_token_ids) for answer in answers)
    written = sum(len(answer.outputs[0].token_ids) for answer in answers)
    print(json.dumps({'filings': len(answers), 'seconds': round(seconds, 2), 'tokens_in': read, 'tokens_out': written,
                      'in_per_second': round(read / seconds), 'out_per_second': round(written / seconds)}))


if __name__ == '__main__':
    main()
