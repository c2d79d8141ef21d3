import ChargebackModel
import Testing

@Test(arguments: [
  ("East US 2", "eastus2"), ("EastUS2", "eastus2"), ("eastus2", "eastus2"), ("Sweden Central", "swedencentral"),
  ("west-europe", "westeurope"), ("(US) East US 2", "eastus2"), ("(Europe) West Europe", "westeurope"), ("", ""),
  ("swc", "swc"),
])
func everySpellingOfARegionIsOne(_ text: String, name: String) {
  #expect(Region.normalise(text) == name)
}
