/// What a log record can say about a call, apart from its time, its token counts and its durations.
///
/// The raw value is also the name of the column in the database.
package enum Fact: String, CaseIterable, Hashable, Sendable {
  /// The calling application in Entra, as the gateway saw it.
  case appId
  /// The caller in Entra, as the gateway saw it.
  case objectId
  /// The identity that the service saw: behind a gateway that signs in itself, the gateway's own.
  case serviceObjectId
  /// Fingerprint of the API key, never the key.
  case apiKey
  /// Of API Management, not of Azure.
  case subscriptionId
  case productId
  case callerIp
  /// Name of the Azure OpenAI account.
  case resource
  case deployment
  /// Header `x-ms-served-model`: the snapshot that answered.
  case servedModel
  /// `model` of the response body: a snapshot, a family or a deployment's alias.
  case bodyModel
  /// `modelName` of the service's diagnostics.
  case serviceModel
  case serviceModelVersion
  /// Short name.
  case region
  /// By Azure's operation id, such as `ChatCompletions_Create`.
  case operation
  /// HTTP status, as digits.
  case statusCode
  /// `true` or `false`.
  case stream
  /// `default`, `priority` or `flex`.
  case serviceTier
  /// What the content filter stopped: `prompt` or `completion`. Some calls that it stops are billed.
  case contentFilter
  /// `true` for a line of a batch job, which has prices of its own.
  case batch

  /// Its place among all cases, counted from 0: a case without values is stored as that number.
  package var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

  /// Whether two records that differ here contradict each other. The gateway's and the service's address of the caller,
  /// or a display name beside an operation id, differ by nature; so do the deployment that was asked for and the one that
  /// answered, where a full one let the call spill over to another.
  package var contradicts: Bool {
    switch self {
    case .callerIp, .operation, .deployment: false
    default: true
    }
  }
}
