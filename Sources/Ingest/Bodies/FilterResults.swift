import ChargebackModel

/// Reads what content filters say about a prompt or an answer; of their findings only category and severity are kept.
///
/// Sources: Microsoft Learn, "Content filtering" and the inference API's `contentFilterResults`: a category holds
/// `filtered` and `severity` or `detected`; block lists hold a list or an object. Responses answers have `content_filters`
/// with `source_type`; errors have `innererror.content_filter_result`.
enum FilterResults {
  /// The marks of a body, wherever it holds any.
  static func marks(of body: Record) -> [FilterMark] {
    var marks: [FilterMark] = []
    for result in (body["prompt_filter_results"] ?? body["prompt_annotations"])?.elements ?? [] {
      marks += self.marks(result.object?["content_filter_results"], .prompt)
    }
    for result in body["content_filters"]?.elements.compactMap(\.object) ?? [] {
      let side: FilterMark.Side = result["source_type"]?.text == "prompt" ? .prompt : .completion
      marks += self.marks(result["content_filter_results"], side)
    }
    if let error = body["error"]?.object {
      let inner = (error["innererror"] ?? error["inner_error"])?.object
      marks += self.marks(inner?["content_filter_result"] ?? inner?["content_filter_results"], .prompt)
    }
    return marks
  }

  static func marks(ofChoice choice: Record) -> [FilterMark] { marks(choice["content_filter_results"], .completion) }

  /// Of an image, which bears what was found in its prompt too.
  static func marks(ofImage image: Record) -> [FilterMark] {
    marks(image["prompt_filter_results"], .prompt) + marks(image["content_filter_results"], .completion)
  }

  /// Of choices that stand as JSON in a text, which most records need not have parsed for this.
  static func marks(ofChoices choices: Field?) -> (marks: [FilterMark], isStopped: Bool) {
    guard let choices, choices.holds(anyOf: signs) else { return ([], false) }
    let parsed = choices.list.compactMap(\.object)
    return (
      parsed.flatMap(marks(ofChoice:)), parsed.contains { $0["finish_reason"]?.text == "content_filter" }
    )
  }

  /// One of these stands in every result that is a mark.
  private static let signs: [StaticString] = ["true", "\"low\"", "\"medium\"", "\"high\"", "\"content_filter\""]

  private static func marks(_ results: Field?, _ side: FilterMark.Side) -> [FilterMark] {
    guard let results = results?.object else { return [] }
    return results.fields.compactMap { name, field in
      // The filter did not run: nothing was found.
      name == "error" ? nil : mark(category(name), field, side)
    }
  }

  private static func mark(_ category: FilterMark.Category, _ field: Field, _ side: FilterMark.Side) -> FilterMark? {
    let findings = [field.object].compactMap(\.self) + field.elements.compactMap(\.object)
    let severity = findings.compactMap { finding in
      finding["severity"]?.text.flatMap { text in FilterMark.Severity.allCases.first { $0.name == text.lowercased() } }
    }.max { $0.rawValue < $1.rawValue }
    let isFiltered = findings.contains { $0["filtered"]?.truth == true }
    let isDetected = findings.contains { $0["detected"]?.truth == true }
    guard isFiltered || isDetected || severity?.rawValue ?? 0 > 0 else { return nil }
    return FilterMark(side, category, severity: severity, isFiltered: isFiltered)
  }

  private static func category(_ name: String) -> FilterMark.Category {
    FilterMark.Category(rawValue: name.lowercased().replacing("-", with: "_")) ?? .other
  }
}
