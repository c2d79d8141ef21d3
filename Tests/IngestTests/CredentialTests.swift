import Testing

@testable import Ingest

private func identity(_ header: String) -> Credential.Identity? {
  Credential.identity(ofAuthorization: header, nested: NestedJSON())
}

@Test(arguments: [
  (#"{"oid":"o-1","appid":"a-1"}"#, "o-1", "a-1"), (#"{"oid":"o-1","azp":"a-2"}"#, "o-1", "a-2"),
  (#"{"appid":"a-1","azp":"a-2"}"#, nil, "a-1"), (#"{"name":"Åsa 🐟🐟🐟 >>>???"}"#, nil, nil),
])
func aTokenTellsWhomItWasIssuedTo(_ claims: String, _ objectId: String?, _ appId: String?) {
  let token = JSONWebToken.bearing(claims)
  #expect(identity("Bearer \(token)") == Credential.Identity(objectId: objectId, appId: appId))
  #expect(identity(token) == Credential.Identity(objectId: objectId, appId: appId))
}

@Test(arguments: [
  "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer a.b", "Bearer ..", "Bearer a.!!!.c", "Bearer a.b.c.d",
  "Bearer a.W10.c", "Bearer a.bm90IGpzb24.c",
])
func whatIsNoTokenTellsNobody(_ header: String) {
  #expect(identity(header) == nil)
}

@Test func theFingerprintOfAKeyIsStableAndTellsKeysApart() {
  let key = "0123456789abcdef0123456789abcdef"
  let fingerprint = Credential.fingerprint(ofKey: key)
  #expect(fingerprint == Credential.fingerprint(ofKey: key))
  #expect(fingerprint != Credential.fingerprint(ofKey: key + "0"))
  #expect(fingerprint.wholeMatch(of: /key-[0-9a-f]{12}/) != nil)
  // Written down once: a fingerprint in somebody's directory must go on meaning the same key.
  #expect(fingerprint == "key-51736c56eaf4")
}
