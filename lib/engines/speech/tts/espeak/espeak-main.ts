/*
 * SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Earshot authors. Free software under the GNU General Public License; see COPYING.
 * A program of its own: it talks to its parent over pipes only. The protocol is in README.md.
 */
import { createInterface } from 'node:readline'

import loadEspeak from '@echogarden/espeak-ng-emscripten'
import { z } from 'zod'

const Request = z.object({
  text: z.string().min(1),
  voice: z.string().min(1),
  rate: z.number().min(0.5).max(2),
})
type Request = z.infer<typeof Request>

const NORMAL_WORDS_PER_MINUTE = 175

const module = await loadEspeak({ print: () => undefined, printErr: () => undefined })
const espeak = new module.eSpeakNGWorker()
const fresh = module.HEAP8.slice()

/** espeak keeps state between calls; with its memory put back, equal requests give equal samples. */
function resetMemory(): void {
  module.HEAP8.set(fresh)
  module.HEAP8.fill(0, fresh.length)
}

/** Text as espeak must read it: markup spoken instead of obeyed, `[[` not taken for phonemes. */
function escapeText(text: string): string {
  return text
    .replace(/\[(?=\[)/g, '[ ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function synthesize({ text, voice, rate }: Request): Buffer {
  resetMemory()
  const status = espeak.set_voice(voice)
  if (status !== 0) throw new Error(`espeak-ng has no voice "${voice}" (status ${status})`)
  espeak.set_rate(Math.round(NORMAL_WORDS_PER_MINUTE * rate))
  const parts: Buffer[] = []
  espeak.synthesize(escapeText(text), (samples) => {
    if (samples.length > 0)
      parts.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
    return false
  })
  return Buffer.concat(parts)
}

function write(sampleRate: number, body: Buffer): void {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(sampleRate, 0)
  header.writeUInt32LE(body.length, 4)
  process.stdout.write(Buffer.concat([header, body]))
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    write(espeak.samplerate, synthesize(Request.parse(JSON.parse(line))))
  } catch (error) {
    write(0, Buffer.from(error instanceof Error ? error.message : String(error)))
  }
}
