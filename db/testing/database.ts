import { randomUUID } from 'node:crypto'

import { Client } from 'pg'
import { inject } from 'vitest'

import { templateName } from '#db/testing/throwaway-postgres.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

async function admin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/**
 * A database of the test's own with all migrations applied, on a real server that the first call of
 * the run starts (about 2 s; a copy then takes some 30 ms). `drop` closes what is still connected.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const response = await fetch(inject('testPostgresDoor'))
  const text = await response.text()
  if (!response.ok) throw new Error(text)

  const name = `test_${randomUUID().replaceAll('-', '')}`
  await admin(text, `create database ${name} template ${templateName} strategy file_copy`)
  return {
    url: Object.assign(new URL(text), { pathname: `/${name}` }).href,
    drop: () => admin(text, `drop database if exists ${name} with (force)`),
  }
}
