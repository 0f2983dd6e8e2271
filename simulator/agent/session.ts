import type { IncomingHttpHeaders } from 'node:http'

import type { WebSocket } from 'ws'

import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { Hearing } from '#simulator/agent/hearing.ts'
import { parseClientMessage } from '#simulator/agent/messages.ts'
import type { Language } from '#simulator/domains/domain.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import { limits } from '#simulator/options.ts'
import { languageOf } from '#simulator/protocol/language.ts'
import { toldCall } from '#simulator/protocol/tool-call.ts'
import { profileOf, type Simulation } from '#simulator/simulation.ts'
import type { Answer } from '#simulator/understanding/answer.ts'
import { respond } from '#simulator/understanding/respond.ts'
import { mishear } from '#simulator/understanding/weak-spots.ts'
import { bytesOf } from '#simulator/websocket/bytes-of.ts'
import { misbehaveOnSocket } from '#simulator/websocket/misbehave.ts'

/** Close codes of RFC 6455. */
const normal = 1000
const policyViolation = 1008
const internalError = 1011

/** ms that a tool takes */
const toolMs = 40
const halfMessage = '{"type": "speech", "te'

type Turn = { text: string; voice: boolean }

/** One live conversation: it is kept in the connection, and what tools do is told while it happens. */
class AgentSession {
  readonly #simulation: Simulation
  readonly #socket: WebSocket
  readonly #headers: IncomingHttpHeaders
  readonly #fault: FaultRule | null
  #language: Language | null = null
  #hearing: Hearing | null = null
  #state: unknown = null
  #answering = false
  #timer: NodeJS.Timeout

  constructor(
    simulation: Simulation,
    socket: WebSocket,
    headers: IncomingHttpHeaders,
    fault: FaultRule | null,
  ) {
    this.#simulation = simulation
    this.#socket = socket
    this.#headers = headers
    this.#fault = fault
    this.#timer = setTimeout(() => socket.terminate(), limits.handshakeMs)
    socket.on('message', (data, binary) => this.#receive(bytesOf(data), binary))
    socket.on('error', () => socket.terminate())
    socket.once('close', () => clearTimeout(this.#timer))
  }

  #receive(data: Buffer, binary: boolean): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#socket.terminate(), limits.requestMs)
    if (binary) return this.#hear(data)
    const message = parseClientMessage(data)
    if (message === null) return this.#refuse('start, text or stop was expected, as JSON')
    if (message.type === 'stop') return this.#socket.close(normal)
    if (message.type === 'start') {
      if (this.#language !== null) return this.#refuse('the conversation has begun already')
      this.#language = languageOf({ InputLanguageIETFTag: message.language }, undefined)
      if (this.#language === null)
        return this.#refuse('language not supported; use en, de, es or fr')
      this.#hearing = new Hearing(message.sample_rate)
      return this.#send({ type: 'started', sample_rate: 16_000 })
    }
    if (this.#language === null) return this.#refuse('start was expected first')
    if (this.#answering) return this.#refuse('one turn at a time')
    this.#hold(this.#language, Promise.resolve({ text: message.text, voice: false }))
  }

  /** Audio while an answer is under way is the line's silence: this agent cannot be interrupted. */
  #hear(bytes: Buffer): void {
    const [language, hearing] = [this.#language, this.#hearing]
    if (language === null || hearing === null) return this.#refuse('start was expected first')
    if (bytes.length % 2 === 1) return this.#refuse('audio is 16-bit samples')
    if (this.#answering) return
    const clip = hearing.hear(bytes)
    if (clip) this.#hold(language, this.#understand(clip, language))
  }

  async #understand(clip: Clip, language: Language): Promise<Turn> {
    const { ears, weakSpots } = this.#simulation
    const header = this.#headers['x-simulator-ears']
    const profile = profileOf(this.#simulation, typeof header === 'string' ? header : undefined)
    const { transcript } = await ears.listen(clip, language, profile)
    const text = weakSpots ? mishear(transcript, language) : transcript
    this.#send({ type: 'transcript', text })
    return { text, voice: true }
  }

  #hold(language: Language, coming: Promise<Turn>): void {
    this.#answering = true
    const started = performance.now()
    coming
      .then(async (turn) => {
        const intent = await this.#answer(turn, language)
        this.#record(turn, intent, started)
      })
      .catch((error: unknown) => {
        log.error({ error: errorMessage(error) }, 'The simulator failed to answer')
        this.#socket.close(internalError)
      })
      .finally(() => {
        this.#answering = false
        this.#hearing?.clear()
      })
  }

  /** Says what comes before the tools, uses them, and answers; the intent that was understood. */
  async #answer({ text, voice }: Turn, language: Language): Promise<string> {
    const { weakSpots, latencyMs, pause } = this.#simulation
    const fault = this.#fault
    const heard = fault?.kind === 'deaf' ? '' : text
    const answer = respond({ text: heard, language, state: this.#state, weakSpots })
    this.#state = answer.state
    if (this.#misbehaves()) return answer.kind
    await pause(latencyMs + answer.delayMs + (fault?.kind === 'latency' ? fault.value : 0))
    if (answer.filler !== null)
      await this.#say({ ...answer, short: answer.filler, audio: 'normal' }, voice, language)
    for (const use of answer.toolCalls) {
      const { id, name, arguments: given, ...outcome } = toldCall(use)
      this.#send({ type: 'tool_call', id, name, arguments: given })
      await pause(toolMs)
      this.#send({ type: 'tool_result', id, name, ...outcome })
    }
    this.#send({ type: 'intent', name: answer.kind, entities: answer.entities })
    await this.#say(answer, voice, language)
    this.#send({ type: 'end' })
    return answer.kind
  }

  /** Words, and to a caller who spoke their sound. */
  async #say(answer: Answer, voice: boolean, language: Language): Promise<void> {
    this.#send({ type: 'speech', text: answer.short })
    if (!voice) return
    const wanted = { ResponseAudioAcceptedEncodings: ['WAV' as const] }
    const audio = await this.#simulation.speak(answer, language, wanted, this.#fault)
    if (!audio || !('bytes' in audio)) return
    const { pcm } = decodeWav(Buffer.from(audio.bytes, 'base64'))
    if (this.#socket.readyState === this.#socket.OPEN)
      this.#socket.send(Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength))
  }

  /** A fault in place of the answer: whether there was one. */
  #misbehaves(): boolean {
    const fault = this.#fault
    if (!fault) return false
    if (fault.kind === 'error') {
      this.#send({ type: 'error', message: 'Injected fault: error' })
      this.#socket.close(internalError)
    } else if (fault.kind === 'garbage' || fault.kind === 'malformed')
      this.#socket.send(halfMessage)
    else return misbehaveOnSocket(this.#socket, fault, Buffer.from(halfMessage))
    return true
  }

  #send(message: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message))
  }

  #refuse(message: string): void {
    this.#send({ type: 'error', message })
    this.#socket.close(policyViolation, message.slice(0, 100))
  }

  #record({ text }: Turn, intent: string, started: number): void {
    if (!this.#simulation.log.enabled) return
    this.#simulation.log.write({
      ...{ kind: 'websocket', request_id: null, user_id: null, item: null, status: null },
      ...{ query: text, intent, fault: this.#fault?.notation ?? null },
      outcome: this.#fault ? 'faulted' : 'answered',
      ms: Math.round(performance.now() - started),
    })
  }
}

/** Holds one live conversation until either side closes; nothing that a client sends makes it throw. */
export function holdAgentSession(
  simulation: Simulation,
  socket: WebSocket,
  headers: IncomingHttpHeaders,
  fault: FaultRule | null,
): void {
  new AgentSession(simulation, socket, headers, fault)
}
