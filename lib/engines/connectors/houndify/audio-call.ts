import type { IncomingMessage } from 'node:http'

import { unpacked } from '#lib/engines/connectors/content-encoding.ts'
import { packingOf } from '#lib/engines/connectors/houndify/packing.ts'
import { maskInfo } from '#lib/engines/connectors/houndify/mask.ts'
import {
  type HoundifyPartial,
  type HoundifyResult,
  isResult,
} from '#lib/engines/connectors/houndify/messages.ts'
import {
  answerOf,
  noResult,
  parseMessage,
  SkippedMessage,
} from '#lib/engines/connectors/houndify/reply.ts'
import {
  maxReplyBytes,
  type TurnContext,
  type TurnResult,
} from '#lib/engines/connectors/houndify/turn-context.ts'
import { wavHeader } from '#lib/engines/connectors/houndify/wav.ts'
import { JsonSplitter } from '#lib/engines/connectors/json-splitter.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { Speaker } from '#lib/engines/connectors/speaker.ts'
import type { VoiceTurn } from '#lib/engines/connectors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { chunkOf, DuplexCall } from '#lib/platform/net/duplex.ts'
import { statusFault, toNetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** A server that leaves its answer open after the final result is not waited for longer than this. */
const lingerMs = 1_000

/** ms that saying the stimulus takes at `pace`. */
export function speakingMs(input: VoiceTurn, pace: number): number {
  return pace > 0 ? (input.pcm.length / input.sampleRate) * (1_000 / pace) : 0
}

/** One attempt at a voice turn: says the stimulus and reads the answer at the same time. */
class VoiceAttempt {
  readonly #context: TurnContext
  readonly #input: VoiceTurn
  readonly #pace: number
  readonly #call: DuplexCall
  readonly #speaker = new Speaker()
  #bytesOut = 0
  #audioMs = 0
  #spoken = false
  #refusing = false
  readonly #skipped = new Set<string>()
  #final: { result: HoundifyResult; at: number } | null = null

  constructor(context: TurnContext, input: VoiceTurn, pace: number) {
    this.#context = context
    this.#input = input
    this.#pace = pace
    const { config, attempt, guard, signal, log } = context
    const url = `${config.endpoint.replace(/\/+$/, '')}/audio`
    const headers = {
      ...attempt.headers,
      'Hound-Request-Info-Length': String(attempt.info.length),
    }
    log.add({
      direction: 'out',
      label: `POST ${url}`,
      headers,
      body: () => maskInfo(attempt.info),
      bytes: attempt.info.length,
    })
    this.#call = new DuplexCall({
      ...{ url, headers, guard, signal },
      connectMs: config.connect_timeout_s * 1_000,
      totalMs: Math.max(1, context.remainingMs),
      onConnected: (at) => context.emit({ at, type: 'connected' }),
    })
  }

  async run(): Promise<TurnResult> {
    const { peer } = this.#context
    const speaking = this.#speak().catch((error: unknown) => {
      // An answer that has begun tells more than a write that failed because of it.
      const progress = { sent: true, responded: this.#call.responded }
      if (!progress.responded) this.#call.fail(toNetworkError(error, peer, progress))
    })
    try {
      const response = await this.#call.response
      this.#context.emit({ at: performance.now(), type: 'first_byte' })
      await this.#read(response)
    } catch (error) {
      // What is missing after the final result is only the end of the stream.
      if (!this.#final || this.#context.signal.aborted) throw error
    } finally {
      this.#speaker.stop()
      this.#call.close()
      await speaking
    }
    if (!this.#final) throw noResult(peer, this.#skipped)
    // It answered before all was said: it needed no more, whether or not we noticed before a write failed.
    if (!this.#spoken) this.#emitSent(true)
    return { ...this.#final, answer: answerOf(this.#final.result, peer) }
  }

  async #speak(): Promise<void> {
    const { attempt, emit, config, log } = this.#context
    const { pcm, sampleRate } = this.#input
    const head = Buffer.concat([Buffer.from(attempt.info), wavHeader(sampleRate, pcm.length)])
    await this.#call.write(head)
    this.#bytesOut += head.length
    emit({ at: performance.now(), type: 'sent', bytes: this.#bytesOut, audioMs: 0, first: true })
    const gapMs = this.#pace > 0 ? 50 : 0
    this.#call.phase({ name: 'while sending audio', ms: config.idle_timeout_s * 1_000 + gapMs })
    const outcome = await this.#speaker.say(this.#input, {
      pace: this.#pace,
      code: { name: 'chunked', encode: chunkOf },
      write: (frame) => this.#call.writeFramed(frame),
      onWritten: (audioMs, speechEnd, bytes) => {
        this.#bytesOut += bytes
        this.#audioMs = audioMs
        this.#call.touch()
        if (speechEnd) this.#emitSent()
      },
    })
    this.#spoken = true
    // Cut short by a refusal, the turn's input was not sent.
    if (!this.#refusing) this.#emitSent(true)
    log.add({ direction: 'out', label: `audio, ${outcome}`, bytes: this.#bytesOut })
    // Told to stop, the body stays open until the answer has ended: Houndify resets the connection otherwise.
    if (outcome === 'all') this.#call.end()
    this.#watchAnswer()
  }

  #emitSent(last?: true): void {
    const { emit } = this.#context
    const facts = { bytes: this.#bytesOut, audioMs: this.#audioMs, ...(last && { last }) }
    emit({ at: performance.now(), type: 'sent', ...facts })
  }

  #watchAnswer(): void {
    const { config } = this.#context
    if (this.#final) this.#call.phase({ name: 'to the end of the answer', ms: lingerMs })
    else if (this.#call.responded)
      this.#call.phase({ name: 'between two messages', ms: config.idle_timeout_s * 1_000 })
    else
      this.#call.phase({
        name: 'from the end of the audio to the first byte',
        ms: config.timeout_s * 1_000,
      })
  }

  async #read(response: IncomingMessage): Promise<void> {
    const { peer, log } = this.#context
    const status = response.statusCode ?? 0
    log.add({ direction: 'in', label: String(status), headers: response.headers })
    if (this.#spoken) this.#watchAnswer()
    if (status !== 200) return this.#refused(response, status)
    const splitter = new JsonSplitter()
    const options = { encoding: packingOf(response.headers), peer, maxBytes: maxReplyBytes }
    for await (const chunk of unpacked(this.#call.body(), options)) {
      for (const text of this.#split(splitter, chunk)) this.#message(text)
    }
    if (!splitter.clean && !this.#final)
      throw protocolFault(peer, `the answer broke off in a message: "${excerpt(splitter.rest)}"`)
  }

  async #refused(response: IncomingMessage, status: number): Promise<never> {
    const { peer, log } = this.#context
    this.#refusing = true
    this.#speaker.stop()
    const said: Buffer[] = []
    try {
      const options = { encoding: packingOf(response.headers), peer, maxBytes: maxReplyBytes }
      for await (const chunk of unpacked(this.#call.body(), options)) said.push(chunk)
    } catch {
      // The status says what matters; its text may be cut.
    }
    const body = Buffer.concat(said)
    log.add({ direction: 'in', label: 'body', body: excerpt(body, 2_000), bytes: body.length })
    const wait = parseRetryAfter(response.headers['retry-after'], Date.now())
    throw statusFault(peer, status, excerpt(body), wait)
  }

  #split(splitter: JsonSplitter, chunk: Buffer): string[] {
    try {
      return splitter.push(chunk)
    } catch (error) {
      const { peer } = this.#context
      const detail = `the answer is not JSON (${errorMessage(error)}): "${excerpt(chunk)}"`
      throw protocolFault(peer, detail, 200)
    }
  }

  #message(text: string): void {
    const { peer, log } = this.#context
    if (this.#final) return
    const at = performance.now()
    const message = parseMessage(text, peer)
    if (message instanceof SkippedMessage) {
      log.add({ direction: 'in', ...message.entry, bytes: text.length })
      this.#skipped.add(message.format)
      return
    }
    const label = isResult(message) ? 'result' : 'partial'
    log.add({ direction: 'in', label, body: message, bytes: text.length })
    if (!isResult(message)) return this.#partial(message, at)
    this.#final = { result: message, at }
    this.#speaker.stop()
    this.#watchAnswer()
  }

  #partial(partial: HoundifyPartial, at: number): void {
    const safeToStop = partial.SafeToStopAudio === true
    this.#context.emit({
      at,
      type: 'partial',
      text: partial.PartialTranscript,
      ...(typeof partial.DurationMS === 'number' && { audioMs: partial.DurationMS }),
      ...(safeToStop && { safeToStop }),
    })
    if (safeToStop) this.#speaker.stop()
  }
}

/** One attempt at a voice turn at `pace`. Throws NetFault. */
export function audioCall(
  context: TurnContext,
  input: VoiceTurn,
  pace: number,
): Promise<TurnResult> {
  return new VoiceAttempt(context, input, pace).run()
}
