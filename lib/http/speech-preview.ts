import path from 'node:path'

import {
  SpeechAnswer,
  type SpeechQuestion,
} from '#lib/engines/speech/catalogue/preview-protocol.ts'
import { createRemembered } from '#lib/engines/speech/remote/remembered.ts'
import type { VoicesView } from '#lib/engines/speech/schema.ts'
import { createAttemptLimiter, type AttemptLimiter } from '#lib/http/attempt-limiter.ts'
import { webStorage } from '#lib/http/database.ts'
import { AppError } from '#lib/platform/errors.ts'
import { openProgram } from '#lib/platform/processes/open-program.ts'
import {
  createWorkerPool,
  type PoolWorker,
  type WorkerPool,
} from '#lib/platform/processes/worker-pool.ts'

/** ms for which a list of voices is shown before the engines are asked again */
const VOICES_MS = 60_000

type SpeechPreview = {
  pool: WorkerPool<SpeechQuestion, SpeechAnswer>
  voices: () => Promise<VoicesView>
  /** storage keys of samples that were made */
  samples: Map<string, string>
  allows: AttemptLimiter
  allowsPreview: AttemptLimiter
}
const holder = globalThis as typeof globalThis & { earshotStudio?: SpeechPreview }

/** Starts the studio, `workers/speech-preview/main.ts`, with the settings of this process. */
function openSpeechWorker(): PoolWorker<SpeechQuestion, SpeechAnswer> {
  // From the working directory: this module is bundled, and its own address means nothing.
  const program = path.join(
    /* turbopackIgnore: true */ process.cwd(),
    'workers/speech-preview/main.ts',
  )
  return openProgram({
    program,
    name: 'the voice studio',
    read: (message) => SpeechAnswer.parse(message),
  })
}

async function ask<Is extends SpeechAnswer['is']>(
  pool: SpeechPreview['pool'],
  question: SpeechQuestion,
  is: Is,
): Promise<Extract<SpeechAnswer, { is: Is }>> {
  const answer = await pool.ask(question)
  if (answer.is === 'fault') throw new AppError(answer.code, answer.message)
  const isMeant = (one: SpeechAnswer): one is Extract<SpeechAnswer, { is: Is }> => one.is === is
  if (isMeant(answer)) return answer
  throw new AppError('internal', 'The speech preview sent an unexpected answer')
}

function openSpeechPreview(): SpeechPreview {
  const pool = createWorkerPool<SpeechQuestion, SpeechAnswer>({
    name: 'voice studio',
    open: openSpeechWorker,
    // A slow list of a remote engine must not hold up somebody who listens.
    size: 2,
    maxQueued: 50,
    timeoutMs: 60_000,
    idleMs: 60_000,
  })
  const load = async () => (await ask(pool, { ask: 'voices' }, 'voices')).voices
  return {
    pool,
    voices: createRemembered(load, VOICES_MS),
    samples: new Map(),
    allows: createAttemptLimiter({ name: 'voice-sample', burst: 30, perMinute: 30 }),
    allowsPreview: createAttemptLimiter({ name: 'speech-preview', burst: 15, perMinute: 20 }),
  }
}

const studio = () => (holder.earshotStudio ??= openSpeechPreview())

/** Every speech engine and the voices of those that are set up. */
export const getVoices = (): Promise<VoicesView> => studio().voices()

/**
 * Storage key of a short sentence spoken by a voice; made when nobody has heard it yet, which one person may ask for
 * thirty times a minute. Throws `InvalidError` for a voice that there is not, `rate_limited`, and `upstream`.
 */
export async function getVoiceSample(
  actorId: string,
  sample: { engine: string; voice: string; language: string },
): Promise<string> {
  const { pool, samples, allows } = studio()
  const name = JSON.stringify(sample)
  const known = samples.get(name)
  if (known !== undefined && (await webStorage().stat('input-audio', known))) return known
  if (!allows(actorId))
    throw new AppError('rate_limited', 'Too many new voice samples; wait a minute')
  const { key } = await ask(pool, { ask: 'sample', ...sample }, 'sample')
  if (samples.size >= 10_000) samples.clear()
  samples.set(name, key)
  return key
}

type PreviewQuestion = Omit<Extract<SpeechQuestion, { ask: 'preview' }>, 'ask'>

/**
 * A text before and after a device profile, which one person may ask for twenty times a minute. Throws `InvalidError`
 * for what cannot be spoken or heard so, `rate_limited`, and `upstream`.
 */
export async function getPreview(actorId: string, question: PreviewQuestion) {
  const { pool, allowsPreview } = studio()
  if (!allowsPreview(actorId))
    throw new AppError('rate_limited', 'Too many previews; wait some seconds')
  return ask(pool, { ask: 'preview', ...question }, 'preview')
}
