import type { NoiseSounds } from '#lib/engines/speech/conditions/condition.ts'
import {
  ConditionsAnswer,
  type ConditionsQuestion,
  type Heard,
} from '#lib/engines/speech/conditions/thread/protocol.ts'
import { createSoundMemory } from '#lib/engines/speech/conditions/thread/sound-memory.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import { WorkerLostError, type PoolWorker } from '#lib/platform/processes/worker-pool.ts'

type ProfileQuestion = Omit<ConditionsQuestion, 'sounds'> & {
  sounds: { name: string; clips: NoiseSounds } | null
}

/** Starts a thread that applies device profiles. */
export function openConditionsWorker(): PoolWorker<ProfileQuestion, Heard> {
  const sent = createSoundMemory<true>()

  /** Sounds are sent once: a crowd weighs more than what is said in it. */
  function soundsFor({ sounds }: ProfileQuestion) {
    if (!sounds) return null
    const { name, clips } = sounds
    if (sent.get(name)) return { name }
    sent.set(name, true)
    const { babble, recording } = clips
    return {
      name,
      clips: { ...(babble && { babble: [...babble] }), ...(recording && { recording }) },
    }
  }

  return openThread({
    program: new URL('./conditions-thread.ts', import.meta.url),
    name: 'conditions',
    write: (question): ConditionsQuestion => ({ ...question, sounds: soundsFor(question) }),
    read: (message) => {
      const answer = ConditionsAnswer.parse(message)
      if ('refused' in answer) throw new InvalidError(answer.refused)
      if ('error' in answer) throw new WorkerLostError(answer.error)
      return answer
    },
  })
}
