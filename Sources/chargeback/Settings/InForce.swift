import ChargebackModel
import Settings

/// Everything that `chargeback run` goes by: flag before environment before settings file before default.
struct InForce {
  let file: String?
  let database: Chosen<Settings.Path>
  let timeZone: Chosen<String>
  /// Nil for the currency of the prices.
  let currency: Chosen<String?>
  let strict: Chosen<Bool>
  let inputs: Chosen<[Settings.Path]>
  let mappings: Chosen<[Settings.Path]>
  let directory: Chosen<[Settings.Path]>
  let deployments: Chosen<[Settings.Path]>
  let resources: Chosen<[Settings.Path]>
  let prices: Chosen<[Settings.Path]>
  /// Nil where nothing is exported.
  let into: Chosen<Settings.Path?>
  let sets: Chosen<[String]>
  let months: Chosen<[String]>
  let budgets: [Chosen<Budget>]

  init(_ global: GlobalOptions, _ options: ExportOptions) throws {
    let settings = try global.settingsInForce()
    func optional<Value: Sendable>(_ value: Settings.Value<Value>?) -> Settings.Value<Value?>? {
      value.map { Settings.Value(content: $0.content, line: $0.line) }
    }
    func list(_ value: Settings.Value<[Settings.Path]>?) -> Chosen<[Settings.Path]> {
      Chosen.pick(nil, value, in: settings, preset: [])
    }
    file = settings?.path
    database = Chosen.database(flag: global.database, settings)
    timeZone = Chosen.pick(options.timeZone, settings?.timeZone, in: settings, preset: "UTC")
    currency = Chosen.pick(options.currency.map(Optional.some), optional(settings?.currency), in: settings, preset: nil)
    strict = Chosen.pick(options.strict, settings?.strict, in: settings, preset: false)
    inputs = list(settings?.inputs)
    mappings = list(settings?.mappings)
    directory = list(settings?.directory)
    deployments = list(settings?.deployments)
    resources = list(settings?.resources)
    prices = list(settings?.prices)
    let target = options.into.map { Optional.some(Settings.Path(written: $0, resolved: $0)) }
    into = Chosen.pick(target, optional(settings?.into), in: settings, preset: nil)
    sets = Chosen.pick(
      options.sets.isEmpty ? nil : options.sets.flatMap { $0.split(separator: ",").map(String.init) }, settings?.sets,
      in: settings, preset: ExportSet.all.map(\.name))
    months = Chosen.pick(options.month.map { [$0] }, settings?.months, in: settings, preset: ["last", "this"])
    budgets = (settings?.budgets ?? []).map { budget in
      Chosen(value: budget.content, origin: .file(path: settings?.path ?? "", line: budget.line))
    }
  }
}
