import { request as send, type Dispatcher } from 'undici'

import { errorMessage, UpstreamError } from '#lib/errors.ts'

import { decodeWav } from '../audio/wav.ts'
import type { Clip, SynthesisRequest, TtsEngine, Voice } from '../types.ts'
import { checkRequest } from './check-request.ts'
import { resolveVoice } from './resolve-voice.ts'

export type OpenaiTtsOptions = {
  /** Base address, to which `/audio/speech` is appended. */
  url: string
  apiKey?: string | undefined
  model: string
  /** The first is the default; each speaks any language. */
  voices: string[]
  /** ms for one request in all, 60,000 unless told */
  timeoutMs?: number
}

const SERVICE = 'speech service'
/** Four minutes of 48 kHz mono: more than the longest text the API takes. */
const MAX_BYTES = 32 * 1024 * 1024
const MAX_ERROR_BYTES = 4_096

/** Reads a body of at most `limit` bytes; stops the transfer at more. */
async function readBody(body: Dispatcher.ResponseData['body'], limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length
    if (size > limit) {
      body.destroy()
      throw new UpstreamError(SERVICE, `the answer is larger than ${limit} bytes`, false)
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Too many requests, a timeout or the server's own fault may pass; a refusal stays one. */
const isRetryable = (status: number) => [408, 409, 425, 429].includes(status) || status >= 500

async function refuse({ statusCode, body }: Dispatcher.ResponseData): Promise<never> {
  const said = await readBody(body, MAX_ERROR_BYTES).catch(() => Buffer.alloc(0))
  const text = said.toString('utf8').replace(/\s+/g, ' ').slice(0, 300)
  throw new UpstreamError(SERVICE, `HTTP ${statusCode} ${text}`.trim(), isRetryable(statusCode))
}

function decodeAnswer(bytes: Buffer): Clip {
  try {
    return decodeWav(bytes)
  } catch (error) {
    throw new UpstreamError(SERVICE, `unusable audio: ${errorMessage(error)}`, false, error)
  }
}

/**
 * An engine that speaks through a server with OpenAI's `POST /v1/audio/speech`. It asks for WAV, which carries
 * its rate. Faults become `UpstreamError`, retryable for 408, 409, 425, 429, 5xx and network faults.
 */
export function createOpenaiTts(options: OpenaiTtsOptions): TtsEngine {
  const { model, apiKey, timeoutMs = 60_000 } = options
  const address = `${options.url.replace(/\/+$/, '')}/audio/speech`
  const voices: Voice[] = options.voices.map((id) => ({
    id,
    languages: ['*'],
    sampleRate: 24_000,
  }))
  const voiceFor = async (language: string, voice: string) => resolveVoice(voices, language, voice)

  async function post(body: string, signal: AbortSignal): Promise<Buffer> {
    const answer = await send(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'audio/wav',
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      },
      body,
      signal,
    })
    if (answer.statusCode !== 200) return refuse(answer)
    return readBody(answer.body, MAX_BYTES)
  }

  async function synthesize(request: SynthesisRequest): Promise<Clip> {
    const speed = checkRequest(request)
    const { id } = await voiceFor(request.language, request.voice)
    const body = { model, input: request.text, voice: id, response_format: 'wav', speed }
    request.signal?.throwIfAborted()
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
    try {
      return decodeAnswer(await post(JSON.stringify(body), signal))
    } catch (error) {
      request.signal?.throwIfAborted()
      if (error instanceof UpstreamError) throw error
      const reason = timeout.aborted ? `no answer within ${timeoutMs} ms` : errorMessage(error)
      throw new UpstreamError(SERVICE, reason, true, error)
    }
  }

  return {
    id: 'openai',
    version: `${model}@${new URL(address).host}`,
    deterministic: false,
    voices: async () => voices,
    voiceFor,
    synthesize,
    close: async () => undefined,
  }
}
