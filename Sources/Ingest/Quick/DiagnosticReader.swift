import ChargebackModel
import Store

/// Reads the common records of `AzureDiagnosticsFormat` quickly: raw ones, with `properties` as JSON in a text or as an
/// object.
final class DiagnosticReader: QuickReader {
  private enum Wanted: String, CaseIterable {
    case category, resourceId, operationName, resultSignature, callerIpAddress, location, durationMs, correlationId
    case objectId = "properties.objectId"
    case callerObjectId = "properties.callerObjectId"
    case modelDeploymentName = "properties.modelDeploymentName"
    case modelName = "properties.modelName"
    case modelVersion = "properties.modelVersion"
    case streamType = "properties.streamType"
    case servedLocation = "properties.location"
    case requestTime = "properties.requestTime"
    case promptTokens = "properties.promptTokens"
    case cachedTokens = "properties.cachedTokens"
    case generatedTokens = "properties.generatedTokens"
    case completionTokens = "properties.completionTokens"

    var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

    /// Those that decide the profile.
    static let ofProfile: [Wanted] = [
      .category, .resourceId, .operationName, .resultSignature, .callerIpAddress, .location, .objectId,
      .callerObjectId, .modelDeploymentName, .modelName, .modelVersion, .streamType, .servedLocation,
    ]

    static let paths = allCases.compactMap { FieldPath($0.rawValue) }
  }

  let wanted = Wanted.paths

  // MARK: Names

  /// Names that another form of the log gives to the same fields.
  private static let otherForms: Set = [
    "_resourceid", "resourceprovider", "resource", "timegenerated", "properties_s", "additionalfields", "tablename",
  ]
  private static let own = Set(Wanted.paths.map(\.first))
  private static let properties = Set(
    Wanted.allCases.map(\.rawValue).filter { $0.hasPrefix("properties.") }.map { String($0.dropFirst(11)) })

  func isCommon(_ names: [String], in object: [String]) -> Bool {
    switch object {
    case []:
      DiagnosticReader.areCommon(
        names, DiagnosticReader.own, without: DiagnosticReader.properties.union(["responseTime"]))
    case ["properties"]: DiagnosticReader.areCommon(names, DiagnosticReader.properties, without: [])
    default: true
    }
  }

  /// False where a field might stand under another name or in another letter case.
  private static func areCommon(_ names: [String], _ wanted: Set<String>, without foreign: Set<String>) -> Bool {
    let known = Set(wanted.union(foreign).map { $0.lowercased() })
    return names.allSatisfy { name in
      let lower = name.lowercased()
      let stem = ["_s", "_d", "_g", "_b"].contains { lower.hasSuffix($0) } ? String(lower.dropLast(2)) : lower
      return !otherForms.contains(lower) && (!known.contains(stem) || wanted.contains(name))
    }
  }

  // MARK: Values

  func sketch(_ fields: QuickFields, into sketch: inout RecordSketch) -> Bool {
    func field(_ wanted: Wanted) -> QuickValue { fields[wanted.index] }

    for wanted in Wanted.ofProfile { guard sketch.profile.append(field(wanted)) else { return false } }
    guard let category = field(.category).text, DiagnosticReader.isUsage(category),
      field(.correlationId).text?.isEmpty == false,
      field(.correlationId).key(.apimRequestId, into: &sketch.call.keys),
      let duration = field(.durationMs).milliseconds, let duration
    else { return false }
    // An attempt that failed gives way to the answer: see the format.
    guard let status = field(.resultSignature).text, !Attempt.isTriedAgain(after: status) else { return false }
    sketch.call.figures.state(serviceDurationMs: duration, .service)
    // The time of the record itself counts only where the call's beginning is not known.
    guard let ticks = field(.requestTime).integer, let began = TimestampText.ticks(ticks) else { return false }
    sketch.call.figures.state(time: began, .service)
    return state(counts: fields, &sketch)
  }

  private static func isUsage(_ category: UnsafeRawBufferPointer) -> Bool {
    category.equals("RequestResponse") || category.equals("AzureOpenAIRequestUsage")
  }

  private func state(counts fields: QuickFields, _ sketch: inout RecordSketch) -> Bool {
    func field(_ wanted: Wanted) -> QuickValue { fields[wanted.index] }

    // Of two spellings the first that is not empty counts.
    let (generated, completion) = (field(.generatedTokens), field(.completionTokens))
    guard generated.kind == .missing || completion.kind == .missing,
      let input = DiagnosticReader.count(field(.promptTokens)),
      let output = DiagnosticReader.count(generated.kind == .missing ? completion : generated),
      let cached = DiagnosticReader.count(field(.cachedTokens))
    else { return false }
    if input == nil, output == nil { return true }
    guard cached ?? 0 <= input ?? Int64.max else { return false }
    let usage = TokenUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output)
    return sketch.call.figures.state(reported: usage) == 0
  }

  /// A count, also as a list of one.
  private static func count(_ value: QuickValue) -> Int64?? {
    guard let elements = value.elements else { return value.count }
    return elements.count == 1 ? elements[0].count : nil
  }
}
