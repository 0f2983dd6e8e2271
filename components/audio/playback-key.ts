export type PlaybackAction =
  | { type: 'toggle' }
  | { type: 'start' }
  /** relative, in s */
  | { type: 'move'; seconds: number }

type Key = { key: string; shiftKey: boolean; target: EventTarget | null }

const ownKeys: Record<string, string[]> = {
  SELECT: [' ', 'ArrowLeft', 'ArrowRight', 'Home'],
  BUTTON: [' '],
}

/** What a key means to the player; null when it means nothing or belongs to the focused control. */
export function playbackKey({ key, shiftKey, target }: Key): PlaybackAction | null {
  const tag = target && 'tagName' in target ? String(target.tagName) : ''
  if (ownKeys[tag]?.includes(key)) return null
  const step = shiftKey ? 0.1 : 1
  if (key === ' ') return { type: 'toggle' }
  if (key === 'ArrowLeft') return { type: 'move', seconds: -step }
  if (key === 'ArrowRight') return { type: 'move', seconds: step }
  return key === 'Home' ? { type: 'start' } : null
}
