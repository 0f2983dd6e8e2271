import { setTimeout as sleep } from 'node:timers/promises'

import { z } from 'zod'

import { readAnswer, shown } from '#lib/engines/connectors/dialogflow-cx/answer.ts'
import { type Call, emitSent, type Result } from '#lib/engines/connectors/dialogflow-cx/call.ts'
import { detectRequest } from '#lib/engines/connectors/dialogflow-cx/request.ts'
import { restClient, type RestWay, restWay } from '#lib/engines/connectors/dialogflow-cx/sdk.ts'
import { endpointOf } from '#lib/engines/connectors/dialogflow-cx/settings.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { DtmfTurn, TextTurn, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { request } from '#lib/platform/net/http.ts'
import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** An error of Google's APIs (AIP-193). */
const ApiError = z.object({
  error: z.object({ status: z.string().optional(), message: z.string().optional() }),
})

function refusal(call: Call, status: number, body: Buffer, retryAfter: unknown): NetworkError {
  let text = body.toString()
  try {
    const { error } = ApiError.parse(JSON.parse(text))
    text = [error.status, error.message].filter((part) => part !== undefined).join(': ')
  } catch {
    // A gateway in between answers with a page.
  }
  const said = call.mask.text(excerpt(text))
  call.log.add({ direction: 'in', label: 'body', body: said, bytes: body.length })
  return statusFault(call.peer, status, said, parseRetryAfter(retryAfter, Date.now()))
}

/** Sends what the SDK wrote to the target, guarded; gives back only an answer of success. */
function wayOf(call: Call, body: object, voice: VoiceTurn | null): RestWay {
  const { asked, guard, signal, emit, log, mask, token } = call
  const { config } = asked
  return async (url, init) => {
    const base = endpointOf(config).href.replace(/\/+$/, '')
    const headers = {
      ...Object.fromEntries(new Headers(init.headers)),
      authorization: `Bearer ${token}`,
    }
    const sent = typeof init.body === 'string' ? init.body : ''
    log.add({
      direction: 'out',
      label: `${init.method ?? 'POST'} ${url.pathname}`,
      headers,
      body: () => mask.json(shown(body)),
      bytes: Buffer.byteLength(sent),
    })
    const response = await request({
      ...{ method: 'POST', url: `${base}${url.pathname}${url.search}`, headers, body: sent },
      ...{ guard, signal },
      limits: {
        connectMs: config.connect_timeout_s * 1_000,
        firstByteMs: config.timeout_s * 1_000,
        idleMs: config.idle_timeout_s * 1_000,
        totalMs: Math.max(1, call.remainingMs),
      },
      onProgress: (stage, at) => {
        if (stage === 'sent') emitSent(call, Buffer.byteLength(sent), voice)
        else emit({ at, type: 'first_byte' })
      },
    })
    const { status } = response
    log.add({ direction: 'in', label: String(status), headers: response.headers })
    if (status < 200 || status >= 300)
      throw refusal(call, status, response.body, response.headers['retry-after'])
    return new Response(new Uint8Array(response.body), { status: 200 })
  }
}

/** A recording exists when its last sample has been said. */
async function recorded(voice: VoiceTurn, pace: number, signal: AbortSignal): Promise<void> {
  if (pace <= 0) return
  await sleep((voice.pcm.length / voice.sampleRate) * (1_000 / pace), undefined, { signal })
}

/** One try at a turn over REST, which takes a recording only as a whole. Throws NetFault. */
export async function restCall(
  call: Call,
  input: TextTurn | DtmfTurn | VoiceTurn,
): Promise<Result> {
  const { asked, peer, log, mask, signal, pace, remainingMs } = call
  const voice = input.kind === 'voice' ? input : null
  const body = detectRequest(asked, input)
  const client = await restClient()
  let own: unknown
  const way = wayOf(call, body, voice)
  try {
    if (voice) await recorded(voice, pace, signal)
    const [raw] = await restWay.run(
      // The SDK wraps what its way out throws: kept here, the fault stays what it is.
      (url, init) =>
        way(url, init).catch((error: unknown) => {
          own = error
          throw error
        }),
      () => client.detectIntent(body, { retry: null, timeout: remainingMs + 1_000 }),
    )
    const at = performance.now()
    log.add({ direction: 'in', label: 'body', body: () => mask.json(shown(raw)) })
    const answer = readAnswer(raw, peer)
    return { answer, at, heard: voice && { text: '', at } }
  } catch (error) {
    if (signal.aborted)
      throw new NetworkError({ fault: 'cancelled', detail: 'cancelled', peer, retryable: false })
    const fault = own ?? error
    if (fault instanceof NetworkError) throw fault
    throw protocolFault(peer, `the answer cannot be read: ${mask.text(excerpt(String(fault)))}`)
  }
}
