import { lessonName, lessonServerId, ownName, ownServerId } from './prefix';

type Config = Readonly<Record<string, string>>;
type Rename = (prefix: string, value: string) => string;

interface Property {
  readonly own: Rename;
  readonly lesson: Rename;
}

const KAFKA: Property = {
  own: (prefix, name) => ownName(prefix, 'kafka', name),
  lesson: (prefix, name) => lessonName(prefix, 'kafka', name),
};

const POSTGRES: Property = {
  own: (prefix, name) => ownName(prefix, 'postgres', name),
  lesson: (prefix, name) => lessonName(prefix, 'postgres', name),
};

const SERVER_ID: Property = { own: ownServerId, lesson: lessonServerId };

/** A comma-separated list of names. */
function listOf({ own, lesson }: Property): Property {
  const each =
    (rename: Rename): Rename =>
    (prefix, list) =>
      list
        .split(',')
        .map((name) => rename(prefix, name.trim()))
        .join(',');
  return { own: each(own), lesson: each(lesson) };
}

/** Properties of Debezium and of sinks whose value names something that two students must not share. */
const PROPERTIES: Readonly<Record<string, Property>> = {
  name: KAFKA,
  'topic.prefix': KAFKA,
  'slot.name': POSTGRES,
  'publication.name': POSTGRES,
  'database.server.id': SERVER_ID,
  'schema.history.internal.kafka.topic': KAFKA,
  'signal.kafka.topic': KAFKA,
  'signal.kafka.groupId': KAFKA,
  'notification.sink.topic.name': KAFKA,
  'errors.deadletterqueue.topic.name': KAFKA,
  topics: listOf(KAFKA),
};

/** Debezium's defaults, which are the same for everybody. */
const DEFAULTS: readonly { readonly connector: RegExp; readonly when?: readonly [string, RegExp]; readonly values: Config }[] = [
  { connector: /\.PostgresConnector$/u, values: { 'slot.name': 'debezium', 'publication.name': 'dbz_publication' } },
  { connector: /./u, when: ['signal.enabled.channels', /\bkafka\b/u], values: { 'signal.kafka.groupId': 'kafka-signal' } },
];

function withDefaults(config: Config): Config {
  const chosen = DEFAULTS.filter(
    ({ connector, when }) => connector.test(config['connector.class'] ?? '') && (!when || when[1].test(config[when[0]] ?? '')),
  );
  return { ...chosen.reduce<Config>((all, { values }) => ({ ...all, ...values }), {}), ...config };
}

function renamed(prefix: string, config: Config, direction: keyof Property): Config {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const rename = Object.hasOwn(PROPERTIES, key) ? PROPERTIES[key]?.[direction] : undefined;
      return [key, rename && value !== '' ? rename(prefix, value) : value];
    }),
  );
}

/** A connector's configuration as the student deploys it. */
export function ownConfig(prefix: string, config: Config): Config {
  return prefix === '' ? config : renamed(prefix, withDefaults(config), 'own');
}

/** The same as lessons and their checks speak of it. */
export function lessonConfig(prefix: string, config: Config): Config {
  return prefix === '' ? config : renamed(prefix, config, 'lesson');
}
