"""Prices by chargeback against LiteLLM's own cost_per_token, on generated usages over the Azure models that both know.

    python3 Tests/Differential/price_differential.py .build/debug/PriceDriver [SEED [COUNT]]

Both read the same cost map, the one that comes with LiteLLM's package: chargeback imports it (digit by digit, into its price
table), LiteLLM looks into it. LiteLLM computes in floating point; a cost is equal if it is within 1e-12 of chargeback's
exact one, relatively: some dozen roundings of a double.

Where the two are meant to differ, a rule below says so and computes what LiteLLM does instead, which must then be equal too.
Whatever no rule explains is printed, and the exit code is 1.
"""

import json
import os
import random
import subprocess
import sys
from fractions import Fraction
from importlib.resources import files

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # no network

import litellm  # noqa: E402
from litellm.types.utils import CompletionTokensDetailsWrapper, PromptTokensDetailsWrapper, Usage  # noqa: E402

TOLERANCE = Fraction(1, 10**12)
ZONE_REGION = {"us": "eastus2", "eu": "swedencentral"}
BATCH = "batch"


def decimal_map(path):
    """The cost map with every number as it is written."""
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=Fraction, parse_int=Fraction)


def split_key(key):
    """Zone and model of a key that chargeback takes; None for one that it leaves out."""
    *path, model = key.split("/")
    maker, inner = (path or [""])[0], path[1:]
    if maker != "azure" or inner not in ([], ["global"], ["global-standard"], ["us"], ["eu"]):
        return None
    return (inner[0] if inner and inner[0] in ZONE_REGION else "global"), model


def keys_to_compare(prices):
    keys = []
    for key, entry in sorted(prices.items()):
        if split_key(key) and entry.get("litellm_provider") == "azure" and entry.get("input_cost_per_token"):
            keys.append(key)
    return keys


def generate(rng, key, entry):
    """A usage as the service would report it: parts within their wholes, some beyond the long-context bound."""
    magnitude = rng.choice([10, 1_000, 50_000, 272_000, 272_001, 400_000])
    prompt = magnitude if magnitude in (272_000, 272_001) else rng.randint(1, magnitude)
    # Mostly what the entry lists a price of; now and then what it does not, to see the rules at work.
    is_odd = rng.random() < 0.1
    cached = rng.choice([0, rng.randint(0, prompt)]) if is_odd or entry.get(FIELDS["cachedInput"]) else 0
    write = rng.choice([0, rng.randint(0, prompt - cached)]) if is_odd or entry.get(FIELDS["cacheWrite"]) else 0
    completion = 0 if entry.get("mode") == "embedding" else rng.randint(0, 20_000)
    reasoning = rng.choice([0, rng.randint(0, completion)])
    listed = [tier for tier, suffix in [("priority", "priority"), ("flex", "flex"), (BATCH, "batches")]
              if is_odd or f"input_cost_per_token_{suffix}" in entry]
    tier = rng.choice(["default", *listed])
    audio_in = audio_out = 0
    if entry.get("input_cost_per_audio_token") and rng.random() < 0.5:
        audio_in = rng.randint(0, prompt - cached - write)
    if entry.get("output_cost_per_audio_token") and rng.random() < 0.5:
        audio_out = rng.randint(0, completion - reasoning)
    return dict(key=key, prompt=prompt, cached=cached, write=write, completion=completion, reasoning=reasoning,
                audio_in=audio_in, audio_out=audio_out, tier=tier)


def driver_line(usage):
    zone, model = split_key(usage["key"])
    kind = "dataZone" if zone in ZONE_REGION else "global"
    counts = dict(inputTokens=usage["prompt"], cachedInputTokens=usage["cached"], cacheWriteTokens=usage["write"],
                  outputTokens=usage["completion"], reasoningTokens=usage["reasoning"],
                  audioInputTokens=usage["audio_in"], audioOutputTokens=usage["audio_out"])
    name, version = split_snapshot(model)
    batch = usage["tier"] == BATCH
    return json.dumps(dict(
        model=name, modelVersion=version, deploymentType=kind + "Batch" if batch else kind,
        region=ZONE_REGION.get(zone, ""), serviceTier="default" if batch else usage["tier"], counts=counts))


def split_snapshot(model):
    """As Azure reports it: model and version apart."""
    parts = model.lower().replace("gpt-3.5", "gpt-35").split("-")
    if len(parts) > 3 and [len(p) for p in parts[-3:]] == [4, 2, 2] and all(p.isdigit() for p in parts[-3:]):
        return "-".join(parts[:-3]), "-".join(parts[-3:])
    if len(parts) > 1 and len(parts[-1]) == 4 and parts[-1].isdigit() and 1 <= int(parts[-1][:2]) <= 12:
        return "-".join(parts[:-1]), parts[-1]
    if len(parts) > 2 and parts[-1] == "preview" and parts[-2].isdigit() and len(parts[-2]) == 4:
        return "-".join(parts[:-2]), "-".join(parts[-2:])
    return "-".join(parts), None


def litellm_cost(usage):
    """LiteLLM's answer; for a batch the rates of its own batch fields, which cost_per_token does not look at."""
    object_ = Usage(
        prompt_tokens=usage["prompt"], completion_tokens=usage["completion"],
        total_tokens=usage["prompt"] + usage["completion"],
        prompt_tokens_details=PromptTokensDetailsWrapper(
            cached_tokens=usage["cached"], cache_creation_tokens=usage["write"], audio_tokens=usage["audio_in"]),
        completion_tokens_details=CompletionTokensDetailsWrapper(
            reasoning_tokens=usage["reasoning"], audio_tokens=usage["audio_out"]))
    tier = None if usage["tier"] == "default" else usage["tier"]
    parts = litellm.cost_per_token(
        model=usage["key"], custom_llm_provider="azure", usage_object=object_, service_tier=tier)
    return sum(Fraction(part) for part in parts)


# Rules: why LiteLLM charges a meter that chargeback leaves without a price, and at what.

FIELDS = {
    "input": "input_cost_per_token", "cachedInput": "cache_read_input_token_cost",
    "cacheWrite": "cache_creation_input_token_cost", "output": "output_cost_per_token",
    "audioInput": "input_cost_per_audio_token", "audioOutput": "output_cost_per_audio_token",
}


def quantities(usage):
    return {
        "input": usage["prompt"] - usage["cached"] - usage["write"] - usage["audio_in"],
        "cachedInput": usage["cached"], "cacheWrite": usage["write"], "audioInput": usage["audio_in"],
        "output": usage["completion"] - usage["audio_out"], "audioOutput": usage["audio_out"],
    }


def rate(entry, field, tier, bound):
    suffix = "" if tier == "default" else f"_{tier}"
    return entry.get(f"{field}{bound}{suffix}")


def fallbacks(entry, meter, usage):
    """What LiteLLM takes where the price itself is not listed: (rule, price) in its order."""
    bound = long_context(entry, usage)
    tier, field = usage["tier"], FIELDS[meter]
    own = rate(entry, field, tier, bound)
    if meter == "cacheWrite" and own is not None and own < rate(entry, FIELDS["input"], tier, bound):
        yield "a cache write cheaper than input is doubtful: chargeback does not take it", own
    if own == 0 or (own is None and entry.get(field) == 0):
        yield "a price of zero says that nobody knows it: chargeback does not take it", Fraction(0)
    if meter == "output" and not entry.get(field):
        yield "an image model's text has no price: LiteLLM charges that of images", entry.get("output_cost_per_image_token")
    if tier != "default":
        yield "a tier without a price of its own: LiteLLM charges the standard one", rate(entry, field, "default", bound)
    if bound:
        yield "no long-context price: LiteLLM charges the plain one", rate(entry, field, tier, "")
        yield "no long-context price: LiteLLM charges the plain one", rate(entry, field, "default", "")
    if meter in ("cachedInput", "cacheWrite"):
        for kind in dict.fromkeys([tier, "default"]):
            for above in dict.fromkeys([bound, ""]):
                yield "no price for cached or written tokens: LiteLLM charges plain input", rate(
                    entry, FIELDS["input"], kind, above)


def others(entry, meter, usage):
    """What LiteLLM takes where chargeback has a price, but not from this key at this length of context."""
    bound = long_context(entry, usage)
    if rate(entry, FIELDS[meter], usage["tier"], bound) is not None:
        return
    if bound and rate(entry, FIELDS[meter], usage["tier"], "") is not None:
        yield ("no long-context price of the tier: chargeback charges the tier's plain one, LiteLLM the standard long one",
               rate(entry, FIELDS[meter], "default", bound))
    for _, price in fallbacks(entry, meter, usage):
        yield "not in this key: chargeback has the price from another key for the same model", price


def long_context(entry, usage):
    is_long = usage["prompt"] > 272_000 and "input_cost_per_token_above_272k_tokens" in entry
    return "_above_272k_tokens" if is_long else ""


def explained(entry, usage, answer, theirs):
    """The rules that together turn chargeback's charges into LiteLLM's cost; None if none do."""
    amounts = quantities(usage)
    totals = {Fraction(0): []}
    for meter in FIELDS:
        choices = []
        if meter in answer["charges"]:
            choices.append((None, Fraction(answer["charges"][meter])))
            choices += [(rule, price * amounts[meter]) for rule, price in others(entry, meter, usage) if price is not None]
        elif meter in answer["unpriced"]:
            choices += [(rule, price * amounts[meter]) for rule, price in fallbacks(entry, meter, usage) if price is not None]
        if choices:
            totals = {total + extra: rules + ([rule] if rule else [])
                      for total, rules in totals.items() for rule, extra in reversed(choices)}
    for total, rules in totals.items():
        if rules and is_equal(total, theirs):
            return rules
    return None


def is_equal(ours, theirs):
    return ours == theirs or abs(ours - theirs) <= TOLERANCE * max(abs(ours), abs(theirs))


def main():
    driver = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261101
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
    path = str(files("litellm") / "model_prices_and_context_window_backup.json")
    prices = decimal_map(path)
    keys = keys_to_compare(prices)
    rng = random.Random(seed)
    usages = [generate(rng, key, prices[key]) for key in keys]
    while len(usages) < count:
        key = rng.choice(keys)
        usages.append(generate(rng, key, prices[key]))
    # cost_per_token knows no batch rates: LiteLLM's batches are compared field by field below.
    lines = "\n".join(driver_line(usage) for usage in usages) + "\n"
    output = subprocess.run([driver, path], input=lines, capture_output=True, text=True, check=True)
    print(output.stderr, end="")
    answers = [json.loads(line) for line in output.stdout.splitlines()]
    assert len(answers) == len(usages)

    equal = batches = wrong = 0
    rules = {}
    for usage, answer in zip(usages, answers):
        entry = prices[usage["key"]]
        if usage["tier"] == BATCH:
            theirs = batch_cost(entry, usage, answer)
            batches += 1
        else:
            theirs = litellm_cost(usage)
        ours = sum(Fraction(text) for text in answer["charges"].values())
        if not answer["unpriced"] and is_equal(ours, theirs):
            equal += 1
            continue
        found = explained(entry, usage, answer, theirs) if usage["tier"] != BATCH else batch_rules(answer, ours, theirs)
        if found is None:
            wrong += 1
            if wrong <= 20:
                print(f"DIFFERENT {json.dumps(usage)}\n  chargeback {float(ours)} {answer}\n  LiteLLM    {float(theirs)}")
        for rule in dict.fromkeys(found or []):
            rules[rule] = rules.get(rule, 0) + 1
    print(f"LiteLLM {version()}: {len(usages)} usages of {len(keys)} Azure keys, seed {seed} ({batches} of them batches)")
    print(f"{equal} equal with every meter priced")
    for rule, times in sorted(rules.items()):
        print(f"{times} explained: {rule}")
    print(f"{wrong} not explained")
    return 1 if wrong else 0


def batch_cost(entry, usage, answer):
    """The batch fields of the cost map, for the meters that chargeback has a price of."""
    bound = "_above_272k_tokens" if usage["prompt"] > 272_000 else ""
    amounts = quantities(usage)
    total = Fraction(0)
    for meter in answer["charges"]:
        price = rate(entry, FIELDS[meter], "batches", bound)
        if price is None:
            price = rate(entry, FIELDS[meter], "batches", "")
        total += amounts[meter] * (price or 0)
    return total


def batch_rules(answer, ours, theirs):
    if is_equal(ours, theirs) and answer["unpriced"]:
        return ["a batch price that is not listed: chargeback leaves it unknown, and halves nothing"]
    return None


def version():
    from importlib.metadata import version as of

    return of("litellm")


if __name__ == "__main__":
    sys.exit(main())
