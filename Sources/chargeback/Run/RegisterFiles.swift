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
      try updateDirectory(store), try updateDeployments(store), try updateResources(store), try updatePrices(store),
    ].compactMap { $0 }
  }

  private func updateDirectory(_ store: Store) throws -> String? {
    if force.directory.value.isEmpty { return nil }
    var entries: [DirectoryEntry] = []
    for (path, text) in try texts(force.directory.value) {
      let joined = DirectoryTable.join(entries, DirectoryTable.parse(text, path: path), path: path)
      try Problems.refuse(joined.problems, "nothing was imported")
      entries = joined.entries.map(\.entry)
    }
    if Set(entries) == Set(try store.directory()) { return nil }
    try store.replaceDirectory(entries)
    return "directory: \(Int64(entries.count).counted("entry", "entries"))"
  }

  private func updateDeployments(_ store: Store) throws -> String? {
    if force.deployments.value.isEmpty { return nil }
    var entries: [DeploymentEntry] = []
    for (path, text) in try texts(force.deployments.value) {
      let joined = DeploymentTable.join(entries, DeploymentTable.parse(text, path: path), path: path)
      try Problems.refuse(joined.problems, "nothing was imported")
      entries = joined.entries.map(\.entry)
    }
    if Set(entries) == Set(try store.deployments()) { return nil }
    try store.replaceDeployments(entries)
    return "deployments: \(Int64(entries.count).counted("entry", "entries"))"
  }

  private func updateResources(_ store: Store) throws -> String? {
    if force.resources.value.isEmpty { return nil }
    var entries: [ResourceEntry] = []
    for (path, text) in try texts(force.resources.value) {
      let joined = ResourceTable.join(entries, ResourceTable.parse(text, path: path), path: path)
      try Problems.refuse(joined.problems, "nothing was imported")
      entries = joined.entries.map(\.entry)
    }
    if Set(entries) == Set(try store.resources()) { return nil }
    try store.replaceResources(entries)
    return "resources: \(Int64(entries.count).counted("entry", "entries"))"
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
