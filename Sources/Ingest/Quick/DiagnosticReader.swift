import CSimdjson
import ChargebackModel
import Store

/// Reads the common records of `AzureDiagnosticsFormat` quickly: raw ones, with `properties` as JSON in a text.
final class DiagnosticReader: QuickReader {
  private enum Wanted: String, CaseIterable {
    case category, resourceId, operationName, resultSignature, callerIpAddress, location, durationMs, correlationId
    case properties

    var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
    /// Of them all but the last ones decide the profile.
    static let ofProfile: [Wanted] = [.category, .resourceId, .operationName, .resultSignature, .callerIpAddress]
  }

  private enum Property: String, CaseIterable {
    case objectId, callerObjectId, modelDeploymentName, modelName, modelVersion, streamType, location, requestTime
    case promptTokens, cachedTokens, generatedTokens, completionTokens

    var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
    static let ofProfile: [Property] = [
      .objectId, .callerObjectId, .modelDeploymentName, .modelName, .modelVersion, .streamType, .location,
    ]
  }

  /// Names that another form of the log gives to the same fields.
  private static let otherForms: Set = [
    "_resourceid", "resourceprovider", "resource", "timegenerated", "properties_s", "additionalfields", "tablename",
  ]

  private let records = ShapedObjects<WantedPlaces> { names in
    let (own, properties) = (Wanted.allCases.map(\.rawValue), Property.allCases.map(\.rawValue))
    let foreign = properties.filter { !own.contains($0) } + ["responseTime"]
    return DiagnosticReader.places(own, names, without: foreign)
  }
  private let bags = ShapedObjects<WantedPlaces> { names in
    DiagnosticReader.places(Property.allCases.map(\.rawValue), names, without: [])
  }

  /// Nil where a field might stand under another name or in another letter case, or does not stand here alone.
  private static func places(_ wanted: [String], _ names: [String], without foreign: [String]) -> WantedPlaces? {
    let known = Set((wanted + foreign).map { $0.lowercased() })
    for name in names {
      let lower = name.lowercased()
      let stem = ["_s", "_d", "_g", "_b"].contains { lower.hasSuffix($0) } ? String(lower.dropLast(2)) : lower
      if otherForms.contains(lower) || (known.contains(stem) && !wanted.contains(name)) { return nil }
    }
    return Set(names).count == names.count ? WantedPlaces(wanted, names) : nil
  }

  func sketch(_ record: JSONValue, _ nested: NestedJSON, into sketch: inout RecordSketch) -> Bool {
    guard !nested.isDayFirst, let places = records.read(record) else { return false }
    func field(_ wanted: Wanted) -> JSONValue? { places[wanted.index].map { JSONValue(raw: records[$0]) } }

    for wanted in Wanted.ofProfile { guard sketch.profile.append(field(wanted)) else { return false } }
    guard sketch.profile.append(field(.location)), let category = field(.category)?.utf8,
      DiagnosticReader.isUsage(category), let id = field(.correlationId)?.utf8, !id.isEmpty,
      JSONValue.quickKey(id, .apimRequestId, into: &sketch.keys),
      let duration = JSONValue.quickMilliseconds(field(.durationMs)), let duration
    else { return false }
    // A refused attempt gives way to the answer: see the format.
    guard let status = field(.resultSignature)?.utf8 else { return false }
    sketch.figures.state(serviceDurationMs: duration, status.elementsEqual("429".utf8) ? .hint : .service)
    guard let text = field(.properties)?.utf8, let bag = nested.parse(text) else { return false }
    return state(bag, &sketch)
  }

  private static func isUsage(_ category: UnsafeRawBufferPointer) -> Bool {
    category.elementsEqual("RequestResponse".utf8) || category.elementsEqual("AzureOpenAIRequestUsage".utf8)
  }

  private func state(_ bag: JSONValue, _ sketch: inout RecordSketch) -> Bool {
    guard let places = bags.read(bag) else { return false }
    func field(_ wanted: Property) -> JSONValue? { places[wanted.index].map { JSONValue(raw: bags[$0]) } }

    for property in Property.ofProfile { guard sketch.profile.append(field(property)) else { return false } }
    // The time of the record itself counts only where the call's beginning is not known.
    guard let ticks = field(.requestTime)?.integer, let began = TimestampText.ticks(ticks) else { return false }
    sketch.figures.state(time: began, .service)
    // Of two spellings the first that is not empty counts.
    if places[Property.generatedTokens.index] != nil, places[Property.completionTokens.index] != nil { return false }
    guard let input = DiagnosticReader.count(field(.promptTokens)),
      let output = DiagnosticReader.count(field(.generatedTokens) ?? field(.completionTokens)),
      let cached = DiagnosticReader.count(field(.cachedTokens))
    else { return false }
    if input == nil, output == nil { return true }
    guard cached ?? 0 <= input ?? Int64.max else { return false }
    let usage = TokenUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output)
    return sketch.figures.state(reported: usage) == 0
  }

  /// A count, also as a list of one.
  private static func count(_ value: JSONValue?) -> Int64?? {
    guard let value, value.isArray else { return JSONValue.quickCount(value) }
    let elements = value.elements
    return elements.count == 1 ? JSONValue.quickCount(elements[0]) : nil
  }
}
