import { expect, test } from 'vitest'

import { encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import { encodeStereoWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { decodeAudio } from '#lib/engines/speech/decode/decode-audio.ts'
import { correlation } from '#lib/engines/speech/decode/testing/correlation.ts'
import { golden, type GoldenName } from '#lib/engines/speech/decode/testing/golden-audio.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

const source = utterances('slt')[8]?.clip ?? { pcm: new Int16Array(0), sampleRate: 16_000 }
const part = { ...source, pcm: source.pcm.slice(4_000, 8_800) }
const delayed = source.pcm.map((_, n) => Math.round((source.pcm[n - 400] ?? 0) / 2))
const mixed = { ...source, pcm: source.pcm.map((v, n) => Math.round((v + (delayed[n] ?? 0)) / 2)) }
const durationMs = ({ pcm, sampleRate }: typeof source) => (pcm.length / sampleRate) * 1_000

test.each<[GoldenName, object, typeof source]>([
  ['mp3-tagged', { container: 'mp3', codec: 'mp3', channels: 1, sampleRate: 24_000 }, source],
  ['mp3-bare', { container: 'mp3', codec: 'mp3', channels: 1, sampleRate: 24_000 }, source],
  ['ogg-opus', { container: 'ogg', codec: 'opus', channels: 1, sampleRate: 48_000 }, source],
  ['ogg-vorbis', { container: 'ogg', codec: 'vorbis', channels: 1, sampleRate: 16_000 }, source],
  ['ogg-vorbis-stereo', { codec: 'vorbis', channels: 2, sampleRate: 16_000 }, mixed],
  ['webm-opus-live', { container: 'webm', codec: 'opus', channels: 1 }, source],
  ['webm-vorbis', { container: 'webm', codec: 'vorbis', channels: 1 }, source],
  ['ogg-opus-6', { container: 'ogg', codec: 'opus', channels: 6 }, source],
])('%s sounds as what was encoded, for as long', async (name, form, expected) => {
  const decoded = await decodeAudio(golden(name))
  expect(decoded).toMatchObject({ ...form, warnings: [] })
  expect(correlation(expected, decoded)).toBeGreaterThan(0.99)
  // MP3 without a tag does not say what its encoder has put before and after the sound.
  const slack = name === 'mp3-bare' ? 100 : 20
  expect(Math.abs(durationMs(decoded) - durationMs(expected))).toBeLessThan(slack)
})

test.each<[GoldenName, object, typeof source]>([
  ['flac', { container: 'flac', codec: 'flac', channels: 1 }, part],
  ['ogg-flac', { container: 'ogg', codec: 'flac', channels: 1 }, part],
  ['flac-24-stereo', { channels: 2 }, { ...mixed, pcm: mixed.pcm.slice(4_800, 6_400) }],
])(
  '%s is what was encoded, sample for sample, its last partial block too',
  async (name, form, expected) => {
    const decoded = await decodeAudio(golden(name))
    expect(decoded).toMatchObject({ ...form, sampleRate: 16_000, warnings: [] })
    expect(decoded.pcm).toHaveLength(expected.pcm.length)
    const largest = decoded.pcm.reduce(
      (most, v, n) => Math.max(most, Math.abs(v - (expected.pcm[n] ?? 0))),
      0,
    )
    expect(largest).toBeLessThanOrEqual(form && 'codec' in form ? 0 : 1)
  },
)

const antiphase = encodeStereoWav(
  source.pcm,
  source.pcm.map((v) => -v),
  16_000,
)

test.each([
  ['a WAV file', antiphase],
  ['an Ogg file', golden('ogg-opus-anti')],
])(
  'of %s whose channels cancel each other out the louder one is heard, with a warning',
  async (_, bytes) => {
    const decoded = await decodeAudio(bytes)
    expect(decoded.warnings).toEqual([expect.stringContaining('out of phase')])
    const own = Math.abs(correlation(source, decoded))
    const turned = correlation(source, { ...decoded, pcm: decoded.pcm.map((v) => -v) })
    expect(Math.max(own, turned)).toBeGreaterThan(0.99)
    expect(measureLevels(decoded).rmsDb).toBeCloseTo(measureLevels(source).rmsDb, 0)
  },
)

test('stereo with sound on one side, or different sound on both, is no reason to warn', async () => {
  const oneSided = encodeStereoWav(source.pcm, new Int16Array(source.pcm.length), 16_000)
  expect((await decodeAudio(oneSided)).warnings).toEqual([])
  expect((await decodeAudio(encodeStereoWav(source.pcm, delayed, 16_000))).warnings).toEqual([])
})

const mulaw = { encoding: 'mulaw', sampleRate: 8_000 } as const

test('bytes of no container are the samples that were declared', async () => {
  const codes = Buffer.from(encodeG711(source.pcm, 'mulaw'))
  const decoded = await decodeAudio(codes, { raw: mulaw })
  expect(decoded).toMatchObject({ container: 'raw', codec: 'mulaw', sampleRate: 8_000 })
  expect(decoded.pcm).toHaveLength(source.pcm.length)
  const pcm = encodeWav(source).subarray(44)
  const plain = await decodeAudio(pcm, { raw: { encoding: 'pcm_s16le', sampleRate: 16_000 } })
  expect(plain.pcm).toEqual(source.pcm)
})

const wav = encodeWav(part)
const base64 = wav.toString('base64')

test.each([
  ['base64', base64],
  ['base64 in lines', base64.replace(/(.{76})/g, '$1\r\n')],
  ['base64 for addresses', wav.toString('base64url')],
  ['hexadecimal', wav.toString('hex')],
  ['a data URI', `data:audio/mpeg;base64,${base64}`],
])('a file that is written as %s is read', async (_, text) => {
  expect((await decodeAudio(Buffer.from(text))).pcm).toEqual(part.pcm)
})

const m4a = Buffer.from('0000001c667479704d344120000002004d34412069736f6d69736f32', 'hex')
const adts = Buffer.from(`fff150800c7ffc${'00'.repeat(92)}fff150800c7ffc`, 'hex')

test.each([
  [
    'M4A',
    m4a,
    /^M4A\/AAC is not read: send WAV, MP3, Ogg \(Opus, Vorbis or FLAC\), FLAC or WebM \(.*begin with 00 00 00 1c 66 74/,
  ],
  ['AAC', adts, /^M4A\/AAC is not read/],
  [
    'an error page',
    Buffer.from('<!doctype html><title>502 Bad Gateway</title>'),
    /HTML or XML .*502 Bad/,
  ],
  ['JSON', Buffer.from('{"error":"no such voice"}'), /JSON .*no such voice/],
  ['gzip', Buffer.from('1f8b0800000000000003', 'hex'), /gzip is not read/],
  ['nothing', Buffer.alloc(0), /empty/],
  ['a WAV of MP3', withTag(0x55), /holds MP3/],
  ['an Ogg with its first page cut', golden('ogg-opus').subarray(0, 60), /Ogg/],
  ['a WebM cut in its header', golden('webm-opus-live').subarray(0, 90), /WebM/],
  [
    'a FLAC cut in its header',
    golden('flac').subarray(0, 20),
    /FLAC audio cannot be read: the FLAC header is cut off/,
  ],
])('%s is refused by name, whatever was declared', async (_, bytes, reason) => {
  const refusal = decodeAudio(bytes, { raw: mulaw })
  await expect(refusal).rejects.toThrow(UnreadableAudioError)
  await expect(refusal).rejects.toThrow(reason)
})

function withTag(tag: number): Buffer {
  const bytes = encodeWav(part)
  bytes.writeUInt16LE(tag, 20)
  return bytes
}

test('bytes of no known form are refused where nothing is declared', async () => {
  const bytes = Buffer.from(part.pcm.buffer)
  await expect(decodeAudio(bytes)).rejects.toThrow(/no audio of a known form: send WAV/)
})

test.each<[string, GoldenName]>([
  ['compressed', 'ogg-opus'],
  ['lossless', 'flac-24-stereo'],
])('%s audio that is too long, too large or takes too long is refused', async (_, name) => {
  const bytes = golden(name)
  await expect(decodeAudio(bytes, { maxDurationMs: 50 })).rejects.toThrow(
    /longer than 0.05 s; at most/,
  )
  await expect(decodeAudio(bytes, { maxBytes: 1_000 })).rejects.toThrow(/at most 1000 are accepted/)
  await expect(decodeAudio(bytes, { deadlineMs: 0.001 })).rejects.toThrow(
    /Decoding took longer|decoding took longer/,
  )
})

test('whoever stops waiting is answered at once', async () => {
  const controller = new AbortController()
  const decoding = decodeAudio(golden('ogg-opus'), { signal: controller.signal })
  controller.abort(new Error('no longer wanted'))
  await expect(decoding).rejects.toThrow('no longer wanted')
})
