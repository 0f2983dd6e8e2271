export type ReviewAction = 'approve' | 'reject' | 'verdict' | 'skip' | 'play' | 'help'

export const reviewShortcuts: {
  key: string
  shown: string
  action: ReviewAction
  label: string
}[] = [
  { key: 'a', shown: 'A', action: 'approve', label: 'Approve' },
  { key: 'r', shown: 'R', action: 'reject', label: 'Reject' },
  { key: 'v', shown: 'V', action: 'verdict', label: 'Change the verdict that rejecting records' },
  { key: 's', shown: 'S', action: 'skip', label: 'Skip to the next item' },
  { key: ' ', shown: 'Space', action: 'play', label: 'Play or pause' },
  { key: '?', shown: '?', action: 'help', label: 'Show these shortcuts' },
]

type Pressed = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  repeat: boolean
  target: EventTarget | null
}

const typing = new Set(['INPUT', 'TEXTAREA', 'SELECT'])
const pressable = new Set(['BUTTON', 'A', 'SUMMARY'])

/** What a key asks for; null while typing, with a modifier, held down, or when it presses the focused control. */
export function reviewAction(event: Pressed): ReviewAction | null {
  const tag = event.target && 'tagName' in event.target ? String(event.target.tagName) : ''
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing.has(tag)) return null
  if (event.key === ' ' && pressable.has(tag)) return null
  return reviewShortcuts.find(({ key }) => key === event.key.toLowerCase())?.action ?? null
}
