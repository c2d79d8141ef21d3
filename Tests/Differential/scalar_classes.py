"""Writes Sources/Tokenizer/ScalarClassRuns.swift: which class each Unicode scalar has in tiktoken's own regex engine.

Asking tiktoken, rather than a Unicode database of our own choosing, keeps the two on the same Unicode version.

    pip install tiktoken==0.14.0
    python3 Tests/Differential/scalar_classes.py > Sources/Tokenizer/ScalarClassRuns.swift
"""

from importlib.metadata import version

import tiktoken

# The bits of ScalarClass.swift, and the patterns whose matches have them. A scalar in none of them is `other`.
CLASSES = [
    (1 << 6, r"[\r\n]"),
    (1 << 5, r"[^\S\r\n]"),
    (1 << 4, r"\p{N}"),
    (1 << 3, r"\p{M}"),
    (1 << 2, r"[\p{Lm}\p{Lo}]"),
    (1 << 1, r"\p{Ll}"),
    (1 << 0, r"[\p{Lu}\p{Lt}]"),
]
OTHER = 1 << 7

SCALARS = "".join(chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000)


def members(pattern):
    """The scalars that tiktoken's regex matches with `pattern`: it leaves out what no word of the pattern covers."""
    bytes_only = tiktoken.Encoding(
        "bytes", pat_str=pattern, mergeable_ranks={bytes([b]): b for b in range(256)}, special_tokens={}
    )
    return bytes(bytes_only.encode_ordinary(SCALARS)).decode()


def runs():
    """The first scalar of each run of equal class, with the class; surrogates go with the run before them."""
    class_of = {scalar: bit for bit, pattern in CLASSES for scalar in members(pattern)}
    previous = None
    for scalar in SCALARS:
        bit = class_of.get(scalar, OTHER)
        if bit != previous:
            yield ord(scalar), bit
        previous = bit


def main():
    print(f"// Made by Tests/Differential/scalar_classes.py from tiktoken {version('tiktoken')} (Unicode 16.0). Do not edit.")
    print()
    print("extension ScalarClass {")
    print("  /// Where a run of scalars of one class begins, times 256, plus the class's bit; in ascending order.")
    print("  static let runs: [UInt32] = [")
    words = [f"0x{start >> 8:04x}_{start & 0xFF:02x}{bit:02x}," for start, bit in runs()]
    for i in range(0, len(words), 8):
        print("    " + " ".join(words[i : i + 8]))
    print("  ]")
    print("}")


main()
