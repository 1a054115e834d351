param rulePrefix string
param actionGroupName string
param location string
param tags object
param workspaceId string
param storageIds array
param email string

// Each rule counts lines that the app really writes, or runs of functions that failed; each has its run-book in
// docs/operations.md, under its name. What providers report of messages they had taken (bounced, blocked) anybody can bring
// about: that is in the workbook.
var rules = [
  {
    name: 'send-failures'
    severity: 1
    description: 'Codes or notices that the message provider could not take. What it refuses for its recipient anybody can bring about: that is in the workbook.'
    windowSize: 'PT15M'
    evaluationFrequency: 'PT5M'
    threshold: 5
    query: '''
      AppTraces
      | where Message startswith '{"event":"message"'
      | where tostring(parse_json(Message).outcome) in ('unavailable', 'throttled')
    '''
  }
  {
    name: 'window-close-failures'
    severity: 1
    description: 'What should end or remind at its hour, and fails at it. It is tried for days.'
    windowSize: 'PT30M'
    evaluationFrequency: 'PT15M'
    threshold: 2
    query: '''
      AppRequests
      | where Success == false
      | where Name in ('closeProtectionWindow', 'readProtectionWindow', 'closeContactRemoval', 'readContactRemoval', 'closeConfirmationDeadline', 'readConfirmationDeadline', 'protectionWindow', 'contactRemoval', 'confirmationDeadline', 'accountErasure', 'eraseAccountRows', 'releaseAccount')
    '''
  }
  {
    name: 'sweeper-finds'
    severity: 2
    description: 'The sweeper found flows that were gone and started them again, or accounts that it could not look at, or ended before it was through.'
    windowSize: 'PT1H'
    evaluationFrequency: 'PT1H'
    threshold: 0
    query: '''
      AppTraces
      | where Message startswith '{"event":"due-swept"'
      | extend line = parse_json(Message)
      | where toint(line.resumed) > 0 or toint(line.failed) > 0 or isnotempty(line.stopped)
    '''
  }
  {
    name: 'throttling'
    severity: 2
    description: 'Storage, the vault or the message provider turn requests away because there are too many.'
    windowSize: 'PT15M'
    evaluationFrequency: 'PT5M'
    threshold: 10
    query: '''
      AppTraces
      | where Message matches regex @'^(call|keys|storage) unavailable \(status (429|503)\)$' or (Message startswith '{"event":"message"' and tostring(parse_json(Message).outcome) == 'throttled')
    '''
  }
  {
    name: 'toll-fraud'
    severity: 1
    description: 'The breaker closed a calling code, or one place again and again: codes are asked for that nobody types.'
    windowSize: 'PT15M'
    evaluationFrequency: 'PT5M'
    threshold: 0
    query: '''
      AppTraces
      | where Message startswith '{"event":"pumping-gate-closed"'
      | extend line = parse_json(Message)
      | where tostring(line.gate) == 'calling-code' or toint(line.closings) > 1
    '''
  }
  {
    name: 'unresolved-settings'
    severity: 2
    description: 'The platform could not read a key from the vault: the gates, delivery reports or telemetry are out.'
    windowSize: 'PT30M'
    evaluationFrequency: 'PT15M'
    threshold: 0
    query: '''
      AppTraces
      | where Message contains 'its Key Vault reference was not resolved'
    '''
  }
  {
    name: 'internal-errors'
    severity: 1
    description: 'Answers that say it is our fault.'
    windowSize: 'PT15M'
    evaluationFrequency: 'PT5M'
    threshold: 0
    query: '''
      AppTraces
      | where Message startswith '{"event":"request"' and Message contains '"code":"internal-error"'
    '''
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'security'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${rulePrefix}${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.name
      description: '${rule.description} Run-book: docs/operations.md, "${rule.name}".'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      windowSize: rule.windowSize
      evaluationFrequency: rule.evaluationFrequency
      autoMitigate: true
      // Tables are there from their first row on.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [people.id] }
    }
  }
]

// The durable extension tries again by itself and says nothing of it in our log: the account knows.
resource storageThrottling 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for id in storageIds: {
    name: 'storage-throttling-${last(split(id, '/'))}'
    location: 'global'
    tags: tags
    properties: {
      description: 'A storage account turns requests away. Run-book: docs/operations.md, "throttling".'
      severity: 2
      enabled: true
      scopes: [id]
      windowSize: 'PT15M'
      evaluationFrequency: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'throttled'
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.Storage/storageAccounts'
            metricName: 'Transactions'
            dimensions: [
              {
                name: 'ResponseType'
                operator: 'Include'
                // The last is what remains of throttling without the two before it.
                values: [
                  'ServerBusyError'
                  'ClientAccountRequestThrottlingError'
                  'ClientAccountBandwidthThrottlingError'
                  'ClientThrottlingError'
                ]
              }
            ]
            operator: 'GreaterThan'
            threshold: 10
            timeAggregation: 'Total'
            skipMetricValidation: true
          }
        ]
      }
      actions: empty(email) ? [] : [{ actionGroupId: people.id }]
    }
  }
]
