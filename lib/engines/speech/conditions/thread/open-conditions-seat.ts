import { Worker } from 'node:worker_threads'

import type { NoiseSounds } from '#lib/engines/speech/conditions/condition.ts'
import {
  ConditionsAnswer,
  type ConditionsQuestion,
  type Heard,
} from '#lib/engines/speech/conditions/thread/protocol.ts'
import { createSoundMemory } from '#lib/engines/speech/conditions/thread/sound-memory.ts'
import { createAnswerSlot } from '#lib/engines/speech/tts/answer-slot.ts'
import { SeatLostError, type Seat } from '#lib/engines/speech/tts/seat-pool.ts'
import { errorMessage, InvalidError } from '#lib/platform/errors.ts'

type ProfileQuestion = Omit<ConditionsQuestion, 'sounds'> & {
  sounds: { name: string; clips: NoiseSounds } | null
}

/** Starts a thread that applies device profiles. While idle it does not keep the process alive. */
export function openConditionsSeat(): Seat<ProfileQuestion, Heard> {
  const worker = new Worker(new URL('./conditions-thread.ts', import.meta.url), {
    execArgv: [],
    name: 'conditions',
  })
  worker.unref()
  const slot = createAnswerSlot<unknown>()
  const sent = createSoundMemory<true>()
  worker.on('message', (message: unknown) => slot.answer(message))
  worker.on('error', (error) => slot.lose(errorMessage(error)))
  worker.on('exit', (code) => slot.lose(`the conditions thread ended with code ${code}`))

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

  async function ask(question: ProfileQuestion): Promise<Heard> {
    worker.ref()
    try {
      const message: ConditionsQuestion = { ...question, sounds: soundsFor(question) }
      const answer = ConditionsAnswer.parse(await slot.ask(() => worker.postMessage(message)))
      if ('refused' in answer) throw new InvalidError(answer.refused)
      if ('error' in answer) throw new SeatLostError(answer.error)
      return answer
    } finally {
      worker.unref()
    }
  }

  return {
    ask,
    async close() {
      await worker.terminate()
    },
  }
}
