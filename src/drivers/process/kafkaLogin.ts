import type { KafkaEndpoint } from '../../core/lab/endpoints';

/** Set for scripts on a Kafka that asks for TLS or a login: settings of librdkafka as JSON, gone once they are read. */
const LOGIN_VARIABLE = 'DEBEZIUM_LAB_KAFKA';

/**
 * Put into the virtual environment beside the lifeline. Lessons write `Consumer({"bootstrap.servers": …})` and nothing
 * about certificates and passwords: those come from here, in memory only, and what a script says itself counts.
 */
export const LOGIN_FILES: Readonly<Record<string, string>> = {
  'debezium_lab_kafka.pth': 'import debezium_lab_kafka\n',
  'debezium_lab_kafka.py': `import json
import os

_login = os.environ.pop("${LOGIN_VARIABLE}", None)


def _with_login(client, settings):
    class WithLogin(client):
        def __init__(self, *args, **more):
            own = args[0] if args else {}
            super().__init__({**settings, **own}, *args[1:], **more)

    WithLogin.__name__ = client.__name__
    return WithLogin


if _login:
    import confluent_kafka
    import confluent_kafka.admin

    for _module, _name in (
        (confluent_kafka, "Consumer"),
        (confluent_kafka, "Producer"),
        (confluent_kafka.admin, "AdminClient"),
    ):
        setattr(_module, _name, _with_login(getattr(_module, _name), json.loads(_login)))
`,
};

/** What a script's environment gets; nothing where Kafka is open. Names are those of librdkafka's CONFIGURATION.md. */
export function loginVariables({ tls, sasl }: KafkaEndpoint): Readonly<Record<string, string>> {
  if (!tls && !sasl) return {};
  const login = {
    'security.protocol': `${sasl ? 'SASL_' : ''}${tls ? 'SSL' : 'PLAINTEXT'}`,
    ...(sasl && { 'sasl.mechanism': sasl.mechanism, 'sasl.username': sasl.user, 'sasl.password': sasl.password }),
    ...(tls && {
      'ssl.ca.pem': tls.ca,
      'ssl.certificate.pem': tls.certificate,
      'ssl.key.pem': tls.key,
      'ssl.key.password': tls.passphrase,
    }),
  };
  return { [LOGIN_VARIABLE]: JSON.stringify(login) };
}
