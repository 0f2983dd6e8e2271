import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { percent, quote } from '#lib/engines/validation/text/figures.ts'
import { plausibleDuration } from '#lib/engines/validation/text/spoken-length.ts'
import type { Blame } from '#lib/engines/validation/verdict.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import type { Json } from '#lib/platform/json.ts'

/** Why a turn's evidence does not allow a judgement. */
export type GateRefusal = {
  blame: Extract<Blame, 'stimulus' | 'transport' | 'infrastructure'>
  reason: string
}

/** Faults of the way to the voice AI; every other fault is the operation's: credentials, limits, outages. */
const transportFaults = new Set([
  'dns',
  'connect',
  'tls',
  'reset',
  'timeout',
  'protocol',
  'too_large',
])
/** dBFS of the loudest sample below which a stimulus counts as silence. */
const silentPeak = -50
/** dBFS under which a stimulus heard through a device profile holds at most the last bit of 16. */
const nothingPeak = -84

/** A tool that nothing answered ended the turn: the test is incomplete, whatever the voice AI did. */
function unansweredRefusal({ tool_calls: calls }: TurnEvidence): GateRefusal | null {
  const call = calls?.find(({ status }) => status === 'unanswered')
  if (call === undefined) return null
  const given = call.arguments === null ? '' : ` with ${argumentsText(call.arguments)}`
  const why = call.error ?? 'nothing answered it'
  return {
    blame: 'infrastructure',
    reason: asSentence(`The voice AI called the tool ${quote(call.name)}${given}, and ${why}`),
  }
}

function argumentsText(given: Json): string {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

function faultRefusal(turn: TurnEvidence): GateRefusal | null {
  const { fault, attempts } = turn
  if (fault === null) return null
  const unanswered = fault.fault === 'configuration' ? unansweredRefusal(turn) : null
  if (unanswered !== null) return unanswered
  const status = fault.status === null ? '' : `, HTTP ${fault.status}`
  const tries = attempts > 1 ? ` after ${attempts} attempts` : ''
  const acted = fault.maybe_executed ? '; the voice AI may have acted on it' : ''
  const what = fault.fault === 'breaker_open' ? 'calls paused' : fault.fault.replaceAll('_', ' ')
  const blame = transportFaults.has(fault.fault) ? 'transport' : 'infrastructure'
  const said = asSentence(`${fault.message.replace(/\.$/, '')}${acted}`)
  return { blame, reason: `No usable answer${tries} (${what}${status}). ${said}` }
}

function stimulusRefusal(turn: TurnEvidence): GateRefusal | null {
  const refuse = (reason: string): GateRefusal => ({ blame: 'stimulus', reason })
  if (turn.kind === 'text' && (turn.said ?? '').trim() === '')
    return refuse('There is no text to send: the turn is a recording without its words.')
  if (turn.kind !== 'voice') return null
  const { stimulus, said, language } = turn
  if (stimulus === null) return refuse(turn.unspeakable ?? 'There is no recording of the caller.')
  if (stimulus.duration_ms <= 0) return refuse('The recording of the caller is empty.')
  // A device profile may make speech faint, slow or late on purpose: what it is made of must be sound.
  const spoken = stimulus.dry ?? stimulus
  if (spoken.peak_db < silentPeak || spoken.speech_end_ms === null)
    return refuse(
      `The recording of the caller is silent (peak ${Math.round(spoken.peak_db)} dBFS).`,
    )
  if (stimulus.peak_db < nothingPeak)
    return refuse('The device profile leaves nothing to hear of what the caller says.')
  if (said === null || said.trim() === '') return null
  const spokenMs = spoken.speech_end_ms - (spoken.speech_start_ms ?? 0)
  const { min, max } = plausibleDuration(said, language)
  const seconds = (ms: number) => (ms / 1_000).toFixed(1)
  if (spokenMs < min || spokenMs > max)
    return refuse(
      `The caller speaks for ${seconds(spokenMs)} s, but this text takes ${seconds(min)} to ${seconds(max)} s.`,
    )
  const misspoken = misspokenReason(stimulus, said)
  return misspoken === null ? null : refuse(misspoken)
}

/** Whether an independent recogniser heard something else than the text. One that could not be asked proves nothing. */
function misspokenReason({ check }: AudioEvidence, said: string): string | null {
  if (!check || check.wer <= check.max_wer) return null
  const { text, wer, max_wer, measure, model } = check
  const heard = text === '' ? 'nothing' : quote(text)
  return `The recording of the caller does not say its text: ${model} heard ${heard} where ${quote(said)} was to be spoken (${measure.toUpperCase()} ${percent(wer)}, at most ${percent(max_wer)}).`
}

/** Mocks of the case that no call used, as a clause; null when there are none. */
export function unusedMocks(turns: readonly TurnEvidence[]): string | null {
  const unused = turns.flatMap(({ unused_mocks: names }) => names ?? [])
  if (unused.length === 0) return null
  const more = unused.length > 5 ? ` and ${unused.length - 5} more` : ''
  return `no call used ${unused.slice(0, 5).join(', ')}${more}`
}

/** A case whose mocks were not used has not tested what they were made for. */
export function unusedRefusal(turns: readonly TurnEvidence[]): GateRefusal | null {
  const unused = unusedMocks(turns)
  if (unused === null) return null
  const mend = 'If the voice AI may do without it, mark the mock as "optional: true".'
  return { blame: 'infrastructure', reason: `${asSentence(unused)} ${mend}` }
}

/** A reply without words, because our own recogniser failed, cannot be compared with words. */
function transcriptionRefusal(
  { reply_transcription_fault: fault }: TurnEvidence,
  { response }: ResolvedExpectation,
): GateRefusal | null {
  if (fault === undefined || response === undefined) return null
  return {
    blame: 'infrastructure',
    reason: `The reply came as sound only, and it could not be transcribed: ${fault}.`,
  }
}

/** What was to be tested must have taken place: the caller broke in while the voice AI spoke. */
function bargeInRefusal({ barge_in: tried }: TurnEvidence): GateRefusal | null {
  if (!tried || tried.overlap_ms > 0) return null
  const reason =
    tried.began_ms === null
      ? 'The caller could not interrupt: the previous reply had no sound.'
      : `The caller interrupted after ${Math.round(tried.began_ms)} ms, when the voice AI was already silent.`
  return { blame: 'stimulus', reason }
}

/** A transcript, a reply, an intent or reply audio: an empty reply is an answer too, and a wrong one. */
export function answered(turn: TurnEvidence): boolean {
  return (
    turn.reply_written !== null ||
    turn.reply_spoken !== null ||
    turn.intent !== null ||
    turn.reply_audio !== null ||
    (turn.kind === 'voice' && turn.heard !== null)
  )
}

const noAnswer = ({ incomplete }: TurnEvidence): GateRefusal =>
  incomplete === undefined
    ? { blame: 'transport', reason: 'No answer came.' }
    : { blame: 'infrastructure', reason: asSentence(`No answer came: ${incomplete}`) }

/**
 * Whether the turn can be judged without an answer: who says nothing or only "mhm" asks nothing, `any` takes silence too, and a tool may
 * be all of an answer where tools are expected.
 */
const mayBeUnanswered = (turn: TurnEvidence, { reply, tools }: ResolvedExpectation) =>
  turn.kind === 'silence' ||
  turn.barge_in?.backchannel === true ||
  reply === 'any' ||
  (tools !== undefined && (turn.tool_calls?.length ?? 0) > 0)

/**
 * Evidence before verdict: null when the turn may be judged, else why not. A provider's error answer (5xx, 429, a
 * `Status: Error` result, garbage) is no answer to the question and never a test failure.
 */
export function refusalOf(
  turn: TurnEvidence,
  expectation: ResolvedExpectation = {},
): GateRefusal | null {
  if (turn.mocks_fault !== undefined) return { blame: 'infrastructure', reason: turn.mocks_fault }
  const stimulus = stimulusRefusal(turn)
  if (stimulus !== null) return stimulus
  const fault = faultRefusal(turn)
  if (fault !== null) return fault
  if (!turn.fully_sent) return { blame: 'transport', reason: 'The input was not sent completely.' }
  const bargeIn = bargeInRefusal(turn)
  if (bargeIn !== null) return bargeIn
  const transcription = transcriptionRefusal(turn, expectation)
  if (transcription !== null) return transcription
  return answered(turn) || mayBeUnanswered(turn, expectation) ? null : noAnswer(turn)
}
