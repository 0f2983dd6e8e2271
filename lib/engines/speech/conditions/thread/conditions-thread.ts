import { parentPort } from 'node:worker_threads'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import {
  type ConditionsAnswer,
  ConditionsQuestion,
  type Heard,
} from '#lib/engines/speech/conditions/thread/protocol.ts'
import { createSoundMemory } from '#lib/engines/speech/conditions/thread/sound-memory.ts'
import { errorMessage, InvalidError } from '#lib/platform/errors.ts'

/** Worker thread: one question, one answer, in order. A profile takes tens of ms for a sentence. */

type Sounds = Parameters<typeof applyProfile>[3]
const kept = createSoundMemory<NonNullable<Sounds>>()

function soundsOf({ sounds }: ConditionsQuestion): Sounds {
  if (!sounds) return {}
  if (sounds.clips) {
    const { babble, recording } = sounds.clips
    kept.set(sounds.name, { ...(babble && { babble }), ...(recording && { recording }) })
  }
  const found = kept.get(sounds.name)
  if (!found) throw new Error(`The sounds ${sounds.name} are not here`)
  return found
}

function levelsOf(clip: Clip, { speechStartMs, speechEndMs }: Heard['report']): Heard['levels'] {
  return { ...measureLevels(clip), speechStartMs, speechEndMs }
}

function hear(question: ConditionsQuestion): Heard {
  const { settings, seed } = question
  const heard = applyProfile(question.clip, parseProfile(settings), seed, soundsOf(question))
  return { ...heard, levels: levelsOf(heard.clip, heard.report) }
}

parentPort?.on('message', (message: unknown) => {
  let answer: ConditionsAnswer
  try {
    answer = hear(ConditionsQuestion.parse(message))
  } catch (error) {
    answer =
      error instanceof InvalidError ? { refused: error.message } : { error: errorMessage(error) }
  }
  parentPort?.postMessage(answer)
})
