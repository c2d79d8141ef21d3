"""Writes Tests/TokenizerTests/Goldens/tiktoken.json: texts of all kinds with the ids that tiktoken gives them.

    pip install tiktoken==0.14.0
    python3 Tests/Differential/tokenizer_goldens.py > Tests/TokenizerTests/Goldens/tiktoken.json

One text a line; one that is not valid UTF-8 is given in hexadecimal, and its ids are those of the text with replacement
characters.
"""

import json
from importlib.metadata import version

from tiktoken_vocabulary import ENCODINGS, encoding
from tokenizer_differential import Texts

WRITTEN = [
    "", " ", "  ", "\n", " \n", "\n ", "\r\n\r\n", "a", "a ", " a", "  a", "\ta", "\n\na", "a\n", "a \n b", "a\u3000b",
    "hello world", "tiktoken is great!", "antidisestablishmentarianism", "2 + 2 = 4", "お誕生日おめでとう",
    "It's we'll I'M YOU'RE they'Ve he'd 'twas rock'n'roll 'SALT 'ſ A'ſ DON'T don’t", "''s ''' 's's 'lll 'l 'v 'r",
    "iPhone HTMLParser camelCase SCREAMING_CASE ÉCOLE École Ǆungla ǅungla ⅷ ꟸ日本A日本a", "A\u0301b \u0301 \u0301a !\u0301a  \u0301",
    "1 12 123 1234 12345 1,234.56 ٣٤٥٦ ½²³ Ⅷ 𝟙𝟚𝟛𝟜 0x1F", "日本語のテキスト。你好，世界！한국어 텍스트", "สวัสดีชาวโลก नमस्ते दुनिया مرحبا بالعالم",
    "Größe straße ÀÉÎÕÜ àéîõü", "😀😂👩🏽‍🚀👨‍👩‍👧‍👦🇩🇪1️⃣ ok ❤️", "https://example.org/a/b?c=d&e=f#g\n//x", "!!!\n\n\n  x ///\n//",
    "func f<T>(_ x: [T]) -> Int {\n\treturn x.count // ok\r\n}\n", "<|endoftext|><|fim_prefix|><|im_start|>user", "-" * 70,
    "=" * 130, " " * 200, " " * 200 + "x", "\n" * 50, "\t" * 30 + "}", "a" * 300, "ab" * 100, "\u00a0\u2003\u3000x\u0085\u2028y",
    "\u200b\ufeff\u2060x\u00ad\x00\x1f", "\ue000\U000f0000\U0010ffff\u0378", "\ua7ce\U00010940\U00016ea0\u1c89\U000105c0",
]  # fmt: skip
BROKEN = ["ff", "c0af", "6180", "e4b8", "e4b861", "eda080", "f09f98", "f09f9861", "f4908080", "f8888080", "61fffe62", "e28128c3"]
GENERATED = 22
SEED = 4


def rows():
    yield from (text.encode() for text in WRITTEN)
    yield from map(bytes.fromhex, BROKEN)
    texts = Texts(SEED, encoding("o200k_base").token_byte_values())
    for kind in texts.kinds:
        yield from (kind()[:400] for _ in range(GENERATED))


def row(data, encodings):
    text = data.decode(errors="replace")
    given = {"text": text} if text.encode() == data else {"hex": data.hex()}
    return json.dumps(given | {name: each.encode_ordinary(text) for name, each in encodings.items()}, ensure_ascii=True)


def main():
    encodings = {name: encoding(name) for name in ENCODINGS}
    print('{"origin": "tiktoken %s, encode_ordinary; Tests/Differential/tokenizer_goldens.py",' % version("tiktoken"))
    print('"texts": [')
    print(",\n".join(row(data, encodings) for data in rows()))
    print("]}")


main()
