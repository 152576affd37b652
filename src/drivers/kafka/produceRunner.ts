import type { RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import { allowWrite } from '../../core/sharing/writes';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import type { KafkaClient } from './kafkaClient';
import { readRecordSnippet } from './recordSnippet';

/** Runs `json target=kafka`: writes each JSON document as a record, one after the other, each acknowledged. */
export class ProduceRunner implements Runner {
  constructor(private readonly client: KafkaClient) {}

  async run(snippet: RunnableSnippet, { endpoints, signal }: RunContext): Promise<RunOutput> {
    allowWrite(endpoints.sharing);
    const { topic, records } = readRecordSnippet(snippet);
    const written: { readonly partition: number; readonly offset: string }[] = [];
    for (const record of records) {
      written.push(await this.client.write((connection) => connection.produce(topic, record), signal));
    }
    return { kind: 'produce', topic, records: written };
  }
}
