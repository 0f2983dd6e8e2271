import { Client } from 'pg'
import { expect, test } from 'vitest'

import { createTestDatabase } from '#db/testing/database.ts'

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

test('two test databases do not see each other', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await query(one.url, 'create table only_here (id int)')
  const find = "select to_regclass('only_here') is not null as found"
  expect(await query(one.url, find)).toEqual([{ found: true }])
  expect(await query(other.url, find)).toEqual([{ found: false }])
  await Promise.all([one.drop(), other.drop()])
})

test('a dropped database is gone, even with a session still open in it', async () => {
  const database = await createTestDatabase()
  const client = new Client({ connectionString: database.url })
  client.on('error', () => {})
  await client.connect()
  await database.drop()
  await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist')
})

test('the server compares text by code point and speaks UTF-8 and UTC', async () => {
  const database = await createTestDatabase()
  const rows = await query(
    database.url,
    `select current_setting('server_encoding') encoding, current_setting('timezone') zone,
            'Z' < 'a' as by_code_point, upper('ß straße é') as upper`,
  )
  expect(rows).toEqual([
    { encoding: 'UTF8', zone: 'UTC', by_code_point: true, upper: 'ß STRAßE É' },
  ])
  await database.drop()
})
