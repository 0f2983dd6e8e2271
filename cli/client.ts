import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'

import { z } from 'zod'

import { CommandError } from '#cli/exit.ts'

const Problem = z.object({
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  request_id: z.string().optional(),
})

export type Call = {
  method?: 'GET' | 'POST'
  query?: Record<string, string | undefined>
  json?: unknown
  body?: FormData
  /** makes something: sent with a key, so that trying again does it once */
  idempotencyKey?: string
  /** ms for the whole answer; 60 s unless told */
  timeoutMs?: number
}

export type ClientOptions = {
  url: string
  token: string | null
  /** ms that a server may be away, as during a restart, before the command gives up */
  patienceMs?: number
  /** called once when the server is away */
  onWait?: (reason: string) => void
}

const passing = new Set([429, 502, 503, 504])

function problemMessage(text: string, status: number): string {
  try {
    const { title, detail, errors, request_id } = Problem.parse(JSON.parse(text))
    const faults = errors.map(({ path, message }) =>
      message.includes(path) ? `  ${message}` : `  ${path}: ${message}`,
    )
    const reference = status >= 500 && request_id ? [`  request ${request_id}`] : []
    return [`${title}: ${detail}`, ...faults, ...reference].join('\n')
  } catch {
    return `The server answered ${status}`
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

/** Talks to `/api/v1`. Survives a short restart of the server; throws `CommandError` with the server's own words. */
export class Client {
  readonly #options: ClientOptions

  constructor(options: ClientOptions) {
    this.#options = options
  }

  async json<T extends z.ZodType>(path: string, schema: T, call: Call = {}): Promise<z.output<T>> {
    const text = await this.text(path, call)
    const parsed = schema.safeParse(text === '' ? null : JSON.parse(text))
    if (parsed.success) return parsed.data
    throw new CommandError(
      `The server at ${this.#options.url} answers unlike an Earshot of this version`,
    )
  }

  async text(path: string, call: Call = {}): Promise<string> {
    const response = await this.#fetch(path, call)
    const text = await response.text()
    if (response.ok) return text
    throw new CommandError(problemMessage(text, response.status))
  }

  /** Saves an answer as a file, which is there only when all of it came. */
  async download(path: string, file: string): Promise<void> {
    const response = await this.#fetch(path, { timeoutMs: 3_600_000 })
    if (!response.ok || !response.body)
      throw new CommandError(problemMessage(await response.text(), response.status))
    const part = `${file}.part`
    try {
      await pipeline(piecesOf(response.body), createWriteStream(part))
      await rename(part, file)
    } catch (error) {
      await rm(part, { force: true })
      const reason = error instanceof Error ? error.message : String(error)
      throw new CommandError(`${file} could not be saved: ${reason}`)
    }
  }

  /** Tries until there is an answer that stays, for GET and for calls with a key; others are tried once. */
  async #fetch(path: string, call: Call): Promise<Response> {
    const { patienceMs = 120_000, onWait } = this.#options
    const repeatable = (call.method ?? 'GET') === 'GET' || call.idempotencyKey !== undefined
    const end = Date.now() + (repeatable ? patienceMs : 0)
    for (let attempt = 0; ; attempt++) {
      let reason: string
      let asked = 0
      try {
        const response = await this.#send(path, call)
        if (!passing.has(response.status) || Date.now() >= end) return response
        await response.body?.cancel()
        asked = 1_000 * Number(response.headers.get('retry-after') ?? 0)
        reason = `the server answers ${response.status}`
      } catch (error) {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
        reason = cause instanceof Error ? cause.message || cause.name : String(cause)
        if (Date.now() >= end)
          throw new CommandError(`No answer from ${this.#options.url}: ${reason}`)
      }
      if (attempt === 0) onWait?.(reason)
      await delay(Math.max(Math.min(250 * 2 ** attempt, 5_000), Math.min(asked || 0, 60_000)))
    }
  }

  #send(path: string, call: Call) {
    const { method = 'GET', query = {}, json, body, idempotencyKey, timeoutMs = 60_000 } = call
    const address = new URL(`${this.#options.url}${path}`)
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) address.searchParams.set(name, value)
    const headers = new Headers({ accept: 'application/json' })
    if (this.#options.token) headers.set('authorization', `Bearer ${this.#options.token}`)
    if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey)
    if (json !== undefined) headers.set('content-type', 'application/json')
    return fetch(address, {
      method,
      headers,
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
      signal: AbortSignal.timeout(timeoutMs),
    })
  }
}
