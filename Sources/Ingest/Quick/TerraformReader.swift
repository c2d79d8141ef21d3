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

  let wanted = Wanted.allCases.compactMap { FieldPath($0.rawValue) }
  /// For the bodies of requests.
  private let nested = NestedJSON()

  func isCommon(_ names: [String], in object: [String]) -> Bool {
    !names.contains(where: StreamAnalytics.fields.contains)
  }

  func sketch(_ fields: QuickFields, into sketch: inout RecordSketch) -> Bool {
    func field(_ wanted: Wanted) -> QuickValue { fields[wanted.index] }

    guard let type = field(.type).text, let id = field(.id).text, !id.isEmpty, let time = field(.time).text,
      let isRequest = TerraformReader.isRequest(type),
      let instant = TimestampText.quick(time),
      field(.id).key(.messageId, into: &sketch.call.keys)
    else { return false }
    sketch.profile.append(text: type)
    for wanted in [Wanted.requestMethod, .operationMethod, .callerIp, .operation] {
      guard sketch.profile.append(field(wanted)) else { return false }
    }
    sketch.call.figures.state(time: instant, isRequest ? .gatewayRequest : .gatewayResponse)
    guard state(duration: field(.duration), &sketch) else { return false }
    if isRequest {
      return sketch.profile.append(field(.path)) && state(caller: field(.headers), &sketch)
        && state(question: field(.question), fields, &sketch)
    }
    return sketch.profile.append(field(.status)) && sketch.profile.append(field(.answer))
      && state(response: field(.headers), &sketch)
  }

  private static func isRequest(_ type: UnsafeRawBufferPointer) -> Bool? {
    if type.equals("request") { return true }
    return type.equals("response") || type.equals("error") ? false : nil
  }

  private func state(duration: QuickValue, _ sketch: inout RecordSketch) -> Bool {
    guard let text = duration.text else { return duration.isNothing }
    sketch.call.figures.state(gatewayDurationMs: TimeSpan.quick(text), .gatewayResponse)
    return true
  }

  private func state(caller headers: QuickValue, _ sketch: inout RecordSketch) -> Bool {
    let profile = sketch.profile
    return HeaderLines.read(headers) { line, name, _ in
      if HeaderLines.isNamed(line, name, "authorization") || HeaderLines.isNamed(line, name, "api-key") {
        profile.append(text: line)
      }
      return true
    }
  }

  /// Counts what the body gives the model to read.
  private func state(question body: QuickValue, _ fields: QuickFields, _ sketch: inout RecordSketch) -> Bool {
    guard let text = body.text else { return body.isNothing }
    nested.reset()
    if let estimate = PlainConversation.estimate(of: text, fields) {
      sketch.call.estimate = estimate
    } else if let value = nested.parse(text), value.isObject {
      sketch.call.estimate = RequestBody.estimate(of: Record(body: .object(value), nested: nested))
    } else {
      sketch.call.estimate = RequestBody.read(text: String(decoding: text, as: UTF8.self))?.estimate
    }
    return true
  }

  private func state(response headers: QuickValue, _ sketch: inout RecordSketch) -> Bool {
    var found = ResponseHeaders()
    let profile = sketch.profile
    guard HeaderLines.read(headers, { line, name, value in found.take(line, name, value, profile) }) else {
      return false
    }
    if let id = found.apimRequestId {
      guard let key = KeyEntry(.apimRequestId, uuid: id) else { return false }
      sketch.call.keys.add(key)
    }
    sketch.profile.append(flag: found.apimRequestId != nil)
    sketch.call.limits = found.limits
    return true
  }
}
