import { listVoices } from '#lib/engines/speech/catalogue/list-voices.ts'
import {
  type SpeechAnswer,
  SpeechQuestion,
} from '#lib/engines/speech/catalogue/preview-protocol.ts'
import { sampleSentence } from '#lib/engines/speech/catalogue/sample-sentences.ts'
import { createConditions } from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import { createNoiseLibrary } from '#lib/engines/speech/conditions/noise-library.ts'
import { storedTalkers } from '#lib/engines/speech/conditions/stored-talkers.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { createEngineSet } from '#lib/engines/speech/tts/engine-set.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError, errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { logUncaught } from '#lib/platform/processes/log-uncaught.ts'
import { createStorage } from '#lib/platform/storage/storage.ts'
import { preview } from '#workers/speech-preview/preview.ts'

/**
 * The speech engines of the web application, in a process of their own: it starts with the first question, leaves
 * when nobody asks any more, and keeps SDKs and voices out of the web server's memory.
 */

logUncaught()
const engines = createEngineSet(settings())
const storage = createStorage()
const speech = createSpeech({ engine: engines, storage, cacheBytes: 0 })
const noises = createNoiseLibrary({ storage, talkers: () => storedTalkers(engines, speech) })
const conditions = createConditions({ storage, noises, threads: 1, cacheBytes: 0 })

async function answer(question: SpeechQuestion): Promise<SpeechAnswer> {
  if (question.ask === 'voices')
    return { is: 'voices', voices: await listVoices(engines, settings()) }
  if (question.ask === 'preview') return preview({ speech, conditions }, question)
  const { engine, voice, language } = question
  const text = sampleSentence(language)
  const { key } = await speech.stimulus({ text, language, voice: `${engine}:${voice}` })
  return { is: 'sample', key }
}

const known = ['invalid', 'upstream', 'unavailable'] as const

function faultOf(error: unknown): SpeechAnswer {
  const code = error instanceof AppError ? known.find((one) => one === error.code) : undefined
  if (code === undefined) log.error({ err: error }, 'the voice studio failed')
  return { is: 'fault', code: code ?? 'internal', message: errorMessage(error) }
}

process.on('message', (message) => {
  void Promise.resolve()
    .then(() => answer(SpeechQuestion.parse(message)))
    .catch(faultOf)
    .then((reply) => process.send?.(reply))
})
process.on(
  'disconnect',
  () => void Promise.all([engines.close(), conditions.close()]).finally(() => process.exit()),
)
