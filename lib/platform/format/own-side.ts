import { formatDuration } from '#lib/platform/format/duration.ts'

/** Delay of Earshot's own side in a turn, ms. */
type OwnSide = {
  event_loop_ms: number
  event_loop_reply_ms?: number | undefined
  send_late_ms: number | null
  frames?: { count: number; p50_ms: number; p99_ms: number; worst_ms: number } | undefined
  machine_wait_ms?: number | undefined
}

const exact = (ms: number) => (ms < 10 ? `${Math.round(ms * 10) / 10} ms` : formatDuration(ms))

function sending({ frames, send_late_ms: late }: OwnSide): string | null {
  if (frames)
    return `${frames.count} pieces of the caller’s speech left up to ${exact(frames.worst_ms)} late (half within ${exact(frames.p50_ms)}, 99 % within ${exact(frames.p99_ms)})`
  return late === null ? null : `the caller’s speech left up to ${exact(late)} late`
}

/** How late Earshot itself was in a turn, in words: `the worker stood still for up to 12 ms; …`. */
export function ownSideText(own: OwnSide): string {
  const { event_loop_ms: until, event_loop_reply_ms: after = 0, machine_wait_ms: waited } = own
  const parts = [
    `the worker stood still for up to ${exact(Math.max(until, after))}`,
    sending(own),
    waited === undefined
      ? null
      : `processes of this machine, which the voice AI shares, waited ${exact(waited)} for a processor`,
  ]
  return parts.filter((part) => part !== null).join('; ')
}
