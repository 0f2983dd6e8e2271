import { z } from 'zod'

/** Delay of Earshot's own side in a turn. */
const OwnSideView = z.object({
  /** the longest time for which the worker stood still until the response, and from it to the end of the turn */
  event_loop_ms: z.number(),
  event_loop_reply_ms: z.number().optional(),
  /** the latest that a frame of the caller's speech left; null when nothing was streamed */
  send_late_ms: z.number().nullable(),
  frames: z
    .object({
      count: z.number().int(),
      p50_ms: z.number(),
      p99_ms: z.number(),
      worst_ms: z.number(),
    })
    .optional(),
  /** how long processes of this machine waited for a processor, where the voice AI shares it */
  machine_wait_ms: z.number().optional(),
})

/** What a turn's view tells of when things were heard, beside its timings. */
export const turnTimeViews = {
  /** pauses of a second or more inside the reply, ms since the turn began */
  dead_air: z.array(z.object({ from_ms: z.number(), to_ms: z.number() })).optional(),
  /** where the reply's audio played: from `from_ms` of it on at `at_ms` of the turn */
  playback: z.array(z.object({ at_ms: z.number(), from_ms: z.number() })).optional(),
  /** delay of Earshot's own side, ms; absent in executions from before it was measured */
  own_side: OwnSideView.optional(),
}
