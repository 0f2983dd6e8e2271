import { z } from 'zod'

import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import { listen, type FakeServer, tricks } from '#lib/engines/speech/testing/listen.ts'

/** The form as OpenAI's API reference of `/v1/audio/transcriptions` states it, as far as Earshot uses it. */
const Fields = z.strictObject({
  file: z.instanceof(File),
  model: z.literal('test-listener'),
  language: z.string().regex(/^[a-z]{2,3}$/),
  response_format: z.literal('json'),
  temperature: z.literal('0'),
})
type Transcribed = { language: string; durationMs: number; sampleRate: number }

/** What the server says it hears; the name of a trick makes it misbehave instead. */
export type FakeTranscription = FakeServer & { says: string; asked: Transcribed[] }

/** A server that wants a key, a whole multipart form and a WAV file in it. */
export async function startFakeTranscription(): Promise<FakeTranscription> {
  const asked: Transcribed[] = []
  const peer: FakeTranscription = { url: '', close: () => undefined, says: '', asked }
  const server = await listen(async (message, body, response) => {
    const refuse = (status: number, reason: string) =>
      response.writeHead(status).end(JSON.stringify({ error: { message: reason } }))
    if (message.method !== 'POST' || message.url !== '/v1/audio/transcriptions')
      return refuse(404, 'no such path')
    if (message.headers.authorization !== 'Bearer listen-key')
      return refuse(401, 'Incorrect API key provided')
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': message.headers['content-type'] ?? '' },
    })
      .formData()
      .catch(() => null)
    if (!form) return refuse(400, 'Could not parse multipart form')
    const fields = Fields.safeParse(Object.fromEntries(form))
    if (!fields.success) return refuse(400, z.prettifyError(fields.error))
    const { file, language } = fields.data
    if (file.name !== 'speech.wav' || file.type !== 'audio/wav')
      return refuse(400, 'Unrecognized file format')
    const clip = decodeWav(new Uint8Array(await file.arrayBuffer()))
    const durationMs = (clip.pcm.length / clip.sampleRate) * 1_000
    asked.push({ language, durationMs, sampleRate: clip.sampleRate })
    const trick = tricks[peer.says]
    if (trick) return trick(response)
    if (peer.says === 'not json') return response.end('hello')
    return response.end(JSON.stringify({ text: ` ${peer.says}\n`, usage: { seconds: 2 } }))
  })
  return Object.assign(peer, { url: `${server.url}/v1`, close: () => server.close() })
}
