/// What the place of output can show; only the table looks at it.
package struct Style: Hashable, Sendable {
  /// The terminal's width in columns, nil where lines may be of any length.
  package var width: Int?
  /// Whether escape sequences for bold and colour are welcome.
  package var colour: Bool

  package init(width: Int? = nil, colour: Bool = false) {
    self.width = width
    self.colour = colour
  }
}
