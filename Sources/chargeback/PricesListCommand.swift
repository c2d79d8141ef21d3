import ArgumentParser
import CSV
import ChargebackModel
import Pricing
import Store

struct PricesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Print the prices in force as a price table (CSV), or say which of them a call would meet.",
    discussion: """
      EXAMPLE: chargeback prices list --model gpt-4o --at 2026-10-20 --region "Sweden Central" --meter input

      With --at, two columns more say of each row of the model whether it applies to a call at that moment, and why not. \
      What is not said of the call is as in reports: deployment type global, tier default, region and version unknown.
      """)

  @Option(help: "Only this model.")
  var model: String?

  @Option(help: "Only this meter.")
  var meter: String?

  @Option(help: ArgumentHelp("When the call is made: a day or a moment.", valueName: "2026-10-15"))
  var at: String?

  @Option(help: "The call's model version, where the model's name has none.")
  var modelVersion: String?

  @Option(help: "The call's deployment type, such as dataZone or GlobalBatch.")
  var deploymentType: String?

  @Option(help: "The call's region, such as \"Sweden Central\" or swedencentral.")
  var region: String?

  @Option(help: "The call's service tier, such as priority.")
  var tier: String?

  @Option(help: "The call's input tokens, for long-context prices.")
  var inputTokens: Int64?

  @Flag(help: "The bundled list prices, whatever was imported.")
  var bundled = false

  @Flag(help: "The negotiated prices.")
  var negotiated = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let meter = try meter.map(readMeter)
    guard let at else {
      if [modelVersion, deploymentType, region, tier].contains(where: { $0 != nil }) || inputTokens != nil {
        throw Failure.usage("a call's conditions need --at and --model: say when the call is made, and of which model")
      }
      let name = model.map { ModelName(snapshot: $0) }
      let book = try books().book
      let rows = book.rows.filter { row in
        name.map { $0.model == row.model && ($0.modelVersion == nil || $0.modelVersion == row.modelVersion) } ?? true
      }
      try TextFile.write(PriceTable.write(rows.filter { meter == nil || $0.meter == meter }), to: nil)
      if rows.isEmpty, let model {
        global.say("note: no price is of a model called \(model)" + (nearestModel(in: book).map { ": \($0)" } ?? ""))
      }
      return
    }
    let (sku, moment) = (try sku(), try readMoment(at))
    let (costs, book) = try books()
    let verdicts = book.verdicts(for: sku, meter: meter, at: moment, inputTokens: inputTokens ?? 0)
    let lines = verdicts.map { verdict in
      let discount =
        verdict.isUsed && !negotiated ? costs.discounts.discount(for: sku, verdict.row.meter, at: moment) : nil
      let off = discount.map { ", less \($0.percent) % (\($0.place.description))" } ?? ""
      return PriceTable.cells(verdict.row) + [verdict.isUsed ? "yes" : "no", verdict.reason + off]
    }
    try TextFile.write(([PriceTable.columns + ["applies", "why"]] + lines).map(CSV.line).joined(), to: nil)
    if !verdicts.contains(where: \.isUsed) {
      let what = meter.map { "\($0.rawValue) of \(sku.description)" } ?? sku.description
      let meant = book.rows.contains { $0.model == sku.model } ? nil : nearestModel(in: book)
      global.say("note: no price applies to \(what) at \(moment.dayOrTime)" + (meant.map { ": \($0)" } ?? ""))
    }
  }

  private func books() throws -> (costs: CostBook, book: PriceBook) {
    if bundled, negotiated { throw Failure.usage("--bundled and --negotiated exclude each other") }
    if bundled { return (CostBook(list: .bundled), .bundled) }
    let (costs, note) = try PriceSource.costs(try global.openIfThere())
    if !negotiated { global.say("note: \(note)") }
    return (costs, negotiated ? costs.negotiated : costs.list)
  }

  /// `did you mean gpt-4o?`
  private func nearestModel(in book: PriceBook) -> String? {
    let names = Set(book.rows.map(\.model)).sorted()
    return model.flatMap { NearestName.of($0, among: names) }.map { "did you mean \($0)?" }
  }

  private func sku() throws -> SKU {
    guard let model else { throw Failure.usage("--at needs --model: say which model the call is of") }
    let name = ModelName(snapshot: model)
    var type = DeploymentType.global
    if let deploymentType {
      guard let known = DeploymentType(deploymentType) else {
        let names = DeploymentType.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure.usage("no deployment type is called \"\(deploymentType)\": the types are \(names)")
      }
      type = known
    }
    return SKU(
      model: name.model, modelVersion: modelVersion?.lowercased() ?? name.modelVersion, deploymentType: type,
      region: region.map(Region.normalise), serviceTier: tier?.lowercased() ?? "default")
  }

  private func readMeter(_ text: String) throws -> Meter {
    if let meter = Meter(rawValue: text) { return meter }
    let names = Meter.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure.usage("no meter is called \"\(text)\": the meters are \(names)")
  }

  private func readMoment(_ text: String) throws -> Instant {
    guard let moment = Instant(dayOrTime: text) else {
      throw Failure.usage(
        "--at takes a day such as 2026-10-15 or a moment such as 2026-10-15T22:30:00+02:00, not \"\(text)\"")
    }
    return moment
  }
}
