import type { TimelineKind } from '#lib/executions/timeline/schema.ts'

/** A shape for each kind, in a box of 10 by 10, so that none is told by its colour alone. */
const shapes: Record<TimelineKind, string> = {
  said: 'M1 2h8v4.5H5L3 9V6.5H1Z',
  heard: 'M1 2h8v4.5H5L3 9V6.5H1Z',
  reply: 'M1 2h8v4.5H7V9L5 6.5H1Z',
  filler: 'M1 2h8v4.5H7V9L5 6.5H1Z',
  unasked: 'M1 2h8v4.5H7V9L5 6.5H1Z',
  tool: 'M2 1l3 3 3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3-3-3Z',
  connect: 'M0 4h10v2H0Z',
  sending: 'M0 4h6V2l4 3-4 3V6H0Z',
  receiving: 'M10 4H4V2L0 5l4 3V6h6Z',
  response: 'M0 1h1.5v3h7V1H10v8H8.5V6h-7v3H0Z',
  filler_gap: 'M0 1h1.5v3h7V1H10v8H8.5V6h-7v3H0Z',
  dead_air: 'M0 4h2v2H0ZM4 4h2v2H4ZM8 4h2v2H8Z',
  talk_over: 'M0 2h7v2.4H0ZM3 5.6h7V8H3Z',
  stopping: 'M1 1h2.6v8H1ZM6.4 1H9v8H6.4Z',
  speech_end: 'M0 1l6 4-6 4ZM7.5 1H9.5v8H7.5Z',
  transcript: 'M1 1h8v1.8H6v6.2H4V2.8H1Z',
  first_byte: 'M5 0l5 5-5 5-5-5Z',
  sound: 'M5 .5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9Z',
  answer: 'M5 0l1.5 3.4L10 3.8 7.4 6.2 8.1 10 5 8.1 1.9 10l.7-3.8L0 3.8l3.5-.4Z',
  done: 'M1 1h8v8H1Z',
  barge_in: 'M6 0L1 6h3.2L3.6 10 9 4H5.6Z',
  notice: 'M5 0a5 5 0 1 1 0 10a5 5 0 1 1 0-10ZM4.2 4v4h1.6V4ZM4.2 1.8v1.5h1.6V1.8Z',
  fault: 'M5 0l5 9.5H0ZM4.4 3.2v3.4h1.2V3.2ZM4.4 7.4v1.2h1.2V7.4Z',
  own_side: 'M5 .5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9ZM4.3 2v3.6l2.4 1.6.7-1-1.7-1.2V2Z',
  time: 'M5 2.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5Z',
}

/** The sign of a kind of entry; its name is written beside it. */
export function Glyph({ kind, className }: { kind: TimelineKind; className?: string }) {
  return (
    <svg
      viewBox="0 0 10 10"
      className={className}
      fill="currentColor"
      fillRule="evenodd"
      aria-hidden
    >
      <path d={shapes[kind]} />
    </svg>
  )
}
