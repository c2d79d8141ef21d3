import ChargebackModel

/// Brings prices of Azure's meters into rows.
///
/// - The name of a meter is read by vocabulary (`MeterName`); one that is not understood is named, never guessed.
/// - The unit is read from its own column. Where the name says a unit too (`1M Tokens`), the two must agree.
/// - A global price that is the same in every region of the list is one row for any region; every other price is for the
///   region that it bears.
/// - Reservations and savings plans (their price is for the whole term), prices of dev/test offers, and prices of meter
///   regions that Azure does not charge by are told apart and not taken.
package struct MeterList {
  private let meters: [ListedMeter]
  private var list = PriceList()
  private var rows = ListedRows()
  /// Of the prices that bear a region: those that are the same in all regions.
  private var regionless: Set<GlobalPrice> = []

  /// A global price apart from its region.
  private struct GlobalPrice: Hashable {
    let name: MeterName
    let from: Instant?
  }

  package static func read(_ meters: [ListedMeter]) -> PriceList {
    var list = MeterList(meters: meters)
    if let problem = list.secondCurrency { return PriceList(problem: problem) }
    list.regionless = list.pricesWithoutRegion()
    for meter in meters { list.take(meter) }
    list.rows.settle(into: &list.list)
    return list.list
  }

  private init(meters: [ListedMeter]) { self.meters = meters }

  private mutating func take(_ meter: ListedMeter) {
    list.balance.read += 1
    if let fate = MeterList.fate(of: meter) {
      list.balance[fate] += 1
      return
    }
    do throws(MeterName.Refusal) {
      let name = try MeterName(meter.meterName)
      if let doubt = meter.doubt { throw .notUnderstood("\"\(meter.meterName)\": \(doubt)") }
      let made = try make(meter, name)
      if made.isEmpty {
        leave(meter, .zero, "the price is zero, which says that nobody knows it: no row is made")
      } else {
        rows.add(made, place: "\(meter.placeText) (\(meter.meterName))")
      }
    } catch {
      switch error {
      case .otherPurpose(let purpose):
        list.balance[.otherPurpose] += 1
        list.asides.append(
          remark(meter, "\"\(meter.meterName)\" is no price of a call: it is for \(purpose.sentence)"))
      case .notUnderstood(let sentence): leave(meter, .notUnderstood, sentence)
      }
    }
  }

  /// Where a price ends up whatever its name says; nil if the name has to be read.
  private static func fate(of meter: ListedMeter) -> PriceListBalance.Fate? {
    if !meter.isAzureOpenAI { return .elsewhere }
    if meter.isSecondaryRegion { return .secondaryRegion }
    switch meter.offer {
    case .reservation: return .reservation
    case .savingsPlan: return .savingsPlan
    case .devTest: return .devTest
    case .consumption: return nil
    }
  }

  private mutating func leave(_ meter: ListedMeter, _ fate: PriceListBalance.Fate, _ sentence: String) {
    list.balance[fate] += 1
    list.remarks.append(remark(meter, sentence))
  }

  private func remark(_ meter: ListedMeter, _ sentence: String) -> Issue {
    Issue(.unknownRecord, path: meter.place.path, place: meter.placeText, sentence)
  }

  /// The rows of one price, one for each version that its name stands for; none if it is zero.
  private func make(_ meter: ListedMeter, _ name: MeterName) throws(MeterName.Refusal) -> [PriceRow] {
    if !["", "0"].contains(meter.minimum), ExactDecimal(meter.minimum)?.significand != 0 {
      throw .notUnderstood(
        "\"\(meter.meterName)\" begins at a quantity of \(meter.minimum): a price table has no prices by quantity")
    }
    let quantity = try MeterList.quantity(meter, name)
    do throws(PriceRefusal) {
      let listed = try ListedPrice(meter.price, for: quantity)
      if listed.isZero { return [] }
      let isRegionless = regionless.contains(GlobalPrice(name: name, from: meter.effectiveFrom))
      var made: [PriceRow] = []
      for version in name.modelVersions.isEmpty ? [nil] : name.modelVersions.map(Optional.some) {
        made.append(
          try PriceRow(
            model: name.model, modelVersion: version, deploymentType: name.deploymentType,
            region: isRegionless ? nil : meter.region, serviceTier: name.serviceTier,
            inputTokensAbove: name.inputTokensAbove, meter: name.meter, unit: listed.unit, price: listed.price,
            currency: meter.currency, effectiveFrom: meter.effectiveFrom, effectiveTo: meter.effectiveTo,
            source: "\(meter.source): \(meter.meterName)", place: meter.place))
      }
      return made
    } catch {
      throw .notUnderstood("\"\(meter.meterName)\": \(error.description)")
    }
  }

  private static func quantity(_ meter: ListedMeter, _ name: MeterName) throws(MeterName.Refusal) -> Int64 {
    guard let unit = UnitOfMeasure(meter.unitOfMeasure) else {
      throw .notUnderstood("the unit \"\(meter.unitOfMeasure)\" of \"\(meter.meterName)\" is not known")
    }
    if let said = name.count, said != unit.count {
      throw .notUnderstood(
        "\"\(meter.meterName)\" says another unit than its unit of measure, \"\(meter.unitOfMeasure)\"")
    }
    guard let quantity = unit.quantity(on: name.meter, named: name.thing) else {
      throw .notUnderstood(
        "the unit \"\(meter.unitOfMeasure)\" of \"\(meter.meterName)\" does not measure what is counted (\(name.meter.rawValue))"
      )
    }
    return quantity
  }

  // MARK: All prices together

  private var secondCurrency: Issue? {
    let ours = meters.filter(\.isAzureOpenAI)
    guard let first = ours.first, let other = ours.first(where: { $0.currency != first.currency }) else { return nil }
    return Issue(
      .contradiction, path: other.place.path, place: other.placeText,
      "the price is in \(other.currency), but \(first.place.path) \(first.placeText) is in \(first.currency): "
        + "a price book is in one currency; export the list in one")
  }

  /// The global prices that the list gives for several regions and that are the same in all of them.
  private func pricesWithoutRegion() -> Set<GlobalPrice> {
    var regions: [GlobalPrice: Set<String>] = [:]
    var prices: [GlobalPrice: Set<ListedPrice?>] = [:]
    for meter in meters where MeterList.fate(of: meter) == nil {
      guard let name = try? MeterName(meter.meterName), [.global, .globalBatch].contains(name.deploymentType),
        let region = meter.region
      else { continue }
      let price = GlobalPrice(name: name, from: meter.effectiveFrom)
      regions[price, default: []].insert(Region.normalise(region))
      let listed = (try? MeterList.quantity(meter, name)).flatMap { try? ListedPrice(meter.price, for: $0) }
      prices[price, default: []].insert(listed)
    }
    return Set(regions.keys.filter { (regions[$0]?.count ?? 0) > 1 && prices[$0]?.count == 1 })
  }
}
