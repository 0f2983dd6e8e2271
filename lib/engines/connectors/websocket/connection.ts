import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { fulfils, textAt, valueAt } from '#lib/engines/connectors/json-path.ts'
import { excerpt } from '#lib/engines/connectors/reply-fault.ts'
import type { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { fillJson, type TemplateValues } from '#lib/engines/connectors/template.ts'
import type { AudioFormat, Json } from '#lib/engines/connectors/types.ts'
import type { FrameSocket } from '#lib/engines/connectors/websocket/frame-socket.ts'
import { type Frame, packAudio, packMessage } from '#lib/engines/connectors/websocket/framing.ts'
import { KeepAlive } from '#lib/engines/connectors/websocket/keep-alive.ts'
import { faultOf } from '#lib/engines/connectors/websocket/message-fault.ts'
import { ReplyAudio } from '#lib/engines/connectors/websocket/reply-audio.ts'
import { type Heard, type Rule, rulesFor, tells } from '#lib/engines/connectors/websocket/rules.ts'
import type { WebsocketSettings } from '#lib/engines/connectors/websocket/settings.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import type { Guard } from '#lib/platform/net/guard.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { Watchdog } from '#lib/platform/net/watchdog.ts'

export type ConnectionContext = {
  settings: WebsocketSettings
  guard: Guard
  log: ExchangeLog
  mask: SecretMask
}

export type ConnectionListener = { heard(heard: Heard): void; lost(fault: NetworkError): void }

type Spoken = Pick<AudioFormat, 'encoding' | 'sampleRate'>

/** All that is kept of what is said between two turns. */
const maxBetweenBytes = 8_000_000

/** A format by the names vendors use: a rate in Hz, `pcm_16000`, `ulaw_8000`. */
function namedFormat(named: Json | undefined, otherwise: Spoken): Spoken {
  if (typeof named === 'number' && named >= 8_000 && named <= 48_000)
    return { ...otherwise, sampleRate: named }
  const parts = typeof named === 'string' ? /^(pcm|ulaw|alaw)_(\d{4,5})$/.exec(named) : null
  if (!parts) return otherwise
  const encodings = { pcm: 'pcm_s16le', ulaw: 'mulaw', alaw: 'alaw' } as const
  const name = parts[1] === 'ulaw' || parts[1] === 'alaw' ? parts[1] : 'pcm'
  return { encoding: encodings[name], sampleRate: Number(parts[2]) }
}

/** How the voice AI ends the conversation with a message; null when it does not. */
function hangUpIn(rules: readonly Rule[], message: Json): string | null {
  const rule = rules.find(({ event }) => event === 'hung_up')
  if (!rule) return null
  const why = textAt(message, rule.value)
  return why === null ? 'it ended the call' : `it ended the call (${excerpt(why)})`
}

/** An open conversation: a connection that has been through its opening, with messages understood by the rules. */
export class Connection {
  readonly #context: ConnectionContext
  readonly #socket: FrameSocket
  readonly #values: TemplateValues
  #listener: ConnectionListener | null = null
  /** What came while nobody listened: between two steps of the opening, later between two turns. */
  #waiting: Heard[] = []
  #waitingBytes = 0
  #cancelled: NetworkError | null = null
  /** How our audio must be written. */
  input: Spoken
  /** How the audio that comes is written. */
  output: Spoken
  readonly audio = new ReplyAudio()
  /** The caller has broken into a reply that has not come to its end. */
  unfinished = false
  /** A voice turn has ended before its transcript came. */
  owesTranscript = false
  /** The last voice turn's transcript came before its reply. */
  transcribesFirst = false
  /** The voice AI has told the end of a reply. */
  tellsEnd = false
  /** How the voice AI ended the conversation, null while it has not. */
  hungUp: string | null = null
  /** When the turn before ended, as `performance.now()`. */
  quietSince = performance.now()
  readonly #keepAlive: KeepAlive

  constructor(context: ConnectionContext, socket: FrameSocket, values: TemplateValues) {
    this.#context = context
    this.#socket = socket
    this.#values = values
    const { settings } = context
    this.input = { encoding: settings.audio_encoding, sampleRate: settings.audio_sample_rate }
    this.output = {
      encoding: settings.reply_audio_encoding,
      sampleRate: settings.reply_audio_sample_rate,
    }
    const { keepalive_s, keepalive_messages } = settings
    this.#keepAlive = new KeepAlive(keepalive_s, () => this.send(keepalive_messages, values))
    socket.listen({
      frame: (frame) => this.#hear(frame),
      lost: (fault) => {
        this.#keepAlive.stop()
        if (settings.hangup_on_close && socket.closedNormally)
          this.hungUp ??= 'it closed the connection in good order'
        context.log.add({ direction: 'in', label: `connection lost: ${fault.detail}` })
        this.#listener?.lost(fault)
      },
    })
  }

  get peer(): string {
    return this.#socket.peer
  }

  /** Whether a turn can be held on it. */
  get alive(): boolean {
    return this.#socket.fault === null
  }

  /** Who hears what comes; null for nobody, between turns. */
  listen(listener: ConnectionListener | null): void {
    this.#listener = listener
    this.#socket.responded(false)
    if (listener === null) this.quietSince = performance.now()
    while (this.#listener && this.#waiting.length > 0) {
      const heard = this.#waiting.shift()
      if (heard) this.#listener.heard(heard)
    }
    if (this.#waiting.length === 0) this.#waitingBytes = 0
    const fault = this.#cancelled ?? this.#socket.fault
    if (fault) this.#listener?.lost(fault)
  }

  /** Ends the opening: what is left of it belongs to no turn, but a greeting is told with the first one. */
  ready(greeting: Heard[]): void {
    this.#waiting = greeting
    this.#keepAlive.begin()
  }

  /** An answer to the turn has begun: a loss of the connection must not be repeated. */
  responded(): void {
    this.#socket.responded(true)
  }

  /** Sends the messages of `templates` in order. Rejects with NetFault. */
  async send(templates: readonly Json[], values: TemplateValues): Promise<number> {
    let bytes = 0
    for (const template of templates) {
      const message = fillJson(template, values) ?? null
      const text = JSON.stringify(message)
      this.#log('out', message, text.length)
      await this.#socket.send(packMessage(text, this.#context.settings.framing))
      bytes += text.length
    }
    this.#keepAlive.sent()
    return bytes
  }

  /** Sends audio, which the log counts only as a whole; resolves with the bytes on the wire. */
  async sendAudio(audio: Buffer, values: TemplateValues): Promise<number> {
    const { settings } = this.#context
    const data =
      settings.audio_in === 'binary'
        ? packAudio(audio, settings.framing, this.input.sampleRate)
        : JSON.stringify(
            fillJson(settings.audio_message, { ...values, audio_base64: audio.toString('base64') }),
          )
    await this.#socket.send(data)
    this.#keepAlive.sent()
    return data.length
  }

  /** Goes through the opening. Rejects with NetFault when a step is refused, or takes too long. */
  async open(): Promise<void> {
    for (const { send, wait } of this.#context.settings.opening) {
      const arrived = wait === undefined ? null : this.#until(wait)
      // What is sent may fail after the wait has: only one of them is to be heard.
      arrived?.catch(() => undefined)
      if (send) await this.send(send, this.#values)
      if (arrived) this.#negotiate(await arrived)
    }
  }

  /** Hears out a voice AI that speaks first; resolves with what it said. */
  async greeting(): Promise<Heard[]> {
    const { greeting_s: limit, greeting_start_s: start, idle_end_s: idle } = this.#context.settings
    const greeting: Heard[] = []
    if (limit === 0) return greeting
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const dog = new Watchdog({ name: 'in all', ms: limit * 1_000 }, () => resolve())
    if (start > 0) dog.phase({ name: 'to begin', ms: start * 1_000 })
    this.listen({
      lost: reject,
      heard: (heard) => {
        const fault = faultOf(heard, this.peer)
        if (fault) return reject(fault)
        greeting.push(heard)
        const said = tells(heard.rules) || 'binary' in heard.frame
        if (heard.rules.some(({ event }) => event === 'done')) resolve()
        else if (said) dog.phase(idle > 0 ? { name: 'of silence', ms: idle * 1_000 } : null)
      },
    })
    try {
      await promise
      return greeting
    } finally {
      dog.stop()
      this.listen(null)
    }
  }

  /** Lets nobody wait for a message any longer. */
  giveUp(): void {
    const facts = { detail: 'cancelled', peer: this.peer, retryable: false }
    this.#cancelled = new NetworkError({ ...facts, fault: 'cancelled' })
    this.#listener?.lost(this.#cancelled)
  }

  async close(): Promise<void> {
    this.#listener = null
    this.#keepAlive.stop()
    if (this.alive) await this.send(this.#context.settings.closing, this.#values).catch(() => 0)
    this.#socket.close()
  }

  #until(condition: string): Promise<Json> {
    const { promise, resolve, reject } = Promise.withResolvers<Json>()
    const ms = this.#context.settings.timeout_s * 1_000
    const dog = new Watchdog({ name: 'to open', ms }, () =>
      reject(
        new NetworkError({
          fault: 'timeout',
          detail: `the voice AI did not answer the opening message within ${formatLimit(ms)} (${condition})`,
          peer: this.peer,
          retryable: true,
        }),
      ),
    )
    this.listen({
      lost: reject,
      heard: (heard) => {
        const fault = faultOf(heard, this.peer, { opening: true })
        if (fault) return reject(fault)
        if (!('json' in heard.frame) || !fulfils(heard.frame.json, condition)) return
        // What follows at once is for the next step.
        this.listen(null)
        resolve(heard.frame.json)
      },
    })
    return promise.finally(() => {
      dog.stop()
      this.listen(null)
    })
  }

  #negotiate(message: Json): void {
    const { audio_rate_path: ours, reply_rate_path: theirs } = this.#context.settings
    this.input = namedFormat(valueAt(message, ours), this.input)
    this.output = namedFormat(valueAt(message, theirs), this.output)
  }

  #hear(frame: Frame): void {
    const rules = 'json' in frame ? rulesFor(this.#context.settings.rules, frame.json) : []
    this.tellsEnd ||= rules.some(({ event }) => event === 'done')
    if ('json' in frame) {
      this.hungUp ??= hangUpIn(rules, frame.json)
      this.#log('in', frame.json, frame.bytes)
      const values = { ...this.#values, frame: frame.json }
      for (const { send } of rules)
        // Whoever holds the turn learns of a broken connection by itself.
        if (send) void this.send(send, values).catch(() => undefined)
    }
    if (this.#listener) return this.#listener.heard({ frame, rules })
    this.#waitingBytes += frame.bytes
    if (this.#waitingBytes <= maxBetweenBytes) this.#waiting.push({ frame, rules })
  }

  #log(direction: 'in' | 'out', message: Json, bytes: number): void {
    const { log, mask } = this.#context
    const type =
      message !== null && typeof message === 'object' && !Array.isArray(message)
        ? message['type']
        : undefined
    const label = typeof type === 'string' ? mask.text(type.slice(0, 80)) : 'message'
    log.add({ direction, label, body: () => mask.json(message), bytes })
  }
}
