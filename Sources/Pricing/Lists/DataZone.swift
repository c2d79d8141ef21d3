/// The regions of Azure's data zones in which Azure OpenAI is offered, by their short names.
///
/// Source: Microsoft Learn, "Azure AI Foundry model region availability". They are those of the bundled list.
enum DataZone {
  static let unitedStates = [
    "centralus", "eastus", "eastus2", "northcentralus", "southcentralus", "westus", "westus3",
  ]
  static let europe = [
    "francecentral", "germanywestcentral", "italynorth", "northeurope", "polandcentral", "spaincentral",
    "swedencentral",
    "westeurope",
  ]
}
