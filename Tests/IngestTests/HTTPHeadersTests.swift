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

@Test func theServicesHeadersTellWhatItsLimitsLeft() {
  let limits = call([
    "x-ratelimit-remaining-requests": "119", "x-ratelimit-remaining-tokens": "119986", "retry-after": "7",
  ]).limits
  #expect(limits == RateLimits(remainingRequests: 119, remainingTokens: 119_986, retryAfterMs: 7000))
  #expect(call(["retry-after": "7", "retry-after-ms": "6500"]).limits.retryAfterMs == 6500)
}

@Test(arguments: ["-1", "", "many", "Wed, 21 Oct 2026 07:28:00 GMT", "1.5", "99999999999999999999"])
func limitsThatAreNoNumbersAreUnknown(_ text: String) {
  let headers = ["x-ratelimit-remaining-requests": text, "x-ratelimit-remaining-tokens": text, "retry-after": text]
  #expect(call(headers).limits.isEmpty)
}

@Test func ofTwoRecordsTheOneNearerToTheLimitCounts() {
  var limits = RateLimits(remainingRequests: 5, retryAfterMs: 10)
  limits.join(RateLimits(remainingRequests: 3, remainingTokens: 7, retryAfterMs: 20))
  #expect(limits == RateLimits(remainingRequests: 3, remainingTokens: 7, retryAfterMs: 20))
}
