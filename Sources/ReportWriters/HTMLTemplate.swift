import Mustache

/// The page that `HTMLWriter` fills.
enum HTMLTemplate {
  /// Of every page.
  static let css = """
    :root { color-scheme: light dark; --line: #8884; --strong: #8888; --warn: #a15c00; }
    @media (prefers-color-scheme: dark) { :root { --warn: #f0b35a; } }
    body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
    h1 { font-size: 1.5rem; margin: 0; }
    h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
    .table { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; }
    th { border-bottom-color: var(--strong); vertical-align: bottom; }
    .number { padding: .3rem 0 .3rem .8rem; text-align: right; white-space: nowrap; }
    .subtotal td { font-weight: 600; }
    tfoot td { border-bottom: 0; border-top: 2px solid var(--strong); font-weight: 700; }
    .incomplete { color: var(--warn); font-weight: 600; }
    @media print { body { margin: 0; max-width: none; font-size: 10px; } tr { break-inside: avoid; } }
    """

  // A template that does not parse is a mistake in this file, which every test of the writer finds.
  static let page = try! MustacheTemplate(
    string: """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>{{title}}</title>
      <style>
      \(css)
      </style>
      </head>
      <body>
      <h1>{{title}}</h1>
      {{#scope}}
      <p>{{.}}</p>
      {{/scope}}
      <div class="table"><table>
      <thead><tr>{{#headings}}<th{{#isNumber}} class="number"{{/isNumber}} scope="col">{{text}}</th>{{/headings}}</tr></thead>
      <tbody>
      {{#rows}}
      <tr class="{{class}}">{{#cells}}<td{{#isNumber}} class="number"{{/isNumber}}>{{text}}</td>{{/cells}}</tr>
      {{/rows}}
      </tbody>
      <tfoot><tr>{{#totals}}<td{{#isNumber}} class="number"{{/isNumber}}>{{text}}</td>{{/totals}}</tr></tfoot>
      </table></div>
      <h2>Completeness</h2>
      <p{{^isComplete}} class="incomplete"{{/isComplete}}>{{verdict}}</p>
      {{#reservations}}
      <p>{{.}}</p>
      {{/reservations}}
      <table>
      {{#figures}}
      <tr><td>{{what}}</td><td class="number">{{count}}</td></tr>
      {{/figures}}
      </table>
      {{#reviews}}
      <h2>{{heading}}</h2>
      {{#sentences}}
      <p>{{.}}</p>
      {{/sentences}}
      {{/reviews}}
      {{#hasIssues}}
      <h2>Issues</h2>
      {{/hasIssues}}
      {{#issues}}
      <p><strong>{{code}}</strong> ({{count}}): {{message}}</p>
      {{/issues}}
      {{#hasNotes}}
      <h2>Notes</h2>
      {{/hasNotes}}
      {{#notes}}
      <p>{{.}}</p>
      {{/notes}}
      {{#hasSources}}
      <h2>Sources</h2>
      {{/hasSources}}
      {{#sources}}
      <p>{{format}}: {{calls}}</p>
      {{/sources}}
      </body>
      </html>

      """)
}
