import { z } from 'zod'

import { oneLine } from '#lib/engines/vendors/event-text.ts'
import {
  type GitlabConfig,
  type GitlabSecrets,
  ProjectPath,
} from '#lib/engines/vendors/gitlab/settings.ts'
import { refusalFault, setupFault } from '#lib/engines/vendors/provider-fault.ts'
import type { Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

type Call<T> = {
  /** in metrics and in the log */
  operation: string
  method: 'GET' | 'POST' | 'PUT'
  /** below `/api/v4` */
  path: string
  body?: Record<string, unknown>
  reply: z.ZodType<T>
}

/** `{message: "…"}`, `{message: {target_url: ["is too long"]}}`, `{error: "…"}`: GitLab has several. */
const Reply = z.object({
  message: z
    .union([z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))])
    .optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
})

function saidBy(text: string): string {
  const reply = Reply.safeParse(jsonOr(text))
  if (!reply.success) return ''
  const { message, error, error_description: description } = reply.data
  if (typeof message === 'object')
    return oneLine(
      Object.entries(message)
        .map(([field, problems]) => `${field} ${[problems].flat().join(', ')}`)
        .join('; '),
      300,
    )
  return oneLine(message ?? description ?? error ?? '', 300)
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function explain(status: number, said: string): string {
  const words = said === '' ? '' : ` (${said})`
  switch (status) {
    case 401:
      return `GitLab refuses the token${words}; save a valid one`
    case 403:
      return `the token may not do this${words}; it needs the scope api and the role Developer`
    case 404:
      return `GitLab finds no such project or object, or the token has no access to it${words}`
    case 409:
      return `GitLab reports a conflict${words}`
    case 410:
      return `this is gone from GitLab${words}`
    case 400:
    case 422:
      return `GitLab does not accept the request${words}`
    case 429:
      return `GitLab is limiting the rate of requests${words}`
    default:
      return said
  }
}

/** ms that GitLab asks to wait: `Retry-After`, or the end of the period in `RateLimit-Reset`. */
function waitOf(headers: Headers, now: number): number | null {
  const asked = parseRetryAfter(headers.get('retry-after'), now)
  if (asked !== null) return asked
  const reset = Number(headers.get('ratelimit-reset'))
  if (headers.get('ratelimit-remaining') !== '0' || !(reset > 0)) return null
  return Math.min(86_400_000, Math.max(1_000, reset * 1_000 - now))
}

/** GitLab's REST API v4 for one connection. Every method throws NetFault with a sentence for people. */
export class GitlabClient {
  readonly peer: string
  readonly #base: string
  readonly #token: string | undefined
  readonly #io: Io

  constructor({ base_url: base }: GitlabConfig, { token }: GitlabSecrets, io: Io) {
    this.peer = new URL(base).host
    this.#base = `${base.replace(/\/+$/, '')}/api/v4`
    this.#token = token
    this.#io = io
  }

  /** `/projects/group%2Fname`. Throws NetFault `configuration` for what is no project. */
  project(repository: string): string {
    if (!ProjectPath.safeParse(repository).success)
      throw setupFault(this.peer, `"${repository}" is not a project: group/name`)
    return `/projects/${encodeURIComponent(repository)}`
  }

  async send<T>(call: Call<T>): Promise<T> {
    return (await this.#request(call)).data
  }

  /** Items of a paged list, at most `pages` of 100. */
  async *list<T>(call: Omit<Call<T>, 'method' | 'body'>, pages: number): AsyncGenerator<T> {
    let page: string | null = '1'
    for (let count = 0; page && count < pages; count += 1) {
      const joined: string = `${call.path}${call.path.includes('?') ? '&' : '?'}per_page=100&page=${page}`
      const answer: { data: T[]; headers: Headers } = await this.#request({
        ...call,
        method: 'GET',
        path: joined,
        reply: z.array(call.reply),
      })
      yield* answer.data
      page = answer.headers.get('x-next-page')
    }
  }

  async #request<T>({ operation, method, path, body, reply }: Call<T>) {
    if (this.#token === undefined) throw setupFault(this.peer, 'no access token is saved')
    const response = await this.#io.fetch(operation)(`${this.#base}${path}`, {
      method,
      headers: {
        'private-token': this.#token,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw this.#refused(response, text)
    const parsed = reply.safeParse(jsonOr(text))
    if (parsed.success) return { data: parsed.data, headers: response.headers }
    const [issue] = parsed.error.issues
    throw new NetworkError({
      fault: 'protocol',
      detail: `the answer to ${method} ${path} is not as documented: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
      peer: this.peer,
      retryable: false,
      maybeExecuted: method !== 'GET',
    })
  }

  #refused({ status, headers }: Response, text: string): NetworkError {
    return refusalFault({
      peer: this.peer,
      status,
      detail: explain(status, saidBy(text)),
      limited: status === 429,
      retryAfterMs: waitOf(headers, Date.now()),
      reply: text,
    })
  }
}
