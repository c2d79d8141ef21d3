import CSV
import Testing

@Test func aCellIsFoundByItsColumn() throws {
  let table = try CSVTable("model,price\ngpt-4o,2.50\no1,\n")
  #expect(table.header == ["model", "price"])
  #expect(table.rows.map { $0["price"] } == ["2.50", ""])
  #expect(table.rows.map { $0["model"] } == ["gpt-4o", "o1"])
  #expect(table.rows[0]["currency"] == nil)
  #expect(table.rows.map(\.line) == [2, 3])
  #expect(table.rows[0].cells == ["gpt-4o", "2.50"])
}

@Test func aByteOrderMarkIsNoPartOfTheFirstColumnsName() throws {
  #expect(try CSVTable("\u{FEFF}\"model\",price\r\ngpt-4o,1\r\n").rows[0]["model"] == "gpt-4o")
}

@Test func aHeaderAloneIsATableWithoutRows() throws {
  #expect(try CSVTable("a,b\n").rows.isEmpty)
}

@Test(arguments: [
  ("", 1, "the table is empty: it has no header row"),
  ("a,b,a\n", 1, "the header names the column \"a\" twice"),
  ("a,b\n1,2\n\n3\n", 4, "the row has 1 cell, the header 2"),
  ("a,b\n\"1\n1\",2\n3,4,5\n", 4, "the row has 3 cells, the header 2"),
])
func aTableThatIsNoTableIsAnErrorWithItsLine(_ text: String, line: Int, message: String) {
  #expect(throws: CSVError(line: line, message)) { try CSVTable(text) }
}
