import { dtmf } from '#lib/speech/conditions/dtmf.ts'
import { isSpoken, utterance, type TurnInput } from '#lib/suites/schema.ts'

import { env } from '../../config/env.ts'
import { checkStimulus } from './check-stimulus.ts'
import type { Utterance } from './hold-turn.ts'
import type { Plan } from './plan.ts'
import type { ExecuteDeps } from './types.ts'

/** Keys go as a message where the line has one, as tones otherwise. */
function keysOf(digits: string, { line }: Plan) {
  const tones = line.connector.capabilities(line.config).dtmf ? null : dtmf({ digits })
  return { digits, tones }
}

/** What the caller does instead of speaking. */
function withoutSpeech(plan: Plan, { dtmf: digits, silence_ms: silenceMs }: TurnInput) {
  return {
    ...{ text: null, stimulus: null },
    ...(digits !== undefined && { keys: keysOf(digits, plan) }),
    ...(silenceMs !== undefined && { silenceMs }),
  }
}

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
  if (turn && !isSpoken(turn)) return { index, language, ...withoutSpeech(plan, turn) }
  const words = turn && utterance(turn, language)
  if (!words) throw new Error(`Turn ${index + 1} has nothing to say in ${language}`)
  if (!spoken) return { index, language, text: words.text, stimulus: null }
  const voice = plan.case.languages[language]?.voice ?? 'default'
  const stimulus =
    words.audio === null
      ? await deps.speech.stimulus({ text: words.text ?? '', language, voice }, signal)
      : await deps.speech.load(words.audio)
  const said = { index, language, text: words.text, stimulus }
  // A recording is what somebody said; only what an engine made can be something else than its text.
  if (!deps.listener || words.audio !== null) return said
  const made = { stimulus, text: words.text ?? '', language }
  return { ...said, heard: checkStimulus(deps.listener, made, env.ASR_CHECK_MAX_WER, signal) }
}
