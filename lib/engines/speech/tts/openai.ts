import type { Clip } from '#lib/engines/speech/clip.ts'
import { decodeAnswer } from '#lib/engines/speech/remote/decode-answer.ts'
import { checkRequest } from '#lib/engines/speech/tts/check-request.ts'
import { type EngineDefinition, revised } from '#lib/engines/speech/tts/engine-definition.ts'
import { resolveVoice } from '#lib/engines/speech/tts/resolve-voice.ts'
import type { SynthesisRequest, TtsEngine, Voice } from '#lib/engines/speech/types.ts'
import { openService } from '#lib/platform/net/service.ts'

type OpenaiTtsOptions = {
  /** Base address, to which `/audio/speech` is appended. */
  url: string
  apiKey?: string | undefined
  model: string
  /** The first is the default; each speaks any language. */
  voices: string[]
  /** 1 unless told */
  revision?: number
  /** ms for one request in all, 60,000 unless told */
  timeoutMs?: number
  /** tries of one request, 3 unless told */
  maxAttempts?: number
}

const SERVICE = 'speech service'
/** Four minutes of 48 kHz mono: more than the longest text the API takes. */
const MAX_BYTES = 32 * 1024 * 1024

/**
 * An engine that speaks through a server with OpenAI's `POST /v1/audio/speech`. It asks for WAV, which carries
 * its rate. Faults become `UpstreamError`, retryable for 408, 425, 429, 5xx and network faults.
 */
export function createOpenaiTts(options: OpenaiTtsOptions): TtsEngine {
  const { model, apiKey, revision = 1 } = options
  const service = openService({
    name: SERVICE,
    url: options.url,
    timeoutMs: options.timeoutMs ?? 60_000,
    maxAttempts: options.maxAttempts ?? 3,
    credentials: 'TTS_OPENAI_API_KEY',
  })
  const voices: Voice[] = options.voices.map((id) => ({
    id,
    languages: ['*'],
    sampleRate: 24_000,
  }))
  const voiceFor = async (language: string, voice: string) => resolveVoice(voices, language, voice)

  async function synthesize(request: SynthesisRequest): Promise<Clip> {
    const speed = checkRequest(request)
    const { id } = await voiceFor(request.language, request.voice)
    const body = { model, input: request.text, voice: id, response_format: 'wav', speed }
    const answer = await service.call(
      {
        method: 'POST',
        path: '/audio/speech',
        headers: {
          'content-type': 'application/json',
          accept: 'audio/wav',
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify(body),
        maxBytes: MAX_BYTES,
      },
      request.signal,
    )
    return decodeAnswer(SERVICE, answer, request.signal)
  }

  return {
    id: 'openai',
    version: revised(`${model}@${service.host}`, revision),
    deterministic: false,
    voices: async () => voices,
    voiceFor,
    synthesize,
    close: async () => undefined,
  }
}

export const openai: EngineDefinition = {
  label: 'OpenAI-compatible',
  licence: 'As agreed with the operator of the server.',
  privacy: 'Each new text is sent to TTS_OPENAI_URL.',
  missing: (env) =>
    env.TTS_ENGINE === 'openai' || env.TTS_OPENAI_API_KEY !== undefined
      ? null
      : 'TTS_OPENAI_API_KEY, or TTS_ENGINE=openai for a server without keys',
  open: (env) =>
    createOpenaiTts({
      url: env.TTS_OPENAI_URL,
      apiKey: env.TTS_OPENAI_API_KEY,
      model: env.TTS_OPENAI_MODEL,
      voices: env.TTS_OPENAI_VOICES,
      revision: env.TTS_REVISION,
    }),
}
