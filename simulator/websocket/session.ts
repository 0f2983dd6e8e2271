import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'

import type { WebSocket } from 'ws'
import { z } from 'zod'

import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { VoiceTurn } from '#simulator/audio-input/voice-turn.ts'
import type { Call } from '#simulator/call-log.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import { limits } from '#simulator/options.ts'
import { languageOf } from '#simulator/protocol/language.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'
import {
  correlationOf,
  parseRequestInfo,
  type RequestInfo,
} from '#simulator/protocol/request-info.ts'
import { verify } from '#simulator/protocol/signature.ts'
import { profileOf, type Simulation } from '#simulator/simulation.ts'
import { bytesOf } from '#simulator/websocket/bytes-of.ts'
import { misbehaveOnSocket } from '#simulator/websocket/misbehave.ts'

const Version = z.object({ version: z.string().max(20) })
const Login = z.object({
  access_id: z.string().max(500),
  signature: z.string().max(500),
  language_english_name: z.string().max(100).optional(),
  language_ietf_tag: z.string().max(100).optional(),
})
const EndOfAudio = z.object({ endOfAudio: z.literal(true) })

/** Close codes of RFC 6455. */
const normal = 1000
const protocolError = 1002
const policyViolation = 1008
const internalError = 1011

function parseText<T>(schema: z.ZodType<T>, data: Buffer): T | null {
  try {
    return schema.safeParse(JSON.parse(data.toString('utf8'))).data ?? null
  } catch {
    return null
  }
}

/** One connection of the WebSocket dialect: version, login, RequestInfo, audio, answer, close. */
class Session {
  private step: 'version' | 'login' | 'info' | 'audio' | 'over' = 'version'
  private readonly nonce = randomUUID()
  private readonly simulation: Simulation
  private readonly socket: WebSocket
  private readonly headers: IncomingHttpHeaders
  private readonly fault: FaultRule | null
  private readonly started = performance.now()
  private readonly call: Partial<Call>
  private languageTag: string | undefined
  private turn: VoiceTurn | null = null
  private answered = false
  private timer: NodeJS.Timeout

  constructor(
    simulation: Simulation,
    socket: WebSocket,
    headers: IncomingHttpHeaders,
    fault: FaultRule | null,
  ) {
    this.simulation = simulation
    this.socket = socket
    this.headers = headers
    this.fault = fault
    this.call = { fault: fault?.notation ?? null }
    this.timer = setTimeout(() => socket.terminate(), limits.handshakeMs)
    socket.on('message', (data, binary) => this.receive(bytesOf(data), binary))
    socket.on('error', () => socket.terminate())
    socket.once('close', (code) => this.closed(code))
  }

  private receive(data: Buffer, binary: boolean): void {
    try {
      if (this.step === 'version') this.takeVersion(data, binary)
      else if (this.step === 'login') this.takeLogin(data, binary)
      else if (this.step === 'info') this.takeInfo(data, binary)
      else if (this.step === 'audio') this.takeAudio(data, binary)
    } catch (error) {
      this.fail(error)
    }
  }

  private takeVersion(data: Buffer, binary: boolean): void {
    if (binary || !parseText(Version, data)) return this.refuse(protocolError, 'Version expected')
    this.step = 'login'
    this.socket.send(JSON.stringify({ status: 'ok', nonce: this.nonce }))
  }

  private takeLogin(data: Buffer, binary: boolean): void {
    const login = binary ? null : parseText(Login, data)
    const { clientId, key } = this.simulation.credentials
    if (!login) return this.refuse(protocolError, 'Login expected')
    if (login.access_id !== clientId || !verify(key, this.nonce, login.signature))
      return this.refuse(policyViolation, 'Signed token rejected')
    this.languageTag = login.language_ietf_tag
    this.step = 'info'
    this.socket.send(JSON.stringify({ status: 'ok' }))
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.socket.terminate(), limits.requestMs)
  }

  private takeInfo(data: Buffer, binary: boolean): void {
    if (!binary) throw new Refusal(400, 'Bad request: a gzipped RequestInfo was expected')
    let json: string
    try {
      json = gunzipSync(data, { maxOutputLength: limits.requestInfoBytes }).toString('utf8')
    } catch (error) {
      throw new Refusal(400, `Bad request: RequestInfo is not gzip: ${errorMessage(error)}`)
    }
    const info = parseRequestInfo(json)
    if (info.ClientID !== undefined && info.ClientID !== this.simulation.credentials.clientId)
      throw new Refusal(403, 'Forbidden: RequestInfo.ClientID differs from the one logged in')
    this.begin(info)
  }

  private begin(info: RequestInfo): void {
    this.call.item = correlationOf(info) ?? null
    this.call.request_id = info.RequestID ?? null
    this.call.user_id = info.UserID ?? null
    const ears = this.headers['x-simulator-ears']
    this.turn = new VoiceTurn({
      simulation: this.simulation,
      info,
      language: languageOf(info, this.languageTag),
      profile: profileOf(this.simulation, typeof ears === 'string' ? ears : undefined),
      fault: this.fault,
      call: this.call,
      partial: (message) => this.send(message),
    })
    this.step = 'audio'
  }

  private takeAudio(data: Buffer, binary: boolean): void {
    if (binary) {
      if (this.turn?.append(data)) this.finish()
    } else if (parseText(EndOfAudio, data)) this.finish()
    else throw new Refusal(400, 'Bad request: audio or endOfAudio was expected')
  }

  private finish(): void {
    this.step = 'over'
    const { turn } = this
    if (!turn) return
    turn
      .finish()
      .then((message) => {
        const bytes = gzipSync(JSON.stringify(message))
        if (this.fault && misbehaveOnSocket(this.socket, this.fault, bytes)) return
        if (this.socket.readyState !== this.socket.OPEN) return
        this.socket.send(bytes)
        this.answered = true
        this.socket.close(normal)
      })
      .catch((error: unknown) => this.fail(error))
  }

  private send(message: object): void {
    if (this.socket.readyState === this.socket.OPEN)
      this.socket.send(gzipSync(JSON.stringify(message)))
  }

  private refuse(code: number, message: string): void {
    this.step = 'over'
    this.socket.send(JSON.stringify({ status: 'error', error: message }))
    this.socket.close(code, message)
  }

  private fail(error: unknown): void {
    if (error instanceof Refusal) return this.refuse(policyViolation, error.message.slice(0, 100))
    log.error({ error: errorMessage(error) }, 'The simulator failed to answer')
    this.step = 'over'
    this.socket.close(internalError)
  }

  private closed(code: number): void {
    clearTimeout(this.timer)
    if (!this.simulation.log.enabled) return
    const refused = code === protocolError || code === policyViolation
    this.simulation.log.write({
      kind: 'websocket',
      request_id: this.call.request_id ?? null,
      user_id: this.call.user_id ?? null,
      item: this.call.item ?? null,
      query: this.call.query ?? null,
      intent: this.call.intent ?? null,
      fault: this.call.fault ?? null,
      status: code,
      outcome: this.fault
        ? 'faulted'
        : this.answered
          ? 'answered'
          : refused
            ? 'refused'
            : 'aborted',
      ms: Math.round(performance.now() - this.started),
    })
  }
}

/** Speaks the WebSocket dialect until either side closes; nothing that a client sends makes it throw. */
export function holdSession(
  simulation: Simulation,
  socket: WebSocket,
  headers: IncomingHttpHeaders,
  fault: FaultRule | null,
): void {
  new Session(simulation, socket, headers, fault)
}
