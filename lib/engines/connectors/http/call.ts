import { unpacked } from '#lib/engines/connectors/content-encoding.ts'
import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import type { HttpMessage } from '#lib/engines/connectors/http/compose.ts'
import {
  formatOf,
  isPlain,
  maxReplyBytes,
  plainText,
  readMessages,
  readWhole,
} from '#lib/engines/connectors/http/read-messages.ts'
import { Reply } from '#lib/engines/connectors/http/reply.ts'
import type { HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type { Json, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { DuplexCall } from '#lib/platform/net/duplex.ts'
import type { Guard } from '#lib/platform/net/guard.ts'
import { request } from '#lib/platform/net/http.ts'
import { canBeKept, KeptCall, type CallResponse } from '#lib/platform/net/kept-call.ts'
import { NetworkError, statusFault, toNetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

export type CallContext = TurnScope & {
  settings: HttpSettings
  guard: Guard
  /** `host:port` */
  peer: string
  log: ExchangeLog
  mask: SecretMask
  remainingMs: number
}

type Call = DuplexCall | KeptCall
type Response = Pick<CallResponse, 'headers'> & { statusCode?: number | undefined }

/** Statuses of success whose body is the answer. */
const isGood = (status: number) => status >= 200 && status < 300

/** The request waits for its connection, and leaves with it. */
function emitConnected({ emit }: CallContext, at: number, voice: VoiceTurn | null): void {
  emit({ at, type: 'connected' })
  emit({ at, type: 'sent', bytes: 0, first: true, ...(voice && { audioMs: 0 }) })
}

/** Tells what left: a recording goes up as a whole, so its end of speech leaves with its last byte. */
function emitSent(context: CallContext, bytes: number, voice: VoiceTurn | null): void {
  const at = performance.now()
  const { emit } = context
  if (!voice) return emit({ at, type: 'sent', bytes, last: true })
  const durationMs = (voice.pcm.length / voice.sampleRate) * 1_000
  emit({ at, type: 'sent', bytes, audioMs: Math.min(durationMs, voice.speechEndMs) })
  emit({ at, type: 'sent', bytes, audioMs: durationMs, last: true })
}

async function refused(context: CallContext, call: Call, response: Response) {
  const said: Buffer[] = []
  let bytes = 0
  try {
    const encoding = response.headers['content-encoding']
    const { peer } = context
    for await (const chunk of unpacked(call.body(), { encoding, peer, maxBytes: maxReplyBytes })) {
      said.push(chunk)
      bytes += chunk.length
      if (bytes > 8_000) break
    }
  } catch {
    // The status says what matters; its text may be cut.
  }
  const text = context.mask.text(excerpt(Buffer.concat(said), 2_000))
  context.log.add({ direction: 'in', label: 'body', body: text, bytes })
  const wait = parseRetryAfter(response.headers['retry-after'], Date.now())
  return statusFault(context.peer, response.statusCode ?? 0, excerpt(text), wait)
}

async function read(context: CallContext, call: Call): Promise<Reply> {
  const { settings, peer, log, mask, emit } = context
  const response: Response = await call.response
  const status = response.statusCode ?? 0
  emit({ at: performance.now(), type: 'first_byte' })
  log.add({ direction: 'in', label: String(status), headers: response.headers })
  call.phase({ name: 'between two pieces of the answer', ms: settings.idle_timeout_s * 1_000 })
  if (!isGood(status)) throw await refused(context, call, response)
  const note = (text: string) =>
    log.add({ direction: 'in', label: 'remark', body: mask.text(text), bytes: 0 })
  const reply = new Reply(settings, peer, emit, note)
  const { headers } = response
  const contentType = headers['content-type']
  const format =
    settings.response_format === 'auto' ? formatOf(contentType) : settings.response_format
  let marked = false
  const options = {
    ...{ format, contentType, peer, endMarker: settings.end_marker },
    encoding: headers['content-encoding'],
    onEndMarker: () => (marked = true),
  }
  const take = (message: Json) => {
    log.add({ direction: 'in', label: 'message', body: () => mask.json(message) })
    reply.take(message, performance.now())
  }
  // Most answers come in one piece with their head, and are read at once.
  const whole = isPlain(options) && call instanceof KeptCall ? call.takeWhole() : null
  const text = whole && plainText(whole)
  if (text !== null) take(readWhole(text, peer))
  else
    for await (const message of readMessages(whole ? [whole] : call.body(), options)) take(message)
  const framed =
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
  reply.finish({ status, streamed: format !== 'json', marked, framed })
  return reply
}

/** Where the reply's audio may be fetched: on the host that was asked, or nowhere. */
function audioAddress(written: string, asked: string, peer: string): URL {
  const url = URL.parse(written, asked)
  if (url?.host !== new URL(asked).host)
    throw protocolFault(peer, `the reply’s audio is on another host: "${excerpt(written)}"`)
  return url
}

async function fetchAudio(context: CallContext, message: HttpMessage, written: string) {
  const { settings, peer, guard, signal, log, mask } = context
  const url = audioAddress(written, message.url, peer)
  const authorization = message.headers['Authorization']
  const headers: Record<string, string> = {
    'Accept-Encoding': 'identity',
    ...(authorization !== undefined && { Authorization: authorization }),
  }
  log.add({ direction: 'out', label: `GET ${mask.text(url.href)}`, headers })
  const response = await request({
    ...{ method: 'GET', url, guard, signal, headers },
    limits: {
      connectMs: settings.connect_timeout_s * 1_000,
      firstByteMs: settings.timeout_s * 1_000,
      idleMs: settings.idle_timeout_s * 1_000,
      maxBytes: maxReplyBytes,
    },
  })
  const { status, body } = response
  log.add({ direction: 'in', label: `${status}, audio`, bytes: body.length })
  if (status !== 200) {
    const fault = statusFault(peer, status, excerpt(body), null)
    throw protocolFault(peer, `the reply’s audio could not be fetched: ${fault.detail}`, status)
  }
  return body
}

/** The call, and its body on the way. */
type Placed = { call: Call; sending: Promise<void> }

function placing(context: CallContext, message: HttpMessage) {
  const { settings, guard, signal, remainingMs } = context
  const { method, url, headers } = message
  return {
    ...{ method, url, headers, guard, signal },
    connectMs: settings.connect_timeout_s * 1_000,
    totalMs: Math.max(1, remainingMs),
  }
}

function awaitAnswer(context: CallContext, call: Call): void {
  const ms = context.settings.timeout_s * 1_000
  if (!call.responded) call.phase({ name: 'to the first byte of the answer', ms })
}

/** A text goes over a connection that is kept: it is written at once, and its answer is mostly one piece. */
function overKept(context: CallContext, message: HttpMessage): Placed {
  const bytes = message.body?.length ?? 0
  const call: KeptCall = new KeptCall({
    ...placing(context, message),
    body: message.body,
    onConnected: (at) => emitConnected(context, at, null),
    onSent: () => {
      emitSent(context, bytes, null)
      awaitAnswer(context, call)
    },
    onRepeat: () =>
      context.log.add({
        direction: 'in',
        label: 'remark',
        body: 'The voice AI had closed the connection that was kept from the request before: sent again on a new one',
        bytes: 0,
      }),
  })
  return { call, sending: Promise.resolve() }
}

/** Speech is long, and what it takes to tell when each piece left needs a connection of its own. */
function overOwn(context: CallContext, message: HttpMessage, voice: VoiceTurn | null): Placed {
  const call = new DuplexCall({
    ...placing(context, message),
    onConnected: (at) => emitConnected(context, at, voice),
  })
  const sending = send(call, message, () => {
    emitSent(context, message.body?.length ?? 0, voice)
    awaitAnswer(context, call)
  }).catch((error: unknown) => {
    const progress = { sent: true, responded: call.responded }
    if (!progress.responded) call.fail(toNetworkError(error, context.peer, progress))
  })
  return { call, sending }
}

/** One try at a turn. Throws NetFault. */
export async function httpCall(
  context: CallContext,
  message: HttpMessage,
  voice: VoiceTurn | null,
): Promise<Reply> {
  const { signal, peer, log, mask } = context
  const bytes = message.body?.length ?? 0
  const { method, url, headers } = message
  log.add({
    direction: 'out',
    label: `${method} ${mask.text(url)}`,
    headers,
    ...(message.body && { body: () => mask.json(message.shown), bytes }),
  })
  const { call, sending } = (voice === null && canBeKept(headers) ? overKept : overOwn)(
    context,
    message,
    voice,
  )
  try {
    const reply = await read(context, call)
    const { sound, audioUrl } = reply
    if (audioUrl !== null)
      sound.add(await fetchAudio(context, message, audioUrl), performance.now())
    await sound.read(signal)
    return reply
  } catch (error) {
    if (signal.aborted)
      throw new NetworkError({ fault: 'cancelled', detail: 'cancelled', peer, retryable: false })
    throw error
  } finally {
    call.close()
    await sending
  }
}

async function send(call: DuplexCall, message: HttpMessage, onSent: () => void): Promise<void> {
  if (message.body) await call.write(message.body)
  call.end()
  onSent()
}
