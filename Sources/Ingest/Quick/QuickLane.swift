import ChargebackModel
import Store

/// A quick reader of one format, with the profiles that its records had so far in this run.
final class QuickLane {
  private let reader: any QuickReader
  private var memory = ProfileMemory()
  private var sketch = RecordSketch()

  init(_ reader: any QuickReader) { self.reader = reader }

  enum Outcome {
    case known(PlainCall)
    /// A common record whose profile is new: once the format has read it, `learn` takes it.
    case new
    /// Only the format itself can read it.
    case uncommon
  }

  func read(_ record: Record) -> Outcome {
    guard case .object(let value) = record.body else { return .uncommon }
    sketch.removeAll()
    guard reader.sketch(value, record.nested, into: &sketch), sketch.profile.isWhole else { return .uncommon }
    guard let profile = memory.profile(of: sketch.profile.bytes) else { return .new }
    return .known(sketch.call(profile: profile))
  }

  /// Remembers which profile the record has that was read last.
  /// - Returns: what it says, if the format found nothing in it but what the reader did.
  func learn(_ fragment: CallFragment, profile: () -> Int) -> PlainCall? {
    guard sketch.agrees(with: fragment) else { return nil }
    let number = profile()
    memory.remember(number, of: sketch.profile.bytes)
    return sketch.call(profile: number)
  }
}
