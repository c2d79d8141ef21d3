import CSimdjson
import ChargebackModel
import Store

/// Reads the common events of `APIMTerraformFormat` quickly.
final class TerraformReader: QuickReader {
  private enum Wanted: String, CaseIterable {
    case type = "Type"
    case id = "RequestId"
    case time = "EventTime"
    case requestMethod = "RequestMethod"
    case operationMethod = "OperationMethod"
    case callerIp = "RequestIp"
    case operation = "OperationName"
    case duration = "Duration"
    case headers = "Headers"
    case path = "RequestPath"
    case question = "RequestBody"
    case status = "ResponseStatusCode"
    case answer = "ResponseBody"

    var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
  }

  private let objects = ShapedObjects<WantedPlaces> { names in
    let others = StreamAnalytics.fields.union(["TableName"])
    return names.contains(where: others.contains) ? nil : WantedPlaces(Wanted.allCases.map(\.rawValue), names)
  }

  func sketch(_ record: JSONValue, _ nested: NestedJSON, into sketch: inout RecordSketch) -> Bool {
    guard !nested.isDayFirst, let places = objects.read(record) else { return false }
    func field(_ wanted: Wanted) -> JSONValue? { places[wanted.index].map { JSONValue(raw: objects[$0]) } }

    guard let type = field(.type)?.utf8, let id = field(.id)?.utf8, !id.isEmpty, let time = field(.time)?.utf8,
      let isRequest = TerraformReader.isRequest(type),
      let instant = TimestampText.parse(String(decoding: time, as: UTF8.self)),
      JSONValue.quickKey(id, .messageId, into: &sketch.keys)
    else { return false }
    sketch.profile.append(text: type)
    for wanted in [Wanted.requestMethod, .operationMethod, .callerIp, .operation] {
      guard sketch.profile.append(field(wanted)) else { return false }
    }
    sketch.figures.state(time: instant, isRequest ? .gatewayRequest : .gatewayResponse)
    guard state(duration: field(.duration), &sketch) else { return false }
    if isRequest {
      guard sketch.profile.append(field(.path)), state(caller: field(.headers), &sketch) else { return false }
      guard let question = field(.question) else { return true }
      sketch.estimate = RequestBody.read(Field(.json(question), nested: nested))?.estimate
      return true
    }
    return sketch.profile.append(field(.status)) && sketch.profile.append(field(.answer))
      && state(response: field(.headers), &sketch)
  }

  private static func isRequest(_ type: UnsafeRawBufferPointer) -> Bool? {
    if type.elementsEqual("request".utf8) { return true }
    return type.elementsEqual("response".utf8) || type.elementsEqual("error".utf8) ? false : nil
  }

  private func state(duration: JSONValue?, _ sketch: inout RecordSketch) -> Bool {
    guard let duration, !duration.isNull else { return true }
    guard let text = duration.utf8 else { return false }
    sketch.figures.state(
      gatewayDurationMs: TimeSpan.milliseconds(String(decoding: text, as: UTF8.self)), .gatewayResponse)
    return true
  }

  private func state(caller headers: JSONValue?, _ sketch: inout RecordSketch) -> Bool {
    guard let headers else { return true }
    let profile = sketch.profile
    return HeaderLines.read(headers) { line, name, _ in
      if HeaderLines.isNamed(line, name, "authorization") || HeaderLines.isNamed(line, name, "api-key") {
        profile.append(text: line)
      }
      return true
    }
  }

  private func state(response headers: JSONValue?, _ sketch: inout RecordSketch) -> Bool {
    guard let headers else { return true }
    var found = ResponseHeaders()
    let profile = sketch.profile
    guard HeaderLines.read(headers, { line, name, value in found.take(line, name, value, profile) }) else {
      return false
    }
    if let id = found.apimRequestId {
      guard let key = KeyEntry(.apimRequestId, uuid: id) else { return false }
      sketch.keys.add(key)
    }
    sketch.profile.append(flag: found.apimRequestId != nil)
    sketch.limits = found.limits
    return true
  }
}
