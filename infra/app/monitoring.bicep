param workspaceName string
param insightsName string
param location string
param tags object

@description('Logs hold account ids where a flow failed, and nothing else of anybody’s (docs/privacy.md).')
@minValue(30)
@maxValue(730)
param retentionDays int = 90

@description('Gigabytes of logs a day at most: a flood of refused requests is not to become a bill. Beyond it alerts are blind until the next day.')
@minValue(1)
param dailyLogGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyLogGb }
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Telemetry is taken from identities that may send it, not from whoever has the connection string.
    DisableLocalAuth: true
  }
}

output workspaceId string = workspace.id
output insightsName string = insights.name
output insightsConnectionString string = insights.properties.ConnectionString
