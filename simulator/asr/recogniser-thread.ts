import { parentPort } from 'node:worker_threads'

import { resample } from '#lib/engines/speech/audio/resample.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { Question, type Recognised } from '#simulator/asr/protocol.ts'
import { recogniseBeginning } from '#simulator/asr/recognise-beginning.ts'
import { recognise } from '#simulator/asr/recognise.ts'
import { analyse, earRate } from '#simulator/asr/spectrum.ts'

/** Worker thread: one utterance, one answer, in order. */

function answer(message: unknown): Recognised {
  const started = performance.now()
  const { pcm, sampleRate, profile, sets, partial } = Question.parse(message)
  const clip = resample({ pcm, sampleRate }, earRate)
  const spectrum = analyse(clip.pcm)
  const recognition = partial
    ? recogniseBeginning(spectrum, sets)
    : { ...recognise(spectrum, sets, profile), progress: 1 }
  return { ...recognition, cpuMs: performance.now() - started }
}

parentPort?.on('message', (message: unknown) => {
  try {
    parentPort?.postMessage(answer(message))
  } catch (error) {
    parentPort?.postMessage({ error: errorMessage(error) })
  }
})
