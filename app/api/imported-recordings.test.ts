import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import { encodeStereoWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { golden } from '#lib/engines/speech/decode/testing/golden-audio.ts'

const database = useTestDatabase()
const api = useApi(database)
const call: typeof api.call = (...args) => api.call(...args)
const author = () => createCtx(database.db, 'qa_engineer')

test('a multipart import stores recordings, and refuses silence and absence', async () => {
  const ctx = await author()
  const suite = `suite: Spoken\ncases:\n  - id: one\n    name: One\n    languages: { en-US: {} }\n    turns: [{ audio: hello.wav }]\n`
  const send = (wav: Uint8Array<ArrayBuffer> | null) => {
    const body = new FormData()
    body.append('file', new File([suite], 'spoken.suite.yaml'))
    if (wav) body.append('recording', new File([wav], 'hello.wav', { type: 'audio/wav' }))
    return call(ctx, 'POST', '/api/v1/suites/import', { body })
  }
  const missing = await send(null)
  expect(missing.status).toBe(400)
  expect(JSON.stringify(missing.body)).toContain('spoken.suite.yaml:6: ')
  expect((await send(new Uint8Array([1, 2, 3]))).status).toBe(400)
  const wav = (pcm: Int16Array) => new Uint8Array(encodeWav({ pcm, sampleRate: 16_000 }))
  expect(JSON.stringify((await send(wav(new Int16Array(16_000)))).body)).toContain('silent')
  const [spoken] = utterances('slt')
  const clip = spoken?.clip
  const stored = await send(
    new Uint8Array(encodeWav(clip ?? { pcm: new Int16Array(), sampleRate: 1 })),
  )
  expect(stored).toMatchObject({ status: 200, body: { created: 1 } })
})

test('a dry run, and an import that is refused, store no recording', async () => {
  const ctx = await author()
  const line = (audio: string) =>
    `  - { id: ${audio.slice(0, 3)}, name: One, languages: { en-US: {} }, turns: [{ audio: ${audio} }] }\n`
  const pcm = utterances('slt')[1]?.clip.pcm ?? new Int16Array()
  const send = async (query: string, cases: string) => {
    const body = new FormData()
    body.append('file', new File([`suite: Dry\ncases:\n${cases}`], 'dry.suite.yaml'))
    const wav = new Uint8Array(encodeWav({ pcm, sampleRate: 16_000 }))
    body.append('recording', new File([wav], 'dry.wav', { type: 'audio/wav' }))
    return (await call(ctx, 'POST', `/api/v1/suites/import${query}`, { body })).status
  }
  const before = await api.storedObjects()
  expect(await send('?dry_run=true', line('dry.wav'))).toBe(200)
  expect(await send('', line('dry.wav') + line('absent.wav'))).toBe(400)
  expect(await api.storedObjects()).toEqual(before)
  expect(await send('', line('dry.wav'))).toBe(200)
  expect((await api.storedObjects()).length).toBeGreaterThan(before.length)
})

test('what is odd in a recording is told with the import, each time, and imports it all the same', async () => {
  const ctx = await author()
  const suite = `suite: Odd\ncases:\n  - id: one\n    name: One\n    languages: { en-US: {} }\n    turns: [{ audio: stereo.wav }]\n`
  const pcm = utterances('slt')[0]?.clip.pcm ?? new Int16Array()
  const inverted = pcm.map((sample) => -sample)
  const send = (wav: Uint8Array<ArrayBuffer>) => {
    const body = new FormData()
    body.append('file', new File([suite], 'odd.suite.yaml'))
    body.append('recording', new File([wav], 'stereo.wav', { type: 'audio/wav' }))
    return call(ctx, 'POST', '/api/v1/suites/import', { body })
  }
  for (const round of ['created', 'unchanged'])
    expect(await send(new Uint8Array(encodeStereoWav(pcm, inverted, 16_000)))).toMatchObject({
      status: 200,
      body: {
        [round]: 1,
        report: [
          {
            ...{ file: 'odd.suite.yaml', line: 6, status: 'approximated' },
            message: expect.stringMatching(/^stereo\.wav: The channels are out of phase/) as string,
          },
          {},
        ],
      },
    })
  const calm = await send(new Uint8Array(encodeStereoWav(pcm, pcm, 16_000)))
  expect(JSON.stringify(calm.body)).not.toContain('out of phase')
})

test('a recording of any common form is known by its content, and what is not read is named', async () => {
  const ctx = await author()
  const send = (name: string, bytes: Buffer, type: string) => {
    const suite = `suite: Party\ncases:\n  - id: one\n    name: One\n    languages: { en-US: {} }\n    turns: [{ audio: ${name} }]\n`
    const body = new FormData()
    body.append('file', new File([suite], 'party.suite.yaml'))
    body.append('recording', new File([new Uint8Array(bytes)], name, { type }))
    return call(ctx, 'POST', '/api/v1/suites/import?dry_run=true', { body })
  }
  const octets = 'application/octet-stream'
  for (const [name, file, type] of [
    ['party.mp3', 'mp3-tagged', octets],
    ['party.wav', 'ogg-vorbis', 'audio/wav'],
    ['party', 'flac', ''],
  ] as const)
    expect(await send(name, golden(file), type)).toMatchObject({
      status: 200,
      body: { created: 1 },
    })
  const m4a = Buffer.from('0000001c667479704d344120000002004d344120', 'hex')
  const refused = await send('party.m4a', m4a, octets)
  expect(refused.status).toBe(400)
  expect(JSON.stringify(refused.body)).toContain('M4A/AAC is not read: send WAV, MP3, Ogg')
})
