import { z } from 'zod'

/** ms on the clock of the timeline, from its left end. */
const place = z.number()

const Stretch = z.object({ from_ms: place, to_ms: place }).nullable()

const TimelineTurn = z.object({
  turn: z.number().int(),
  from_ms: place,
  to_ms: place,
  /** where the turn's own clock, which its timings are read from, stands at 0 */
  zero_ms: place,
  /** nothing in the recording of the call says where the turn began: it was put behind the one before */
  estimated: z.boolean(),
  /** where the recordings of both sides are heard */
  caller: Stretch,
  voice_ai: Stretch,
  /** the caller's audio left in less time than it lasts: this part of the turn's clock is drawn as long as the audio */
  not_to_scale: z
    .object({ from_ms: z.number(), to_ms: z.number(), drawn_ms: z.number() })
    .nullable(),
})
export type TimelineTurn = z.output<typeof TimelineTurn>

const TimelineClip = z.object({
  /** `call`: both, the caller left and the voice AI right */
  side: z.enum(['caller', 'voice_ai', 'call']),
  /** null: of the whole call */
  turn: z.number().int().nullable(),
  from_ms: place,
  to_ms: place,
  /** ms of the recording that are heard at `from_ms` */
  starts_ms: z.number(),
  url: z.string(),
  label: z.string(),
  /** why it cannot be played, where that is known */
  fault: z.string().nullable(),
})
export type TimelineClip = z.output<typeof TimelineClip>

const kinds = [
  // what was said, understood and answered
  'said',
  'heard',
  'reply',
  'filler',
  'unasked',
  'tool',
  // what lasted
  'connect',
  'sending',
  'response',
  'receiving',
  'answer',
  'filler_gap',
  'dead_air',
  'talk_over',
  'stopping',
  // moments
  'speech_end',
  'transcript',
  'first_byte',
  'sound',
  'done',
  'barge_in',
  'notice',
  'fault',
  'own_side',
  'time',
] as const
export type TimelineKind = (typeof kinds)[number]

const TimelineEntry = z.object({
  id: z.string(),
  turn: z.number().int(),
  lane: z.enum(['said', 'heard', 'reply', 'tools', 'times']),
  kind: z.enum(kinds),
  from_ms: place,
  /** null: a moment */
  to_ms: place.nullable(),
  /** how it ended is not known */
  open: z.literal(true).optional(),
  /** it took longer than the case allows */
  late: z.literal(true).optional(),
  /** it ended badly */
  bad: z.literal(true).optional(),
  label: z.string(),
  /** the words, or the figure as it was measured */
  value: z.string(),
})
export type TimelineEntry = z.output<typeof TimelineEntry>

/** All that is known of when in an execution, on one clock. */
export const TimelineView = z
  .object({
    /** `call`: the clock of the recording of the call; `turns`: each turn's own clock, one after the other */
    clock: z.enum(['call', 'turns']),
    duration_ms: z.number(),
    turns: z.array(TimelineTurn),
    /** between turns whose distance was not recorded; not to scale */
    breaks: z.array(z.object({ from_ms: place, to_ms: place })),
    clips: z.array(TimelineClip),
    /** in the order of their beginning */
    entries: z.array(TimelineEntry),
  })
  .meta({ id: 'Timeline' })
export type TimelineView = z.output<typeof TimelineView>

const Waveform = z.object({
  side: z.enum(['caller', 'voice_ai', 'call']),
  turn: z.number().int().nullable(),
  /** each peak is of so many ms */
  step_ms: z.number(),
  /** a channel each, base64: a byte a peak, 255 times the square root of its amplitude (0..1) */
  channels: z.array(z.string()),
  /** why there is nothing to draw; then there are no channels */
  fault: z.string().nullable(),
})

/** Outlines of all recordings of an execution, for drawing them. */
export const WaveformsView = z.object({ waveforms: z.array(Waveform) }).meta({ id: 'Waveforms' })
export type WaveformsView = z.output<typeof WaveformsView>
export type WaveformView = WaveformsView['waveforms'][number]
