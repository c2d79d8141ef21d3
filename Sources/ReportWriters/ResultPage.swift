import Mustache

/// The answer to a query as a page of its own for a browser: no script, nothing loaded from anywhere.
enum ResultPage {
  static func text(columns: [String], _ areNumbers: [Bool], rows: [[String]]) -> String {
    func cells(_ texts: [String]) -> [[String: Any]] {
      zip(texts, areNumbers).map { ["text": $0.visible, "isNumber": $1] }
    }
    let values: [String: Any] = ["headings": cells(columns), "rows": rows.map { ["cells": cells($0)] }]
    return page.render(values)
  }

  // A template that does not parse is a mistake in this file, which every test of the writer finds.
  private static let page = try! MustacheTemplate(
    string: """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Azure OpenAI usage: answer to a query</title>
      <style>
      \(HTMLTemplate.css)
      </style>
      </head>
      <body>
      <div class="table"><table>
      <thead><tr>{{#headings}}<th{{#isNumber}} class="number"{{/isNumber}} scope="col">{{text}}</th>{{/headings}}</tr></thead>
      <tbody>
      {{#rows}}
      <tr>{{#cells}}<td{{#isNumber}} class="number"{{/isNumber}}>{{text}}</td>{{/cells}}</tr>
      {{/rows}}
      </tbody>
      </table></div>
      </body>
      </html>

      """)
}
