import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { TestProject } from 'vitest/node'
import { z } from 'zod'

import { startThrowawayPostgres, type ThrowawayPostgres } from '#db/testing/throwaway-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the admin address of the test server, which it starts at the first request. */
    testPostgresDoor: string
  }
}

const Migrations = z.object({ migrateDatabase: z.custom<(url: string) => Promise<void>>() })

async function migrate(url: string): Promise<void> {
  const file = join(import.meta.dirname, '..', 'migrate.ts')
  if (!existsSync(file)) return
  const module: unknown = await import(pathToFileURL(file).href)
  await Migrations.parse(module).migrateDatabase(url)
}

/** Starts PostgreSQL when the first test asks for it, so that a run without such tests stays instant. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let postgres: Promise<ThrowawayPostgres> | undefined
  const door = createServer((_request, response) => {
    postgres ??= startThrowawayPostgres(migrate)
    postgres.then(
      ({ adminUrl }) => response.end(adminUrl),
      (error: unknown) => {
        const cause =
          error instanceof Error && error.cause instanceof Error ? error.cause.stack : ''
        response.writeHead(500).end(`${String(error)}\n${cause}`)
      },
    )
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address()
  if (typeof address !== 'object' || !address) throw new Error('The test database has no door')
  project.provide('testPostgresDoor', `http://127.0.0.1:${address.port}`)

  return async () => {
    door.closeAllConnections()
    door.close()
    await postgres?.then(
      (running) => running.stop(),
      () => {},
    )
  }
}
