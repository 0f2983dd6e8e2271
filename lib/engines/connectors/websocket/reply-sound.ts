import { toldAudio } from '#lib/engines/connectors/audio-format.ts'
import { ReplyFiles } from '#lib/engines/connectors/reply-files.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Connection } from '#lib/engines/connectors/websocket/connection.ts'
import { bytesOfText, type TextForm } from '#lib/engines/speech/decode/audio-text.ts'
import { assertSamples } from '#lib/engines/speech/decode/decode-audio.ts'

/** How a piece of audio is to be taken: its rate where the message names one, and what it belongs to. */
type PieceOptions = { sampleRate?: number | undefined; item?: string | null }

/**
 * The sound of a reply that comes in messages. Samples and WAV files are heard as they come; a compressed file is read when
 * all of it has come. What the first piece is decides what the others are taken for.
 */
export class ReplySound {
  readonly #connection: Pick<Connection, 'audio' | 'output'>
  readonly #emit: (event: TurnEvent) => void
  readonly #files = new ReplyFiles(['mp3', 'ogg', 'flac', 'webm'])
  readonly #warned = new Set<string>()
  #streams = false
  #form: TextForm | null = null

  constructor(connection: Pick<Connection, 'audio' | 'output'>, emit: (event: TurnEvent) => void) {
    this.#connection = connection
    this.#emit = emit
  }

  /** The bytes of a piece that is written as text: the first one says how. Throws InvalidError for no audio. */
  bytesOf(piece: string): Buffer {
    if (this.#form === 'base64' || piece === '') return Buffer.from(piece, 'base64')
    const { bytes, form } = bytesOfText(piece)
    this.#form ??= form
    return bytes
  }

  /** Takes a piece; a message may end in the middle of a sample. Throws InvalidError for a form that is not read. */
  take(bytes: Buffer, at: number, { sampleRate, item = null }: PieceOptions = {}): void {
    if (!this.#streams && this.#files.take(bytes, at)) return
    if (!this.#streams) assertSamples(bytes)
    this.#streams = true
    const { audio, output } = this.#connection
    const declared = { ...output, ...(sampleRate !== undefined && { sampleRate }) }
    const clip = audio.take(bytes, declared, at, item)
    if (clip) for (const event of toldAudio(clip, at, this.#warned)) this.#emit(event)
  }

  /** Hears compressed audio, once the reply has ended. Throws NetworkError `configuration` when it cannot be read. */
  async readFiles(options: { peer: string; signal: AbortSignal }): Promise<void> {
    if (this.#files.isEmpty) return
    for (const { at, until, ...clip } of await this.#files.read(this.#connection.output, options))
      for (const event of toldAudio(clip, at, this.#warned, until)) this.#emit(event)
  }
}
