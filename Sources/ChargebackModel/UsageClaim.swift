/// Token counts that a proxy put beside the headers of a call which may be another call's.
///
/// The log-helper proxy repeats the counts and the `message_guid` of its last good answer when a later call fails
/// (a phantom). Of all events with one guid the earliest tells the truth; the others charge nobody. Claims are kept, so
/// that a phantom read first gives way when the true event is read.
/// Source: mattfeltonma/openai-log-helper-proxy, `processor.py`.
package struct UsageClaim: Hashable, Sendable {
  package let messageGuid: String
  /// Of the response whose headers stand in the event.
  package let apimRequestId: String
  package let time: Instant?
  package let usage: TokenUsage

  package init(messageGuid: String, apimRequestId: String, time: Instant?, usage: TokenUsage) {
    self.messageGuid = messageGuid
    self.apimRequestId = apimRequestId
    self.time = time
    self.usage = usage
  }
}
