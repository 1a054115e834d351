param name string
param location string
param tags object
param communicationPrincipalId string

// Cognitive Services User
var speaks = 'a97b65f3-24c7-4388-baec-2e87135dc908'

resource account 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: name
  location: location
  tags: tags
  kind: 'CognitiveServices'
  sku: { name: 'S0' }
  properties: {
    // Identities are taken only under a name of its own.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

// Communication Services speak with it, not the app.
resource speaking 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, communicationPrincipalId, speaks)
  scope: account
  properties: {
    principalId: communicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', speaks)
  }
}

output endpoint string = account.properties.endpoint
