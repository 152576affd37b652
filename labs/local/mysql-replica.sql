-- What the replica does at each start: connect to the primary, wherever it listens today, and go on where it stopped.
-- A key is asked for since the lab's servers talk without TLS; a primary that is away is tried again every second.
CHANGE REPLICATION SOURCE TO
  SOURCE_HOST = '${mysql.host}',
  SOURCE_PORT = ${mysql.port},
  SOURCE_USER = 'replicator',
  SOURCE_PASSWORD = 'replicator',
  SOURCE_AUTO_POSITION = 1,
  GET_SOURCE_PUBLIC_KEY = 1,
  SOURCE_CONNECT_RETRY = 1,
  SOURCE_RETRY_COUNT = 86400;
START REPLICA;
