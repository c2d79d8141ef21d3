import ChargebackModel

/// Whether the pages that a run read are whole lists: of the pages in a folder, one must be a last one.
///
/// A page's link names the next one, but no page names itself; so more cannot be told, and of two lists in one folder the
/// end of one hides that the other is cut.
struct PageCount {
  private var unfinished: [String: Issue] = [:]
  private var finished: Set<String> = []

  mutating func take(hasNext: Bool, path: String, place: String) {
    let folder = path.lastIndex { $0 == "/" || $0 == ":" }.map { String(path[..<$0]) } ?? ""
    if hasNext {
      unfinished[folder] = Issue(
        .partialAnswer, path: path, place: place,
        "the page says that another one follows, and none was read that is the last: export all pages")
    } else {
      finished.insert(folder)
    }
  }

  /// Of each folder with pages and no last one, its page that was read last.
  var issues: [Issue] {
    unfinished.filter { !finished.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
  }
}
