import {
  type FetchFunction,
  IncomingWebhook,
  IncomingWebhookHTTPError,
  IncomingWebhookRequestError,
} from '@slack/webhook'

import { toSlackMessage } from '#lib/engines/vendors/slack/blocks.ts'
import { slackFault } from '#lib/engines/vendors/slack/faults.ts'
import type { CheckReply, Io, Message, Notifier, Sent } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** The library's errors carry no headers: the wait is read where the answer passes. */
type Wait = { retryAfterMs: number | null }

const keepWait =
  (fetch: typeof globalThis.fetch, wait: Wait): FetchFunction =>
  async (url, { signal, ...init } = {}) => {
    const answer = await fetch(url, { ...init, ...(signal && { signal }) })
    wait.retryAfterMs = parseRetryAfter(answer.headers.get('retry-after'), Date.now())
    return answer
  }

function toFault(error: unknown, peer: string, wait: Wait): unknown {
  if (error instanceof IncomingWebhookRequestError) return error.original
  if (error instanceof IncomingWebhookHTTPError)
    return slackFault({ peer, status: error.statusCode, said: error.body, ...wait })
  return error
}

async function post(address: string, message: Message, io: Io): Promise<Sent> {
  const peer = new URL(address).host
  const wait: Wait = { retryAfterMs: null }
  const hook = new IncomingWebhook(address, { fetch: keepWait(io.fetch('webhook'), wait) })
  try {
    const { text } = await hook.send({
      ...toSlackMessage(message, { update: false }),
      unfurl_links: false,
      unfurl_media: false,
      link_names: false,
    })
    if (text.trim() === 'ok') return { detail: 'Slack: ok' }
  } catch (error) {
    throw toFault(error, peer, wait)
  }
  throw new NetworkError({
    fault: 'protocol',
    detail: 'what answers at the address is not a Slack webhook',
    peer,
    retryable: false,
    maybeExecuted: true,
  })
}

/** Writes through an incoming webhook. It knows no key, thread or update: every message is a new one. */
export function slackWebhookNotifier(address: string, io: Io): Notifier {
  return { repeat: 'doubles', send: (message) => post(address, message, io) }
}

/** Both words mean that the address is right and only the message is missing. */
const harmless = new Set(['no_text', 'invalid_payload', 'missing_text_or_fallback_or_attachments'])

/** Asks with an empty message, which Slack refuses only after it has found the webhook. Throws NetFault. */
export async function checkSlackWebhook(address: string, io: Io): Promise<CheckReply> {
  const answer = await io.fetch('check')(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  const reply = (await answer.text()).slice(0, 2_000)
  if (answer.status === 400 && harmless.has(reply.trim()))
    return {
      ok: true,
      detail: 'Slack knows this webhook. Send a test message to see the channel it writes to.',
      reply,
    }
  if (answer.ok)
    return { ok: false, detail: 'What answers at the address is not a Slack webhook', reply }
  const retryAfterMs = parseRetryAfter(answer.headers.get('retry-after'), Date.now())
  const peer = new URL(address).host
  return {
    ok: false,
    detail: slackFault({ peer, status: answer.status, said: reply, retryAfterMs }).detail,
    reply,
  }
}
