import { type Gaps, gapsOf } from '#lib/engines/speech/decode/mp3/gapless.ts'
import { Minimp3 } from '#lib/engines/speech/decode/mp3/minimp3.ts'
import {
  chainAt,
  findMp3,
  type FrameHeader,
  headerAt,
  skipId3,
} from '#lib/engines/speech/decode/mp3/mp3-frames.ts'
import type { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** Consecutive headers after a damaged place that samples do not have by chance. */
const AFTER_DAMAGE = 2
/** Consecutive headers of another kind that make another stream. */
const OTHER_STREAM = 3

const damaged = 'Some frames of the MP3 stream are damaged and were left out'

/** Where the stream goes on at or after `at`; the end of the bytes when it does not. */
function nextFrame(bytes: Uint8Array, at: number, kind: number, sink: SampleSink): number {
  const tagged = at + skipId3(bytes.subarray(at))
  for (let from = tagged; from < bytes.length; from++) {
    if (bytes[from] !== 0xff) continue
    if (headerAt(bytes, from)?.kind === kind && chainAt(bytes, from, AFTER_DAMAGE) >= AFTER_DAMAGE)
      return from
    if (from === tagged && chainAt(bytes, from, OTHER_STREAM) >= OTHER_STREAM)
      throw new UnreadableAudioError(
        'The audio changes its sample rate in the middle: send it as one stream',
      )
    sink.checkTime()
  }
  return bytes.length
}

/** Frames of one stream in order; what is between two of them is damage, what is after the last is not. */
function* framesOf(bytes: Uint8Array, start: number, first: FrameHeader, sink: SampleSink) {
  for (let at = start; at < bytes.length;) {
    const header = headerAt(bytes, at)
    if (header?.kind === first.kind) {
      const end = at + header.length
      if (end > bytes.length) return
      yield { frame: bytes.subarray(at, end), header }
      at = end
      continue
    }
    const next = nextFrame(bytes, at, first.kind, sink)
    if (next < bytes.length && next > at + skipId3(bytes.subarray(at))) sink.warn(damaged)
    at = next
  }
}

/** Puts samples into the sink, without what the encoder says it has put before and after the sound. */
class GaplessSink {
  readonly #sink: SampleSink
  #skip: number
  #left: number

  constructor(sink: SampleSink, { skip, length }: Gaps) {
    this.#sink = sink
    this.#skip = skip
    this.#left = length
  }

  add(planes: Float32Array[], sampleRate: number): void {
    const count = planes[0]?.length ?? 0
    const from = Math.min(this.#skip, count)
    const to = Math.min(count, from + this.#left)
    this.#skip -= from
    this.#left -= to - from
    this.#sink.add(
      planes.map((plane) => plane.subarray(from, to)),
      sampleRate,
      to - from,
    )
  }
}

/** Decodes MPEG audio of layer III with minimp3. Throws `UnreadableAudioError`. */
export async function decodeMp3(bytes: Uint8Array, sink: SampleSink): Promise<void> {
  const found = findMp3(bytes)
  if (!found) throw new UnreadableAudioError('The MP3 file holds no frame')
  const { start, first } = found
  if (first.layer !== 3)
    throw new UnreadableAudioError(
      `The file is MPEG audio of layer ${first.layer}; only layer 3 (MP3) can be read`,
    )
  const decoder = await Minimp3.open()
  const gaps = gapsOf(bytes.subarray(start, start + first.length), first)
  const gapless = new GaplessSink(sink, gaps)
  const channels = first.mono ? 1 : 2
  let begun = false
  const from = gaps.isTag ? start + first.length : start
  for (const { frame, header } of framesOf(bytes, from, first, sink)) {
    const planes = decoder.decode(frame, header)
    if (planes) begun = true
    // A stream that was cut out of another begins with frames that need those before them.
    else if (!begun) continue
    else sink.warn(damaged)
    const [left = new Float32Array(header.samples), right = left] = planes ?? []
    // A frame with another number of channels is mostly one whose header is damaged.
    gapless.add([left, right].slice(0, channels), header.sampleRate)
  }
}
