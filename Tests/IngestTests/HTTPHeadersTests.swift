import ChargebackModel
import Testing

@testable import Ingest

private func call(_ headers: [String: String]) -> Call {
  var read = HTTPHeaders()
  for (name, value) in headers { read.add(name, value) }
  var call = Call()
  call.profile.sides = .gateway
  read.stateResponse(&call)
  return call
}

@Test func namesOfHeadersComeInAnyLetterCaseAndValuesWithSpacesAround() {
  var headers = HTTPHeaders()
  headers.add("APIM-Request-ID", "  a-1 \r")
  #expect(headers.apimRequestId == "a-1")
  #expect(headers["apim-request-id"] == "a-1")
  #expect(headers["date"] == nil)
}

@Test func anEmptyHeaderIsNone() {
  var headers = HTTPHeaders()
  headers.add("apim-request-id", " ")
  #expect(headers.apimRequestId == nil)
}

@Test func theServicesHeadersTellRegionModelAndDeployment() {
  let call = call([
    "X-MS-Region": "East US 2", "x-ms-served-model": "gpt-4o-mini-2024-07-18", "x-ms-deployment-name": "Chat-Mini",
    "date": "Fri, 17 May 2024 13:18:21 GMT",
  ])
  #expect(call.profile[.region] == "eastus2")
  #expect(call.profile[.servedModel] == "gpt-4o-mini-2024-07-18")
  #expect(call.profile[.deployment] == "chat-mini")
  #expect(call.when == "2024-05-17T13:18:21Z")
  #expect(call.profile[.stream] == nil)
}
