/// How a deployment is sold: where its tokens may be processed and how they are paid.
///
/// Azure's SKU names are those of `az cognitiveservices account deployment list` (`sku.name`).
package enum DeploymentType: String, CaseIterable, Hashable, Sendable {
  case global, dataZone, regional
  case globalBatch, dataZoneBatch
  case provisionedGlobal, provisionedDataZone, provisionedRegional
  case developer

  /// Reads our spelling or Azure's SKU name, in any letter case.
  package init?(_ text: String) {
    switch text.lowercased() {
    case "global", "globalstandard": self = .global
    case "datazone", "datazonestandard": self = .dataZone
    case "regional", "standard": self = .regional
    case "globalbatch": self = .globalBatch
    case "datazonebatch": self = .dataZoneBatch
    case "provisionedglobal", "globalprovisionedmanaged": self = .provisionedGlobal
    case "provisioneddatazone", "datazoneprovisionedmanaged": self = .provisionedDataZone
    case "provisionedregional", "provisionedmanaged": self = .provisionedRegional
    case "developer", "developertier": self = .developer
    default: return nil
    }
  }

  /// The form in which batch jobs are sold; itself where there is no such form.
  package var batchForm: DeploymentType {
    switch self {
    case .global: .globalBatch
    case .dataZone: .dataZoneBatch
    default: self
    }
  }
}
