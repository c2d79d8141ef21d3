import ChargebackModel
import Foundation
import Ingest
import Store

// Hostile bytes for the readers. `make fuzz` builds this with libFuzzer and seeds it with SampleData.

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ argumentCount: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ takeInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Databases that inputs are read into, a new one now and then, so that it stays small.
private nonisolated(unsafe) var store = try! Store(path: ":memory:")
private nonisolated(unsafe) var inputs = 0

/// Reads an input twice and traps where an invariant of the architecture does not hold: a second import adds nothing, every
/// record is accounted for, and what is said of one names its kind and place.
private func read(_ bytes: [UInt8]) throws {
  inputs += 1
  if inputs % 500 == 0 { store = try Store(path: ":memory:") }
  let file = InputFile(bytes, named: "input")
  let importer = try Importer(store)
  let first = try importer.run([file])
  let second = try importer.run([file])
  precondition(second.totals.records == first.totals.records, "the records of one input were counted differently")
  precondition(second.totals.merged == 0 && second.newCalls == 0, "a second import added something")
  var explained: Int64 = 0
  try Explainer().run([file], records: nil) { explanation in
    switch explanation.outcome {
    case .notice: break
    case .call, .part, .event, .sums, .ignored, .rejected, .unknown: explained += 1
    }
  }
  precondition(explained >= first.totals.records - first.totals.ignored, "a record was not explained")
}

var argumentCount = CommandLine.argc
private var arguments = UnsafeMutableRawPointer(CommandLine.unsafeArgv)
  .assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
exit(
  runFuzzer(&argumentCount, &arguments) { start, count in
    do { try read(Array(UnsafeBufferPointer(start: start, count: count))) } catch { fatalError("\(error)") }
    return 0
  })
