/** What the durable half needs of the functions half: which durable functions there are, and to run one. */
export interface FunctionRunner {
  durableFunctions(): readonly DurableFunction[];
  /**
   * Runs one function once, with its hooks, and answers with its return value as the worker hands it back.
   * Rejects with an Error whose message is the one the worker would report.
   *
   * @param trigger the trigger's value as the extension sends it: JSON text for orchestrations and entities,
   *   a plain string for activities
   */
  run(name: string, trigger: string, metadata: { readonly instanceId: string }): Promise<unknown>;
}

export interface DurableFunction {
  readonly name: string;
  readonly kind: 'orchestration' | 'activity' | 'entity';
}
