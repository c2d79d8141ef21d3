import ChargebackModel

/// The region of a meter as price sheets name it: marketing names in their own order of words (`US East 2`, `SE Central`),
/// where everything else of Azure says `eastus2`, `swedencentral`.
///
/// Source: FinOps toolkit's open data, Regions.csv (MIT), the spellings of meter regions in which Azure OpenAI is sold.
package enum MeterRegion {
  /// - Returns: the short name; nil if it is not known.
  package static func shortName(_ text: String) -> String? {
    let name = Region.normalise(text)
    return byName[name] ?? (names.contains(name) ? name : nil)
  }

  private static let byName: [String: String] = [
    "aenorth": "uaenorth", "apeast": "eastasia", "apsoutheast": "southeastasia", "aucentral": "australiacentral",
    "aueast": "australiaeast", "ausoutheast": "australiasoutheast", "brsouth": "brazilsouth",
    "brsoutheast": "brazilsoutheast", "cacentral": "canadacentral", "caeast": "canadaeast",
    "chnorth": "switzerlandnorth",
    "chwest": "switzerlandwest", "dewestcentral": "germanywestcentral", "escentral": "spaincentral",
    "eunorth": "northeurope", "euwest": "westeurope", "frcentral": "francecentral", "frsouth": "francesouth",
    "ilcentral": "israelcentral", "incentral": "centralindia", "insouth": "southindia", "inwest": "westindia",
    "itnorth": "italynorth", "jaeast": "japaneast", "jawest": "japanwest", "krcentral": "koreacentral",
    "krsouth": "koreasouth", "mxcentral": "mexicocentral", "noeast": "norwayeast", "nowest": "norwaywest",
    "nznorth": "newzealandnorth", "plcentral": "polandcentral", "qacentral": "qatarcentral",
    "secentral": "swedencentral", "sesouth": "swedensouth", "zanorth": "southafricanorth",
    "zawest": "southafricawest", "sanorth": "southafricanorth", "sawest": "southafricawest",
    "uscentral": "centralus", "useast": "eastus", "useast2": "eastus2", "usnorthcentral": "northcentralus",
    "ussouthcentral": "southcentralus", "uswest": "westus", "uswest2": "westus2", "uswest3": "westus3",
    "uswestcentral": "westcentralus",
  ]

  /// Regions whose short name stands as it is.
  private static let names = Set(byName.values).union(["uksouth", "ukwest", "austriaeast", "belgiumcentral"])
}
