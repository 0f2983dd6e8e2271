import { NetFault } from '#lib/net/fault.ts'
import { type Limit, Watchdog } from '#lib/net/watchdog.ts'

import { atRate, encodeSamples } from '../audio-format.ts'
import { protocolFault, tooLarge } from '../reply-fault.ts'
import { Speaker } from '../speaker.ts'
import type { TemplateValues } from '../template.ts'
import type { TurnScope } from '../turn-stage.ts'
import type { TextTurn, VoiceTurn } from '../types.ts'
import { faultOf, type Heard, type Line } from './line.ts'
import { Reply } from './reply.ts'
import type { WebsocketSettings } from './settings.ts'

/** All that a voice AI may send in one turn. */
const maxTurnBytes = 30_000_000

export type TurnContext = TurnScope & {
  settings: WebsocketSettings
  line: Line
  values: TemplateValues
  remainingMs: number
  pace: number
}

/** One turn on an open line: sends what is to be said and hears the answer at the same time. */
class LiveTurn {
  readonly #context: TurnContext
  readonly #input: TextTurn | VoiceTurn
  readonly #reply: Reply
  readonly #end = Promise.withResolvers<void>()
  readonly #watchdog: Watchdog
  readonly #speaker = new Speaker()
  readonly #silence = new Speaker()
  #bytesOut = 0
  #bytesIn = 0
  #audioMs = 0
  #answered = false
  #sent = false
  #done = false
  #over = false

  constructor(context: TurnContext, input: TextTurn | VoiceTurn) {
    this.#context = context
    this.#input = input
    this.#reply = new Reply(context.line.output, input.kind === 'voice', context.emit)
    const limit = { name: 'in all', ms: Math.max(1, context.remainingMs) }
    this.#watchdog = new Watchdog(limit, (expired) => this.#expire(expired))
  }

  async run(): Promise<Reply> {
    const { line, signal } = this.#context
    const cancel = () => this.#end.reject(this.#fault('cancelled', 'cancelled'))
    signal.addEventListener('abort', cancel)
    line.listen({
      heard: (heard) => this.#hear(heard),
      lost: (fault) => this.#end.reject(fault),
    })
    if (signal.aborted) cancel()
    const speaking = this.#say().catch((error: unknown) => this.#end.reject(error))
    try {
      await this.#end.promise
      return this.#reply
    } finally {
      this.#over = true
      signal.removeEventListener('abort', cancel)
      line.listen(null)
      this.#speaker.stop()
      this.#silence.stop()
      await speaking
      this.#watchdog.stop()
    }
  }

  async #say(): Promise<void> {
    const { settings, line, values, emit } = this.#context
    const input = this.#input
    if (input.kind === 'text') {
      this.#bytesOut += await line.send(settings.text_messages, { ...values, text: input.text })
      const at = performance.now()
      emit({ at, type: 'sent', bytes: this.#bytesOut, first: true, last: true })
      return this.#wait()
    }
    this.#bytesOut += await line.send(settings.turn_start, values)
    emit({ at: performance.now(), type: 'sent', bytes: this.#bytesOut, audioMs: 0, first: true })
    this.#phase('while sending audio', settings.idle_timeout_s)
    await this.#speak(this.#speaker, input, (speechEnd) => {
      if (speechEnd) this.#emitSent()
    })
    if (this.#over) return
    this.#bytesOut += await line.send(settings.turn_end, values)
    this.#emitSent(true)
    this.#wait()
    if (settings.end_of_turn === 'server_vad') await this.#fallSilent(input)
  }

  /** A live caller's line stays open: silence goes on until the voice AI takes its turn. */
  async #fallSilent(input: VoiceTurn): Promise<void> {
    const { trailing_silence_s: seconds } = this.#context.settings
    const pcm = new Int16Array(Math.round(input.sampleRate * seconds))
    if (!this.#reply.begun) await this.#speak(this.#silence, { ...input, pcm, speechEndMs: 0 })
  }

  async #speak(
    speaker: Speaker,
    input: VoiceTurn,
    onWritten?: (speechEnd: boolean) => void,
  ): Promise<void> {
    const { settings, line, values, pace } = this.#context
    const { encoding, sampleRate } = line.input
    await speaker.say(
      { ...input, ...atRate(input, sampleRate) },
      {
        ...{ pace, chunkMs: settings.chunk_ms },
        write: async (chunk) => {
          const pcm = new Int16Array(chunk.buffer, chunk.byteOffset, chunk.length / 2)
          const audio = encodeSamples(pcm, encoding)
          this.#bytesOut += await line.sendAudio(audio, {
            ...values,
            audio_sample_rate: sampleRate,
          })
        },
        onWritten: (audioMs, speechEnd) => {
          if (onWritten) this.#audioMs = audioMs
          this.#watchdog.touch()
          onWritten?.(speechEnd)
        },
      },
    )
  }

  #emitSent(last?: true): void {
    const facts = { bytes: this.#bytesOut, audioMs: this.#audioMs, ...(last && { last }) }
    this.#context.emit({ at: performance.now(), type: 'sent', ...facts })
  }

  #phase(name: string, seconds: number): void {
    this.#watchdog.phase({ name, ms: seconds * 1_000 })
  }

  /** Everything is said: waits for the answer, its next piece, or the silence that ends it. */
  #wait(): void {
    this.#sent = true
    this.#progress()
  }

  #await(): void {
    const { idle_end_s: idle, idle_timeout_s: next, timeout_s: first } = this.#context.settings
    if (this.#reply.begun && idle > 0) this.#phase('of silence', idle)
    else if (this.#answered) this.#phase('between two messages', next)
    else this.#phase('from the end of the input to the first message', first)
  }

  #hear(heard: Heard): void {
    const { line, settings, emit } = this.#context
    const fault = faultOf(heard, line.peer)
    if (fault) return this.#end.reject(fault)
    this.#bytesIn += heard.frame.bytes
    if (this.#bytesIn > maxTurnBytes) return this.#end.reject(tooLarge(line.peer, maxTurnBytes))
    const binary = 'binary' in heard.frame && settings.binary_audio
    const means = heard.rules.some(({ event }) => event !== 'none')
    if (!means && !binary) return
    if (!this.#answered) {
      this.#answered = true
      line.responded()
      emit({ at: heard.frame.at, type: 'first_byte' })
    }
    try {
      this.#reply.take(heard, settings.binary_audio)
    } catch (error) {
      return this.#end.reject(error)
    }
    if (this.#reply.begun) this.#silence.stop()
    const ends = heard.rules.some(({ event }) => event === 'done')
    // Before anything was asked and answered, it is the end of what came before this turn.
    if (ends && (this.#sent || this.#reply.begun)) this.#done = true
    if (this.#sent) this.#progress()
  }

  #progress(): void {
    const { settings } = this.#context
    if (!this.#done) return this.#await()
    const hears = settings.rules.some(({ event }) => event === 'transcript')
    const late = this.#input.kind === 'voice' && hears && this.#reply.transcript === null
    if (late && settings.transcript_wait_s > 0)
      return this.#phase('of silence', settings.transcript_wait_s)
    this.#complete()
  }
  #complete(): void {
    if (this.#reply.begun) return this.#end.resolve()
    const detail = 'the voice AI ended its turn without a reply'
    this.#end.reject(protocolFault(this.#context.line.peer, detail))
  }

  #expire({ name, ms }: Limit): void {
    // Silence is how some voice AIs say that they have finished.
    if (name === 'of silence') return this.#complete()
    this.#end.reject(this.#fault('timeout', `took longer than ${ms} ms ${name}`))
  }

  #fault(fault: 'timeout' | 'cancelled', detail: string): NetFault {
    return new NetFault({
      ...{ fault, detail, peer: this.#context.line.peer, maybeExecuted: true },
      retryable: fault === 'timeout' && !this.#answered,
    })
  }
}

/** Holds one turn on an open line. Throws NetFault. */
export function holdLiveTurn(context: TurnContext, input: TextTurn | VoiceTurn): Promise<Reply> {
  return new LiveTurn(context, input).run()
}
