import { expect, test } from 'vitest'

import { encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { sniffAudio } from '#lib/engines/speech/decode/sniff-audio.ts'
import { golden, goldenNames } from '#lib/engines/speech/decode/testing/golden-audio.ts'

test.each(goldenNames)('%s is known by its content', (name) => {
  const container = name.split('-')[0]
  expect(sniffAudio(golden(name))).toEqual({ is: 'audio', container })
})

const clip = utterances('rms')[0]?.clip ?? { pcm: new Int16Array(0), sampleRate: 16_000 }

test.each(['RIFF', 'RIFX', 'RF64'])('%s is WAV', (tag) => {
  const bytes = encodeWav(clip)
  bytes.write(tag, 0, 'latin1')
  expect(sniffAudio(bytes)).toEqual({ is: 'audio', container: 'wav' })
})

test('a stream of MP3 is known by one frame that is whole, by three, and behind a tag by any', () => {
  const bytes = golden('mp3-bare')
  const second = bytes.indexOf(bytes.subarray(0, 2), 2)
  for (const end of [second, second * 3 + 10, bytes.length])
    expect(sniffAudio(bytes.subarray(0, end))).toMatchObject({ container: 'mp3' })
  expect(sniffAudio(golden('mp3-tagged').subarray(0, 600))).toMatchObject({ container: 'mp3' })
})

test('junk before the first frame does not hide an MP3', () => {
  const bytes = Buffer.concat([Buffer.alloc(700, 0x20), golden('mp3-bare')])
  expect(sniffAudio(bytes)).toMatchObject({ container: 'mp3' })
})

test.each([
  ['0000002066747970', 'M4A/AAC'],
  ['2321414d520a', 'AMR'],
  ['464f524d0000100041494646', 'AIFF'],
  ['3026b2758e66cf11a6d9', 'WMA'],
  ['89504e470d0a1a0a', 'a PNG image'],
  ['1f8b0800', 'gzip'],
])('%s… is told as %s', (hex, name) => {
  expect(sniffAudio(Buffer.from(hex, 'hex'))).toMatchObject({ is: 'other', name })
})

/** Pieces of 20 ms, as they come over a line. */
function pieces(bytes: Uint8Array, length: number): Uint8Array[] {
  const count = Math.floor(bytes.length / length)
  return Array.from({ length: count }, (_, n) => bytes.subarray(n * length, (n + 1) * length))
}

const offset = (pcm: Int16Array, by: number) => pcm.map((value) => value / 8 + by)

test('no piece of raw samples is taken for anything, whatever their form and level', () => {
  const seen = utterances('kal')
    .slice(0, 4)
    .flatMap(({ clip: spoken }) => {
      const { pcm } = resample(spoken, 8_000)
      return [pcm, offset(pcm, -90), offset(pcm, -700), offset(pcm, 60)].flatMap((samples) => {
        const linear = new Uint8Array(Int16Array.from(samples).buffer)
        const laws = (['mulaw', 'alaw'] as const).map((law) => encodeG711(samples, law))
        return [...pieces(linear, 320), ...laws.flatMap((codes) => pieces(codes, 160))]
      })
    })
  expect(seen.length).toBeGreaterThan(1_000)
  expect(seen.map((piece) => sniffAudio(piece)).filter(({ is }) => is !== 'unknown')).toEqual([])
})

test.each([
  ['not found', 'text'],
  ['Internal Server Error', 'text'],
  ['{"detail":"no voice"}', 'JSON'],
  ['[]    \n\n\n', 'JSON'],
  ['<html><body>', 'HTML or XML'],
])('the text %j is told as such', (text, kind) => {
  expect(sniffAudio(Buffer.from(text))).toMatchObject({ is: 'other' })
  const sniffed = sniffAudio(Buffer.from(text))
  expect('name' in sniffed && sniffed.name.startsWith(kind)).toBe(true)
})
