import { readReplyAudio, toldAudio, unreadableAudio } from '#lib/engines/connectors/audio-format.ts'
import type { HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import { ReplyFiles } from '#lib/engines/connectors/reply-files.ts'
import { shapeOf } from '#lib/engines/connectors/shape-of.ts'
import type { Json, TurnEvent } from '#lib/engines/connectors/types.ts'
import { bytesOfText } from '#lib/engines/speech/decode/audio-text.ts'
import { InvalidError } from '#lib/platform/errors.ts'

type AudioSettings = Pick<
  HttpSettings,
  'audio_path' | 'reply_audio_encoding' | 'reply_audio_sample_rate'
>

/** The audio of an answer over HTTP, which may come in one piece or several, as text in messages or as a file of its own. */
export class ReplySound {
  readonly #settings: AudioSettings
  readonly #peer: string
  readonly #files = new ReplyFiles()
  readonly #samples: { at: number; bytes: Buffer }[] = []
  #events: TurnEvent[] = []

  constructor(settings: AudioSettings, peer: string) {
    this.#settings = settings
    this.#peer = peer
  }

  /** Takes what a message has at `audio_path`. Throws NetworkError `configuration` for what cannot be audio. */
  take(value: Json | undefined, at: number): void {
    if (value === undefined || value === null || value === '') return
    try {
      if (typeof value !== 'string')
        throw new InvalidError(
          `the path of the reply audio (${this.#settings.audio_path ?? ''}) leads to ${shapeOf(value)}; it must lead to a text in base64 or hexadecimal, or to a data URI`,
        )
      this.add(bytesOfText(value).bytes, at)
    } catch (error) {
      throw unreadableAudio(error, this.#peer)
    }
  }

  /** Takes a piece as it is. */
  add(bytes: Buffer, at: number): void {
    if (bytes.length > 0 && !this.#files.take(bytes, at)) this.#samples.push({ at, bytes })
  }

  /** Decodes what has come. Throws NetworkError `configuration` when it cannot be read. */
  async read(signal: AbortSignal): Promise<void> {
    const { reply_audio_encoding: encoding, reply_audio_sample_rate: sampleRate } = this.#settings
    const fallback = { encoding, sampleRate }
    const options = { peer: this.#peer, signal }
    const clips = await this.#files.read(fallback, options)
    for (const { at, bytes } of this.#samples.splice(0))
      clips.push({ at, until: at, ...(await readReplyAudio(bytes, fallback, options)) })
    const told = new Set<string>()
    this.#events = clips
      .sort((a, b) => a.at - b.at)
      .flatMap(({ at, until, ...clip }) => [...toldAudio(clip, at, told, until)])
  }

  /** What was read, in the order in which it came. */
  get events(): readonly TurnEvent[] {
    return this.#events
  }
}
