import ChargebackModel
import Testing

@Test(arguments: [
  ("gpt-4o-2024-08-06", "gpt-4o", "2024-08-06"),
  ("gpt-4o-mini-2024-07-18", "gpt-4o-mini", "2024-07-18"),
  ("o1-2024-12-17", "o1", "2024-12-17"),
  ("gpt-4-0613", "gpt-4", "0613"),
  ("gpt-4-32k-0613", "gpt-4-32k", "0613"),
  ("gpt-4-1106-preview", "gpt-4", "1106-preview"),
  ("gpt-4-turbo-2024-04-09", "gpt-4-turbo", "2024-04-09"),
  ("gpt-3.5-turbo-0125", "gpt-35-turbo", "0125"),
  ("gpt-35-turbo-16k-0613", "gpt-35-turbo-16k", "0613"),
  ("GPT-4o-2024-08-06", "gpt-4o", "2024-08-06"),
])
func aSnapshotsSuffixIsItsVersion(_ text: String, model: String, version: String) {
  #expect(ModelName(snapshot: text) == ModelName(model: model, modelVersion: version))
  #expect(ModelName(snapshot: text).model == model)
  #expect(ModelName(snapshot: text).modelVersion == version)
}

@Test(arguments: [
  "gpt-5.4-mini", "gpt-5", "gpt-4o", "o1", "gpt-4-vision-preview", "text-embedding-ada-002", "text-embedding-3-small",
  "gpt-35-turbo-16k", "house-llm-7b", "gpt-4-1399", "gpt-4-0032", "", "-", "0613",
])
func anyOtherNameStaysItself(_ text: String) {
  #expect(ModelName(snapshot: text).model == text)
  #expect(ModelName(snapshot: text).modelVersion == nil)
}

@Test func openAIsAndAzuresSpellingAreOneModel() {
  #expect(ModelName(model: "gpt-3.5-turbo") == ModelName(model: "GPT-35-Turbo"))
  #expect(ModelName(model: "gpt-3.5-turbo").model == "gpt-35-turbo")
}

@Test func anEmptyVersionIsNone() {
  #expect(ModelName(model: "gpt-4o", modelVersion: "").modelVersion == nil)
}
