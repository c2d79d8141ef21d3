/// A try at having a call answered that failed in a way after which a gateway, or the service itself, tries again:
/// refused for its rate, too late, or a failure of the service.
///
/// The try that ended a call is the call itself, so a call that was answered at once has none of these. What an attempt
/// does not tell, it shares with its call.
package struct Attempt: Hashable, Sendable {
  /// Whose record tells of it: the two may tell of one attempt without anything in common, so they are never mixed.
  package enum Teller: Int64, Hashable, Sendable {
    case gateway = 1
    case service = 2
  }

  package let teller: Teller
  package let time: Instant?
  /// HTTP status, as digits; nil where nobody knows it.
  package let statusCode: String?
  /// Name of the Azure OpenAI account that was asked.
  package private(set) var resource: String?
  package private(set) var deployment: String?
  /// Short name.
  package private(set) var region: String?

  package init(
    _ teller: Teller, time: Instant? = nil, statusCode: String? = nil, resource: String? = nil,
    deployment: String? = nil, region: String? = nil
  ) {
    self.teller = teller
    self.time = time
    self.statusCode = statusCode
    self.resource = resource
    self.deployment = deployment
    self.region = region
  }

  /// Whether a gateway, or the service, tries again after such an answer: refused for its rate, too late, or failed.
  package static func isTriedAgain(after statusCode: String?) -> Bool {
    guard var statusCode else { return false }
    return statusCode.withUTF8 { isTriedAgain(after: UnsafeRawBufferPointer($0)) }
  }

  package static func isTriedAgain(after statusCode: UnsafeRawBufferPointer) -> Bool {
    guard statusCode.count == 3 else { return false }
    switch (statusCode[0], statusCode[1], statusCode[2]) {
    case (UInt8(ascii: "5"), _, _): return true
    case (UInt8(ascii: "4"), UInt8(ascii: "0"), UInt8(ascii: "8")): return true
    case (UInt8(ascii: "4"), UInt8(ascii: "2"), UInt8(ascii: "9")): return true
    default: return false
    }
  }

  /// Two records with these alike tell of one attempt.
  fileprivate var identity: (Int64, Int64, String) {
    (teller.rawValue, time?.milliseconds ?? .max, statusCode ?? "")
  }

  fileprivate func joined(_ other: Attempt) -> Attempt {
    func chosen(_ a: String?, _ b: String?) -> String? {
      guard let a, let b else { return a ?? b }
      return min(a, b)
    }
    var both = self
    both.resource = chosen(resource, other.resource)
    both.deployment = chosen(deployment, other.deployment)
    both.region = chosen(region, other.region)
    return both
  }
}

extension [Attempt] {
  /// Adds one, in the order of time; a second record of one that is known makes it fuller.
  package mutating func join(_ new: Attempt) {
    let place = firstIndex { !($0.identity < new.identity) } ?? count
    if place < count, self[place].identity == new.identity {
      self[place] = self[place].joined(new)
    } else {
      insert(new, at: place)
    }
  }
}
