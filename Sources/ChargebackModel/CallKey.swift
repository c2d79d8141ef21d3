/// An id that says "same call". Two records with one equal key belong to one call.
///
/// The kinds are separate spaces: the gateway's ids and the service's never meet by accident, only where one record
/// carries both.
package struct CallKey: Hashable, Sendable {
  package enum Kind: UInt8, Hashable, Sendable {
    /// The gateway's own id of a call: `message-id` of an event pair, `RequestId` (= API Management's correlation id).
    case messageId = 1
    /// The service's id: response header `apim-request-id` = `CorrelationId` of its diagnostic records.
    case apimRequestId = 2
    /// For a record that bears no id: a digest of what it says, so that a second copy is recognised.
    case recordDigest = 3
    /// The model's answer id (`chatcmpl-…`, `resp_…`).
    case responseId = 4
  }

  package let kind: Kind
  package let text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}
