import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLessons } from '../../../src/cli/readLessons';
import { buildCourse } from '../../../src/core/lesson/course';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import { prepare } from '../../../src/core/run/prepare';
import { ownConfig } from '../../../src/core/sharing/connectorNames';
import { root } from '../ui/messages';

const ENDPOINT = { host: 'db', port: 5432, internal: { host: 'db', port: 5432 }, user: 'u', password: 'p', database: 'inventory' };
const LAB: Endpoints = {
  kafka: { bootstrap: 'k:9092', internalBootstrap: 'k:9092' },
  connect: { url: 'http://c' },
  postgres: ENDPOINT,
  mysql: ENDPOINT,
  mysqlReplica: ENDPOINT,
  prometheus: { url: 'http://p' },
};
const SHARED: Endpoints = { ...LAB, sharing: { cluster: 'class', writable: true, prefix: 'anna' } };

const lessons = buildCourse(await readLessons(path.join(root, 'lessons'))).modules.flatMap((module) => module.lessons);
const snippets = lessons.flatMap((lesson) => lesson.snippets.map((snippet) => ({ ...snippet, name: `${lesson.id}/${snippet.id}` })));

/** Names of the connectors that a lesson deploys, as it writes them. */
function configs(lesson: (typeof lessons)[number]): readonly Record<string, string>[] {
  return lesson.snippets.flatMap(({ target, code }) => {
    if (target !== 'connect') return [];
    const { config } = JSON.parse(code) as { config: Record<string, string> };
    return [config];
  });
}

describe('every lesson on a shared cluster', () => {
  it('there are some', () => {
    expect(snippets.length).toBeGreaterThan(50);
  });

  it('is the same, letter for letter, where nobody else works', () => {
    for (const snippet of snippets) {
      const { code, attributes } = prepare({ ...snippet }, LAB);
      const empty = prepare({ ...snippet }, { ...SHARED, sharing: { cluster: 'class', writable: true, prefix: '' } });
      expect([empty.code, empty.attributes]).toEqual([code, attributes]);
    }
  });

  it('names no slot, publication or topic of its own that another student would name, too', () => {
    for (const lesson of lessons) {
      const own = configs(lesson);
      const topics = own.flatMap((config) => [
        `${config['topic.prefix'] ?? ''}\\.(?:public|inventory)\\.\\w+`,
        ...['notification.sink.topic.name', 'schema.history.internal.kafka.topic'].flatMap((name) => config[name] ?? []),
      ]);
      const slots = own.flatMap((config) => [config['slot.name'] ?? '', config['publication.name'] ?? '']);
      for (const snippet of lesson.snippets.filter(({ target }) => !['connect', 'mysql', 'mysql-replica'].includes(target))) {
        const { code, attributes } = prepare(
          { name: 'n', target: snippet.target, attributes: snippet.attributes, code: snippet.code },
          SHARED,
        );
        const where = `${lesson.id}/${snippet.id}`;
        if (attributes['topic'] !== undefined) expect(attributes['topic'], where).toMatch(/^anna-/u);
        if (snippet.target === 'postgres') {
          for (const slot of slots.filter((name) => name !== '')) expect(code, where).not.toContain(`'${slot}'`);
        } else {
          for (const topic of topics) expect(code, where).not.toMatch(new RegExp(`["'\\s]${topic}["']`, 'u'));
        }
      }
    }
  });

  it('deploys connectors that differ from another student’s in all that has to differ', () => {
    const property = ['name', 'topic.prefix', 'slot.name', 'publication.name', 'database.server.id', 'schema.history.internal.kafka.topic'];
    for (const config of lessons.flatMap(configs)) {
      const [anna, boris] = [ownConfig('anna', config), ownConfig('boris', config)];
      for (const name of property.filter((key) => config[key] !== undefined)) expect(anna[name], name).not.toBe(boris[name]);
    }
  });
});
