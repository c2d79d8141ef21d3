"""Makes the logs of an invented estate, the same for the same seed: one file a kind of record, in the order of time.

    python3 Tests/Benchmarks/estate.py FOLDER --calls 1000000 [--seed 1] [--kinds events,requests,responses,diagnostics]

- events.jsonl: one response event a call, about 1.1 KB, with usage, caller, headers and both ids inside, as a gateway's
  own policy writes it (read with the mapping file beside it; no published policy writes all of them into one event).
- requests.jsonl, responses.jsonl: a request and a response event a call, as the terraform variant of the
  enterprise-logging policy writes them; the response bears both ids.
- diagnostics.jsonl: the service's own record of each call, as a diagnostic setting writes it, with tokens.
"""

import argparse
import random
from pathlib import Path

MONTH_START = 1_790_812_800  # 2026-10-01T00:00:00Z
SECONDS = 31 * 86_400
MODELS = ["gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18", "o4-mini-2025-04-16", "gpt-4.1-2025-04-14"]
DEPLOYMENTS = ["assist", "chat-mini", "reason", "long-read"]
REGIONS = [("Sweden Central", "swedencentral"), ("West Europe", "westeurope")]
ACCOUNTS = ["harbour-oai-swc", "harbour-oai-weu"]
STATUSES = ["200"] * 97 + ["400", "429", "429"]
WORDS = "the shops in Kiel want more tins of sardines next week so tell dock four to load them before noon".split()

MAPPING = """name: bench-gateway
kind: gateway
when:
  - field: event
    equals: ai-response
time:
  field: at
  format: auto
keys:
  messageId: id
  apimRequestId: headers["apim-request-id"]
fields:
  appId: caller.appId
  objectId: caller.objectId
  deployment: deployment
  servedModel: headers["x-ms-served-model"]
  bodyModel: model
  resource: backend
  region: headers["x-ms-region"]
  statusCode: status
  inputTokens: usage.prompt_tokens
  cachedInputTokens: usage.prompt_tokens_details.cached_tokens
  outputTokens: usage.completion_tokens
  reasoningTokens: usage.completion_tokens_details.reasoning_tokens
  gatewayDurationMs: durationMs
"""

EVENT = (
    '{"event": "ai-response", "id": "%s", "at": "%s", "backend": "%s.openai.azure.com", "deployment": "%s", '
    '"caller": {"appId": "%s", "objectId": "%s", "ip": "10.20.%d.%d"}, "status": %s, "durationMs": %d, '
    '"headers": {"content-type": "application/json", "apim-request-id": "%s", "x-ms-region": "%s", '
    '"x-ms-served-model": "%s", "x-ratelimit-remaining-requests": "%d", "x-ratelimit-remaining-tokens": "%d", '
    '"x-request-id": "%s", "azureml-model-session": "d%d"}, '
    '"model": "%s", "object": "chat.completion", "choices": [{"index": 0, "finish_reason": "stop", "message": '
    '{"role": "assistant", "content": "%s"}}], "usage": {"prompt_tokens": %d, "completion_tokens": %d, '
    '"total_tokens": %d, "prompt_tokens_details": {"cached_tokens": %d, "audio_tokens": 0}, '
    '"completion_tokens_details": {"reasoning_tokens": %d, "audio_tokens": 0, "accepted_prediction_tokens": 0, '
    '"rejected_prediction_tokens": 0}}}\n'
)
REQUEST = (
    '{"Type":"request","Headers":["Connection: keep-alive","Content-Type: application/json","Accept: '
    'application/json","Host: harbour-apim.azure-api.net","User-Agent: harbour-client/2.4","Authorization: Bearer '
    '%s"],"EventTime":"%s","ServiceName":"harbour-apim-swc","requestIdHeader":"","RequestId":"%s","RequestIp":'
    '"10.20.%d.7","RequestMethod":"POST","RequestPath":"/openai/deployments/%s/chat/completions","RequestQuery":'
    '"?api-version=2024-10-21","RequestBody":"{\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"%s\\"}]}",'
    '"OperationName":"Create a chat answer","OperationMethod":"POST","OperationUrl":'
    '"/deployments/{deployment-id}/chat/completions?api-version={api-version}","ApiName":"Azure OpenAI Sweden",'
    '"ApiPath":"openai"}\n'
)
RESPONSE = (
    '{"Type":"response","Headers":["content-type: application/json","apim-request-id: %s","x-ms-region: %s",'
    '"x-ms-served-model: %s","x-ratelimit-remaining-requests: %d","x-ratelimit-remaining-tokens: %d",'
    '"x-request-id: %s","date: %s"],"EventTime":"%s","ServiceName":"harbour-apim-swc","RequestId":"%s",'
    '"Duration":"00:00:%02d.%07d","ResponseStatusCode":"%s","ResponseBody":"not-streaming","OperationName":'
    '"Create a chat answer"}\n'
)
DIAGNOSTIC = (
    '{"Tenant":"%s","callerIpAddress":"203.0.113.***","category":"RequestResponse","correlationId":"%s",'
    '"durationMs":%d,"event":"ShoeboxCallResult","location":"%s","operationName":"ChatCompletions_Create",'
    '"properties":"{\\"apiName\\":\\"Azure OpenAI API version 2024-10-21\\",\\"requestTime\\":%d,'
    '\\"requestLength\\":%d,\\"responseTime\\":%d,\\"responseLength\\":728,\\"objectId\\":\\"%s\\",'
    '\\"streamType\\":\\"Non-Streaming\\",\\"modelDeploymentName\\":\\"%s\\",\\"modelName\\":\\"%s\\",'
    '\\"modelVersion\\":\\"%s\\",\\"promptTokens\\":[%d],\\"cachedTokens\\":[%d],\\"generatedTokens\\":[%d]}",'
    '"resourceId":"/SUBSCRIPTIONS/D75DF7EE-5C1F-4A9F-9213-5CB13CCC38B7/RESOURCEGROUPS/RG-HARBOUR-AI/PROVIDERS/'
    'MICROSOFT.COGNITIVESERVICES/ACCOUNTS/%s","resultSignature":"%s","time":"%s.0000000Z"}\n'
)
KINDS = ["events", "requests", "responses", "diagnostics"]


def uuid(bits):
    digits = "%032x" % ((bits & ~(0xF << 76)) | (4 << 76))
    return "%s-%s-%s-%s-%s" % (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])


class Clock:
    """The spellings of a second, made once each."""

    def __init__(self):
        self.days = {}

    def spell(self, seconds):
        day, rest = divmod(seconds, 86_400)
        if day not in self.days:
            import datetime

            date = datetime.date(1970, 1, 1) + datetime.timedelta(day)
            self.days[day] = (date.isoformat(), "%d/%d/%d" % (date.month, date.day, date.year),
                              date.strftime("%a, %d %b %Y"))
        iso, us, http = self.days[day]
        hour, minute, second = rest // 3600, rest // 60 % 60, rest % 60
        clock = "%02d:%02d:%02d" % (hour, minute, second)
        half = "%d:%02d:%02d %s" % (hour % 12 or 12, minute, second, "AM" if hour < 12 else "PM")
        return "%sT%s" % (iso, clock), "%s %s" % (us, half), "%s %s GMT" % (http, clock)


def callers(generator):
    import base64
    import json

    result = []
    for _ in range(40):
        app = uuid(generator.getrandbits(128))
        for _ in range(generator.choice([1, 1, 5, 25])):
            person = uuid(generator.getrandbits(128))
            claims = json.dumps({"appid": app, "oid": person}).encode()
            token = "e30." + base64.urlsafe_b64encode(claims).decode().rstrip("=") + ".c2ln"
            result.append((app, person, token, len(result) % 8))
    return result


def write(folder, calls, seed, kinds):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mapping.yaml").write_text(MAPPING)
    generator = random.Random(seed)
    people = callers(generator)
    texts = [" ".join(generator.choice(WORDS) for _ in range(generator.randint(4, 16))) for _ in range(500)]
    clock = Clock()
    files = {kind: open(folder / (kind + ".jsonl"), "w", buffering=1 << 20) for kind in kinds}
    bits, pick = generator.getrandbits, generator.random
    for index in range(calls):
        seconds = MONTH_START + index * SECONDS // calls
        iso, us, http = clock.spell(seconds)
        app, person, token, network = people[int(pick() * len(people))]
        which, place = int(pick() * 4), int(pick() * 2)
        call, request, noise = uuid(bits(128)), uuid(bits(128)), bits(60)
        status = STATUSES[noise % 100]
        read, wrote = int(40 + 4000 * pick() ** 3), int(5 + 900 * pick() ** 2)
        if noise % 1009 == 0:
            read += 150_000
        cached = read // 2 if noise % 3 == 0 else 0
        thought = wrote // 2 if which == 2 else 0
        model, deployment, text = MODELS[which], DEPLOYMENTS[which], texts[noise % 500]
        region, location = REGIONS[place]
        took = 200 + noise % 9000
        if "events" in files:
            files["events"].write(EVENT % (
                call, iso + "Z", ACCOUNTS[place], deployment, app, person, network, noise % 250, status, took,
                request, region, model, noise % 1000, noise % 300_000, uuid(noise * 2**64 + noise), noise % 100,
                model, text, read, wrote, read + wrote, cached, thought))
        if "requests" in files:
            files["requests"].write(REQUEST % (token, us, call, network, deployment, text))
        if "responses" in files:
            files["responses"].write(RESPONSE % (
                request, region, model, noise % 1000, noise % 300_000, uuid(noise * 2**64 + noise), http, us, call,
                took // 1000, took % 1000 * 10_000, status))
        if "diagnostics" in files:
            ticks = (seconds + 62_135_596_800) * 10_000_000
            name, version = model.rsplit("-20", 1)
            files["diagnostics"].write(DIAGNOSTIC % (
                location, request, took, location, ticks, read * 4, ticks + took * 10_000, person, deployment, name,
                "20" + version, read, cached, wrote, ACCOUNTS[place].upper(), status, iso))
    for file in files.values():
        file.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS))
    options = parser.parse_args()
    write(options.folder, options.calls, options.seed, options.kinds.split(","))


if __name__ == "__main__":
    main()
