import { utterance } from '#lib/suites/schema.ts'

import type { Utterance } from './hold-turn.ts'
import type { Plan } from './plan.ts'
import type { ExecuteDeps } from './types.ts'

/** What the caller says in one turn, with its audio when it is spoken. Throws what our own side did wrong. */
export async function prepareUtterance(
  deps: ExecuteDeps,
  plan: Plan,
  index: number,
  language: string,
  spoken: boolean,
  signal: AbortSignal,
): Promise<Utterance> {
  const turn = plan.case.turns[index]
  const words = turn && utterance(turn, language)
  if (!words) throw new Error(`Turn ${index + 1} has nothing to say in ${language}`)
  if (!spoken) return { index, language, text: words.text, stimulus: null }
  const voice = plan.case.languages[language]?.voice ?? 'default'
  const stimulus =
    words.audio === null
      ? await deps.speech.stimulus({ text: words.text ?? '', language, voice }, signal)
      : await deps.speech.load(words.audio)
  return { index, language, text: words.text, stimulus }
}
