import { z } from 'zod'

import { slackFault } from '#lib/engines/vendors/slack/faults.ts'
import type { Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

const Envelope = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  needed: z.string().optional(),
})

type SlackReply<T> = { data: T; headers: Headers; text: string }

/** Slack reads JSON in methods that write and only query parameters in methods that read. */
type SlackCall<T> = {
  method: string
  reply: z.ZodType<T>
} & ({ body: Record<string, unknown> } | { query: Record<string, string> })

export type SlackApi = <T>(call: SlackCall<T>) => Promise<SlackReply<T>>

function parseReply(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Slack's Web API with a bot token (docs.slack.dev, "Using the Slack Web API"). Throws NetFault: of the transport, of
 * the HTTP status, and of `ok: false`.
 */
export function slackApi(baseUrl: string, botToken: string, io: Io): SlackApi {
  const peer = new URL(baseUrl).host
  const base = baseUrl.replace(/\/+$/, '')
  return async (call) => {
    const query = 'query' in call ? `?${new URLSearchParams(call.query).toString()}` : ''
    const answer = await io.fetch(call.method)(`${base}/${call.method}${query}`, {
      method: 'body' in call ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${botToken}`,
        ...('body' in call && { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...('body' in call && { body: JSON.stringify(call.body) }),
    })
    const text = await answer.text()
    const retryAfterMs = parseRetryAfter(answer.headers.get('retry-after'), Date.now())
    const envelope = Envelope.safeParse(parseReply(text))
    const { error = '', needed } = envelope.data ?? {}
    const refusal = { peer, status: answer.status, retryAfterMs }
    if (!answer.ok) throw slackFault({ ...refusal, said: error || text })
    if (envelope.data?.ok === false) throw slackFault({ ...refusal, said: error, needed })
    const parsed = call.reply.safeParse(parseReply(text))
    if (!envelope.success || !parsed.success)
      throw new NetworkError({
        fault: 'protocol',
        detail: `the answer to ${call.method} is not Slack's`,
        peer,
        retryable: false,
        maybeExecuted: 'body' in call,
      })
    return { data: parsed.data, headers: answer.headers, text }
  }
}
