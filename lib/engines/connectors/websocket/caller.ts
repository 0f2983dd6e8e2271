import { atRate, encodeSamples } from '#lib/engines/connectors/audio-format.ts'
import { Speaker } from '#lib/engines/connectors/speaker.ts'
import type { TemplateValues } from '#lib/engines/connectors/template.ts'
import type { SilenceTurn, Turn, TurnEvent, VoiceTurn } from '#lib/engines/connectors/types.ts'
import type { Connection } from '#lib/engines/connectors/websocket/connection.ts'
import type { WebsocketSettings } from '#lib/engines/connectors/websocket/settings.ts'

export type CallerContext = {
  settings: WebsocketSettings
  connection: Connection
  values: TemplateValues
  pace: number
  emit: (event: TurnEvent) => void
}

type Says = {
  pace: number
  send: boolean
  onWritten?: (audioMs: number, speechEnd: boolean) => void
}

/** s that a caller who says nothing stays on the line while the voice AI speaks */
const hearOutS = 60
const silenceRate = 16_000
const silenceOf = (ms: number) => new Int16Array(Math.round((silenceRate * ms) / 1_000))

/** What a turn of silence carries: nothing, or what the caller murmurs in it. */
function heardIn(ms: number, murmur: SilenceTurn['murmur']) {
  if (!murmur) return { pcm: silenceOf(ms), sampleRate: silenceRate, speechEndMs: 0 }
  const { pcm: said, sampleRate, speechEndMs } = murmur
  const pcm = new Int16Array(Math.max(said.length, Math.round((sampleRate * ms) / 1_000)))
  pcm.set(said)
  return { pcm, sampleRate, speechEndMs }
}

/** The caller's side of one turn on an open connection. */
export class Caller {
  readonly #context: CallerContext
  readonly #touch: () => void
  readonly #speaker = new Speaker()
  readonly #quiet = new Speaker()
  #bytes = 0
  /** Whether the last sample of speech has left. */
  spoken = false

  /** `touch` is called whenever something has left. */
  constructor(context: CallerContext, touch: () => void) {
    this.#context = context
    this.#touch = touch
  }

  /** Says all of `input`, unless it is stopped; whether it came to the end. Rejects with NetFault. */
  async say(input: Turn): Promise<boolean> {
    const { settings, values } = this.#context
    if (input.kind === 'text')
      return this.#write(settings.text_messages, { ...values, text: input.text })
    if (input.kind === 'dtmf')
      return this.#write(settings.dtmf_messages, { ...values, digits: input.digits })
    return input.kind === 'voice' ? this.#speak(input) : this.#listen(input)
  }

  /** A live caller's line stays open: silence goes on, until the caller is stopped or `seconds` have passed. */
  async sendSilence(seconds: number): Promise<void> {
    const { pace } = this.#context
    await this.#play(this.#quiet, silenceOf(seconds * 1_000), { pace, send: true })
  }

  /** The same for a caller who hears the voice AI out. */
  hearOut(): Promise<void> {
    return this.sendSilence(hearOutS)
  }

  /** Sends no more silence. */
  stopSilence(): void {
    this.#quiet.stop()
  }

  stop(): void {
    this.#speaker.stop()
    this.#quiet.stop()
  }

  async #write(messages: WebsocketSettings['text_messages'], values: TemplateValues) {
    this.#bytes += await this.#context.connection.send(messages, values)
    const { emit } = this.#context
    emit({ at: performance.now(), type: 'sent', bytes: this.#bytes, first: true, last: true })
    return true
  }

  async #speak(input: VoiceTurn): Promise<boolean> {
    const { settings, connection, values, pace } = this.#context
    this.#bytes += await connection.send(settings.turn_start, values)
    this.#sent(0, { first: true })
    let sentMs = 0
    const onWritten = (audioMs: number, speechEnd: boolean) => {
      sentMs = audioMs
      if (speechEnd) this.#sent(audioMs)
      this.spoken ||= speechEnd
    }
    const ended = await this.#say(this.#speaker, input, { pace, send: true, onWritten })
    if (ended === 'stopped') return false
    this.spoken = true
    this.#bytes += await connection.send(settings.turn_end, values)
    this.#sent(sentMs, { last: true })
    return true
  }

  /** Waiting is the stimulus: it takes its time at every pace. Who is told the end of a turn hears nothing between. */
  async #listen({ durationMs, murmur }: SilenceTurn): Promise<boolean> {
    const send = this.#context.settings.end_of_turn === 'server_vad'
    this.#sent(0, { first: true })
    const onWritten = (audioMs: number, speechEnd: boolean) => {
      if (murmur && speechEnd) this.#sent(audioMs)
    }
    const ended = await this.#say(this.#speaker, heardIn(durationMs, murmur), {
      ...{ pace: 1, send, onWritten },
    })
    if (ended === 'stopped') return false
    this.#sent(durationMs, { last: true })
    return true
  }

  #play(speaker: Speaker, pcm: Int16Array, says: Says): Promise<'all' | 'stopped'> {
    return this.#say(speaker, { pcm, sampleRate: silenceRate, speechEndMs: 0 }, says)
  }

  #say(
    speaker: Speaker,
    input: Pick<VoiceTurn, 'pcm' | 'sampleRate' | 'speechEndMs'>,
    { pace, send, onWritten }: Says,
  ): Promise<'all' | 'stopped'> {
    const { settings, connection, values } = this.#context
    const { encoding, sampleRate } = connection.input
    const turn = { kind: 'voice', language: '', ...input, ...atRate(input, sampleRate) } as const
    return speaker.say(turn, {
      ...{ pace, chunkMs: settings.chunk_ms },
      write: async (chunk) => {
        if (!send) return
        const pcm = new Int16Array(chunk.buffer, chunk.byteOffset, chunk.length / 2)
        const audio = encodeSamples(pcm, encoding)
        this.#bytes += await connection.sendAudio(audio, {
          ...values,
          audio_sample_rate: sampleRate,
        })
      },
      onWritten: (audioMs, speechEnd) => {
        this.#touch()
        onWritten?.(audioMs, speechEnd)
      },
    })
  }

  #sent(audioMs: number, place: { first?: true; last?: true } = {}): void {
    const facts = { bytes: this.#bytes, audioMs, ...place }
    this.#context.emit({ at: performance.now(), type: 'sent', ...facts })
  }
}
