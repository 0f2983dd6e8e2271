import type { ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { createFrameReader, type AnswerFrame } from '#lib/engines/speech/tts/frame-reader.ts'
import { errorMessage, InvalidError } from '#lib/platform/errors.ts'
import { createAnswerSlot } from '#lib/platform/processes/answer-slot.ts'
import { lastWords } from '#lib/platform/processes/open-program.ts'
import { spawnProgram } from '#lib/platform/processes/spawn-program.ts'
import type { PoolWorker } from '#lib/platform/processes/worker-pool.ts'

/** `voice` is espeak's own name with an optional variant, `rate` is 1 for normal speed. */
export type EspeakQuestion = { text: string; voice: string; rate: number }

const program = fileURLToPath(new URL('./espeak/espeak-main.ts', import.meta.url))

/** The child and its pipes keep the process alive only while an answer is awaited. */
function holdProcess(child: ChildProcess, hold: boolean): void {
  for (const part of [child, child.stdin, child.stdout, child.stderr]) {
    if (part !== child && !(part instanceof Socket)) continue
    if (hold) part.ref()
    else part.unref()
  }
}

function clipOf({ sampleRate, body }: AnswerFrame): Clip {
  if (sampleRate === 0) throw new InvalidError(`The text cannot be spoken: ${body.toString()}`)
  const samples = new Uint8Array(body)
  return { pcm: new Int16Array(samples.buffer, 0, samples.length >> 1), sampleRate }
}

/** Starts the separate espeak program (GPL; see `espeak/README.md`) and talks to it over pipes. */
export function openEspeakWorker(): PoolWorker<EspeakQuestion, Clip> {
  const {
    process: child,
    ended,
    kill,
  } = spawnProgram([program], {
    env: { NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const slot = createAnswerSlot<AnswerFrame>()
  const complaint = lastWords(child.stderr)
  const lose = (reason: string) => slot.lose(`${reason} ${complaint()}`.trim())
  const read = createFrameReader((frame) => slot.answer(frame))

  child.stdout?.on('data', (bytes: Buffer) => {
    try {
      read(bytes)
    } catch (error) {
      lose(errorMessage(error))
      child.kill()
    }
  })
  child.stdin?.on('error', (error) => lose(error.message))
  void ended.then(({ how }) => lose(`the espeak program ${how}`))
  holdProcess(child, false)

  return {
    async ask(question) {
      holdProcess(child, true)
      try {
        const line = `${JSON.stringify(question)}\n`
        return clipOf(await slot.ask(() => void child.stdin?.write(line)))
      } finally {
        holdProcess(child, false)
      }
    },
    close: kill,
  }
}
