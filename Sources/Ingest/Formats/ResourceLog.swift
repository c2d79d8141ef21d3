/// A resource log of Azure Monitor in any of its forms: raw, with `properties` as an object or as JSON in a text; columns
/// of the shared table `AzureDiagnostics`, with suffixes; a table of its own, with the properties as columns.
///
/// Source: Microsoft Learn, "Common and service-specific schemas for Azure resource logs" and "AzureDiagnostics". Letter
/// case differs between the forms, so no name depends on it.
struct ResourceLog {
  private let record: Record
  /// Where a property may stand, in this order: columns beyond the shared table's five hundredth are in a bag of their own.
  private let places: [Record]

  init(_ record: Record) {
    self.record = record
    let bags = [record.anyCase("properties", "properties_s"), record.anyCase("AdditionalFields")]
    places = bags.compactMap { $0?.record } + [record]
  }

  /// A property, wherever the form keeps it; nil where it is missing or empty.
  subscript(name: String) -> Field? {
    for place in places {
      if let field = place.anyCase(name, "\(name)_s", "\(name)_d", "\(name)_g", "\(name)_b") { return field }
    }
    return nil
  }

  var time: String? { record.anyCase("time", "TimeGenerated")?.text }

  /// The category in lower case, without reading the properties.
  static func category(_ record: Record) -> String? { record.anyCase("category")?.text?.lowercased() }

  /// Id or provider of the resource that logged, in lower case; empty where the record does not say.
  static func owner(_ record: Record) -> String {
    record.anyCase("resourceId", "_ResourceId", "ResourceProvider")?.text?.lowercased() ?? ""
  }
}
