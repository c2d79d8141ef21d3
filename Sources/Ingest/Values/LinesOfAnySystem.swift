extension String {
  /// Its lines, blank ones too, whether LF or CRLF ends them.
  ///
  /// CRLF is one `Character` of its own, so a text with such line ends holds no `"\n"` to split at.
  var linesOfAnySystem: [Substring] {
    split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }
}
