/** Kafka's name of the error, such as `OFFSET_OUT_OF_RANGE`, also where kafkajs wrapped it; null when it is none of Kafka's. */
export function errorType(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return 'type' in error && typeof error.type === 'string' ? error.type : errorType(error.cause);
}
