import type { ChildProcess } from 'node:child_process'

import { isBeat } from '#lib/platform/processes/beat.ts'
import { beatMs, Silence } from '#lib/platform/processes/silence.ts'

type Options = {
  /** ms of silence that are borne; asked at each look */
  limitMs: () => number
  /** Called once, with how long it has been silent, ms. */
  onSilent: (silentMs: number) => void
}

/**
 * Watches a child that beats (`startBeating`) until it ends. One that has not begun to beat is still starting, or has no such
 * habit, and is left alone.
 */
export function watchBeats(child: ChildProcess, { limitMs, onSilent }: Options): void {
  const silence = new Silence()
  let beats = false
  child.on('message', (message) => {
    if (!isBeat(message)) return
    beats = true
    silence.heard()
  })
  const timer = setInterval(() => {
    const ms = silence.look()
    if (!beats || ms < limitMs()) return
    clearInterval(timer)
    onSilent(ms)
  }, beatMs)
  timer.unref()
  child.once('exit', () => clearInterval(timer))
}
