import { afterAll, beforeAll, expect, test } from 'vitest'

import { openDatabase, type Connection } from '#db/client.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/database.ts'
import { createCtx, createSuiteFixture, createTargetFixture } from '#db/testing/factories.ts'

let database: TestDatabase
let connection: Connection

beforeAll(async () => {
  database = await createTestDatabase()
  connection = openDatabase(database.url, { max: 2 })
})
afterAll(async () => {
  await connection.close()
  await database.drop()
})

test('fixtures of one organization can be made any number of times', async () => {
  const ctx = await createCtx(connection.db, 'qa_engineer')
  const [one, other] = [await createSuiteFixture(ctx), await createSuiteFixture(ctx)]
  expect(one.suite.name).not.toBe(other.suite.name)
  expect(one.cases).toMatchObject([{ key: 'current-weather', version: 1 }])
  const target = await createTargetFixture(ctx)
  expect(target).toMatchObject({ organizationId: ctx.organizationId, version: 1 })
})
