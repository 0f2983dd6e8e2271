import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll } from 'vitest'

import { serveApi } from '#app/api/testing/serve-api.ts'
import { accessTokenFor } from '#app/api/testing/access-token-for.ts'
import { closeWeb, serveFrom } from '#lib/http/database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'

export type Reply = { status: number; headers: Headers; body: unknown }
type Call = { json?: unknown; body?: BodyInit; headers?: Record<string, string> }

/** Serves the API from a test's database to the tests of a file. */
export function useApi(database: { readonly url: string }) {
  let server: Awaited<ReturnType<typeof serveApi>> | undefined
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-api-'))
    serveFrom({ url: database.url, storage: createFileStorage(folder) })
    server = await serveApi()
  })
  afterAll(async () => {
    await server?.close()
    await closeWeb()
    await rm(folder, { recursive: true, force: true })
  })
  const url = () => server?.url ?? ''
  const headersFor = async (ctx: Ctx | null): Promise<Record<string, string>> =>
    ctx?.actor.id ? { authorization: `Bearer ${await accessTokenFor(ctx)}` } : {}
  return {
    url,
    headersFor,
    /** Names of all files in storage. */
    storedObjects: async () => (await readdir(folder, { recursive: true })).toSorted(),
    /** Calls an operation, as whoever `ctx` is. A JSON answer is parsed. */
    async call(ctx: Ctx | null, method: string, path: string, call: Call = {}): Promise<Reply> {
      const headers = {
        ...(await headersFor(ctx)),
        ...(call.json !== undefined && { 'content-type': 'application/json' }),
        ...call.headers,
      }
      const body = call.json === undefined ? (call.body ?? null) : JSON.stringify(call.json)
      const response = await fetch(url() + path, { method, headers, body })
      const text = await response.text()
      const isJson = /json/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? (JSON.parse(text) as unknown) : text,
      }
    },
  }
}
