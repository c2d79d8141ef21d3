import ChargebackModel

/// What to say when a user asks for a name that is none of those there are.
enum Choice {
  /// `no dimension is called "modl": did you mean model? The dimensions are …`
  /// - Parameter plural: what the names are called, if that is not the noun itself: the *kinds* of reports.
  static func unknown(_ noun: String, _ text: String, among names: [String], as plural: String? = nil) -> Failure {
    let meant = NearestName.of(text, among: names).map { "did you mean \($0)? The" } ?? "the"
    return .usage("no \(noun) is called \"\(text)\": \(meant) \(plural ?? noun)s are \(names.joined(separator: ", "))")
  }
}
