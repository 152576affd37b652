import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLessons } from '../../../src/cli/readLessons';
import { buildCourse } from '../../../src/core/lesson/course';
import { isReading } from '../../../src/drivers/connect/connectClient';
import { addressFor } from '../../../src/drivers/connect/connectRequest';
import { ownRequest } from '../../../src/drivers/connect/httpRunner';
import { readHttpSnippet } from '../../../src/drivers/connect/httpSnippet';
import { root } from '../ui/messages';

describe('a request that only reads', () => {
  test.each(['GET /connectors', 'HEAD /', 'OPTIONS /connectors/a', 'PUT /connector-plugins/io.debezium.X/config/validate'])(
    '%s',
    (line) => {
      expect(isReading(readHttpSnippet(line))).toBe(true);
    },
  );

  test.each([
    'DELETE /connectors/a',
    'DELETE /connector-plugins/a/config/validate',
    'DELETE /connector-plugins/..\\connectors\\inventory?/config/validate',
    'PUT /connector-plugins/..\\connectors\\inventory\\pause?/config/validate',
    'PUT /connector-plugins/../connectors/inventory/config#/config/validate',
    'PUT /connector-plugins/a%2f..%2f..%2fconnectors%2finventory/config/validate',
    'PUT /connector-plugins/%2e%2e/connectors/inventory/pause',
  ])('is not %s', (line) => {
    expect(isReading(readHttpSnippet(line))).toBe(false);
  });
});

describe('a request where others work, too', () => {
  const own = (code: string) => ownRequest('anna', readHttpSnippet(code));

  test.each([
    ['PUT /connectors/first/stop', '/connectors/anna-first/stop'],
    ['PUT /connectors/anna-first/stop', '/connectors/anna-first/stop'],
    ['DELETE /./connectors/boris-x', '/connectors/anna-boris-x'],
    ['DELETE /connectors/%62oris-x', '/connectors/anna-boris-x'],
    ['DELETE /connectors//boris-x', '/connectors/anna-boris-x'],
    ['DELETE /%63onnectors/boris-x', '/connectors/anna-boris-x'],
    ['DELETE /connectors;a=b/boris-x', '/connectors/anna-boris-x'],
    ['GET /connectors/a%2Fb/status', '/connectors/anna-a%2Fb/status'],
    ['GET /connectors/first/topics?x=%2F', '/connectors/anna-first/topics?x=%2F'],
    ['GET /connectors?expand=status', '/connectors?expand=status'],
    ['GET /connector-plugins', '/connector-plugins'],
    ['GET /', '/'],
  ])('%s reaches %s', (line, path) => {
    expect(own(line).path).toBe(path);
    const plain = readHttpSnippet(line);
    expect(ownRequest('', plain)).toEqual(plain);
  });

  test('says what is wrong with a name that cannot be read', () => {
    expect(() => own('GET /connectors/%zz')).toThrow('“/connectors/%zz” is not a path.');
  });

  test.each(['POST /connectors', 'POST /connectors/', 'POST /connectors?x=1'])('%s names the student’s own connector', (line) => {
    const { body } = own(`${line}\n\n{"name": "first", "config": {"topic.prefix": "first"}}`);
    expect(JSON.parse(body ?? '')).toEqual({ name: 'anna-first', config: { 'topic.prefix': 'anna-first' } });
  });
});

test('what lessons send is what they show', async () => {
  const lessons = buildCourse(await readLessons(path.join(root, 'lessons'))).modules.flatMap((module) => module.lessons);
  const requests = lessons.flatMap(({ snippets }) => snippets).filter(({ target }) => target === 'http');
  expect(requests.length).toBeGreaterThan(20);
  for (const { code } of requests) expect(readHttpSnippet(code).path).toBe(/^\s*\w+\s+(\S+)/u.exec(code)?.[1]);
});

test('Connect may stand below a path', () => {
  expect(addressFor('https://gw.example/connect/', '/connectors?a=b').href).toBe('https://gw.example/connect/connectors?a=b');
  expect(addressFor('http://127.0.0.1:8083', '/').href).toBe('http://127.0.0.1:8083/');
});
