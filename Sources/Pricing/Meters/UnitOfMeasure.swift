import ChargebackModel

/// Azure's unit of measure: how many of what a price is for. Read whole or not at all: a unit taken for another makes a
/// price a thousand times too high or low.
///
///     UnitOfMeasure("1K")      // 1,000
///     UnitOfMeasure("1/Hour")  // one, by the hour
///
/// Source: the spellings in FinOps toolkit's open data, PricingUnits.csv (MIT).
package struct UnitOfMeasure: Hashable, Sendable {
  package let count: Int64
  package let thing: Thing

  package enum Thing: Hashable, Sendable {
    /// Tokens, or whatever the meter counts.
    case unit
    case hour, minute, second, image, character
  }

  /// - Returns: nil if it is spelled in a way that is not known.
  package init?(_ text: String) {
    var digits = text.lowercased()[...]
    func skipBlanks() { digits = digits.drop { $0 == " " } }
    skipBlanks()
    let number = digits.prefix { $0.isASCII && $0.isNumber }
    guard let base = Int64(number), base > 0 else { return nil }
    digits = digits[number.endIndex...]
    var factor: Int64 = 1
    for (letter, value) in [("k", 1000), ("m", 1_000_000)] as [(Character, Int64)]
    where digits.first == letter && !(digits.dropFirst().first?.isLetter ?? false) {
      factor = value
      digits = digits.dropFirst()
    }
    skipBlanks()
    if digits.first == "/" { digits = digits.dropFirst() }
    skipBlanks()
    if digits.hasPrefix("million") {
      guard factor == 1 else { return nil }
      (factor, digits) = (1_000_000, digits.dropFirst("million".count))
    }
    var word = digits.drop { $0 == " " }
    while word.last == " " { word = word.dropLast() }
    let (count, overflow) = base.multipliedReportingOverflow(by: factor)
    guard let thing = UnitOfMeasure.things[String(word)], !overflow else { return nil }
    self.count = count
    self.thing = thing
  }

  private static let things: [String: Thing] = [
    "": .unit, "unit": .unit, "units": .unit, "token": .unit, "tokens": .unit,
    "hour": .hour, "hours": .hour, "minute": .minute, "minutes": .minute, "second": .second, "seconds": .second,
    "image": .image, "images": .image, "character": .character, "characters": .character,
  ]
}

extension UnitOfMeasure {
  /// How many of a meter's own count one block of the unit is; nil where the unit measures something else.
  ///
  /// - Parameter named: the thing that the meter's name counts, for a unit that is a mere number.
  package func quantity(on meter: Meter, named: Thing? = nil) -> Int64? {
    switch (meter, thing == .unit ? named ?? .unit : thing) {
    case (.second, .hour): scaled(3600)
    case (.second, .minute): scaled(60)
    case (.second, .second): count
    case (.image, .image), (.image, .unit): count
    case (.character, .character), (.character, .unit): count
    case (.provisionedUnitHour, .hour): count
    case (.second, _), (.image, _), (.character, _), (.provisionedUnitHour, _): nil
    case (_, .unit): count
    default: nil
    }
  }

  private func scaled(_ factor: Int64) -> Int64? {
    let (result, overflow) = count.multipliedReportingOverflow(by: factor)
    return overflow ? nil : result
  }
}
