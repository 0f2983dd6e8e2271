import type { z } from 'zod'

/** Who or what a failure is put down to; derived from evidence in `blame.ts`. */
export type Blame =
  | 'stimulus'
  | 'transport'
  | 'recognition'
  | 'understanding'
  | 'content'
  | 'latency'
  | 'speech_output'
  | 'validator'
  | 'infrastructure'

export type Verdict = 'passed' | 'failed' | 'invalid'
export type AutomaticStatus = 'auto_pass' | 'auto_fail' | 'manual_review'

/** Anything JSON can carry. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** ms, from the runner's monotonic clock; null = did not happen. */
export type TurnTimings = {
  connect_ms: number | null
  first_byte_out_ms: number | null
  last_byte_out_ms: number | null
  first_partial_ms: number | null
  transcript_ms: number | null
  /** first byte of the reply */
  first_byte_ms: number | null
  /** first audio of the reply */
  first_audio_ms: number | null
  done_ms: number | null
  /** end of *speech* in the stimulus (or end of sending a text) to the reply */
  response_ms: number | null
  /** end of speech in the stimulus, on the same clock as the others */
  speech_end_ms: number | null
}

/** What an independent recogniser made of a stimulus before any condition was laid over it. */
type StimulusCheck = {
  text: string
  /** error rate against the text that was to be spoken; of characters where `measure` says so */
  wer: number
  /** `cer` for languages that do not space their words */
  measure: 'wer' | 'cer'
  /** above it the stimulus does not say its text */
  max_wer: number
  /** the recogniser and its host */
  model: string
}

export type AudioEvidence = {
  /** storage key */
  key: string
  /** storage was away when it was made: it is stored later */
  pending?: true
  /** why its bytes could not be kept at all */
  missing?: string
  sha256: string
  duration_ms: number
  peak_db: number
  rms_db: number
  /** share of silent 20 ms frames, 0..1 */
  silent_share: number
  speech_start_ms: number | null
  speech_end_ms: number | null
  /** the stimulus before a device profile made it faster, softer or longer; what it says is judged by this */
  dry?: { peak_db: number; speech_start_ms: number | null; speech_end_ms: number | null }
  /** of a stimulus that somebody listened to; null when the recogniser could not be asked, see `check_fault` */
  check?: StimulusCheck | null
  check_fault?: string
}

/** Why an exchange ended badly. `ours`: our own side or the transport, never the voice AI's answer. */
export type TurnFault = {
  fault: string
  message: string
  ours: boolean
  status: number | null
  /** the voice AI may have acted although its reply was lost */
  maybe_executed: boolean
}

/** What happened when the caller broke into the reply before; measured in the recording of the call. */
export type BargeInEvidence = {
  /** as the case has it, ms from the first sound of the reply */
  after_ms: number
  /** when the caller was really heard, ms from the first sound of the reply; null when it had no sound */
  began_ms: number | null
  /** ms in which both spoke */
  overlap_ms: number
  /** ms from the caller's first sound to the last one of the old reply; null when they never spoke together */
  stopped_ms: number | null
}

/** What one turn said, heard and answered: all that validators may read. Stored as JSON, so verdicts can be recomputed. */
export type TurnEvidence = {
  index: number
  /** `dtmf`: keys, as a message of the line or as tones; `silence`: the caller says nothing */
  kind: 'text' | 'voice' | 'dtmf' | 'silence'
  language: string
  /** what the caller says, as written; null for a recording without a text */
  said: string | null
  stimulus: AudioEvidence | null
  /** all of the input left our side */
  fully_sent: boolean
  heard: string | null
  heard_confidence: number | null
  reply_written: string | null
  reply_spoken: string | null
  intent: string | null
  intent_data: Json
  /** flat view of the intent's data: entity name -> value */
  entities: Record<string, Json>
  reply_audio: AudioEvidence | null
  /** the voice AI sent sound only, and `reply_spoken` is what our recogniser heard in it */
  reply_transcribed?: true
  /** why there are no words for such a reply */
  reply_transcription_fault?: string
  timings: TurnTimings
  attempts: number
  fault: TurnFault | null
  /** why our own side could not make the audio; then nothing was sent */
  unspeakable?: string
  /** keys pressed; `tones`: they were played into the line */
  keys?: { digits: string; tones: boolean }
  /** ms that the caller meant to keep silent */
  silence_ms?: number
  /** what the voice AI said before its answer without being asked: a greeting, the rest of a reply */
  unsolicited?: string
  /** the caller broke into this reply: its text and audio go as far as they had come */
  cut_short?: true
  barge_in?: BargeInEvidence
  /** how late our own side was in this turn; absent in executions from before it was measured */
  own_side?: OwnSideEvidence
  /** what engines of meaning made of expected text and reply; kept, so that the verdict can be recomputed */
  meaning?: MeaningEvidence[]
}

/** Delay of our own side, ms: by so much may a measured time be wrong. */
export type OwnSideEvidence = {
  /** longest time for which the event loop of the worker stood still during the turn */
  event_loop_ms: number
  /** the latest that a frame of the stimulus left after its time; null when nothing was streamed */
  send_late_ms: number | null
  /** how long some process of this machine waited for a processor; only where the voice AI runs on this machine, too */
  machine_wait_ms?: number
}

/** One engine's opinion on whether the reply says what `similar_to` says. */
export type MeaningEvidence = {
  /** id of the engine and what it ran: `embeddings`, `onnx`, `llm`; model and version in `model` */
  engine: string
  model: string
  /** -1..1 or 0..1, as the engine scores; compare only with cut points of the same engine, model and language */
  score: number
  /** an LLM judge: words of the reply that its verdict rests on */
  cited?: string[]
  /** votes that its spread is computed from */
  votes?: number[]
  /** why there is no usable score; then it decides nothing */
  fault?: string
}

/** A plain text stands word for word (`confirm*` is open at its end); `stem` takes other forms of its words as well. */
export type ExpectedPhrase = string | { text: string; stem?: boolean | undefined }

/** What is expected of one turn's answer, in one language: `Expectation` of lib/suites, resolved. */
export type ResolvedExpectation = {
  intent?: string
  entities?: Record<string, Json>
  response?: {
    contains?: ExpectedPhrase[]
    not_contains?: ExpectedPhrase[]
    matches?: string
    similar_to?: string
  }
  response_time?: { max_ms: number }
  transcript?: { max_wer?: number; max_cer?: number }
  audio?: { required: boolean }
  reply?: 'required' | 'none' | 'any'
  barge_in?: { max_stop_ms: number }
}

/** What the evidence proves of one aspect. Only `right` and `wrong` may decide without a person. */
export type Proof = 'right' | 'wrong' | 'unproven'

/** A piece of a text that decided, for the screen. */
export type Mark = {
  /**
   * the text it stands in; `expected` is the one named by `of` (`similar_to`, `contains.0`, `entities.city`), `reply` the
   * written one unless `of` says `spoken`
   */
  in: 'expected' | 'said' | 'heard' | 'reply'
  of?: string
  /** UTF-16 places in that text, end exclusive */
  start: number
  end: number
  /** `doubts`: the word because of which it is not proven (a negation, a condition) */
  role: 'proves' | 'contradicts' | 'doubts'
}

/** A reply's wording that a person has decided on for this case, turn and language: `approved_replies`, `rejected_replies`. */
export type Precedent = {
  id: string
  ruling: 'approved' | 'rejected'
  turn: number
  /** `tokenForm` of the reply */
  form: string
  /** who and when, for the reason */
  by: string
  at: string
}

/** One validator's judgement of one turn. */
export type Score = {
  validator: string
  /** version of the validator's rules, so that a changed verdict can be explained */
  version: number
  turn: number
  /** 0..1 */
  score: number
  proof: Proof
  /** true when proven right, false when proven wrong; where nothing is proven, what is likelier */
  pass: boolean
  /** 0..1, for ordering and for people: it never turns `unproven` into a proof */
  confidence: number
  weight: number
  /** its failure fails the execution */
  mustHave: boolean
  /** one sentence in words */
  evidence: string
  marks?: Mark[]
  /** structured detail for the screen (alignment, missing words, …) */
  detail?: Json
}

export type Judgement = {
  /** 0..1 */
  score: number
  proof: Proof
  /** as in `Score` */
  pass: boolean
  /** 0..1 */
  confidence: number
  /** one sentence in words, naming the words that decided */
  evidence: string
  marks?: Mark[]
  detail?: Json
  /** overrides the validator's own `mustHave`, e.g. a transcript without a limit is evidence only */
  mustHave?: boolean
}

/**
 * A validator judges one aspect of one turn. `applies` returns its settings from the expectation, or null when the
 * expectation says nothing of this aspect. Pure: no clock, no network.
 */
export type Validator<Config = unknown> = {
  kind: string
  label: string
  version: number
  weight: number
  /** a failed must-have fails the execution whatever the other scores are */
  mustHave: boolean
  config: z.ZodType<Config>
  applies(
    expectation: ResolvedExpectation,
    turn: TurnEvidence,
    policy: ValidationPolicy,
  ): Config | null
  /** `precedents`: of this turn and language only */
  validate(
    turn: TurnEvidence,
    config: Config,
    context: { precedents: readonly Precedent[]; policy: ValidationPolicy },
  ): Judgement
}

/** Keeps the type link between a validator's settings and its functions. */
export function defineValidator<Config>(validator: Validator<Config>): Validator<Config> {
  return validator
}

/** Cut points of an engine of meaning, calibrated on labelled pairs of one language. */
export type MeaningCuts = {
  engine: string
  model: string
  language: string
  /** score from which the reply says the same, and up to which it does not; null: never earned */
  same: number | null
  different: number | null
}

/** State of the automatic decisions of one band, see `bandOf`. */
export type BandState = {
  band: string
  verdict: 'passed' | 'failed'
  state: 'fixed' | 'earning' | 'earned' | 'suspended'
  /** confidence from which a proven verdict is automatic; above 1 when every decision goes to a person */
  cut: number
  /** figures in words: `earning: 120 of 998 reviews` */
  text: string
}

export type ValidationPolicy = {
  /** of the row in `validation_policies`; 0 for the built-in one */
  version: number
  /** SIMILARITY_THRESHOLD: orders the queue and says which way an unproven likeness leans; it proves nothing */
  similarityThreshold: number
  /** confidence from which a proven verdict needs no person, where the band has earned nothing else */
  autoPassConfidence: number
  autoFailConfidence: number
  /** share of automatic decisions sampled into the queue as blind audits, 0..1 */
  auditShare: number
  /** ENABLE_HUMAN_VALIDATION; off: the likelier verdict decides, whatever is proven */
  humanReview: boolean
  /** weight per validator kind, overriding the default */
  weights?: Record<string, number>
  /** bounds above which our own side makes a measured time unproven, ms */
  gates?: { maxOwnSideMs?: number }
  /** states of bands that reviews have moved; a band that is not listed is `fixed` */
  bands?: readonly BandState[]
  /** engines of meaning that are asked; all that are configured unless given */
  engines?: readonly string[]
  meaning?: readonly MeaningCuts[]
}

/** One reason for a person to look. `turn` null: of the whole execution. */
export type Doubt = { turn: number | null; validator: string | null; why: string }

export type Validation = {
  verdict: Verdict
  /** 0..1 */
  confidence: number
  /** whether the verdict is proven; an `invalid` one never is */
  proven: boolean
  /** validator mix, language and rules by which automatic verdicts are counted together, see `bandOf`; null when invalid */
  band: string | null
  /** the band's state in words, beside an automatic verdict */
  bandText: string | null
  /** why a person is needed, one line for each thing that is not proven or doubtful; empty for an automatic verdict */
  doubts: Doubt[]
  /** 0..1 weighted mean of the scores, null when invalid */
  score: number | null
  status: AutomaticStatus
  blame: Blame | null
  /** why this blame, one sentence; null without a blame */
  blameReason: string | null
  /** why this verdict, in words */
  reason: string
  scores: Score[]
  policyVersion: number
  /** sampled into the queue although the decision was automatic */
  audit: boolean
  /** the verdict on what was answered by text; null without a text side */
  twin: { verdict: Verdict; reason: string } | null
}
