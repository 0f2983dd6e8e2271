export type TimelineAction =
  | { type: 'toggle' }
  /** relative, ms */
  | { type: 'move'; ms: number }
  | { type: 'start' }
  | { type: 'end' }
  | { type: 'mark'; step: 1 | -1 }
  | { type: 'zoom'; step: 1 | -1 }

type Pressed = {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  target: EventTarget | null
}

/** What the timeline's keys do, as its help says it. */
export const timelineKeys: { shown: string[]; label: string }[] = [
  { shown: ['Space'], label: 'Play or pause' },
  { shown: ['←', '→'], label: 'One second back or on' },
  { shown: ['Shift', '←', '→'], label: 'Five seconds' },
  { shown: ['[', ']'], label: 'Mark before or after' },
  { shown: ['Home', 'End'], label: 'Beginning or end' },
  { shown: ['+', '−'], label: 'Zoom' },
]

const typing = new Set(['INPUT', 'TEXTAREA', 'SELECT'])
const pressable = new Set(['BUTTON', 'A', 'SUMMARY'])

/** Where a keyboard has no key of its own for it, a bracket is typed with Ctrl and Alt. */
const typed: Record<string, TimelineAction> = {
  '[': { type: 'mark', step: -1 },
  ']': { type: 'mark', step: 1 },
  '+': { type: 'zoom', step: 1 },
  '=': { type: 'zoom', step: 1 },
  '-': { type: 'zoom', step: -1 },
  '−': { type: 'zoom', step: -1 },
}

/** What a key means to the timeline; null when it means nothing or belongs to the focused control. */
export function timelineKey(event: Pressed): TimelineAction | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey, target } = event
  const tag = target && 'tagName' in target ? String(target.tagName) : ''
  if (typing.has(tag) || metaKey) return null
  // The browser's own zoom is Ctrl with the same keys.
  if (ctrlKey && !altKey) return null
  const meant = typed[key]
  if (meant) return meant
  if (ctrlKey || altKey) return null
  const ms = shiftKey ? 5_000 : 1_000
  if (key === 'ArrowLeft') return { type: 'move', ms: -ms }
  if (key === 'ArrowRight') return { type: 'move', ms }
  if (key === 'Home') return { type: 'start' }
  if (key === 'End') return { type: 'end' }
  return key === ' ' && !pressable.has(tag) ? { type: 'toggle' } : null
}
