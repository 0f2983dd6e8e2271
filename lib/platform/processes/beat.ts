import { beatMs } from '#lib/platform/processes/silence.ts'

const beat = { beat: true }

/** Whether a message of a child says no more than that its event loop goes round. */
export const isBeat = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'beat' in message

/**
 * Tells our parent every second that our event loop goes round, as long as there is one to tell: a loop that is blocked says
 * nothing. Keeps no process alive.
 */
export function startBeating(): void {
  const say = () => {
    // Nobody waits for the answer, and a parent that is gone is found out elsewhere.
    if (process.connected) process.send?.(beat, undefined, {}, () => undefined)
  }
  say()
  setInterval(say, beatMs).unref()
}
