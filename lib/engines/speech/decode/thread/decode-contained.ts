import { decodeFlac } from '#lib/engines/speech/decode/flac/decode-flac.ts'
import { decodeMp3 } from '#lib/engines/speech/decode/mp3/decode-mp3.ts'
import { skipId3 } from '#lib/engines/speech/decode/mp3/mp3-frames.ts'
import { decodeOgg } from '#lib/engines/speech/decode/ogg/decode-ogg.ts'
import { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'
import type { DecodeQuestion, ThreadDecoded } from '#lib/engines/speech/decode/thread/protocol.ts'
import { decodeWebm } from '#lib/engines/speech/decode/webm/decode-webm.ts'

async function decodeInto(
  { bytes, container }: DecodeQuestion,
  sink: SampleSink,
): Promise<ThreadDecoded['codec']> {
  if (container === 'ogg') return decodeOgg(bytes, sink)
  if (container === 'webm') return decodeWebm(bytes, sink)
  if (container === 'mp3') {
    await decodeMp3(bytes, sink)
    return 'mp3'
  }
  decodeFlac(bytes.subarray(skipId3(bytes)), sink)
  return 'flac'
}

/** Decodes a file of compressed audio. Throws `UnreadableAudioError` with the reason. */
export async function decodeContained(question: DecodeQuestion): Promise<ThreadDecoded> {
  const sink = new SampleSink(question)
  const codec = await decodeInto(question, sink)
  return { ...sink.finish(), codec }
}
