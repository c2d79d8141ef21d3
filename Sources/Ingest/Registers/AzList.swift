import ChargebackModel

/// Reads a list that `az … list -o json` or a page of the REST API (`value`) gives.
enum AzList {
  /// - Parameters:
  ///   - noun: what the list holds, for the problems' sentences: `deployment`.
  ///   - entries: those of one element.
  static func parse<Entry>(
    _ text: String, path: String, of noun: String, _ entries: (JSONValue) throws(Rejection) -> [Entry]
  ) -> RegisterTable<Entry> {
    var table = RegisterTable<Entry>()
    let parser = JSONParser()
    do throws(JSONParser.Malformed) {
      let root = try parser.parse(text)
      let list = root.member("value") ?? root
      for (index, item) in list.elements.enumerated() {
        do throws(Rejection) {
          table.entries += try entries(item).map { ($0, index + 1) }
        } catch {
          table.problems.append(Issue(error.code, path: path, place: "\(noun) \(index + 1)", error.message))
        }
      }
      if !list.isArray { table.problems.append(Issue(.malformed, path: path, "the file is no list of \(noun)s")) }
    } catch {
      table.problems.append(Issue(.malformed, path: path, "the file is not valid JSON: \(error.reason)"))
    }
    return table
  }
}
