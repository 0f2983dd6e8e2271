import type { ServerResponse } from 'node:http'

import { z } from 'zod'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { listen, type FakeServer, tricks } from '#lib/engines/speech/testing/listen.ts'

/** Parts of the `.onnx.json` files of published voices. */
const voices = {
  'en_US-lessac-medium': {
    audio: { sample_rate: 22_050, quality: 'medium' },
    espeak: { voice: 'en-us' },
    inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
    num_speakers: 1,
    speaker_id_map: {},
    piper_version: '1.0.0',
    language: { code: 'en_US', family: 'en', region: 'US', name_english: 'English' },
  },
  'en_GB-vctk-medium': {
    audio: { sample_rate: 22_050, quality: 'medium' },
    espeak: { voice: 'en-gb-x-rp' },
    inference: { length_scale: 1.1 },
    num_speakers: 3,
    speaker_id_map: { p239: 0, p236: 1, p264: 2 },
    language: { code: 'en_GB' },
  },
  'de_DE-eva_k-x_low': {
    audio: { sample_rate: 16_000, quality: 'x_low' },
    espeak: { voice: 'de' },
    num_speakers: 1,
  },
  broken: 'not a configuration',
}

type PiperOptions = {
  /** POST goes to `/` and `/synthesize` is unknown, as before the server had a web page */
  old?: boolean
  /** the configuration of a voice changes with the counter */
  build?: number
}
const Speech = z.object({
  text: z.string(),
  voice: z.string().optional(),
  speaker: z.string().optional(),
  length_scale: z.number().optional(),
})
type PiperRequest = z.infer<typeof Speech>

const rateOf = (voice: string) => (voice.startsWith('de_') ? 16_000 : 22_050)

/**
 * A Piper HTTP server as `src/piper/http_server.py` of piper1-gpl has it: no keys, an unknown voice is spoken by the
 * default one, whatever is wrong with a request is a 500, and no two answers are alike.
 */
export async function startFakePiper({ old = false, build = 1 }: PiperOptions = {}) {
  const spoken: PiperRequest[] = []
  let catalogues = 0

  function speak(body: Buffer, response: ServerResponse) {
    const { data } = Speech.safeParse(JSON.parse(body.toString()))
    if (!data?.text.trim()) return response.writeHead(500).end('ValueError: No text provided')
    spoken.push(data)
    const trick = tricks[data.text]
    if (trick) return trick(response)
    if (data.text === 'not audio') return response.end('<html>')
    const voice = data.text === 'another voice' ? 'en_US-lessac-medium' : (data.voice ?? '')
    const level = 0.3 + Math.random() / 3
    const durationMs = 1_000 * (data.length_scale ?? 1)
    const hz = 400
    return response.end(encodeWav(tone({ hz, sampleRate: rateOf(voice), durationMs, level })))
  }

  const peer: FakeServer = await listen((message, body, response) => {
    const asked = `${message.method} ${message.url}`
    if (asked === 'GET /voices') {
      catalogues += 1
      const lessac = { ...voices['en_US-lessac-medium'], build }
      response.setHeader('content-type', 'application/json')
      return response.end(JSON.stringify({ ...voices, 'en_US-lessac-medium': lessac }))
    }
    if (asked === `POST ${old ? '/' : '/synthesize'}`) return speak(body, response)
    return response.writeHead(asked === 'POST /' ? 405 : 404).end('Not Found')
  })
  return { ...peer, spoken, catalogues: () => catalogues }
}
