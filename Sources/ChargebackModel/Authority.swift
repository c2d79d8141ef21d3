/// Whose word counts where records of one call differ: the higher one's.
///
/// The order is fixed, so that the same records give the same call whatever order they are read in. Identity comes from
/// the request event, because a gateway may sign in as itself between request and response.
package enum Authority: UInt8, Comparable, Sendable {
  /// Derived or approximate: a display name, a time of delivery, an attempt that was not the last. Contradicts nobody.
  case hint = 1
  /// The service's diagnostic record.
  case service = 2
  /// The gateway's response or chargeback event.
  case gatewayResponse = 3
  /// The gateway's request event.
  case gatewayRequest = 4
  /// A header of the service's own response, and the deployment that the service says has answered.
  case responseHeader = 5

  package static func < (a: Authority, b: Authority) -> Bool { a.rawValue < b.rawValue }
}
