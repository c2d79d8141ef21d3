import Testing

@testable import Ingest

@Test(arguments: [
  ("ChatCompletions_Create", "ChatCompletions_Create"), ("chatcompletions_create", "ChatCompletions_Create"),
  ("embeddings_create", "Embeddings_Create"), ("chat.completion", "ChatCompletions_Create"),
  ("chat.completion.chunk", "ChatCompletions_Create"), ("text_completion", "Completions_Create"),
  ("Creates a completion for the chat message", "ChatCompletions_Create"), ("list", "Embeddings_Create"),
  ("translate-menu", "translate-menu"),
])
func oneOperationHasOneName(_ text: String, _ name: String) {
  #expect(OperationName.normalise(text) == name)
}

@Test(arguments: [
  ("/openai/deployments/chat-prod/chat/completions", "ChatCompletions_Create"),
  ("/openai/deployments/chat-prod/chat/completions?api-version=2024-10-21", "ChatCompletions_Create"),
  ("/openai/deployments/legacy/completions", "Completions_Create"),
  ("/openai/deployments/embed/embeddings", "Embeddings_Create"), ("/openai/responses", "Responses_Create"),
])
func thePathTellsTheOperation(_ path: String, _ operation: String) {
  #expect(OperationName.ofPath(path) == operation)
}

@Test(arguments: ["/openai/models", "/openai/deployments", "", "/completions/list"])
func aPathOfNoInferenceTellsNone(_ path: String) {
  #expect(OperationName.ofPath(path) == nil)
}

@Test(arguments: ["Create_Thread", "Models_List", "Files_Delete", "ListKey", ""])
func managementIsNoInference(_ operation: String) {
  #expect(!OperationName.isInference(operation))
}
