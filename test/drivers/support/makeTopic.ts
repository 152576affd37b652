import type { Admin, ITopicConfig } from 'kafkajs';
import { eventually } from '../../support/testLab';

async function isThere(admin: Admin, topic: string): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.every(({ leader }) => leader >= 0) === true;
  } catch {
    return false;
  }
}

/**
 * Makes a topic and waits until each partition has a leader. kafkajs would wait, too, but gives up when the broker that it
 * asks has not heard of the topic yet.
 */
export async function makeTopic(admin: Admin, config: ITopicConfig): Promise<void> {
  await admin.createTopics({ topics: [config], waitForLeaders: false });
  await eventually(() => isThere(admin, config.topic));
}
