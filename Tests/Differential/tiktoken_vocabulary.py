"""tiktoken's encodings, made from the vocabularies of this repository: nothing is downloaded."""

import base64
import gzip
import hashlib
from pathlib import Path

import tiktoken
import tiktoken_ext.openai_public

ENCODINGS = ["cl100k_base", "o200k_base"]
_FOLDER = Path(__file__).parents[2] / "Sources" / "CVocabularies"


def _load(url, expected_hash):
    data = gzip.decompress((_FOLDER / (url.rsplit("/", 1)[1] + ".gz")).read_bytes())
    assert hashlib.sha256(data).hexdigest() == expected_hash
    return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in data.splitlines())}


def encoding(name):
    tiktoken_ext.openai_public.load_tiktoken_bpe = _load
    return tiktoken.Encoding(**getattr(tiktoken_ext.openai_public, name)())
