extension String {
  /// The text as Markdown that shows exactly this text: nothing in it becomes markup, a link, HTML or a new cell.
  ///
  ///     "a|b_c".markdown  // a\|b\_c
  var markdown: String {
    var result = ""
    for scalar in visible.unicodeScalars {
      if String.markup.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    // GitHub makes links of bare addresses too.
    return result.replacing("://", with: ":\\//").replacing("www.", with: "www\\.")
  }

  private static let markup = Set("\\`*_[]<>|&~#$@".unicodeScalars)
}
