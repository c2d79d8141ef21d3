import Testing

@testable import Ingest

@Test(arguments: [
  ("harbour-oai-weu.openai.azure.com", "harbour-oai-weu"), ("HARBOUR-OAI.OPENAI.AZURE.COM", "harbour-oai"),
  ("harbour.cognitiveservices.azure.com", "harbour"), ("harbour.services.ai.azure.com", "harbour"),
])
func theHostOfAnAccountNamesIt(_ host: String, _ resource: String) {
  #expect(AzureAddress.resource(ofHost: host) == resource)
}

@Test(arguments: ["", "harbour-apim.azure-api.net", "openai.azure.com", "openai.azure.com.example.org", "localhost"])
func aHostOfNoAccountNamesNone(_ host: String) {
  #expect(AzureAddress.resource(ofHost: host) == nil)
}

@Test func theResourceIdNamesItsAccountInAnyLetterCase() {
  let id = "/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/HARBOUR-OAI-SWC"
  #expect(AzureAddress.resource(ofId: id) == "harbour-oai-swc")
  #expect(AzureAddress.resource(ofId: "/subscriptions/1/resourceGroups/accounts") == nil)
  #expect(AzureAddress.resource(ofId: "") == nil)
}

@Test(arguments: [
  ("/openai/deployments/Chat-Prod/chat/completions", "chat-prod"), ("/openai/Deployments/embed/embeddings", "embed"),
])
func theRequestPathNamesTheDeployment(_ path: String, _ deployment: String) {
  #expect(AzureAddress.deployment(ofPath: path) == deployment)
}

@Test(arguments: ["", "/openai/responses", "/openai/deployments", "/openai/deployments/"])
func aPathWithoutADeploymentNamesNone(_ path: String) {
  #expect(AzureAddress.deployment(ofPath: path) == nil)
}
