const RPC_PATH = '/durabletask/';
const WEBHOOK_PATH = '/runtime/webhooks/durabletask';

/** The value of a `durableClient` input binding (README, "Protocol"): only strings in the two address maps. */
export function clientBinding(baseUrl: string, taskHubName: string): string {
  const query = `taskHub=${taskHubName}&connection=Storage&code=local`;
  return JSON.stringify({
    taskHubName,
    creationUrls: creationUrls(baseUrl, query),
    managementUrls: managementUrls(baseUrl, 'INSTANCEID', query),
    baseUrl: `${baseUrl}${WEBHOOK_PATH}`,
    requiredQueryStringParameters: query,
    rpcBaseUrl: `${baseUrl}${RPC_PATH}`,
  });
}

function creationUrls(baseUrl: string, query: string) {
  const start = `${baseUrl}${WEBHOOK_PATH}/orchestrators/{functionName}[/{instanceId}]?code=local`;
  return {
    createNewInstancePostUri: start,
    createAndWaitOnNewInstancePostUri: `${start}&timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${query}`,
  };
}

export function managementUrls(baseUrl: string, id: string, query: string): Record<string, string> {
  const instance = `${baseUrl}${WEBHOOK_PATH}/instances/${id === 'INSTANCEID' ? id : encodeURIComponent(id)}`;
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}

/** The query that the hub's own addresses carry. */
export function hubQuery(taskHubName: string): string {
  return `taskHub=${taskHubName}&connection=Storage&code=local`;
}
