import { describe, expect, test } from 'vitest';
import { isUserError, type Problem } from '../../../src/core/errors';
import { english } from '../../../src/core/message';
import { readConnectorSnippet } from '../../../src/drivers/connect/connectorSnippet';
import { readHttpSnippet } from '../../../src/drivers/connect/httpSnippet';
import { readRecordSnippet } from '../../../src/drivers/kafka/recordSnippet';

function problemOf(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    if (isUserError(error)) return error.problem;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a connector snippet', () => {
  const code = '{\n  "name": "shop",\n  "config": {\n    "connector.class": "x.Y",\n    "tasks.max": 1,\n    "on": true\n  }\n}';

  test('values become text as Connect keeps them, and the name is part of the configuration', () => {
    const { name, config } = readConnectorSnippet(code);
    expect({ name, config }).toEqual({ name: 'shop', config: { 'connector.class': 'x.Y', 'tasks.max': '1', on: 'true', name: 'shop' } });
  });

  test('a property has the place of its line, a missing one that of the configuration', () => {
    const connector = readConnectorSnippet(code);
    expect(connector.placeOf('tasks.max')).toEqual({ line: 5, column: 5 });
    expect(connector.placeOf('database.hostname')).toEqual({ line: 3, column: 13 });
  });

  test.each([
    ['not an object', '[1]', 1, 1],
    ['no name', '{"config": {"connector.class": "x"}}', 1, 1],
    ['an empty name', '{"name": "", "config": {"connector.class": "x"}}', 1, 10],
    ['no configuration', '{"name": "a"}', 1, 1],
    ['a configuration that is no object', '{"name": "a",\n "config": 5}', 2, 12],
    ['no class', '{"name": "a", "config": {}}', 1, 25],
    ['an object as a value', '{"name": "a", "config": {"connector.class": "x",\n "y": {}}}', 2, 7],
    ['null as a value', '{"name": "a", "config": {"connector.class": "x",\n "y": null}}', 2, 7],
    ['another name inside', '{"name": "a", "config": {"connector.class": "x",\n "name": "b"}}', 2, 10],
    ['a third property', '{"name": "a",\n "configs": {}}', 2, 2],
  ])('%s is refused at its place', (_name, text, line, column) => {
    expect(problemOf(() => readConnectorSnippet(text)).place).toEqual({ line, column });
  });
});

describe('an http snippet', () => {
  test('a method and a path', () => {
    expect(readHttpSnippet('\nget /connectors?expand=status HTTP/1.1\n')).toEqual({
      method: 'GET',
      path: '/connectors?expand=status',
      headers: {},
    });
  });

  test('headers and a body behind a blank line', () => {
    expect(readHttpSnippet('PUT /connectors/a/config\r\nX-Lab: one\r\n\r\n{"a":\r\n 1}\r\n')).toEqual({
      method: 'PUT',
      path: '/connectors/a/config',
      headers: { 'X-Lab': 'one' },
      body: '{"a":\n 1}',
    });
  });

  test.each(['GET http://example.org/', 'GET //example.org/x', 'GET /\\example.org/x', 'GET connectors', 'FETCH /x', 'GET', ''])(
    '%s goes nowhere',
    (code) => {
      expect(english(problemOf(() => readHttpSnippet(code)).fix ?? { template: '', args: [] })).toContain('Nothing was sent');
    },
  );

  test('the host cannot be set', () => {
    expect(problemOf(() => readHttpSnippet('GET /\nHost: example.org')).place).toEqual({ line: 2, column: 1 });
  });

  test('a body directly below the request line is told to leave a line free', () => {
    expect(english(problemOf(() => readHttpSnippet('POST /connectors\n{"a": 1}')).what)).toContain('blank line');
  });

  test('a mistake in the body is named at its line of the snippet', () => {
    expect(problemOf(() => readHttpSnippet('POST /connectors\nX: y\n\n{"a":\n x}')).place).toEqual({ line: 5, column: 2 });
  });
});

describe('a record snippet', () => {
  const read = (code: string, attributes: Record<string, string>) => readRecordSnippet({ target: 'kafka', name: 'l/s', code, attributes });

  test('key, headers and partition hold for every document', () => {
    const { topic, records } = read('{"a": 1}\n{"a": 2}', { topic: 't', key: 'k', headers: 'x=1, y=two=2', partition: '3' });
    expect(topic).toBe('t');
    expect(records).toEqual(['{"a":1}', '{"a":2}'].map((value) => ({ key: 'k', headers: { x: '1', y: 'two=2' }, partition: 3, value })));
  });

  test('null is a tombstone, and no other document is', () => {
    expect(read(' null\n"null"\n{"a": null}', { topic: 't', key: 'k' }).records.map(({ value }) => value)).toEqual([
      null,
      '"null"',
      '{"a":null}',
    ]);
  });

  test('without attributes there is no key and no header', () => {
    expect(read('1', { topic: 't' }).records).toEqual([{ key: null, headers: {}, partition: undefined, value: '1' }]);
  });

  test.each([
    ['no topic', {}],
    ['a header without a value', { topic: 't', headers: 'x' }],
    ['a partition that is no number', { topic: 't', partition: 'one' }],
  ])('%s is refused', (_name, attributes: Record<string, string>) => {
    expect(problemOf(() => read('1', attributes)).what).toBeDefined();
  });
});
