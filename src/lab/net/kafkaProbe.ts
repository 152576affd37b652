import { tcpExchange } from './tcpExchange';

const API_VERSIONS_KEY = 18;
const CORRELATION_ID = 1;
const CLIENT_ID = 'debezium-lab';

/**
 * True when the broker answers an ApiVersions request without an error. It accepts connections earlier than that, but
 * handles requests only once it is registered with its controller.
 */
export async function kafkaAnswers(port: number): Promise<boolean> {
  const answer = await tcpExchange({ port, request: apiVersionsRequest(), atLeast: 10, timeoutMs: 2_000 });
  return answer !== null && answer.readInt32BE(4) === CORRELATION_ID && answer.readInt16BE(8) === 0;
}

/** Request header v1 and an empty body: int32 size, int16 key, int16 version, int32 correlation id, string client id. */
function apiVersionsRequest(): Buffer {
  const client = Buffer.from(CLIENT_ID, 'utf8');
  const request = Buffer.alloc(14 + client.length);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(API_VERSIONS_KEY, 4);
  request.writeInt16BE(0, 6);
  request.writeInt32BE(CORRELATION_ID, 8);
  request.writeInt16BE(client.length, 12);
  client.copy(request, 14);
  return request;
}
