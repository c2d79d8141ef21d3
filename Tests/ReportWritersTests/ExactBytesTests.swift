import ChargebackModel
import ReportWriters
import Testing

@Test func theSmallReportAsATable() {
  #expect(
    smallReport.written(as: .table) == """
      Usage by app and model
      From 2026-10-01T00:00:00Z until 2026-11-01T00:00:00Z (UTC)

      app      model         calls  inputTokens  cost (USD)
      ─────────────────────────────────────────────────────
      harbour  gpt-4o        2,000    1,234,567        0.01
      harbour  o1                1            0    1,000.00
      harbour  total         2,001    1,234,567    1,000.01
      unknown  house-llm-7b      3           30     unknown
      unknown  total             3           30     unknown
      ─────────────────────────────────────────────────────
      Total                  2,004    1,234,597    1,000.01

      Incomplete: 3 of 2,004 calls unpriced, 1 record rejected; the cost shown is a lower bound.
      Less certain: 2,000 calls priced as global for want of a deployment type, 2 service records not joined to a call \
      of the gateway.
      unpriced (3): no price for house-llm-7b (global) since 2026-10-02
      Note: Bundled list prices of 2026-11 apply.
      Sources: apim-event-hub (2,003 calls), azure-diagnostics (1 call)

      """)
}

@Test func theSmallReportAsCSV() {
  #expect(
    smallReport.written(as: .csv) == """
      app,model,calls,inputTokens,cost,currency
      harbour,gpt-4o,2000,1234567,0.005,USD
      harbour,o1,1,0,1000.005,USD
      unknown,house-llm-7b,3,30,,USD

      """)
}

@Test func theSmallReportAsMarkdown() {
  #expect(
    smallReport.written(as: .markdown) == """
      # Usage by app and model

      From 2026-10-01T00:00:00Z until 2026-11-01T00:00:00Z (UTC)

      | app         | model        |     calls |   inputTokens |   cost (USD) |
      | ----------- | ------------ | --------: | ------------: | -----------: |
      | harbour     | gpt-4o       |     2,000 |     1,234,567 |         0.01 |
      | harbour     | o1           |         1 |             0 |     1,000.00 |
      | **harbour** | **total**    | **2,001** | **1,234,567** | **1,000.01** |
      | unknown     | house-llm-7b |         3 |            30 |      unknown |
      | **unknown** | **total**    |     **3** |        **30** |  **unknown** |
      | **Total**   |              | **2,004** | **1,234,597** | **1,000.01** |

      ## Completeness

      Incomplete: 3 of 2,004 calls unpriced, 1 record rejected; the cost shown is a lower bound. \
      Less certain: 2,000 calls priced as global for want of a deployment type, 2 service records not joined to a call \
      of the gateway.

      | What                                                 | Count |
      | ---------------------------------------------------- | ----: |
      | calls in the report                                  | 2,004 |
      | of them priced, or free of charge                    | 2,001 |
      | of them without a price                              |     3 |
      | of them without a token count                        |     0 |
      | calls with estimated token counts                    |     0 |
      | calls priced as global for want of a deployment type | 2,000 |
      | calls left out as second copies of others            |     0 |
      | calls that may be second copies of others            |     0 |
      | log records that could not be read                   |     1 |
      | service records not joined to a call of the gateway  |     2 |
      | of them calls that only the service saw              |     0 |

      ## Issues

      - **unpriced** (3): no price for house-llm-7b (global) since 2026-10-02

      ## Notes

      - Bundled list prices of 2026-11 apply.

      ## Sources

      - apim-event-hub: 2,003 calls
      - azure-diagnostics: 1 call

      """)
}

@Test func theSmallReportAsJSON() {
  #expect(
    smallReport.written(as: .json) == """
      {
        "schema": "chargeback/report/1",
        "report": "usage",
        "period": {"from": "2026-10-01T00:00:00Z", "to": "2026-11-01T00:00:00Z", "timeZone": "UTC"},
        "currency": "USD",
        "groupBy": ["app", "model"],
        "filters": [],
        "rows": [
          {"app": "harbour", "model": "gpt-4o", "calls": 2000, "inputTokens": 1234567, "cost": "0.005"},
          {"app": "harbour", "model": "o1", "calls": 1, "inputTokens": 0, "cost": "1000.005"},
          {"app": null, "model": "house-llm-7b", "calls": 3, "inputTokens": 30, "cost": null}
        ],
        "totals": {"calls": 2004, "inputTokens": 1234597, "cost": "1000.01"},
        "completeness": {"calls": 2004, "priced": 2001, "unpriced": 3, "unmetered": 0, "estimated": 0, \
      "rejectedRecords": 1, "unjoinedServiceRecords": 2, \
      "copiesLeftOut": 0, "copiesSuspected": 0, "assumedDeploymentType": 2000, "complete": false},
        "issues": [
          {"code": "unpriced", "count": 3, "message": "no price for house-llm-7b (global) since 2026-10-02"}
        ],
        "notes": [
          "Bundled list prices of 2026-11 apply."
        ],
        "sources": [
          {"format": "apim-event-hub", "calls": 2003},
          {"format": "azure-diagnostics", "calls": 1}
        ]
      }

      """)
}

/// No calls at all, no dimension to group by.
private let emptyReport = Report(
  kind: "usage", title: "Usage", period: october, currency: "EUR", groupBy: [], filters: ["model=gpt-4o", "team=Quay"],
  columns: [.init("calls", .count), .init("cost", .money(decimals: 2))], rows: [], totals: [.count(0), money("0")],
  completeness: Completeness())

@Test func aReportOfNothingStillSaysSo() {
  #expect(
    emptyReport.written(as: .table) == """
      Usage
      From 2026-10-01T00:00:00Z until 2026-11-01T00:00:00Z (UTC)
      Only: model=gpt-4o, team=Quay

      calls  cost (EUR)
      ─────────────────
          0        0.00

      Complete: no calls in this report.

      """)
  #expect(emptyReport.written(as: .csv) == "calls,cost,currency\n")
  #expect(
    emptyReport.written(as: .markdown).hasPrefix(
      """
      # Usage

      From 2026-10-01T00:00:00Z until 2026-11-01T00:00:00Z (UTC)\u{20}\u{20}
      Only: model=gpt-4o, team=Quay

      | calls | cost (EUR) |
      | ----: | ---------: |
      | **0** |   **0.00** |

      ## Completeness

      Complete: no calls in this report.

      """))
  #expect(
    emptyReport.written(as: .json) == """
      {
        "schema": "chargeback/report/1",
        "report": "usage",
        "period": {"from": "2026-10-01T00:00:00Z", "to": "2026-11-01T00:00:00Z", "timeZone": "UTC"},
        "currency": "EUR",
        "groupBy": [],
        "filters": ["model=gpt-4o", "team=Quay"],
        "rows": [],
        "totals": {"calls": 0, "cost": "0"},
        "completeness": {"calls": 0, "priced": 0, "unpriced": 0, "unmetered": 0, "estimated": 0, "rejectedRecords": 0, \
      "unjoinedServiceRecords": 0, "copiesLeftOut": 0, "copiesSuspected": 0, "assumedDeploymentType": 0, "complete": true},
        "issues": [],
        "notes": [],
        "sources": []
      }

      """)
}
