import pg from 'pg';
import type { Column } from '../../core/run/result';
import type { Field } from './pagedQuery';
import type { Session } from './session';

interface TypeName {
  readonly name: string;
  readonly numeric: boolean;
}

const NUMERIC = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money', 'oid']);

const QUERY = `
  SELECT t.oid, CASE WHEN t.typcategory = 'A' AND e.oid IS NOT NULL THEN e.typname || '[]' ELSE t.typname END, t.typcategory
  FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
  WHERE t.oid = ANY ($1)`;

/** The names of types by OID. Those built into PostgreSQL are known; others are asked for once per server. */
export class TypeNames {
  private readonly known = new Map<string, Map<number, TypeName>>();

  async columns(fields: readonly Field[], session: Session): Promise<readonly Column[]> {
    const names = this.of(session.server);
    const unknown = [...new Set(fields.map((field) => field.type))].filter((oid) => !names.has(oid));
    if (unknown.length > 0 && session.usable) await learn(unknown, names, session);
    return fields.map((field) => {
      const type = names.get(field.type);
      return { name: field.name, type: type?.name ?? String(field.type), numeric: type?.numeric ?? false };
    });
  }

  private of(server: string): Map<number, TypeName> {
    const names = this.known.get(server) ?? builtInTypes();
    this.known.set(server, names);
    return names;
  }
}

function builtInTypes(): Map<number, TypeName> {
  return new Map(
    Object.entries(pg.types.builtins).map(([key, oid]) => {
      const name = key.toLowerCase();
      return [oid, { name, numeric: NUMERIC.has(name) }];
    }),
  );
}

/** A type that is gone again, or a transaction that has failed, leaves the number: not worth failing the result. */
async function learn(oids: readonly number[], names: Map<number, TypeName>, session: Session): Promise<void> {
  const rows = await session.ask(QUERY, [oids]).catch(() => []);
  for (const [oid, name, category] of rows) {
    names.set(Number(oid), { name: String(name), numeric: category === 'N' });
  }
}
