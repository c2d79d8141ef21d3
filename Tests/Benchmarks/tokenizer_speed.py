"""Compares the tokens per second of one thread with tiktoken's on the same texts in the same run, as a Markdown table.

    pip install tiktoken==0.14.0
    python3 Tests/Benchmarks/tokenizer_speed.py .build/release/TokenizerBench [--seconds 2]

English and code come from Python's own library; Chinese and emoji texts are put together from common words with a fixed
seed. Long texts are one of a megabyte; short ones are the same megabyte in pieces of about 100 characters. Each figure
is the fastest run. Ends with the time of a megabyte of one repeated character, which must be at most ten times that of
English. Exits 1 when a goal is missed.
"""

import argparse
import inspect
import random
import subprocess
import sys
import time
import tokenize
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "Differential"))
from tiktoken_vocabulary import ENCODINGS, encoding  # noqa: E402

SIZE = 1_000_000
CHINESE = """我们 你们 公司 今天 明天 可以 使用 人工智能 模型 处理 大量 数据 因此 成本 部门 报告 需要 每个月 费用 分摊 开发 团队 部署
服务 请求 响应 计算 令牌 数量 如果 没有 价格 显示 未知 北京 上海 天气 很好 学习 中文 机器 语言 的 是 在 了 和 有 不 这 也 就 都 而 及 与
自然 处理器 云计算 账单 财务 经理 问题 解决 方案 系统 用户 应用 程序 接口 管理 安全 网络 城市 经济 发展 历史 文化 教育 科学 技术 国家""".split()
WORDS = "the cost of a model is what it reads and writes so count tokens ok thanks great party Straße naïve cena".split()
EMOJI = "😀 😂 🎉 🚀 👩🏽‍🚀 👨‍👩‍👧‍👦 🇩🇪 🇯🇵 ❤️ ☕️ 👍🏿 🧑‍💻 🐈 🌍 ✅ 💸 🫠 1️⃣ 〽️ 🤷🏻‍♀️".split()


def library_files():
    return sorted(Path(inspect.getfile(inspect)).parent.glob("*.py"))


def docstrings(path):
    with tokenize.open(path) as file:
        try:
            for token in tokenize.generate_tokens(file.readline):
                if token.type == tokenize.STRING and token.string.startswith(('"""', 'r"""')) and len(token.string) > 200:
                    yield inspect.cleandoc(token.string.strip('r"'))
        except (tokenize.TokenError, SyntaxError):
            return


def english():
    return "\n\n".join(text for path in library_files() for text in docstrings(path))[:SIZE]


def code():
    return "".join(path.read_text(errors="replace") for path in library_files())[:SIZE]


def composed(seed, length, part):
    generator = random.Random(seed)
    parts = []
    while length > 0:
        parts.append(part(generator))
        length -= len(parts[-1].encode())
    return "".join(parts)


def chinese(generator):
    return "".join(generator.choices(CHINESE, k=generator.randint(3, 9))) + generator.choice("，。，。！？；\n")


def emoji(generator):
    words = generator.choices(WORDS, k=generator.randint(1, 4)) + generator.choices(EMOJI, k=generator.randint(1, 3))
    return " ".join(words) + generator.choice([" ", "! ", "", "\n"])


def pieces(text):
    return [text[i : i + 100] for i in range(0, len(text), 100)]


def ours(program, name, texts, seconds):
    run = subprocess.run(
        [program, name, "speed", str(seconds)],
        input="".join(text.encode().hex() + "\n" for text in texts), capture_output=True, text=True, check=True,
    )  # fmt: skip
    tokens, fastest = run.stdout.split()
    return int(tokens), float(fastest)


def theirs(tiktoken, texts, seconds):
    start, fastest, tokens = time.perf_counter(), float("inf"), 0
    while time.perf_counter() - start < seconds:
        began = time.perf_counter()
        tokens = sum(len(tiktoken.encode_ordinary(text)) for text in texts)
        fastest = min(fastest, time.perf_counter() - began)
    return tokens, fastest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seconds", type=int, default=2)
    arguments = parser.parse_args()
    long = {
        "English": english(), "code": code(), "Chinese": composed(1, SIZE, chinese), "emoji": composed(1, SIZE, emoji),
    }  # fmt: skip
    missed = []
    print("| encoding | text | tokens | tiktoken, tokens/s | ours, tokens/s | ratio |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name in ENCODINGS:
        tiktoken = encoding(name)
        for kind, text in long.items():
            for length, texts in [("long", [text]), ("short", pieces(text))]:
                expected, their_seconds = theirs(tiktoken, texts, arguments.seconds)
                tokens, our_seconds = ours(arguments.program, name, texts, arguments.seconds)
                assert tokens == expected, (name, kind, tokens, expected)
                ratio = their_seconds / our_seconds
                speeds = f"{tokens / their_seconds:,.0f} | {tokens / our_seconds:,.0f} | {ratio:.1f}"
                print(f"| {name} | {kind}, {length} | {tokens:,} | {speeds} |", flush=True)
                if ratio < 1:
                    missed.append(f"{name}, {kind}, {length}: slower than tiktoken")
    print()
    print("| encoding | a megabyte of | seconds | times English |")
    print("| --- | --- | ---: | ---: |")
    for name in ENCODINGS:
        prose = (long["English"] * 2)[:SIZE]
        _, english_seconds = ours(arguments.program, name, [prose], arguments.seconds)
        print(f"| {name} | English | {english_seconds:.4f} | 1 |")
        for kind, character in [("a", "a"), ("spaces", " "), ("line ends", "\n"), ("=", "="), ("中", "中")]:
            text = character * (SIZE // len(character.encode()))
            _, seconds = ours(arguments.program, name, [text], arguments.seconds)
            print(f"| {name} | {kind} | {seconds:.4f} | {seconds / english_seconds:.1f} |", flush=True)
            if seconds > 10 * english_seconds:
                missed.append(f"{name}: a megabyte of {kind} takes {seconds / english_seconds:.1f} times as long as English")
    if missed:
        sys.exit("\n".join(missed))


main()
