/// A page of a list that a service gives in pages; the one that a scanner is in.
///
/// Sources: Azure REST API guidelines (`value`, `nextLink`), OData (`@odata.nextLink`), OpenAI's lists (`data`, `has_more`).
struct Page {
  /// How many containers are open inside of it, itself included.
  let depth: Int
  let place: String
  private(set) var isPaged = false
  private(set) var hasNext = false

  init(depth: Int, place: String) {
    self.depth = depth
    self.place = place
  }

  private static let links: Set = ["nextLink", "@odata.nextLink", "odata.nextLink", "@nextLink"]

  mutating func takeList(_ name: String) {
    if name == "value" || name == "data" { isPaged = true }
  }

  mutating func takeMember(_ name: String, _ value: JSONValue?) {
    if Page.links.contains(name), value?.string?.isEmpty == false { hasNext = true }
    if name == "has_more", value?.bool == true { hasNext = true }
  }
}
