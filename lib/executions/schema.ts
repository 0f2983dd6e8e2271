import { z } from 'zod'

import { itemStatuses, reviewStatuses, runModes, verdicts } from '#db/enums.ts'
import { turnTimeViews } from '#lib/executions/turn-time-views.ts'
import { DoubtView, ScoreView } from '#lib/executions/score-view.ts'
import {
  MeasuredConditions,
  SpokenVerifiedView,
  timestamp,
  UsedProfileView,
} from '#lib/runs/schema.ts'

const AudioView = z
  .object({
    url: z.string(),
    duration_ms: z.number(),
    speech_start_ms: z.number().nullable(),
    speech_end_ms: z.number().nullable(),
    peak_db: z.number(),
    rms_db: z.number(),
    sha256: z.string(),
    /** storage was away when it was recorded, and takes it later */
    pending: z.literal(true).optional(),
    /** why it is lost */
    missing: z.string().optional(),
    /** what a recogniser heard in it; null when it could not be asked, absent when none listens */
    check: z
      .object({
        text: z.string(),
        wer: z.number(),
        measure: z.enum(['wer', 'cer']),
        max_wer: z.number(),
        model: z.string(),
      })
      .nullable()
      .optional(),
    check_fault: z.string().optional(),
    /** of a reply: what it sounds like; absent in executions from before replies were listened to */
    sound: z
      .object({
        heard: z.enum(['speech', 'unsure', 'noise', 'tones', 'music', 'silence']),
        likeness: z.number(),
        speech_ms: z.number(),
        speech_share: z.number(),
        voiced_share: z.number(),
        flatness: z.number(),
        clipped_share: z.number(),
        cut_off: z.boolean(),
        /** how the same bytes would be speech */
        misdeclared: z.string().nullable(),
      })
      .optional(),
    /** the caller's own recording in the reply: correlation 0..1, and how late */
    caller_echo: z.object({ likeness: z.number(), delay_ms: z.number() }).optional(),
    /** why Earshot could not listen to it */
    unheard: z.string().optional(),
  })
  .nullable()

const Timings = z.record(z.string(), z.number().nullable())

export const ConditionsView = z.object({
  /** what was asked for, in words, in the order in which sound passes through it */
  requested: z.array(z.string()),
  settings: z.record(z.string(), z.unknown()),
  seed: z.number().int(),
  measured: z.array(MeasuredConditions),
})
export type ConditionsView = z.output<typeof ConditionsView>

export const ValidationView = z.object({
  verdict: z.enum(verdicts),
  confidence: z.number(),
  score: z.number().nullable(),
  review_status: z.enum(reviewStatuses),
  blame: z.string().nullable(),
  reason: z.string(),
  revision: z.number().int(),
  policy_version: z.number().int(),
  /** what Earshot said, whatever a person said since */
  automatic_verdict: z.enum(verdicts),
  automatic_confidence: z.number(),
  /** whether the evidence proves the automatic verdict; null in judgements from before proofs were told */
  proven: z.boolean().nullable(),
  /** in which its reviews are counted, and what they had earned, in words */
  band: z.string().nullable(),
  band_text: z.string().nullable(),
  /** why a person is needed */
  doubts: z.array(DoubtView),
  /** the text side of a twin, judged on its answers alone */
  twin: z.object({ verdict: z.enum(verdicts), reason: z.string() }).nullable(),
  scores: z.array(ScoreView),
})
export type ValidationView = z.output<typeof ValidationView>

/** A tool that the voice AI called; times in ms since the turn began. */
export const ToolCallView = z.object({
  id: z.string(),
  /** empty where the voice AI does not tell it */
  name: z.string(),
  /** null where they are not told; text where they are no JSON, or were cut */
  arguments: z.unknown(),
  result: z.unknown().optional(),
  error: z.string().optional(),
  /** `requested`: how it ended is not known; `unanswered`: it was ours to run, and we had no answer */
  status: z.enum(['requested', 'succeeded', 'failed', 'unanswered']),
  requested_ms: z.number().nullable(),
  ended_ms: z.number().nullable(),
  executed_by: z.enum(['voice_ai', 'earshot']),
  /** what was too long to be kept whole */
  cut: z.array(z.enum(['arguments', 'result'])).optional(),
})
export type ToolCallView = z.output<typeof ToolCallView>

export const TurnView = z.object({
  index: z.number().int(),
  kind: z.enum(['text', 'voice', 'dtmf', 'silence']),
  said: z.string().nullable(),
  heard: z.string().nullable(),
  heard_confidence: z.number().nullable(),
  reply_written: z.string().nullable(),
  reply_spoken: z.string().nullable(),
  /** the voice AI sent sound only; the words are what our recogniser heard in it */
  reply_transcribed: z.literal(true).optional(),
  reply_transcription_fault: z.string().optional(),
  /** why the reply is not whole, or why there is none */
  incomplete: z.string().optional(),
  /** images, buttons and payloads that came with the reply */
  attachments: z.array(z.unknown()).optional(),
  /** what the voice AI told beside its answer, or ended the conversation with */
  notices: z.array(z.string()).optional(),
  /** tools that were called, in their order */
  tool_calls: z.array(ToolCallView).optional(),
  /** how many more were called */
  tool_calls_dropped: z.number().int().optional(),
  /** whether the connector tells of all tool calls, or of some kinds only; absent where it tells of none */
  tools_told: z.enum(['all', 'some']).optional(),
  /** on the last turn: mocks of the case that no call used, and had to be */
  unused_mocks: z.array(z.string()).optional(),
  /** why the mocks of the case, or the address for tools, could not be served; then nothing was sent */
  mocks_fault: z.string().optional(),
  /** what was said before the answer, and when: ms since the turn began */
  fillers: z.array(z.object({ at_ms: z.number(), text: z.string() })).optional(),
  intent: z.string().nullable(),
  entities: z.record(z.string(), z.unknown()),
  expected: z.unknown(),
  input_audio: AudioView,
  output_audio: AudioView,
  timings: Timings,
  attempts: z.number().int(),
  fault: z.object({ fault: z.string(), message: z.string(), ours: z.boolean() }).loose().nullable(),
  /** keys that the caller pressed; `tones`: played into the line, not sent as a message */
  keys: z.object({ digits: z.string(), tones: z.boolean() }).nullable(),
  /** how long the caller kept silent */
  silence_ms: z.number().nullable(),
  /** what the voice AI said before its answer without being asked */
  unsolicited: z.string().nullable(),
  /** the caller broke into this reply */
  cut_short: z.boolean(),
  /** whether a recogniser heard in the reply's audio what its text says; null without spoken reply */
  spoken_verified: SpokenVerifiedView.nullable(),
  /** the same reply came to other utterances of the run */
  same_reply: z
    .object({
      utterances: z.number().int(),
      by: z.enum(['words', 'audio']),
      said: z.string(),
      case_name: z.string(),
      execution_id: z.uuid(),
    })
    .optional(),
  barge_in: z
    .object({
      after_ms: z.number(),
      began_ms: z.number().nullable(),
      overlap_ms: z.number(),
      stopped_ms: z.number().nullable(),
      /** the caller only showed that they listen */
      backchannel: z.literal(true).optional(),
      /** whether the voice AI stopped for it all the same; null where that cannot be told */
      false_stop: z.boolean().nullable().optional(),
    })
    .nullable(),
  ...turnTimeViews,
})
export type TurnView = z.output<typeof TurnView>

/** The whole call on one clock: left channel the caller, right channel the voice AI. */
export const CallView = z.object({
  url: z.string(),
  pending: z.literal(true).optional(),
  missing: z.string().optional(),
  /** it was not recorded as a whole, and is put together from the recordings of its turns when it is asked for */
  assembled: z.literal(true).optional(),
  /** of the file; absent of one that is put together */
  sha256: z.string().optional(),
  duration_ms: z.number(),
  /** where the caller begins in each turn, and where 0 ms of the turn's own times is */
  turns: z.array(
    z.object({ turn: z.number().int(), at_ms: z.number(), zero_ms: z.number().optional() }),
  ),
  /** times in which both spoke because the caller broke in */
  overlaps: z.array(z.object({ turn: z.number().int(), from_ms: z.number(), to_ms: z.number() })),
})
export type CallView = z.output<typeof CallView>

/** One message of the raw exchange, secrets masked. */
export const ExchangeEntryView = z.object({
  /** ms since the session was opened */
  atMs: z.number(),
  direction: z.enum(['out', 'in']),
  label: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  bytes: z.number().optional(),
})
export type ExchangeEntryView = z.output<typeof ExchangeEntryView>

export const ExecutionView = z
  .object({
    id: z.uuid(),
    run_id: z.uuid(),
    run_name: z.string(),
    item_id: z.uuid(),
    case_id: z.uuid(),
    case_key: z.string(),
    case_name: z.string(),
    suite_id: z.uuid(),
    suite_name: z.string(),
    target_name: z.string(),
    language: z.string(),
    device_profile: UsedProfileView,
    /** what the device profile asked for and what was achieved; null when nothing was sent through one */
    conditions: ConditionsView.nullable(),
    mode: z.enum(runModes),
    /** grows each time the item is begun, also when nothing was asked and nothing recorded; see `try` */
    attempt: z.number().int(),
    /** which recorded attempt at the item this is, from 1 without gaps */
    try: z.number().int(),
    /** earlier and later recorded attempts at the same item */
    attempts: z.array(
      z.object({
        execution_id: z.uuid(),
        attempt: z.number().int(),
        try: z.number().int(),
        /** null while its blind audit is open */
        verdict: z.enum(verdicts).nullable(),
        reason: z.string(),
        is_final: z.boolean(),
      }),
    ),
    status: z.enum(itemStatuses),
    /** of the last turn */
    transcript: z.string().nullable(),
    response_text: z.string().nullable(),
    intent: z.string().nullable(),
    entities: z.record(z.string(), z.unknown()),
    timings: Timings,
    /** of all spoken replies: `differs` where one does, `no` where one was not verified; null without spoken replies */
    spoken_verified: SpokenVerifiedView.nullable(),
    turns: z.array(TurnView),
    twin_turns: z.array(TurnView).nullable(),
    /** recorded where time matters: barge-in, silence; put together for other calls by voice */
    call: CallView.nullable(),
    /** null while its blind audit is open */
    validation: ValidationView.nullable(),
    /** a blind audit of it is open */
    blind: z.boolean(),
    review: z.array(
      z.object({
        decision: z.string(),
        verdict: z.enum(verdicts),
        reviewer: z.string().nullable(),
        notes: z.string(),
        duration_ms: z.number().int().nullable(),
        created_at: timestamp,
      }),
    ),
    exchange: z.array(ExchangeEntryView),
    request_attempts: z.array(z.record(z.string(), z.unknown())),
    started_at: timestamp,
    finished_at: timestamp,
  })
  .meta({ id: 'Execution' })
export type ExecutionView = z.output<typeof ExecutionView>
