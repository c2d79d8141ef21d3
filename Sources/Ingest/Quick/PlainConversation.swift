import ChargebackModel

/// Counts what a chat request gives the model to read where it holds nothing but texts, without parsing it. It agrees with
/// `RequestBody`, to which anything else is left.
///
///     {"messages": [{"role": "user", "content": "How long may sardines be kept?"}], "temperature": 0}
struct PlainConversation {
  private var place: UnsafeRawPointer
  /// For texts whose escapes are undone.
  private let fields: QuickFields
  private var estimate = TextEstimate()
  private var messages = 0

  /// Members that give the model nothing to read.
  private static let silent: [StaticString] = [
    "model", "temperature", "max_tokens", "max_completion_tokens", "top_p", "stream", "user", "n", "seed",
    "frequency_penalty", "presence_penalty",
  ]

  /// - Parameter body: a NUL must stand somewhere behind it.
  static func estimate(of body: UnsafeRawBufferPointer, _ fields: QuickFields) -> CallEstimate? {
    guard let start = body.baseAddress else { return nil }
    var conversation = PlainConversation(place: start, fields: fields)
    guard conversation.body(), conversation.place == start + body.count, conversation.messages > 0 else { return nil }
    // Where the answer begins: see `TextEstimate.init`.
    conversation.estimate.add(tokens: 3)
    return CallEstimate(prompt: conversation.estimate)
  }

  private init(place: UnsafeRawPointer, fields: QuickFields) {
    self.place = place
    self.fields = fields
  }

  private mutating func body() -> Bool {
    object { conversation, name in
      if name.equals("messages") { return conversation.messages == 0 && conversation.list() }
      guard PlainConversation.silent.contains(where: name.equals) else { return false }
      return ScalarScan.value(&conversation.place, isNested: false, nil) != nil
    }
  }

  private mutating func list() -> Bool {
    guard take("[") else { return false }
    repeat { guard message() else { return false } } while take(",")
    return take("]")
  }

  private mutating func message() -> Bool {
    var (role, content): (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?)
    let isWhole = object { conversation, name in
      guard let text = conversation.text() else { return false }
      if name.equals("role"), role == nil {
        role = text
      } else if name.equals("content"), content == nil {
        content = text
      } else {
        return false
      }
      return true
    }
    guard isWhole, let role, !role.isEmpty else { return false }
    messages += 1
    estimate.add(tokens: 3)
    estimate.add(String(decoding: role, as: UTF8.self))
    if let content { estimate.add(String(decoding: content, as: UTF8.self)) }
    return true
  }

  /// An object with at least one member.
  private mutating func object(
    _ member: (inout PlainConversation, _ name: UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    guard take("{") else { return false }
    repeat {
      guard let name = text(), take(":"), member(&self, name) else { return false }
    } while take(",")
    return take("}")
  }

  private mutating func text() -> UnsafeRawBufferPointer? {
    ScalarScan.value(&place, isNested: false, fields)?.text
  }

  /// A mark with the space around it.
  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place.byte == UInt8(ascii: mark) else { return false }
    place += 1
    skipSpace()
    return true
  }

  private mutating func skipSpace() {
    while place.byte == 32 || place.byte == 10 || place.byte == 13 || place.byte == 9 { place += 1 }
  }
}
