import { describe, expect, it } from 'vitest';
import { english } from '../../../src/core/message';
import { replicationFailure } from '../../../src/lab/services/mysqlReplica';
import { isRecent, parseMysqlVersion } from '../../../src/lab/toolchain/findMysql';
import { noMysql } from '../../../src/lab/toolchain/prepareMysql';

describe('what mysqld --version prints', () => {
  it.each([
    ['mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))', 'MySQL', '8.0.36'],
    ['/opt/mysql/bin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))', 'MySQL', '9.7.4'],
    ['C:\\mysqld.exe  Ver 8.4.3 for Win64 on x86_64 (MySQL Community Server - GPL)', 'MySQL', '8.4.3'],
    ['mysqld  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)', 'MariaDB', '10.11.6'],
  ])('%s', (printed, product, version) => {
    expect(parseMysqlVersion(printed)).toEqual({ product, version });
  });

  it('is nothing when it is something else', () => {
    expect(parseMysqlVersion('postgres (PostgreSQL) 15.18')).toBeNull();
  });

  it.each([
    ['8.0.26', true],
    ['8.0.4', false],
    ['8.0.100', true],
    ['5.7.44', false],
    ['8.4.0', true],
    ['10.0.0', true],
  ])('%s is recent enough: %s', (version, recent) => {
    expect(isRecent(version)).toBe(recent);
  });

  it('becomes a sentence that says why a server does not do', () => {
    const bin = '/usr/sbin';
    expect(english(noMysql(null))).toBe('MySQL was not found.');
    expect(english(noMysql({ product: 'MariaDB', version: '10.11.6', bin }))).toMatch(/^MariaDB 10\.11\.6 was found \(\/usr\/sbin\)/u);
    expect(english(noMysql({ product: 'MySQL', version: '5.7.44', bin }))).toBe(
      'MySQL 5.7.44 was found (/usr/sbin), but 8.0.26 or newer is needed.',
    );
  });
});

describe('a replica’s status', () => {
  const RUNNING = {
    ...{ Replica_IO_Running: 'Yes', Last_IO_Errno: '0', Last_IO_Error: '' },
    ...{ Replica_SQL_Running: 'Yes', Last_SQL_Errno: '0', Last_SQL_Error: '' },
  };

  it.each([
    ['both threads run', {}, null],
    ['it connects again after an error', { Replica_IO_Running: 'Connecting', Last_IO_Errno: '2003', Last_IO_Error: 'refused' }, null],
    ['it has not begun', { Replica_IO_Running: 'No', Replica_SQL_Running: 'No' }, null],
    ['the primary has purged its binlog', { Replica_IO_Running: 'No', Last_IO_Errno: '13114', Last_IO_Error: 'purged' }, 'purged'],
    ['a change could not be applied', { Replica_SQL_Running: 'No', Last_SQL_Errno: '1062', Last_SQL_Error: 'Duplicate' }, 'Duplicate'],
  ])('when %s', (_, change, failure) => {
    expect(replicationFailure({ ...RUNNING, ...change })).toBe(failure);
  });
});
