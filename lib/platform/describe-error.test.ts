import { sql } from 'drizzle-orm'
import { Pool } from 'pg'
import { expect, test } from 'vitest'

import { openSql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { environmentVariables } from '#db/schema/targets.ts'
import { describeError } from '#lib/platform/describe-error.ts'
import { errorMessage } from '#lib/platform/errors.ts'

const database = useTestDatabase()
const planted = 'planted-5e7c-secret'

async function thrownBy(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

const all = (error: unknown) => JSON.stringify(describeError(error)) + errorMessage(error)

const failures: [string, () => PromiseLike<unknown>, RegExp][] = [
  [
    'a parameter that is no uuid',
    () => database.db.execute(sql`select ${planted}::uuid as found_by_id`),
    /22P02 invalid input syntax for type uuid.*found_by_id/,
  ],
  [
    'a NUL in a text',
    () => database.db.execute(sql`select ${`${planted}\0`}::text as kept`),
    /22021 invalid byte sequence.*as kept/,
  ],
  [
    'text that is no JSON, of which the server quotes a part',
    () => database.db.execute(sql`select ${`{"password": ${planted}}`}::text::jsonb as kept`),
    /22P02 invalid input syntax for type json/,
  ],
  [
    'a row that breaks a rule, which the server quotes whole',
    () =>
      database.db.execute(
        sql`insert into ${environmentVariables} (name) values (${planted}) returning *`,
      ),
    /23502 null value.*insert into/,
  ],
  [
    'a number that does not fit',
    () => database.db.execute(sql`select ${'99999999999'}::int, ${planted} as kept`),
    /22003 value … is out of range for type integer.*as kept/,
  ],
  [
    'a text that holds quotes itself',
    () => database.db.execute(sql`select ${`a" ${planted} is "out`}::int as kept`),
    /22P02 invalid input syntax for type integer.*as kept/,
  ],
  [
    'a wrong value within a function',
    () => database.db.execute(sql`select to_tsquery(${`${planted} & (`}) as words`),
    /as words/,
  ],
]

test.each(failures)(
  '%s: SQLSTATE and statement are told, the value is not',
  async (_, work, told) => {
    const error = await thrownBy(work)
    expect(String(error)).toContain(planted)
    expect(all(error)).not.toContain(planted)
    expect(errorMessage(error)).toMatch(told)
  },
)

test('the unique key that a row had already is named, its value is not', async () => {
  const { db } = database
  await db.execute(sql`create table planted_keys (name text primary key)`)
  const insert = () => db.execute(sql`insert into planted_keys values (${planted})`)
  await insert()
  const error = await thrownBy(insert)
  expect(JSON.stringify(error) + String((error as Error).cause)).toContain('planted')
  expect(all(error)).not.toContain(planted)
  expect(describeError(error)).toMatchObject({
    message: expect.stringContaining('23505 duplicate key value') as string,
    cause: { code: '23505', constraint: 'planted_keys_pkey' },
  })
})

test('errors of both plain clients are told the same way', async () => {
  const plain = openSql(database.url, { max: 1 })
  const pool = new Pool({ connectionString: database.url, max: 1 })
  const errors = [
    await thrownBy(() => plain`select ${planted}::text::uuid`),
    await thrownBy(() => pool.query('select $1::text::uuid', [planted])),
  ]
  await Promise.all([plain.end(), pool.end()])
  for (const error of errors) {
    expect(errorMessage(error)).toBe('22P02 invalid input syntax for type uuid')
    expect(all(error)).not.toContain(planted)
  }
})

test('a failed query inside other errors keeps its parameters to itself', async () => {
  const cause = await thrownBy(() => database.db.execute(sql`select ${planted}::uuid`))
  const error = new Error('The page could not be read', { cause: new Error('inner', { cause }) })
  expect(all(error)).not.toContain(planted)
  expect(describeError(error)).toMatchObject({
    message: 'The page could not be read',
    stack: expect.stringMatching(/^ {4}at /) as string,
    cause: { message: 'inner', cause: { message: expect.stringContaining('22P02') as string } },
  })
})

test('what libraries hang on their errors stays inside', () => {
  const url = thrownBySync(() => new URL(`smtp//user:${planted}@mail`))
  const json = thrownBySync(() => JSON.parse(`${planted} {`) as unknown)
  const headers = Object.assign(new Error('refused'), { headers: { authorization: planted } })
  expect(JSON.stringify([url, json, headers].map((error) => describeError(error)))).not.toContain(
    planted,
  )
})

function thrownBySync(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
