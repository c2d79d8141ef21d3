import ChargebackModel

/// Whether the pages of an answer are all there. A page names the next one by how many items to skip
/// (`…&$skip=2000`); how many it skipped itself follows from that and the count of its own items.
struct RetailPages {
  /// The query that a page belongs to: its link without the number to skip.
  private var links: [(query: String, skip: Int, from: Issue)] = []
  private var starts: Set<Start> = []
  private var lastPages = 0
  private var unreadable: Issue?

  private struct Start: Hashable {
    let query: String
    let skip: Int
  }

  /// - Parameter next: `NextPageLink`; nil or empty on the last page.
  mutating func add(next: String?, items: Int, path: String, place: String) {
    guard let next, !next.isEmpty else {
      lastPages += 1
      return
    }
    guard let (query, skip) = RetailPages.parse(next) else {
      unreadable = unreadable ?? Issue(.partialAnswer, path: path, place: place, "NextPageLink names no $skip")
      return
    }
    starts.insert(Start(query: query, skip: skip - items))
    links.append((query, skip, Issue(.partialAnswer, path: path, place: place, "")))
  }

  /// The first page that is not among those given. The last page bears no link and so does not say what it skipped: that the
  /// page right before it is missing cannot be told, nor of several queries that one's last page is missing beside another's.
  var missing: Issue? {
    if let unreadable { return unreadable }
    let named = Set(links.map { Start(query: $0.query, skip: $0.skip) })
    let orphans = starts.filter { $0.skip > 0 && !named.contains($0) }
    if let start = orphans.min(by: { ($0.query, $0.skip) < ($1.query, $1.skip) }) {
      let after = links.first { $0.query == start.query }?.from
      return issue(after, "the page before the one at $skip=\(start.skip) is missing")
    }
    let open = links.filter { link in !starts.contains(Start(query: link.query, skip: link.skip)) }
    let distinct = Dictionary(open.map { (Start(query: $0.query, skip: $0.skip), $0.from) }) { first, _ in first }
    guard distinct.count > lastPages else { return nil }
    let first = distinct.min { ($0.key.query, $0.key.skip) < ($1.key.query, $1.key.skip) }
    return issue(first?.value, "the page at $skip=\(first?.key.skip ?? 0), which NextPageLink names, is missing")
  }

  private func issue(_ at: Issue?, _ sentence: String) -> Issue {
    Issue(.partialAnswer, path: at?.path ?? "", place: at?.place ?? "", "\(sentence): fetch all pages")
  }

  private static func parse(_ link: String) -> (String, Int)? {
    let name = link.contains("$skip=") ? "$skip=" : "%24skip="
    guard let mark = link.firstRange(of: name) else { return nil }
    let digits = link[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return Int(digits).map { (String(link[..<mark.lowerBound]) + link[digits.endIndex...], $0) }
  }
}
