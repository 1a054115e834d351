param name string
param emailName string
param tags object
param dataLocation string
param customDomain string
param customDomainIsVerified bool

var usesCustomDomain = !empty(customDomain) && customDomainIsVerified

resource email 'Microsoft.Communication/emailServices@2023-04-01' = {
  name: emailName
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource managedDomain 'Microsoft.Communication/emailServices/domains@2023-04-01' = {
  parent: email
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

// Its DNS records have to be set, and Azure asked to verify it, by hand: docs/operations.md.
resource ownDomain 'Microsoft.Communication/emailServices/domains@2023-04-01' = if (!empty(customDomain)) {
  parent: email
  name: empty(customDomain) ? 'none' : customDomain
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource service 'Microsoft.Communication/communicationServices@2025-05-01' = {
  name: name
  location: 'global'
  tags: tags
  // Under this identity it asks the AI services account to speak on calls.
  identity: { type: 'SystemAssigned' }
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: usesCustomDomain ? [managedDomain.id, ownDomain.id] : [managedDomain.id]
  }
}

output name string = service.name
output endpoint string = 'https://${service.properties.hostName}'
output principalId string = service.identity.principalId
// Every domain comes with this sender.
output emailSender string = 'DoNotReply@${usesCustomDomain ? customDomain : managedDomain.properties.fromSenderDomain}'
output customDomainRecords object = empty(customDomain) ? {} : ownDomain!.properties.verificationRecords
