"""Writes two small models in the Hugging Face layout, which vLLM reads, from one GGUF file.

smollm2-135m-hf  the file's own weights as bfloat16
tiny-qwen3       two layers of Qwen3 without weights, for starts with random ones (dummy)

usage: make_models.py SOURCE.gguf DIRECTORY
"""

import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TQDM_DISABLE"] = "1"

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig, Qwen3Config
from transformers.utils import logging

CONTEXT = 8192


def real_weights(source, tokenizer, target):
    model = AutoModelForCausalLM.from_pretrained(
        source.parent,
        gguf_file=source.name,
        dtype=torch.bfloat16,
        quantization_config=GgufConfig(dequantize=True),
    )
    model.save_pretrained(target)
    tokenizer.save_pretrained(target)


def no_weights(tokenizer, target):
    config = Qwen3Config(
        architectures=["Qwen3ForCausalLM"],
        vocab_size=len(tokenizer),
        hidden_size=256,
        intermediate_size=512,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=64,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        dtype="bfloat16",
    )
    config.save_pretrained(target)
    tokenizer.save_pretrained(target)


def main(source, directory):
    logging.disable_progress_bar()
    tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name)
    tokenizer.model_max_length = CONTEXT
    real_weights(source, tokenizer, directory / "smollm2-135m-hf")
    no_weights(tokenizer, directory / "tiny-qwen3")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
