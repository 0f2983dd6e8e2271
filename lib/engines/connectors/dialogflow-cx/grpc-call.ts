import type { grpc } from 'google-gax'

import { readAnswer, shown } from '#lib/engines/connectors/dialogflow-cx/answer.ts'
import { type Call, emitSent, type Result } from '#lib/engines/connectors/dialogflow-cx/call.ts'
import { grpcFault } from '#lib/engines/connectors/dialogflow-cx/faults.ts'
import type { GrpcConnection } from '#lib/engines/connectors/dialogflow-cx/grpc-connection.ts'
import { Recognition } from '#lib/engines/connectors/dialogflow-cx/recognition.ts'
import {
  detectRequest,
  streamOpening,
  streamPiece,
} from '#lib/engines/connectors/dialogflow-cx/request.ts'
import { grpcClient, grpcWay } from '#lib/engines/connectors/dialogflow-cx/sdk.ts'
import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { Speaker } from '#lib/engines/connectors/speaker.ts'
import type { DtmfTurn, TextTurn, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError, type Progress } from '#lib/platform/net/network-error.ts'
import { Watchdog } from '#lib/platform/net/watchdog.ts'

/** One try at a turn over gRPC: its deadlines, its end, and what was on the wire by then. */
export class GrpcCall {
  readonly #call: Call
  readonly #connection: GrpcConnection
  readonly #watchdog: Watchdog
  readonly #progress: Progress = { sent: false, responded: false }
  readonly #ended = Promise.withResolvers<never>()
  readonly #speaker = new Speaker()
  #answered = false
  #running: grpc.ClientUnaryCall | null = null

  constructor(call: Call, connection: GrpcConnection) {
    this.#call = call
    this.#connection = connection
    // Nobody may be waiting yet when it breaks.
    this.#ended.promise.catch(() => undefined)
    const { remainingMs } = call
    this.#watchdog = new Watchdog(
      { name: 'in all', ms: Math.max(1, remainingMs) },
      ({ name, ms }) => this.#break('timeout', `took longer than ${formatLimit(ms)} ${name}`),
    )
  }

  /** Holds the turn. Throws NetFault. */
  async run(input: TextTurn | DtmfTurn | VoiceTurn): Promise<Result> {
    const { signal, peer, mask } = this.#call
    const cancel = () => this.#break('cancelled', 'cancelled')
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    try {
      const work = this.#connect().then((channel) =>
        input.kind === 'voice' ? this.#stream(channel, input) : this.#ask(channel, input),
      )
      work.catch(() => undefined)
      return await Promise.race([work, this.#ended.promise])
    } catch (error) {
      const fault = grpcFault(error, peer, this.#progress, mask.text)
      this.#connection.drop()
      throw fault
    } finally {
      signal.removeEventListener('abort', cancel)
      this.#watchdog.stop()
      this.#speaker.stop()
      this.#running?.cancel()
    }
  }

  async #connect(): Promise<grpc.Channel> {
    const { emit, asked } = this.#call
    // Reading it for the first time holds everything up: that is no part of the time to connect.
    await grpcClient()
    const before = this.#connection.connected
    const channel = await this.#connection.open(asked.config.connect_timeout_s * 1_000)
    if (!before && this.#connection.connected) emit({ at: performance.now(), type: 'connected' })
    return channel
  }

  async #ask(channel: grpc.Channel, input: TextTurn | DtmfTurn): Promise<Result> {
    const { asked, log, mask, peer } = this.#call
    const request = detectRequest(asked, input)
    const client = await grpcClient()
    this.#logOut('grpc DetectIntent', request)
    const asking = this.#through(channel, () =>
      client.detectIntent(request, { ...this.#options(), retry: null }),
    )
    emitSent(this.#call, Buffer.byteLength(JSON.stringify(request)), null)
    this.#awaitAnswer()
    const [raw] = await asking
    const at = performance.now()
    log.add({ direction: 'in', label: 'message', body: () => mask.json(shown(raw)) })
    return { answer: readAnswer(raw, peer), at, heard: null }
  }

  async #stream(channel: grpc.Channel, input: VoiceTurn): Promise<Result> {
    const { asked, emit, peer, log, mask, playedUntil } = this.#call
    const client = await grpcClient()
    const opening = streamOpening(asked, input)
    this.#logOut('grpc StreamingDetectIntent', opening)
    const stream = this.#through(channel, () => client.streamingDetectIntent(this.#options()))
    const recognition = new Recognition(emit, playedUntil)
    const result = Promise.withResolvers<Result>()
    stream.on('data', (raw: unknown) => {
      const at = performance.now()
      this.#firstByte()
      this.#progress.responded = true
      this.#watchdog.touch()
      log.add({ direction: 'in', label: 'message', body: () => mask.json(shown(raw)) })
      try {
        const response = recognition.take(raw, at, peer)
        if (response === null) return
        const answer = readAnswer(response, peer)
        result.resolve({ answer, at, heard: recognition.heard(at) })
      } catch (error) {
        result.reject(error)
      }
    })
    stream.on('metadata', () => this.#firstByte())
    stream.on('error', result.reject)
    stream.on('end', () => result.reject(protocolFault(peer, 'the answer ended without a result')))
    const write = (message: object) =>
      new Promise<void>((resolve) => stream.write(message, () => resolve()))
    const speaking = this.#speak(input, write, opening).then(() => {
      stream.end()
      this.#awaitAnswer()
    })
    speaking.catch(result.reject)
    return result.promise
  }

  async #speak(input: VoiceTurn, write: (message: object) => Promise<void>, opening: object) {
    const { asked, emit, pace, log } = this.#call
    let bytes = 0
    let audioMs = 0
    const sent = (facts: { first?: true; last?: true }) =>
      emit({ at: performance.now(), type: 'sent', bytes, audioMs, ...facts })
    await write(opening)
    sent({ first: true })
    this.#watchdog.phase({ name: 'while sending audio', ms: asked.config.idle_timeout_s * 1_000 })
    const outcome = await this.#speaker.say(input, {
      pace,
      // Half of what gRPC takes in one message by default.
      ...(pace === 0 && { chunkMs: 1_000 }),
      write: async (chunk) => {
        await write(streamPiece(asked, input, chunk))
        bytes += chunk.length
      },
      onWritten: (ms, speechEnd) => {
        audioMs = ms
        this.#watchdog.touch()
        if (speechEnd) sent({})
      },
    })
    if (outcome === 'all') sent({ last: true })
    log.add({ direction: 'out', label: `audio, ${outcome}`, bytes })
  }

  /** Starts a call on `channel`, whichever client it is made with. */
  #through<T>(channel: grpc.Channel, start: () => T): T {
    const onCall = (running: grpc.ClientUnaryCall) => {
      this.#running = running
      this.#progress.sent = this.#connection.connected
      running.once('metadata', () => this.#firstByte())
    }
    return grpcWay.run({ channel, onCall }, start)
  }

  #options() {
    const { token, remainingMs } = this.#call
    return {
      // The watchdog is earlier and knows which limit it was.
      timeout: remainingMs + 1_000,
      otherArgs: { headers: { authorization: `Bearer ${token}` } },
    }
  }

  #logOut(label: string, body: object): void {
    const { log, mask } = this.#call
    const headers = { authorization: `Bearer ${this.#call.token}` }
    log.add({ direction: 'out', label, headers, body: () => mask.json(shown(body)) })
  }

  #firstByte(): void {
    if (this.#answered) return
    this.#answered = true
    this.#call.emit({ at: performance.now(), type: 'first_byte' })
  }

  #awaitAnswer(): void {
    const { config } = this.#call.asked
    const name = 'from the end of the input to the answer'
    this.#watchdog.phase({ name, ms: config.timeout_s * 1_000 })
  }

  #break(fault: 'timeout' | 'cancelled', detail: string): void {
    const { sent, responded } = this.#progress
    this.#ended.reject(
      new NetworkError({
        ...{ fault, detail, peer: this.#call.peer, maybeExecuted: sent },
        retryable: fault === 'timeout' && !responded,
      }),
    )
  }
}
