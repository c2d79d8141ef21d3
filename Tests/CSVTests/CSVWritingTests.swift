import CSV
import Testing

@Test(arguments: [
  (["a", "b"], "a,b\n"),
  (["a,b", "c\"d", "e\nf", "g\rh"], "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\n"),
  (["e\r\nf", "\"\u{301}", " "], "\"e\r\nf\",\"\"\"\u{301}\", \n"),
  (["", ""], ",\n"),
  ([""], "\"\"\n"),
])
func aLineQuotesWhatNeedsIt(_ cells: [String], line: String) {
  #expect(Array(CSV.line(cells).utf8) == Array(line.utf8))
}

@Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "=\u{301}"])
func textThatCouldBeginAFormulaIsDisarmed(_ text: String) {
  #expect(CSV.disarmed(text) == "'" + text)
}

@Test(arguments: ["", "gpt-4o", "a=1", "'=1", "1", " =1", "é"]) func otherTextIsLeftAlone(_ text: String) {
  #expect(CSV.disarmed(text) == text)
}
