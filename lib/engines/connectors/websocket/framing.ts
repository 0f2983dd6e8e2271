import { parseLossless, toJson } from '#lib/engines/connectors/lossless-json.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import {
  decodeFrame,
  encodeAudio,
  encodeMessage,
} from '#lib/engines/connectors/websocket/pipecat-frames.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/**
 * How messages travel. `json`: text is JSON, binary messages are audio; `json_binary`: both are JSON; `pipecat`: both
 * JSON and audio are in protobuf frames.
 */
export const framings = ['json', 'json_binary', 'pipecat'] as const
export type Framing = (typeof framings)[number]

/** One message; `sampleRate` in Hz where the message itself tells it. */
export type Frame = { at: number; bytes: number } & (
  { json: Json } | { binary: Buffer; sampleRate?: number }
)

function parse(data: Buffer, peer: string): Json {
  try {
    return toJson(parseLossless(data.toString('utf8')))
  } catch {
    throw protocolFault(peer, `a message is not JSON: "${excerpt(data)}"`)
  }
}

function readPipecat(data: Buffer, facts: { at: number; bytes: number }, peer: string) {
  let frame
  try {
    frame = decodeFrame(data)
  } catch (error) {
    throw protocolFault(peer, `a message is not a frame of Pipecat: ${errorMessage(error)}`)
  }
  if (frame === null) return null
  if ('message' in frame) return { ...facts, json: parse(Buffer.from(frame.message), peer) }
  return { ...facts, binary: frame.audio, sampleRate: frame.sampleRate }
}

/** The message in `data`, null for one that says nothing. Throws NetworkError `protocol`. */
export function readFrame(
  data: Buffer,
  isBinary: boolean,
  framing: Framing,
  peer: string,
): Frame | null {
  const facts = { at: performance.now(), bytes: data.length }
  if (isBinary && framing === 'pipecat') return readPipecat(data, facts, peer)
  if (isBinary && framing === 'json') return { ...facts, binary: data }
  return { ...facts, json: parse(data, peer) }
}

/** A message, as it goes out. */
export const packMessage = (json: string, framing: Framing): string | Buffer =>
  framing === 'pipecat' ? encodeMessage(json) : json

/** Audio that goes out as a binary message. */
export const packAudio = (audio: Buffer, framing: Framing, sampleRate: number): Buffer =>
  framing === 'pipecat' ? encodeAudio(audio, sampleRate) : audio
