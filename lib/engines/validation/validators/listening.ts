import { z } from 'zod'

import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { beganBefore } from '#lib/engines/validation/listening/began-before.ts'
import { echoFinding } from '#lib/engines/validation/listening/echo-finding.ts'
import type { Finding } from '#lib/engines/validation/listening/finding.ts'
import { isSilent, soundFinding } from '#lib/engines/validation/listening/sound-finding.ts'
import { spokenFinding, spokenVerified } from '#lib/engines/validation/listening/spoken-words.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

/** `expected`: what the expectation itself says, for an answer that is to repeat the caller. */
const Config = z.object({ expected: z.string() })
type Config = z.output<typeof Config>

const isBlank = (text: string | null) => (text ?? '').trim() === ''
const hasText = ({ reply_written, reply_spoken }: TurnEvidence) =>
  !isBlank(reply_written) || !isBlank(reply_spoken)

/** All words that an expectation of the reply names. */
function expectedWords({ response }: ResolvedExpectation): string {
  const phrases = (response?.contains ?? []).map((phrase) =>
    typeof phrase === 'string' ? phrase : phrase.text,
  )
  return [...phrases, response?.similar_to ?? '', response?.matches ?? ''].join('. ')
}

/** Whether there is anything to say that `audio` does not: a reply that is or should be heard, with evidence that tells. */
function isJudged(turn: TurnEvidence, { reply, audio }: ResolvedExpectation): boolean {
  if (turn.kind === 'text' || reply === 'none') return false
  const { reply_audio: sound } = turn
  if (sound === null)
    return turn.voice_out !== undefined && hasText(turn) && !(turn.voice_out && audio?.required)
  if (isSilent(sound)) return audio?.required !== true
  return (sound.sound ?? sound.caller_echo ?? sound.check ?? sound.unheard) !== undefined
}

function findings(turn: TurnEvidence, audio: AudioEvidence, config: Config): Finding[] {
  if (audio.unheard !== undefined && !isSilent(audio)) return [notListened(audio.unheard)]
  const sound = soundFinding(audio, { worded: hasText(turn), cutShort: turn.cut_short })
  // Of what is no speech there is nothing more to say.
  if (sound !== null && sound.about === 'sound') return [sound]
  return [
    sound,
    echoFinding(turn, audio, config.expected),
    beganBefore(turn, audio),
    spokenFinding(turn, audio),
  ].filter((finding) => finding !== null)
}

/** Our own side failed: that says nothing of the reply, and proves nothing. */
const notListened = (why: string): Finding => ({
  ...{ about: 'unheard', proof: 'unproven', likely: true, confidence: 0.5 },
  why: `Earshot could not listen to the reply audio: ${why.replace(/\.$/, '')}.`,
})

/** The caller reads nothing: text alone is silence to them. */
function unheard({ voice_out }: TurnEvidence): Judgement {
  return voice_out === true
    ? {
        score: 0,
        proof: 'wrong',
        pass: false,
        confidence: 0.95,
        evidence: 'The reply came as text and nothing of it was spoken: a caller hears nothing.',
      }
    : {
        score: 1,
        proof: 'right',
        pass: true,
        confidence: 0.97,
        mustHave: false,
        evidence: 'This target answers in text only, so there is no reply audio to judge.',
      }
}

function heard(turn: TurnEvidence, { sound }: AudioEvidence): Judgement {
  const seconds = ((sound?.speech_ms ?? 0) / 1_000).toFixed(1)
  const words =
    spokenVerified(turn) === 'yes'
      ? 'its words were recognised'
      : 'its words were not verified, because no recogniser has checked them'
  return {
    score: 1,
    proof: 'right',
    pass: true,
    confidence: 0.97,
    // Speech is the least that a reply is: it proves nothing of what is expected.
    mustHave: false,
    evidence: `Speech was heard in the reply for ${seconds} s; ${words}.`,
    detail: { findings: [], spoken: spokenVerified(turn) },
  }
}

/**
 * What a caller would have heard, in every spoken turn and whatever is expected: nothing, noise, a word cut off, themselves.
 * Only what is wrong or doubtful is a must-have. Silent about executions from before replies were listened to.
 */
export const listening = defineValidator({
  kind: 'listening',
  label: 'Listening to the reply',
  version: 1,
  weight: 1,
  mustHave: true,
  config: Config,
  applies: (expectation, turn) =>
    isJudged(turn, expectation) ? { expected: expectedWords(expectation) } : null,
  validate(turn, config) {
    const { reply_audio: audio } = turn
    if (audio === null) return unheard(turn)
    const found = findings(turn, audio, config)
    const [first] = found
    if (first === undefined) return heard(turn, audio)
    const wrong = found.filter(({ proof }) => proof === 'wrong')
    const told = wrong.length > 0 ? wrong : found
    return {
      score: 0,
      proof: wrong.length > 0 ? 'wrong' : 'unproven',
      pass: wrong.length === 0 && found.every(({ likely }) => likely),
      confidence: Math.max(...told.map(({ confidence }) => confidence)),
      evidence: told.map(({ why }) => why).join(' '),
      detail: {
        findings: found.map(({ about, proof }) => ({ about, proof })),
        spoken: spokenVerified(turn),
      },
    }
  },
})
