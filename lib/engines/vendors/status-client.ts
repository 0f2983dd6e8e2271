import { z } from 'zod'

import { cutText, oneLine } from '#lib/engines/vendors/event-text.ts'
import { refusalFault, replyOf, setupFault } from '#lib/engines/vendors/provider-fault.ts'
import type { CheckReply, Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

type Options = {
  /** how the provider is called in sentences */
  label: string
  base: string
  /** value of the header; null: no token is saved */
  authorization: string | null
  /** what a token needs, in words */
  needs: string
}

type Call<T> = {
  /** in metrics and in the log */
  operation: string
  method: 'GET' | 'POST'
  /** below the base address */
  path: string
  body?: Record<string, unknown>
  reply: z.ZodType<T>
}

/** `{message}` of Azure DevOps, `{error: {message}}` of Bitbucket */
const Said = z
  .object({
    message: z.string().optional(),
    error: z.object({ message: z.string().optional() }).optional(),
  })
  .catch({})

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A provider's JSON API as far as statuses need it. Every call throws NetFault with a sentence for people. */
export class StatusClient {
  readonly #options: Options
  readonly #io: Io

  constructor(options: Options, io: Io) {
    this.#options = options
    this.#io = io
  }

  get peer(): string {
    return new URL(this.#options.base).host
  }

  async send<T>({ operation, method, path, body, reply }: Call<T>): Promise<T> {
    const { authorization, base } = this.#options
    if (authorization === null) throw setupFault(this.peer, 'no access token is saved')
    const response = await this.#io.fetch(operation)(`${base.replace(/\/+$/, '')}${path}`, {
      method,
      headers: {
        authorization,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    // Azure DevOps answers 203 with its sign-in page where a token is not valid.
    if (!response.ok || response.status === 203) throw this.#refused(response, text)
    const parsed = reply.safeParse(jsonOr(text))
    if (parsed.success) return parsed.data
    throw new NetworkError({
      fault: 'protocol',
      detail: `the answer to ${method} ${path} is not as documented`,
      peer: this.peer,
      retryable: false,
      maybeExecuted: method !== 'GET',
    })
  }

  #refused({ status, headers }: Response, text: string): NetworkError {
    const said = Said.parse(jsonOr(text))
    return refusalFault({
      peer: this.peer,
      status: status === 203 ? 401 : status,
      detail: this.#explain(status, oneLine(said.error?.message ?? said.message ?? '', 300)),
      limited: status === 429,
      retryAfterMs: parseRetryAfter(headers.get('retry-after'), Date.now()),
      reply: text,
    })
  }

  #explain(status: number, said: string): string {
    const { label, needs } = this.#options
    const words = said === '' ? '' : ` (${said})`
    switch (status) {
      case 203:
      case 401:
        return `${label} refuses the token${words}; save a valid one`
      case 403:
        return `the token may not do this${words}; it needs ${needs}`
      case 404:
        return `${label} finds no such repository or commit, or the token has no access to it${words}`
      case 400:
      case 422:
        return `${label} does not accept the request${words}`
      case 429:
        return `${label} is limiting the rate of requests${words}`
      default:
        return said
    }
  }
}

type Checked = { isUsed: boolean; hasToken: boolean; hasSecret: boolean }

/** What the test of a connection says: of one that only receives without a call, else what `ask` finds out. */
export async function checkStatuses(
  { isUsed, hasToken, hasSecret }: Checked,
  ask: () => Promise<CheckReply>,
): Promise<CheckReply> {
  if (!hasToken && !isUsed)
    return hasSecret
      ? { ok: true, detail: 'Deliveries are received. Nothing is sent: no status is switched on' }
      : { ok: false, detail: 'Neither an access token nor a secret for the webhook is saved' }
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    const reply = replyOf(error)
    return {
      ok: false,
      detail: error.message,
      ...(reply !== null && { reply: cutText(reply, 2_000) }),
    }
  }
}
