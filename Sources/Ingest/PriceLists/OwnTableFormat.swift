import ChargebackModel
import Pricing

/// Our own price table (CSV). Any table that is nothing else is taken for one, so that its mistakes are named.
struct OwnTableFormat: PriceListFormat {
  let name = "price table (CSV)"

  func recognises(_ file: PriceListFile) -> Bool { !file.isJSON }

  func read(_ files: [PriceListFile], effectiveFrom: Instant?) -> PriceList {
    var list = PriceList()
    for file in files {
      let table = PriceTable.parse(file.text, path: file.path)
      list.rows += table.rows
      list.problems += table.problems
      list.balance.read += table.rows.count
      list.balance[.taken] += table.rows.count
    }
    return list
  }
}
