import { z } from 'zod'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { decodeAnswer } from '#lib/engines/speech/remote/decode-answer.ts'
import { createRemembered } from '#lib/engines/speech/remote/remembered.ts'
import { checkRequest } from '#lib/engines/speech/tts/check-request.ts'
import { checkScripts } from '#lib/engines/speech/tts/check-scripts.ts'
import { type EngineDefinition, revised } from '#lib/engines/speech/tts/engine-definition.ts'
import { type PiperVoice, readPiperVoices } from '#lib/engines/speech/tts/piper-voices.ts'
import { resolveVoice } from '#lib/engines/speech/tts/resolve-voice.ts'
import { scriptsOf } from '#lib/engines/speech/tts/scripts-of.ts'
import type { SynthesisRequest, TtsEngine } from '#lib/engines/speech/types.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'
import { openService, type Service, statusOf } from '#lib/platform/net/service.ts'

type PiperTtsOptions = {
  url: string
  /** 1 unless told */
  revision?: number
  /** ms for one request in all, 60,000 unless told */
  timeoutMs?: number
  /** tries of one request, 3 unless told */
  maxAttempts?: number
}

const SERVICE = 'Piper'
const MAX_AUDIO_BYTES = 32 * 1024 * 1024
/** A voice with a thousand speakers takes 25 kB. */
const MAX_CATALOGUE_BYTES = 16 * 1024 * 1024
const CATALOGUE_MS = 600_000

const Catalogue = z.record(z.string(), z.unknown())

function readCatalogue(bytes: Buffer): PiperVoice[] {
  let answer: unknown
  try {
    answer = JSON.parse(bytes.toString('utf8'))
  } catch {
    answer = null
  }
  const parsed = Catalogue.safeParse(answer)
  if (!parsed.success)
    throw new UpstreamError(SERVICE, '/voices did not answer a JSON object of voices', false)
  return readPiperVoices(parsed.data)
}

/** `name#speaker` chooses a person of a voice with several. */
function findVoice(voices: PiperVoice[], language: string, wanted: string) {
  const at = wanted.lastIndexOf('#')
  if (at < 0) return { voice: resolveVoice(voices, language, wanted), speaker: null }
  const voice = resolveVoice(voices, language, wanted.slice(0, at))
  const speaker = wanted.slice(at + 1)
  if (voice.speakers?.includes(speaker)) return { voice, speaker }
  const known = voice.speakers?.slice(0, 12).join(', ') ?? 'one only'
  throw new InvalidError(`The voice ${voice.id} has no speaker "${speaker}"; there is ${known}`)
}

/**
 * The audio of a text. Servers from piper1-gpl's web page on speak at `/synthesize`; before, at `/`, and there a
 * POST to `/synthesize` is a 404. Source: `src/piper/http_server.py` of OHF-Voice/piper1-gpl, both generations.
 */
function createSpeaking(service: Service) {
  let path = '/synthesize'
  const send = (body: string, signal?: AbortSignal) =>
    service.call(
      {
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', accept: 'audio/wav' },
        body,
        maxBytes: MAX_AUDIO_BYTES,
      },
      signal,
    )
  return async (body: string, signal?: AbortSignal): Promise<Buffer> => {
    try {
      return await send(body, signal)
    } catch (error) {
      if (path === '/' || ![404, 405].includes(statusOf(error) ?? 0)) throw error
      path = '/'
      return send(body, signal)
    }
  }
}

/** Piper speaks with its default voice when it does not know the one asked for; a different rate betrays it. */
function assertVoice({ id, sampleRate }: PiperVoice, clip: Clip): void {
  if (clip.sampleRate !== sampleRate)
    throw new UpstreamError(
      SERVICE,
      `answered ${clip.sampleRate} Hz where the voice ${id} has ${sampleRate} Hz: it spoke with another voice`,
      false,
    )
}

/**
 * An engine that speaks through a Piper HTTP server. Voices are checked against its `/voices`, because Piper speaks
 * unknown ones with its default voice. Faults become `UpstreamError`, retryable for 408, 425, 429, 5xx and network
 * faults.
 */
export function createPiperTts(options: PiperTtsOptions): TtsEngine {
  const service = openService({
    name: SERVICE,
    url: options.url,
    timeoutMs: options.timeoutMs ?? 60_000,
    maxAttempts: options.maxAttempts ?? 3,
    credentials: 'what stands before TTS_PIPER_URL',
  })
  const speak = createSpeaking(service)
  const voices = createRemembered(async () => {
    const maxBytes = MAX_CATALOGUE_BYTES
    return readCatalogue(await service.call({ method: 'GET', path: '/voices', maxBytes }))
  }, CATALOGUE_MS)

  async function synthesize(request: SynthesisRequest): Promise<Clip> {
    const rate = checkRequest(request)
    const { voice, speaker } = findVoice(await voices(), request.language, request.voice)
    checkScripts(request.text, scriptsOf(voice.languages[0] ?? request.language), voice.id)
    const body = {
      text: request.text,
      voice: voice.id,
      ...(speaker !== null && { speaker }),
      ...(rate !== 1 && { length_scale: voice.lengthScale / rate }),
    }
    const spoken = await speak(JSON.stringify(body), request.signal)
    const clip = await decodeAnswer(SERVICE, spoken, request.signal)
    assertVoice(voice, clip)
    return clip
  }

  return {
    id: 'piper',
    version: revised(service.host, options.revision ?? 1),
    deterministic: false,
    voices,
    async voiceFor(language, wanted) {
      const { voice, speaker } = findVoice(await voices(), language, wanted)
      return speaker === null ? voice : { ...voice, id: `${voice.id}#${speaker}` }
    },
    synthesize,
    close: async () => undefined,
  }
}

export const piper: EngineDefinition = {
  label: 'Piper',
  licence: 'GPL-3.0 as a server of its own; each voice has its own licence, in its model card.',
  privacy: 'Each new text is sent to TTS_PIPER_URL, usually a machine of your own.',
  missing: (env) => (env.TTS_PIPER_URL === undefined ? 'TTS_PIPER_URL' : null),
  open: (env) => createPiperTts({ url: env.TTS_PIPER_URL ?? '', revision: env.TTS_REVISION }),
}
