import { Readable } from 'node:stream'

import type { DescribeVoicesCommandOutput, Engine, LanguageCode } from '@aws-sdk/client-polly'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { createRemembered } from '#lib/engines/speech/remote/remembered.ts'
import { checkRequest } from '#lib/engines/speech/tts/check-request.ts'
import { checkScripts } from '#lib/engines/speech/tts/check-scripts.ts'
import { type EngineDefinition, revised } from '#lib/engines/speech/tts/engine-definition.ts'
import { openPolly, POLLY, type PollyConnection } from '#lib/engines/speech/tts/polly-client.ts'
import { resolveVoice } from '#lib/engines/speech/tts/resolve-voice.ts'
import { scriptsOf } from '#lib/engines/speech/tts/scripts-of.ts'
import type { SynthesisRequest, TtsEngine, Voice } from '#lib/engines/speech/types.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'

export type PollyTtsOptions = PollyConnection & {
  engine: Engine
  /** 1 unless told */
  revision?: number
}

/** Billed characters of one request. Source: Amazon Polly Developer Guide, "Quotas in Amazon Polly". */
const MAX_TEXT = 3_000
/** Hz; the highest rate that Polly has for PCM */
const RATE = 16_000
/** Ten minutes of it. */
const MAX_BYTES = RATE * 2 * 600
const MAX_PAGES = 20
const CATALOGUE_MS = 600_000

/** `codes` are the tags as Polly writes them, by the canonical form in `languages`. */
type PollyVoice = Voice & { codes: Map<string, LanguageCode> }

function readVoices({ Voices = [] }: DescribeVoicesCommandOutput): PollyVoice[] {
  return Voices.flatMap(({ Id, LanguageCode, AdditionalLanguageCodes = [], Gender }) => {
    if (Id === undefined || LanguageCode === undefined) return []
    const all = [LanguageCode, ...AdditionalLanguageCodes]
    const codes = new Map(all.map((code) => [new Intl.Locale(code).toString(), code]))
    return [
      {
        id: Id,
        languages: [...codes.keys()],
        sampleRate: RATE,
        codes,
        ...(Gender === 'Female' && { gender: 'female' as const }),
        ...(Gender === 'Male' && { gender: 'male' as const }),
      },
    ]
  })
}

/** The voice's own tag that is meant by the language asked for; its first when only the language is the same. */
function tagFor({ languages }: Voice, language: string): string {
  const wanted = new Intl.Locale(language)
  const same = languages.find((tag) => tag === wanted.toString())
  const near = languages.find((tag) => new Intl.Locale(tag).language === wanted.language)
  return same ?? near ?? languages[0] ?? language
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Plain text is spoken as it is; only another speed needs SSML, and there markup is escaped. */
function input(text: string, rate: number): { Text: string; TextType: 'text' | 'ssml' } {
  if (rate === 1) return { Text: text, TextType: 'text' }
  const escaped = text.replace(/[&<>]/g, (sign) => signs[sign] ?? '')
  const speed = `${Math.round(rate * 100)}%`
  return { Text: `<speak><prosody rate="${speed}">${escaped}</prosody></speak>`, TextType: 'ssml' }
}

async function readPcm(stream: unknown): Promise<Int16Array> {
  if (!(stream instanceof Readable)) throw new UpstreamError(POLLY, 'the answer has no body', false)
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BYTES) {
      stream.destroy()
      throw new UpstreamError(POLLY, `the answer is larger than ${MAX_BYTES} bytes`, false)
    }
    parts.push(part)
  }
  if (size === 0 || size % 2 === 1)
    throw new UpstreamError(POLLY, `unusable audio: ${size} bytes are no 16-bit samples`, false)
  const bytes = new Uint8Array(Buffer.concat(parts))
  return new Int16Array(bytes.buffer, 0, size / 2)
}

/** All voices of one kind, in the order of their names, so that `default` stays the same voice. */
async function describeVoices(polly: ReturnType<typeof openPolly>, engine: Engine) {
  const voices: PollyVoice[] = []
  let token: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await polly.run(({ sdk, client }, abortSignal) => {
      const ask = { Engine: engine, IncludeAdditionalLanguageCodes: true }
      const more = token === undefined ? {} : { NextToken: token }
      return client.send(new sdk.DescribeVoicesCommand({ ...ask, ...more }), { abortSignal })
    })
    voices.push(...readVoices(answer))
    token = answer.NextToken
    if (token === undefined) break
  }
  return voices.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * An engine that speaks through Amazon Polly by its official SDK, as 16 kHz PCM. Throws `InvalidError` for what Polly
 * cannot speak and `UpstreamError` for faults, retryable for throttling, 5xx and network faults.
 */
export function createPollyTts(options: PollyTtsOptions): TtsEngine {
  const { engine, revision = 1 } = options
  const polly = openPolly(options)
  const voices = createRemembered(() => describeVoices(polly, engine), CATALOGUE_MS)

  async function synthesize(request: SynthesisRequest): Promise<Clip> {
    const rate = checkRequest(request)
    if (request.text.length > MAX_TEXT)
      throw new InvalidError(
        `The text has ${request.text.length} characters; Polly speaks ${MAX_TEXT} at most`,
      )
    const voice = resolveVoice(await voices(), request.language, request.voice)
    const tag = tagFor(voice, request.language)
    checkScripts(request.text, scriptsOf(tag), voice.id)
    const pcm = await polly.run(async ({ sdk, client }, abortSignal) => {
      const language = voice.codes.get(tag)
      const command = new sdk.SynthesizeSpeechCommand({
        Engine: engine,
        OutputFormat: 'pcm',
        SampleRate: String(RATE),
        // The SDK's own list of voices is older than Polly's answer.
        VoiceId: voice.id as NonNullable<(typeof sdk.VoiceId)[keyof typeof sdk.VoiceId]>,
        ...(language !== undefined && { LanguageCode: language }),
        ...input(request.text, rate),
      })
      const answer = await client.send(command, { abortSignal })
      return readPcm(answer.AudioStream)
    }, request.signal)
    return { pcm, sampleRate: RATE }
  }

  return {
    id: 'polly',
    version: revised(
      options.endpoint === undefined ? engine : `${engine}@${new URL(options.endpoint).host}`,
      revision,
    ),
    deterministic: false,
    voices,
    voiceFor: async (language, wanted) => resolveVoice(await voices(), language, wanted),
    synthesize,
    close: () => polly.close(),
  }
}

export const polly: EngineDefinition = {
  label: 'Amazon Polly',
  licence: 'As agreed with AWS; its terms allow keeping what was spoken.',
  privacy: 'Each new text is sent to AWS in the region TTS_POLLY_REGION.',
  missing: (env) =>
    env.TTS_ENGINE === 'polly' || env.TTS_POLLY_REGION !== undefined ? null : 'TTS_POLLY_REGION',
  open(env) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
    return createPollyTts({
      region: env.TTS_POLLY_REGION ?? env.AWS_REGION,
      endpoint: env.TTS_POLLY_ENDPOINT,
      engine: env.TTS_POLLY_ENGINE,
      revision: env.TTS_REVISION,
      ...(accessKeyId !== undefined &&
        secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
    })
  },
}
