import { readReplyAudio, type ToldClip } from '#lib/engines/connectors/audio-format.ts'
import type { AudioFormat } from '#lib/engines/connectors/types.ts'
import { asStreamedWav } from '#lib/engines/speech/audio/wav.ts'
import { type Container, sniffAudio } from '#lib/engines/speech/decode/sniff-audio.ts'

/** A file that comes in pieces; `at` is when the first one came, `until` when the last one did. */
type OpenFile = { container: Container; at: number; until: number; pieces: Buffer[] }

/** What was read of it. */
type ReadFile = ToldClip & { at: number; until: number }

/** Containers whose streams may be cut into files and be joined again: more of the same goes on where it ended. */
const joinable = new Set<Container>(['mp3', 'ogg'])

function bytesOf({ container, pieces: [first, ...more] }: OpenFile): Buffer {
  if (!first) return Buffer.alloc(0)
  // A header that counts only the piece it came with would hide the others.
  const head = container === 'wav' && more.length > 0 ? asStreamedWav(first) : first
  return Buffer.concat([head, ...more])
}

/**
 * Joins pieces of audio that belong to one file, by their content: the first piece of a file says what it is, those after it
 * say nothing. Samples without a container are none of its business.
 */
export class ReplyFiles {
  readonly #files: OpenFile[] = []
  readonly #containers: ReadonlySet<Container>

  /** `containers`: which ones are gathered; a piece of any other is left to the caller. */
  constructor(containers: readonly Container[] = ['wav', 'mp3', 'ogg', 'flac', 'webm']) {
    this.#containers = new Set(containers)
  }

  /** Takes a piece that came at `at` if it is of a file; false for one that is not. */
  take(bytes: Buffer, at: number): boolean {
    const open = this.#files.at(-1)
    const sniffed = sniffAudio(bytes)
    if (sniffed.is === 'audio' && this.#containers.has(sniffed.container)) {
      const { container } = sniffed
      if (open?.container === container && joinable.has(container)) {
        open.pieces.push(bytes)
        open.until = at
      } else this.#files.push({ container, at, until: at, pieces: [bytes] })
      return true
    }
    if (!open || sniffed.is === 'audio') return false
    open.pieces.push(bytes)
    open.until = at
    return true
  }

  /** Whether there is nothing to read. */
  get isEmpty(): boolean {
    return this.#files.length === 0
  }

  /** Reads all files, in their order, and forgets them. Throws NetworkError `configuration` for one that cannot be read. */
  async read(
    fallback: Pick<AudioFormat, 'encoding' | 'sampleRate'>,
    options: { peer: string; signal?: AbortSignal },
  ): Promise<ReadFile[]> {
    const clips: ReadFile[] = []
    for (const file of this.#files.splice(0)) {
      const { at, until } = file
      clips.push({ at, until, ...(await readReplyAudio(bytesOf(file), fallback, options)) })
    }
    return clips
  }
}
