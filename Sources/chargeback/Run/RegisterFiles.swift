import ChargebackModel
import Ingest
import Pricing
import ReportWriters
import Settings
import Store

/// The registers that a settings file names. Each is the whole of its register: where the files say something else than
/// the database, the database follows.
struct RegisterFiles {
  private let force: InForce
  private let global: GlobalOptions

  init(_ force: InForce, _ global: GlobalOptions) {
    self.force = force
    self.global = global
  }

  /// - Returns: what changed, in words.
  func update(_ store: Store) throws -> [String] {
    [
      try update(
        "directory", force.directory.value, DirectoryTable.parse(_:path:), DirectoryTable.join(_:_:path:),
        { try store.directory() }, { try store.replaceDirectory($0) }),
      try update(
        "deployments", force.deployments.value, DeploymentTable.parse(_:path:), DeploymentTable.join(_:_:path:),
        { try store.deployments() }, { try store.replaceDeployments($0) }),
      try update(
        "resources", force.resources.value, ResourceTable.parse(_:path:), ResourceTable.join(_:_:path:),
        { try store.resources() }, { try store.replaceResources($0) }),
      try updatePrices(store),
    ].compactMap { $0 }
  }

  private func update<Entry: Hashable>(
    _ name: String, _ paths: [Settings.Path], _ parse: (String, String) -> RegisterTable<Entry>,
    _ join: ([Entry], RegisterTable<Entry>, String) -> RegisterTable<Entry>, _ known: () throws -> [Entry],
    _ replace: ([Entry]) throws -> Void
  ) throws -> String? {
    if paths.isEmpty { return nil }
    var entries: [Entry] = []
    for (path, text) in try texts(paths) {
      let joined = join(entries, parse(text, path), path)
      try Problems.refuse(joined.problems, "nothing was imported")
      entries = joined.entries.map(\.entry)
    }
    if Set(entries) == Set(try known()) { return nil }
    try replace(entries)
    return "\(name): \(Int64(entries.count).counted("entry", "entries"))"
  }

  private func updatePrices(_ store: Store) throws -> String? {
    if force.prices.value.isEmpty { return nil }
    let lists = PriceLists.read(try texts(force.prices.value))
    try Problems.refuse(lists.flatMap(\.list.problems), "nothing was imported")
    let table: ListImport<PriceRow>
    do throws(PriceBookProblems) { table = try ListImport([], new: lists.flatMap(\.list.rows)) } catch {
      try Problems.refuse(error.issues, "nothing was imported")
      throw Failure.world("nothing was imported")
    }
    let rows = table.rows.map { row in
      StoredPrice(cells: PriceTable.cells(row), path: row.place.path, line: row.place.line)
    }
    if Set(rows) == Set(try store.prices(.price)) { return nil }
    for issue in lists.flatMap(\.list.remarks) { Terminal.tell(Message(issue)) }
    try store.updatePrices(.price) { _ in rows }
    return "prices: \(Int64(rows.count).counted("row"))"
  }

  /// By the paths as they were written, so that reports name the same wherever the program runs.
  private func texts(_ paths: [Settings.Path]) throws -> [(path: String, text: String)] {
    try paths.map { ($0.written, try TextFile.read($0.resolved)) }
  }
}
