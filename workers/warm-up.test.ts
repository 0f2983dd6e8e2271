import { expect, test } from 'vitest'

import { openSql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { recentLanguages, warmUp } from '#workers/warm-up.ts'

const database = useTestDatabase()

test('an installation without executions has no languages yet', async () => {
  const sql = openSql(database.url, { max: 1, name: 'warm-up' })
  expect(await recentLanguages(sql)).toEqual([])
  await sql.end()
})

test('gets ready in any language, and does not fail where the languages cannot be asked for', async () => {
  await warmUp(() => Promise.resolve(['de-DE', 'ja-JP', 'xx']))
  await warmUp(() => Promise.reject(new Error('the database is away')))
})
