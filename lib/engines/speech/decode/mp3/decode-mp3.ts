import { MPEGDecoder } from 'mpg123-decoder'

import { findMp3 } from '#lib/engines/speech/decode/mp3/mp3-frames.ts'
import type { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** Bytes that are decoded at a time: time and samples are looked at in between. */
const STEP = 4_096

/** Decodes MPEG audio of layers I to III with libmpg123. Throws `UnreadableAudioError`. */
export async function decodeMp3(bytes: Uint8Array, sink: SampleSink): Promise<void> {
  const found = findMp3(bytes)
  if (!found) throw new UnreadableAudioError('The MP3 file holds no frame')
  const decoder = new MPEGDecoder()
  await decoder.ready
  try {
    for (let at = found.start; at < bytes.length; at += STEP) {
      const { channelData, samplesDecoded, sampleRate, errors } = decoder.decode(
        bytes.subarray(at, at + STEP),
      )
      if (errors.length > 0)
        sink.warn('Some frames of the MP3 stream are damaged and were left out')
      // The decoder gives two channels whatever there is.
      const planes = found.mono ? channelData.slice(0, 1) : channelData
      if (samplesDecoded > 0) sink.add(planes, sampleRate, samplesDecoded)
      else sink.checkTime()
    }
  } finally {
    decoder.free()
  }
}
