import ChargebackModel
import Foundation
import ReportWriters
import Testing

/// The tags of a page, without what stands between them.
private func tags(_ page: String) -> [String] {
  page.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" }) }
}

@Test func nastyNamesAddNoTagToAPage() {
  let page = nastyReport.written(as: .html)
  let known = Set(smallReport.written(as: .html).split(separator: "<").map { $0.prefix { $0 != ">" && $0 != " " } })
  for tag in tags(page) { #expect(known.contains(tag.prefix { $0 != " " }), "<\(tag)>") }
  #expect(page.contains("<td>&lt;b onclick=x&gt;&amp;amp;&lt;/b&gt;</td>"))
  #expect(page.contains("app=&lt;b&gt;|&quot;x&quot;\\n"))
  #expect(page.contains("<td>\\u{1B}[31mred\\u{7}</td>"))
}

@Test func everyTagOfAPageIsClosed() {
  var open: [Substring] = []
  for report in [smallReport, nastyReport] {
    for tag in tags(report.written(as: .html)) where !tag.hasPrefix("!") && !tag.hasPrefix("meta") {
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst())
      } else {
        open.append(tag.prefix { $0 != " " })
      }
    }
    #expect(open.isEmpty)
  }
}

@Test func aPageLoadsAndRunsNothing() {
  let page = nastyReport.written(as: .html).lowercased()
  for word in ["<script", "<link", "<img", "<iframe", "url(", "src=", "href="] {
    #expect(!page.contains(word), "\(word)")
  }
}

@Test func aPageShowsTheTableAsPeopleReadIt() {
  let page = smallReport.written(as: .html)
  #expect(page.contains("<th class=\"number\" scope=\"col\">cost (USD)</th>"))
  #expect(page.contains("<tr class=\"subtotal\"><td>harbour</td><td>total</td><td class=\"number\">2,001</td>"))
  #expect(page.contains("<tfoot><tr><td>Total</td><td></td><td class=\"number\">2,004</td>"))
  #expect(page.contains("<p class=\"incomplete\">Incomplete: 3 of 2,004 calls unpriced"))
  #expect(page.contains("<p><strong>unpriced</strong> (3): no price for house-llm-7b (global) since 2026-10-02</p>"))
  #expect(page.contains("<p>apim-event-hub: 2,003 calls</p>"))
  #expect(page.components(separatedBy: "<h2>").count == 5)
}
