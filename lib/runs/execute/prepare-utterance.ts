import { dtmf } from '#lib/engines/speech/conditions/dtmf.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { checkStimulus } from '#lib/runs/execute/check-stimulus.ts'
import type { Plan } from '#lib/runs/execute/plan.ts'
import type { Utterance } from '#lib/runs/execute/take-turn.ts'
import type { ExecuteDeps } from '#lib/runs/execute/types.ts'
import { isSpoken, utterance, type TurnInput } from '#lib/suites/schema.ts'

/** Keys go as a message where the line has one, as tones through the device profile otherwise. */
async function keysOf(
  { conditions }: ExecuteDeps,
  digits: string,
  { endpoint, profile }: Plan,
  signal: AbortSignal,
) {
  if (endpoint.connector.capabilities(endpoint.config).dtmf) return { digits, tones: null }
  const tones = dtmf({ digits })
  if (!profile) return { digits, tones }
  const { clip, levels } = await conditions.apply(tones, profile, signal)
  return { digits, tones: clip, endMs: levels.speechEndMs }
}

/** What the caller does instead of speaking. */
async function withoutSpeech(
  deps: ExecuteDeps,
  plan: Plan,
  { dtmf: digits, silence_ms: silenceMs }: TurnInput,
  signal: AbortSignal,
) {
  return {
    ...{ text: null, stimulus: null },
    ...(digits !== undefined && { keys: await keysOf(deps, digits, plan, signal) }),
    ...(silenceMs !== undefined && { silenceMs }),
  }
}

/** What a turn becomes through the device profile, or why that cannot be applied to it. */
async function unlessRefused<T>(
  { profile }: Plan,
  work: () => Promise<T>,
): Promise<T | { text: null; stimulus: null; unspeakable: string }> {
  try {
    return await work()
  } catch (error) {
    if (!profile || !(error instanceof InvalidError)) throw error
    const unspeakable = `The device profile ${profile.name} cannot be applied: ${error.message}.`
    return { text: null, stimulus: null, unspeakable }
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
  if (turn && !isSpoken(turn))
    return {
      ...{ index, language },
      ...(await unlessRefused(plan, () => withoutSpeech(deps, plan, turn, signal))),
    }
  const words = turn && utterance(turn, language)
  if (!turn || !words) throw new Error(`Turn ${index + 1} has nothing to say in ${language}`)
  if (!spoken) return { index, language, text: words.text, stimulus: null }
  const voice = plan.case.languages[language]?.voice ?? 'default'
  const stimulus =
    words.audio === null
      ? await deps.speech.stimulus({ text: words.text ?? '', language, voice }, signal)
      : await deps.speech.load(words.audio)
  const { profile } = plan
  const { barge_in: bargeIn } = turn
  const sent = await unlessRefused(plan, async () => ({
    stimulus: profile ? await deps.conditions.hear(stimulus, profile, signal) : stimulus,
  }))
  const said: Utterance = {
    ...{ index, language, ...sent, text: words.text },
    ...(bargeIn && { breaksIn: true }),
    ...(bargeIn?.backchannel && { backchannel: true }),
  }
  // A recording is what somebody said; only what an engine made can be something else than its text.
  // It listens to the stimulus as it was made: through noise it would only show how good it is itself.
  if (!deps.listener || words.audio !== null) return said
  const made = { stimulus, text: words.text ?? '', language }
  return {
    ...said,
    heard: checkStimulus(deps.listener, made, settings().ASR_CHECK_MAX_WER, signal),
  }
}
