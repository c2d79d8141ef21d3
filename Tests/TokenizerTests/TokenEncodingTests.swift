import Testing

@testable import Tokenizer

@Test(arguments: [
  "gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "GPT-4o", "gpt-4.1",
  "gpt-4.1-nano-2025-04-14", "gpt-4.5-preview", "gpt-5", "gpt-5-mini", "gpt-5-2025-08-07", "gpt-5.1-codex",
  "gpt-5.6-sol-2026-07-09",
  "gpt-oss-120b", "o1", "o1-mini-2024-09-12", "o3", "o3-mini", "o3-deep-research", "o4-mini", "o4-mini-2025-04-16",
])
func aNewerModelUsesO200k(_ model: String) {
  #expect(TokenEncoding.forModel(model) == .o200kBase)
}

@Test(arguments: [
  "gpt-4", "gpt-4-0613", "gpt-4-32k", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-1106-preview", "gpt-35-turbo",
  "gpt-35-turbo-16k-0613", "gpt-35-turbo-instruct", "gpt-3.5-turbo", "gpt-3.5-turbo-0125", "text-embedding-ada-002",
  "text-embedding-3-small", "text-embedding-3-large",
])
func anOlderModelUsesCl100k(_ model: String) {
  #expect(TokenEncoding.forModel(model) == .cl100kBase)
}

@Test(arguments: [
  "", "gpt", "gpt-", "gpt-4x", "gpt-40", "gpt-4omni", "gpt-55", "gpt-6-sol", "my-gpt-4o", "o11", "o2", "o4",
  "text-embedding-3", "text-embedding-ada-002-v2", "text-davinci-003", "dall-e-3", "whisper", "chat-prod", "gpt-4o\n",
])
func anUnknownModelHasNoEncoding(_ model: String) {
  #expect(TokenEncoding.forModel(model) == nil)
}
