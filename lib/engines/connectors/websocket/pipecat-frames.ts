/**
 * The frames of Pipecat's WebSocket transports: protobuf, as in its `frames.proto` (`Frame { text = 1, audio = 2,
 * transcription = 3, message = 4 }`). RTVI messages are JSON in a `message`. Of a few fields, so no library.
 */

/** What a frame holds: a message as JSON text, or 16-bit PCM. */
type PipecatFrame = { message: string } | { audio: Buffer; sampleRate: number }

/** protobuf.dev/programming-guides/encoding: the only two kinds of field that occur. */
const varint = 0
const lengthDelimited = 2

function encodeVarint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...bytes, rest])
}

const tag = (field: number, kind: number) => encodeVarint(field * 8 + kind)
const numberField = (field: number, value: number) =>
  Buffer.concat([tag(field, varint), encodeVarint(value)])
const bytesField = (field: number, bytes: Buffer) =>
  Buffer.concat([tag(field, lengthDelimited), encodeVarint(bytes.length), bytes])

/** A message, as its JSON text. */
export const encodeMessage = (json: string): Buffer =>
  bytesField(4, bytesField(1, Buffer.from(json, 'utf8')))

/** 16-bit PCM, mono. */
export const encodeAudio = (pcm: Buffer, sampleRate: number): Buffer =>
  bytesField(2, Buffer.concat([bytesField(3, pcm), numberField(4, sampleRate), numberField(5, 1)]))

/** Reads fields in their order; throws RangeError for bytes that are no protobuf of these kinds. */
function readFields(bytes: Buffer): Map<number, Buffer | number> {
  const fields = new Map<number, Buffer | number>()
  let at = 0
  const readVarint = (): number => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at]
      if (byte === undefined || factor > 2 ** 63) throw new RangeError('a number is cut off')
      at += 1
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  while (at < bytes.length) {
    const key = readVarint()
    const value = readVarint()
    if (key % 8 === varint) fields.set(Math.floor(key / 8), value)
    else if (key % 8 === lengthDelimited && at + value <= bytes.length) {
      fields.set(Math.floor(key / 8), bytes.subarray(at, at + value))
      at += value
    } else throw new RangeError('a field is cut off or of another kind')
  }
  return fields
}

/** What a frame holds; null for a kind that says nothing to a client. Throws RangeError when it is none. */
export function decodeFrame(bytes: Buffer): PipecatFrame | null {
  const frame = readFields(bytes)
  const message = frame.get(4)
  if (Buffer.isBuffer(message)) {
    const json = readFields(message).get(1)
    return Buffer.isBuffer(json) ? { message: json.toString('utf8') } : null
  }
  const audio = frame.get(2)
  if (!Buffer.isBuffer(audio)) return null
  const fields = readFields(audio)
  const [pcm, rate, channels] = [fields.get(3), fields.get(4), fields.get(5)]
  if (!Buffer.isBuffer(pcm)) return null
  if (typeof rate !== 'number' || (channels !== undefined && channels !== 1))
    throw new RangeError('audio is not mono, or without a sample rate')
  return { audio: pcm, sampleRate: rate }
}
