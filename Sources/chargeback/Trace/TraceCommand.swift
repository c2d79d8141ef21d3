import Aggregation
import ArgumentParser
import ChargebackModel
import Ingest
import Store

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show everything known about one call: who said what, where, and what it cost.",
    discussion: """
      EXAMPLE: chargeback ingest SampleData/OneCall --quiet && chargeback trace 8d2f6c1e-0b7a-4f3d-9a55-6f1c2e7b9d04

      Any id of the call will do: message id, RequestId or correlation id of the gateway, apim-request-id, the answer's id \
      (chatcmpl-…, resp_…), or x-request-id, for which the files are searched. What its records say is read again from the \
      files that they stood in, where these are there and unchanged.
      """)

  @Argument(help: "An id of the call, or - to read it from standard input.")
  var id: String

  @Flag(help: "Also show prompt and answer, read back from the files. The database holds nothing of them.")
  var content = false

  @Option(
    name: .customLong("mapping"),
    help: ArgumentHelp("A mapping file with which events of your own were read; may repeat.", valueName: "file"),
    completion: .file())
  var mappingPaths: [String] = []

  @Option(help: ArgumentHelp("Whose clocks show the time: an IANA name.", valueName: "zone"))
  var timeZone: String?

  @Flag(help: "Write JSON instead of the page.")
  var json = false

  @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
  var output: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settingsInForce()
    let calendar = try PeriodOptions.calendar(timeZone ?? settings?.timeZone?.content ?? "UTC")
    let mappings = try MappingFiles.read(
      mappingPaths.isEmpty ? settings?.mappings?.content.map(\.resolved) ?? [] : mappingPaths)
    let store = try global.openExisting()
    let id = CallId(try id == "-" ? TextFile.read("-") : id)
    let prices = try PriceSource.costs(store, currency: settings?.currency?.content)
    let pages = try store.atOneMoment {
      let books = try Books(store, prices)
      let lookup = try RecordLookup(mappings: mappings, readsContent: content)
      return try id.calls(store, mappings, global).map { call in
        TracePage(
          foundAs: call.kinds, trace: try CallTrace(try store.tracedCall(call.id), store, books),
          records: try lookup.records(of: call.id, store), pricesNote: prices.note, calendar: calendar)
      }
    }
    let text = json ? TraceJSON(id: id, pages: pages).text : pages.map { TraceText($0).text }.joined(separator: "\n")
    try TextFile.write(text, to: output)
  }
}

/// One call, ready to be written down.
struct TracePage {
  /// The kinds of id by which it was found.
  let foundAs: [String]
  let trace: CallTrace
  let records: [FoundRecord]
  let pricesNote: String
  let calendar: ZoneCalendar
}
