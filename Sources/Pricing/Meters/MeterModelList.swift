extension MeterModel {
  /// Every model that meter names are known to speak of; a name that begins with none of these is not understood.
  ///
  /// Sources: names of the Azure Retail Prices API; model versions of Microsoft Learn, "Azure OpenAI models"; which name
  /// goes with which version of the first models: infracost's Azure resources (facts only).
  static let all: [MeterModel] = chat + generations + reasoning + older + speech + pictures + others

  private static let chat = [
    MeterModel("gpt 4o", "gpt-4o", dated: ["0513": "2024-05-13", "0806": "2024-08-06", "1120": "2024-11-20"]),
    MeterModel("gpt 4o mini", "gpt-4o-mini", dated: ["0718": "2024-07-18"]),
    MeterModel("gpt 4.1", "gpt-4.1", dated: ["0414": "2025-04-14"]),
    MeterModel("gpt 4.1 mini", "gpt-4.1-mini", dated: ["0414": "2025-04-14"]),
    MeterModel("gpt 4.1 nano", "gpt-4.1-nano", dated: ["0414": "2025-04-14"]),
    MeterModel("gpt 4.5", "gpt-4.5-preview", dated: ["0227": "2025-02-27"]),
    MeterModel("chat latest", "chat-latest", dated: ["05052026": "2026-05-05"]),
    MeterModel("gpt chat latest", "gpt-chat-latest"),
  ]

  /// From GPT-5 on; a number with a point needs no `gpt` before it.
  private static let generations: [MeterModel] = numbered.flatMap { number, kinds, bound in
    kinds.flatMap { kind in
      let name = "\(number) \(kind)".trimmedWords
      let model = "gpt-" + name.replacing(" ", with: "-")
      let dated = model == "gpt-5.2-chat" ? ["0210": "2026-02-10"] : [:]
      let names = number == "5" ? ["gpt \(name)"] : ["gpt \(name)", name]
      return names.map { MeterModel($0, model, dated: dated, longContextAbove: bound) }
    }
  }

  private static let numbered: [(number: String, kinds: [String], longContextAbove: Int64?)] = [
    ("5", ["", "mini", "nano", "chat", "pro", "codex"], nil),
    ("5.1", ["", "chat", "codex", "codex mini", "codex max"], nil),
    ("5.2", ["", "chat", "codex", "pro"], nil),
    ("5.3", ["chat", "codex"], nil),
    ("5.4", ["", "mini", "nano", "pro"], 272_000),
    ("5.5", ["", "pro"], 272_000),
    ("5.6", ["", "sol", "terra", "luna"], 272_000),
    ("6", ["sol", "luna", "astra"], 272_000),
    ("6.1", ["sol", "terra"], 272_000),
  ]

  private static let reasoning = [
    MeterModel("o1", "o1", dated: ["1217": "2024-12-17"]),
    MeterModel("o1 mini", "o1-mini"),
    MeterModel("o1 preview", "o1-preview"),
    MeterModel("o1 pro", "o1-pro"),
    MeterModel("o3", "o3", dated: ["0416": "2025-04-16"]),
    MeterModel("o3 mini", "o3-mini", dated: ["0131": "2025-01-31"]),
    MeterModel("o3 pro", "o3-pro"),
    MeterModel("o3 deep research", "o3-deep-research", dated: ["0626": "2025-06-26"]),
    MeterModel("o4 mini", "o4-mini", dated: ["0416": "2025-04-16"]),
    MeterModel("codex mini", "codex-mini"),
    MeterModel("computer use", "computer-use-preview"),
    MeterModel("gpt oss 120b", "gpt-oss-120b"),
  ]

  /// Of the first models the length of the context is part of the price, and a version belongs to one length.
  private static let older = [
    MeterModel("gpt 35 turbo 4k", "gpt-35-turbo", undated: ["0301", "0613"], isRegionalUnlessSaid: true),
    MeterModel(
      "gpt 35 turbo 16k", "gpt-35-turbo-16k", dated: ["1106": "gpt-35-turbo 1106", "0125": "gpt-35-turbo 0125"],
      isRegionalUnlessSaid: true),
    MeterModel("gpt 35 turbo instruct", "gpt-35-turbo-instruct", isRegionalUnlessSaid: true),
    MeterModel("gpt 4 8k", "gpt-4", undated: ["0314", "0613"], isRegionalUnlessSaid: true),
    MeterModel("gpt 4 32k", "gpt-4-32k", isRegionalUnlessSaid: true),
    MeterModel(
      "gpt 4 turbo", "gpt-4", undated: ["1106-preview", "0125-preview", "turbo-2024-04-09"], context: ["128k"],
      isRegionalUnlessSaid: true),
    MeterModel("gpt 4 turbo vision", "gpt-4", undated: ["vision-preview"], context: ["128k"]),
    MeterModel("babbage 002", "babbage-002"),
    MeterModel("davinci 002", "davinci-002"),
  ]

  private static let speech = [
    MeterModel(
      "gpt 4o aud", "gpt-4o-audio-preview", dated: ["1217": "2024-12-17", "0603": "2025-06-03"], implied: [.audio]),
    MeterModel("gpt 4o mini aud", "gpt-4o-mini-audio-preview", dated: ["1217": "2024-12-17"], implied: [.audio]),
    MeterModel("gpt 4o rt", "gpt-4o-realtime-preview", dated: ["1217": "2024-12-17", "0603": "2025-06-03"]),
    MeterModel("gpt 4o mini rt", "gpt-4o-mini-realtime-preview", dated: ["1217": "2024-12-17"]),
    MeterModel("gpt 4o realtime", "gpt-4o-realtime-preview", undated: ["2024-10-01"]),
    MeterModel("gpt 4o realtime prvw", "gpt-4o-realtime-preview", undated: ["2024-10-01"]),
    MeterModel("gpt 4o transcribe", "gpt-4o-transcribe"),
    MeterModel("gpt 4o transcribe diarize", "gpt-4o-transcribe-diarize"),
    MeterModel("gpt 4o mini transcribe", "gpt-4o-mini-transcribe"),
    MeterModel("gpt 4o mini tts", "gpt-4o-mini-tts"),
    MeterModel("az speech whisper", "whisper", implied: [.seconds], isRegionalUnlessSaid: true),
    MeterModel("az speech text to speech", "tts", implied: [.characters], isRegionalUnlessSaid: true),
    MeterModel("az speech text to speech hd", "tts-hd", implied: [.characters], isRegionalUnlessSaid: true),
  ]

  private static let pictures = [
    MeterModel("gpt image 1", "gpt-image-1"),
    MeterModel("gpt image 1 mini", "gpt-image-1-mini"),
    MeterModel("gpt image 1.5", "gpt-image-1.5"),
    MeterModel("gpt image 2", "gpt-image-2"),
    MeterModel("image dall e 2", "dall-e-2", implied: [.images]),
    MeterModel("image dall e 3", "dall-e-3", implied: [.images]),
    MeterModel("az image dall e", "dall-e-2", implied: [.images], isRegionalUnlessSaid: true),
    MeterModel("az image dall e 3", "dall-e-3", implied: [.images], isRegionalUnlessSaid: true),
    MeterModel("sora 2", "sora-2", implied: [.seconds]),
    MeterModel("sora 2 pro", "sora-2-pro", implied: [.seconds]),
  ]

  private static let others = [
    MeterModel("text embedding 3 large", "text-embedding-3-large", implied: [.input], isRegionalUnlessSaid: true),
    MeterModel("text embedding 3 small", "text-embedding-3-small", implied: [.input], isRegionalUnlessSaid: true),
    MeterModel("text embedding ada 002", "text-embedding-ada-002", implied: [.input], isRegionalUnlessSaid: true),
    MeterModel("az text embedding 3 large", "text-embedding-3-large", implied: [.input], isRegionalUnlessSaid: true),
    MeterModel("az text embedding 3 small", "text-embedding-3-small", implied: [.input], isRegionalUnlessSaid: true),
    MeterModel("az embeddings ada", "text-embedding-ada-002", implied: [.input], isRegionalUnlessSaid: true),
    MeterModel("provisioned managed", "provisioned-managed", implied: [.purpose(.provisioned)]),
    MeterModel("file search", "file-search", implied: [.purpose(.tool)]),
    MeterModel("assistants", "assistants", implied: [.purpose(.tool)]),
    MeterModel("code interpreter", "code-interpreter", implied: [.purpose(.tool)]),
  ]
}

extension String {
  fileprivate var trimmedWords: String { split(separator: " ").joined(separator: " ") }
}
