import { expect, test } from 'vitest'

import { deadTables } from '#scripts/house/dead-tables.ts'

const schema = { 'db/schema/notes.ts': "export const notes = pgTable(\n  'note_rows',\n  {}," }
const find = (files: Record<string, string>) =>
  deadTables(new Map(Object.entries({ ...schema, ...files }))).map(
    ({ name, problem }) => `${name}: ${problem.split(/[;,]/)[0]}`,
  )

const write = { 'lib/notes/add-note.ts': 'await tx.db.insert(notes).values(row)' }
const read = { 'lib/notes/queries.ts': 'await ctx.db.select().from(notes)' }

test.each([
  ['the query builder', write, read],
  [
    'SQL',
    { 'lib/notes/a.ts': 'tx`insert into note_rows (id)`' },
    { 'workers/b.ts': 'sql`select from note_rows`' },
  ],
  [
    'SQL with the constant',
    { 'lib/notes/a.ts': 'sql`update ${notes} set`' },
    { 'lib/b.ts': 'sql`join ${notes} n on`' },
  ],
  [
    'a variable that may hold it',
    { 'lib/a.ts': 'const table = kept ? drafts : notes\nawait tx.update(table)' },
    read,
  ],
  [
    'a function of the database that is called',
    {
      'drizzle/0001_claim.sql':
        'CREATE FUNCTION claim(n integer) RETURNS json AS $$ BEGIN INSERT INTO note_rows; END $$;',
      'lib/a.ts': 'sql`select claim(${n})`',
    },
    read,
  ],
  [
    'a trigger, by way of another function',
    {
      'drizzle/0001_keep.sql': `CREATE FUNCTION keep(n integer) RETURNS void AS $$ INSERT INTO note_rows; $$;
        CREATE FUNCTION changed() RETURNS trigger AS $$ BEGIN PERFORM keep(1); END $$;
        CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION changed();`,
    },
    read,
  ],
  ['a library', { 'lib/a.ts': "new Limiter({ tableName: 'note_rows' })" }, {}],
])('a table is alive when it is written and read by %s', (_, writes, reads) =>
  expect(find({ ...writes, ...reads })).toEqual([]),
)

test.each([
  [{}, 'no code of lib or workers writes or reads it'],
  [write, 'no code of lib or workers reads it'],
  [
    {
      ...read,
      'drizzle/0001_claim.sql': 'CREATE FUNCTION claim() AS $$ INSERT INTO note_rows; $$;',
    },
    'no code of lib or workers writes it',
  ],
  [read, 'no code of lib or workers writes it'],
  [
    { ...read, 'lib/notes/drop.ts': 'await tx.db.delete(notes)' },
    'no code of lib or workers writes it',
  ],
  [
    { ...write, 'lib/notes/queries.test.ts': 'db.select().from(notes)' },
    'no code of lib or workers reads it',
  ],
  [
    { 'lib/notes/sync-notes.ts': 'db.select().from(notes)\ndb.insert(notes)' },
    'only the file that writes it reads it',
  ],
])('a table that is written or read by nobody is found (%o)', (files, problem) =>
  expect(find(files)).toEqual([`table note_rows: ${problem}`]),
)
