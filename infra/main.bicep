targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('The name of the azd environment; every name and tag is made from it.')
param environmentName string

@minLength(1)
@description('Where everything is that has a place. Regions with Flex Consumption.')
@allowed([
  'australiaeast'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'spaincentral'
  'swedencentral'
  'switzerlandnorth'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westeurope'
  'westus2'
  'westus3'
])
@metadata({ azd: { type: 'location' } })
param location string

@description('SERVED_CALLING_CODES: `+49,+1`, or `*` for all. Texts and calls cost money: name yours.')
param servedCallingCodes string

@description('SERVICE_NAME: how messages name the account.')
param serviceName string = 'Example account'

@description('PUBLIC_URL, where people reach the service under a name of your own. Empty: the name that Azure gives the app.')
param publicUrl string = ''

@description('Where Communication Services keep their data. It cannot be changed later.')
param dataLocation string = 'Europe'

@description('A mail domain of your own. Empty: mails come from the domain that Azure manages.')
param emailDomain string = ''

@description('True once its DNS records are set and Azure has verified it; until then mails come from Azure’s domain.')
param emailDomainIsVerified bool = false

@description('SMS_SENDER, a number that was bought for the Communication Services resource, E.164. Empty: no texts.')
param smsSender string = ''

@description('CALL_SENDER, the same for calls. With one, an AI services account that speaks is made. Empty: no calls.')
param callSender string = ''

@description('True once the vault has a secret `gate-keys` (GATE_KEYS).')
param hasGateKeys bool = false

@description('True once the deployed app answers: Event Grid asks it before it subscribes. azd sets it.')
param subscribesToDeliveryReports bool = false

@description('Who is told of alerts. Empty: they show in the portal only.')
param alertEmail string = ''

@secure()
@description('Any other settings of docs/settings.md, by name: `{ "PROTECTION_DAYS": "30", "IDENTITY": "oidc" }`.')
param moreSettings object = {}

@description('True: neither the accounts nor their keys are deleted before somebody takes their locks away. It needs a role that may lock.')
param keepsData bool = false

@description('What a month may cost before somebody is told, in the currency of the subscription. 0: nobody is.')
@minValue(0)
param monthlyBudget int = 0

@description('The first of the month in which the budget was made, `2026-12-01`. Azure takes no other for it later.')
param budgetSince string = ''

@description('Who makes and rotates the keys: object id. By default whoever deploys.')
param principalId string = deployer().objectId

@description('Instances kept warm for orchestrations, and as many for requests.')
@minValue(0)
param alwaysReady int = 1

@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('Gigabytes of logs a day at most. Beyond it nothing is written, and alerts are blind, until the next day.')
@minValue(1)
param dailyLogGb int = 5

@description('Of both storage accounts. Accounts can be moved to another later. Two of the regions have no zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS'])
param storageSku string = contains(['northcentralus', 'ukwest'], location) ? 'Standard_LRS' : 'Standard_ZRS'

param resourceGroupName string = ''
param functionAppName string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
// The name is known before the app is: its own settings and Event Grid's address need it.
var appName = empty(functionAppName) ? '${abbreviations.functionApp}${resourceToken}' : functionAppName

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: empty(resourceGroupName) ? '${abbreviations.resourceGroup}${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: '${abbreviations.managedIdentity}${resourceToken}'
    location: location
    tags: tags
  }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbreviations.logAnalyticsWorkspace}${resourceToken}'
    insightsName: '${abbreviations.applicationInsights}${resourceToken}'
    location: location
    tags: tags
    dailyLogGb: dailyLogGb
  }
}

// Accounts of their own: what waiting flows cost in transactions must not slow people's requests, a hub can be moved or
// emptied without a look at the data, and who may read packages and queues reads no accounts.
module dataStorage 'app/storage.bicep' = {
  name: 'data-storage'
  scope: group
  params: {
    name: '${abbreviations.storageAccount}data${resourceToken}'
    location: location
    tags: tags
    sku: storageSku
    isLocked: keepsData
    containers: []
  }
}

module durableStorage 'app/storage.bicep' = {
  name: 'durable-storage'
  scope: group
  params: {
    name: '${abbreviations.storageAccount}flow${resourceToken}'
    location: location
    tags: tags
    sku: storageSku
    // Flows can be started again from the data.
    isLocked: false
    containers: [deploymentContainer]
  }
}

var deploymentContainer = 'app-package-${resourceToken}'

module vault 'app/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${resourceToken}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    isLocked: keepsData
  }
}

module communication 'app/communication.bicep' = {
  name: 'communication'
  scope: group
  params: {
    name: '${abbreviations.communicationServices}${resourceToken}'
    emailName: '${abbreviations.emailServices}${resourceToken}'
    tags: tags
    dataLocation: dataLocation
    customDomain: emailDomain
    customDomainIsVerified: emailDomainIsVerified
  }
}

module speech 'app/speech.bicep' = if (!empty(callSender)) {
  name: 'speech'
  scope: group
  params: {
    name: '${abbreviations.speech}${resourceToken}'
    location: location
    tags: tags
    communicationPrincipalId: communication.outputs.principalId
  }
}

module roles 'app/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    appPrincipalId: identity.outputs.principalId
    keeperPrincipalId: principalId
    dataStorageName: dataStorage.outputs.name
    durableStorageName: durableStorage.outputs.name
    vaultName: vault.outputs.name
    communicationName: communication.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module api 'app/api.bicep' = {
  name: 'api'
  scope: group
  // Without its roles the app could not even read its package.
  dependsOn: [roles]
  params: {
    name: appName
    planName: '${abbreviations.plan}${resourceToken}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    durableStorageName: durableStorage.outputs.name
    deploymentContainer: deploymentContainer
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    alwaysReady: alwaysReady
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    dataTableEndpoint: dataStorage.outputs.tableEndpoint
    communicationEndpoint: communication.outputs.endpoint
    keysSecret: '${vault.outputs.url}secrets/keys'
    deliveryReportsKeySecret: subscribesToDeliveryReports ? '${vault.outputs.url}secrets/delivery-reports-key' : ''
    gateKeysSecret: hasGateKeys ? '${vault.outputs.url}secrets/gate-keys' : ''
    servedCallingCodes: servedCallingCodes
    serviceName: serviceName
    publicUrl: publicUrl
    emailSender: communication.outputs.emailSender
    smsSender: smsSender
    callSender: callSender
    speechEndpoint: empty(callSender) ? '' : speech!.outputs.endpoint
    moreSettings: moreSettings
  }
}

resource existingVault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: '${abbreviations.keyVault}${resourceToken}'
  scope: group
}

module deliveryReports 'app/delivery-reports.bicep' = if (subscribesToDeliveryReports) {
  name: 'delivery-reports'
  scope: group
  params: {
    topicName: '${abbreviations.eventGridSystemTopic}${resourceToken}'
    tags: tags
    communicationName: communication.outputs.name
    appUrl: api.outputs.url
    key: existingVault.getSecret('delivery-reports-key')
  }
}

module alerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    rulePrefix: abbreviations.scheduledQueryRule
    actionGroupName: '${abbreviations.actionGroup}${resourceToken}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    storageIds: [dataStorage.outputs.id, durableStorage.outputs.id]
    email: alertEmail
  }
}

module workbook 'app/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module budget 'app/budget.bicep' = if (monthlyBudget > 0 && !empty(budgetSince) && !empty(alertEmail)) {
  name: 'budget'
  scope: group
  params: {
    amount: monthlyBudget
    since: budgetSince
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP string = api.outputs.name
output SERVICE_API_URI string = api.outputs.url
output KEYS_VAULT_URL string = vault.outputs.url
output KEYS_SECRET string = '${vault.outputs.url}secrets/keys'
// `azd env refresh` brings it back to whoever deploys next: without it they would take the subscription's key away first.
output DELIVERY_REPORTS bool = subscribesToDeliveryReports
output EMAIL_DOMAIN_RECORDS object = communication.outputs.customDomainRecords
