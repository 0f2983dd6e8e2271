import { plausibleDuration } from './text/spoken-length.ts'
import type { Blame, TurnEvidence } from './types.ts'

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

function faultRefusal({ fault, attempts }: TurnEvidence): GateRefusal | null {
  if (fault === null) return null
  const status = fault.status === null ? '' : ` (HTTP ${fault.status})`
  const tries = attempts > 1 ? ` after ${attempts} attempts` : ''
  const acted = fault.maybe_executed ? '; the voice AI may have acted on it' : ''
  const what = fault.fault.replaceAll('_', ' ')
  const blame = transportFaults.has(fault.fault) ? 'transport' : 'infrastructure'
  return { blame, reason: `No usable answer${tries}: ${what}${status}: ${fault.message}${acted}.` }
}

function stimulusRefusal(turn: TurnEvidence): GateRefusal | null {
  if (turn.kind !== 'voice') return null
  const refuse = (reason: string): GateRefusal => ({ blame: 'stimulus', reason })
  const { stimulus, said, language } = turn
  if (stimulus === null) return refuse('There is no stimulus audio.')
  if (stimulus.duration_ms <= 0) return refuse('The stimulus audio is empty.')
  if (stimulus.peak_db < silentPeak || stimulus.speech_end_ms === null)
    return refuse(`The stimulus audio is silent (peak ${Math.round(stimulus.peak_db)} dBFS).`)
  if (said === null || said.trim() === '') return null
  const spoken = stimulus.speech_end_ms - (stimulus.speech_start_ms ?? 0)
  const { min, max } = plausibleDuration(said, language)
  const seconds = (ms: number) => (ms / 1_000).toFixed(1)
  return spoken >= min && spoken <= max
    ? null
    : refuse(
        `The stimulus speaks for ${seconds(spoken)} s, where its text takes ${seconds(min)} to ${seconds(max)} s.`,
      )
}

/** A transcript, a reply, an intent or reply audio: an empty reply is an answer too, and a wrong one. */
function answered(turn: TurnEvidence): boolean {
  return (
    turn.reply_written !== null ||
    turn.reply_spoken !== null ||
    turn.intent !== null ||
    turn.reply_audio !== null ||
    (turn.kind === 'voice' && turn.heard !== null)
  )
}

/**
 * Evidence before verdict: null when the turn may be judged, else why not. A provider's error answer (5xx, 429, a
 * `Status: Error` result, garbage) is no answer to the question and never a test failure.
 */
export function refusalOf(turn: TurnEvidence): GateRefusal | null {
  const stimulus = stimulusRefusal(turn)
  if (stimulus !== null) return stimulus
  const fault = faultRefusal(turn)
  if (fault !== null) return fault
  if (!turn.fully_sent) return { blame: 'transport', reason: 'The input was not sent completely.' }
  return answered(turn) ? null : { blame: 'transport', reason: 'No answer came.' }
}
