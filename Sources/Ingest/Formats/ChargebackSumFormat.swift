import ChargebackModel

/// The running sums that the chargeback services keep in Redis, by caller and deployment.
///
/// Sources: andyogah/apim-openai-chargeback-environment `src/process_logs/__init__.py`; seiggy/apim-chargeback
/// `LogIngestEndpoints.cs` (`CachedLogData`).
///
/// - A value grows with each call and names no day, so it belongs to no period. It is rejected with a sentence rather than
///   left out in silence: whoever exported it expects to see its tokens.
struct ChargebackSumFormat: RecordFormat {
  let name = "chargeback-sum"
  let summary = "running sums of the chargeback services in Redis: named, not counted"

  func recognises(_ record: Record) -> Bool {
    record.has("deploymentId") && record.has("promptTokens") && record.has("completionTokens")
      && (record.has("object") || record.has("objectType")) && !record.has("id")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    throw Rejection(
      .missingTime, "the record is a running sum that names no day: export the posts or the audit documents instead")
  }
}
