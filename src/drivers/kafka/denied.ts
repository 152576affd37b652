import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { errorType } from './kafkaError';

/** Kafka's words for a missing permission. */
const DENIED = /^(TOPIC|CLUSTER|GROUP|TRANSACTIONAL_ID)_AUTHORIZATION_FAILED$/u;

/** Runs something with a topic, and names the topic where the user may not do it. */
export async function naming<T>(topic: string, user: string | undefined, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!DENIED.test(errorType(error) ?? '')) throw error;
    throw new UserError(
      {
        what:
          user === undefined
            ? msg('Kafka does not allow this with the topic “{0}”.', topic)
            : msg('Kafka does not allow the user “{0}” this with the topic “{1}”.', user, topic),
        why: msg('{0}', errorType(error) ?? ''),
        fix: msg('Ask whoever runs the cluster for the permission (ACL), or use a topic of your own.'),
      },
      { cause: error },
    );
  }
}
