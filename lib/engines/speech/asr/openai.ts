import { z } from 'zod'

import type { Asr } from '#lib/engines/speech/asr/types.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'
import { Breaker } from '#lib/platform/net/breaker.ts'
import { openService } from '#lib/platform/net/service.ts'

type OpenaiAsrOptions = {
  /** Base address, to which `/audio/transcriptions` is appended. */
  url: string
  apiKey?: string | undefined
  model: string
  /** ms for one request in all, 30,000 unless told */
  timeoutMs?: number
  /** tries of one request, 3 unless told */
  maxAttempts?: number
}

const SERVICE = 'speech recogniser'
/** Largest file of OpenAI's API. */
const MAX_CLIP_BYTES = 25 * 1024 * 1024
const MAX_ANSWER_BYTES = 1024 * 1024

const Answer = z.looseObject({ text: z.string() })

/** Whisper's language codes are ISO 639-1; Norwegian has one code for both of its written forms. */
function languageCode(tag: string): string {
  const { language } = new Intl.Locale(tag)
  return language === 'nb' || language === 'nn' ? 'no' : language
}

function readAnswer(bytes: Buffer): string {
  let answer: unknown
  try {
    answer = JSON.parse(bytes.toString('utf8'))
  } catch {
    answer = null
  }
  const parsed = Answer.safeParse(answer)
  if (parsed.success) return parsed.data.text.replace(/\s+/g, ' ').trim()
  throw new UpstreamError(SERVICE, 'the answer is no JSON object with a text', false)
}

/** The request as the multipart form of OpenAI's API reference, and its content type with the boundary. */
async function encodeForm(fields: Record<string, string>, wav: Buffer) {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(wav)], 'speech.wav', { type: 'audio/wav' }))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const encoded = new Response(form)
  return {
    body: Buffer.from(await encoded.arrayBuffer()),
    contentType: encoded.headers.get('content-type') ?? '',
  }
}

/**
 * A recogniser behind OpenAI's `POST /v1/audio/transcriptions`. It is left alone for a while after failing
 * repeatedly, so that a thousand stimuli do not each wait for a server that is down.
 */
export function createOpenaiAsr(options: OpenaiAsrOptions): Asr {
  const { model, apiKey } = options
  const service = openService({
    name: SERVICE,
    url: options.url,
    timeoutMs: options.timeoutMs ?? 30_000,
    maxAttempts: options.maxAttempts ?? 3,
    credentials: 'ASR_OPENAI_API_KEY',
    breaker: new Breaker(),
  })
  return {
    id: `${model}@${service.host}`,
    async transcribe(clip, language, signal) {
      const wav = encodeWav(clip)
      if (wav.length > MAX_CLIP_BYTES)
        throw new InvalidError(`The recording has ${wav.length} bytes; 25 MB can be transcribed`)
      const fields = { model, language: languageCode(language), response_format: 'json' }
      const { body, contentType } = await encodeForm({ ...fields, temperature: '0' }, wav)
      const answer = await service.call(
        {
          method: 'POST',
          path: '/audio/transcriptions',
          headers: {
            'content-type': contentType,
            accept: 'application/json',
            ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
          },
          body,
          maxBytes: MAX_ANSWER_BYTES,
        },
        signal,
      )
      return readAnswer(answer)
    },
  }
}
