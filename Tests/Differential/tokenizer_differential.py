"""Compares our token ids with tiktoken's over many thousand generated texts.

    pip install tiktoken==0.14.0
    python3 Tests/Differential/tokenizer_differential.py .build/release/TokenizerBench [--seed 1] [--texts 20000]

Invalid UTF-8 goes to our program as it is and to tiktoken decoded with replacement characters. Exits 1 at the first
difference, after printing it with the seed.
"""

import argparse
import random
import subprocess
import sys

from tiktoken_vocabulary import ENCODINGS, encoding

SPACES = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2003\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
NEARLY_SPACES = "\u200b\u200c\u200d\u2060\ufeff\u180e\u00ad\x00\x1c\x1f"
CONTRACTIONS = ["s", "t", "re", "ve", "m", "ll", "d", "S", "T", "RE", "Re", "rE", "VE", "vE", "M", "LL", "lL", "D"]
CONTRACTIONS += ["ſ", "\u212a", "l", "r", "v", "x", "st", "dd", "’s"]
DIGITS = "0123456789٣५๙²½Ⅷ〇一𝟜𐄇①"
LETTERS = "aZzßÉéǅǈʰˮªºñİıſΣσςДжאبअภ中日本語ガ한ꙋᏣꮳ𐐀𐐨𝒜ﬁ"
MARKS = "\u0300\u0301\u0308\u20e3\ufe0f\u093f\u0e31\u3099\u0483\u0903\U0001d165\U000e0100"
SYMBOLS = "'\"/\\.,!?-_=+*&^%$#@~`|<>[]{}()’“”…—€£©™→∑♥☃️😀👩🏽‍🚀🇩🇪\U0001f9d1\u200d\U0001f91d�\ue000\U000f0000"
CODE = ["\r\n", "\n\n", "//", "/\n", " {\n", "    ", "\t\t", "();\r\n", "-->", "<|endoftext|>", "<|im_start|>", "==", "0x"]


class Texts:
    """Texts of all kinds from one seed."""

    def __init__(self, seed, tokens):
        self.random = random.Random(seed)
        self.tokens = tokens
        self.kinds = [
            self.any_scalars, self.plane, self.letters_and_marks, self.digits, self.whitespace, self.contractions,
            self.mixture, self.tokens_joined, self.invalid, self.invalid_in_text, self.long_word,
        ]  # fmt: skip

    def any(self):
        return self.random.choice(self.kinds)()

    def of(self, alphabet, most=30):
        return "".join(self.random.choice(alphabet) for _ in range(self.random.randint(0, most)))

    def scalar(self, low=0, high=0x10FFFF):
        while True:
            value = self.random.randint(low, high)
            if not 0xD800 <= value < 0xE000:
                return chr(value)

    def any_scalars(self):
        return "".join(self.scalar() for _ in range(self.random.randint(0, 30))).encode()

    def plane(self):
        high = self.random.choice([0x7F, 0xFF, 0x24F, 0x17FF, 0x2FFF, 0xFFFF, 0x1FFFF, 0x323AF])
        return "".join(self.scalar(0, high) for _ in range(self.random.randint(0, 60))).encode()

    def letters_and_marks(self):
        return self.of(LETTERS + LETTERS + MARKS + "AAaa'/ ", 40).encode()

    def digits(self):
        return self.of(DIGITS + " ,.a\n", 30).encode()

    def whitespace(self):
        return self.of(SPACES + SPACES + NEARLY_SPACES + "aA1!中\u0300", 25).encode()

    def contractions(self):
        parts = [self.random.choice(CONTRACTIONS + ["'", " ", "A", "b", "I", "\n"]) for _ in range(12)]
        return "".join(self.random.choice(["", "'"]) + part for part in parts).encode()

    def mixture(self):
        kinds = [SPACES, LETTERS, MARKS, SYMBOLS, DIGITS, CODE, CONTRACTIONS, NEARLY_SPACES, "    \n", "aeiouAEIOU"]
        return "".join(self.of(self.random.choice(kinds), 4) for _ in range(12)).encode()

    def tokens_joined(self):
        return b"".join(self.random.choice(self.tokens) for _ in range(self.random.randint(1, 40)))

    def invalid(self):
        return bytes(self.random.randint(0, 255) for _ in range(self.random.randint(0, 30)))

    def invalid_in_text(self):
        text = bytearray(self.mixture())
        for _ in range(self.random.randint(1, 4)):
            position = self.random.randint(0, len(text))
            how = self.random.randint(0, 2)
            if how == 0:
                del text[position : position + 1]
            elif how == 1:
                text[position : position + 1] = bytes([self.random.randint(0x80, 0xFF)])
            else:
                text[position:position] = self.random.choice([b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xf0\x9f"])
        return bytes(text)

    def long_word(self):
        length = int(10 ** self.random.uniform(1.5, 3.7))
        alphabet = self.random.choice(["a", "ab", " ", "\n", "=", "-_", "ACGT", "aeiou", LETTERS, "中国人民", "\u0300", "😀🇩🇪"])
        return self.random.choice(["", "x ", "("]).encode() + self.of(alphabet, length).encode()


def every_scalar():
    """Each scalar between letters, digits, spaces and contractions; sixteen scalars a text."""
    scalars = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    for i in range(0, len(scalars), 16):
        yield "".join(f"x{c}Y {c}{c}1{c}'S\n{c} {c}a" for c in scalars[i : i + 16]).encode()


def compare(program, name, texts, seed):
    """Exits at the first text whose ids differ."""
    ours = subprocess.run(
        [program, name, "ids"], input="".join(text.hex() + "\n" for text in texts), capture_output=True, text=True
    )
    if ours.returncode != 0:
        sys.exit(f"{program} {name}: {ours.stderr}")
    theirs = encoding(name)
    for text, line in zip(texts, ours.stdout.split("\n"), strict=False):
        found = [int(id) for id in line.split()]
        expected = theirs.encode_ordinary(text.decode(errors="replace"))
        if found != expected:
            sys.exit(f"{name}, seed {seed}: {text!r}\n  ours     {found}\n  tiktoken {expected}")
    if ours.stdout.count("\n") != len(texts):
        sys.exit(f"{name}: {len(texts)} texts, {ours.stdout.count(chr(10))} answers")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=20_000)
    arguments = parser.parse_args()
    for name in ENCODINGS:
        texts = Texts(arguments.seed, encoding(name).token_byte_values())
        compare(arguments.program, name, [texts.any() for _ in range(arguments.texts)], arguments.seed)
        compare(arguments.program, name, list(every_scalar()), arguments.seed)
        print(f"{name}: {arguments.texts} texts and every scalar, no difference (seed {arguments.seed})")


if __name__ == "__main__":
    main()
