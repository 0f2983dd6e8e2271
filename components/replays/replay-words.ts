import type { BadgeTone } from '#components/ui/badge.tsx'
import type { ReplayView } from '#lib/replays/schema.ts'

export const replayLooks: Record<ReplayView['state'], { label: string; tone: BadgeTone }> = {
  running: { label: 'Judging', tone: 'accent' },
  ready: { label: 'Ready to apply', tone: 'review' },
  applying: { label: 'Being applied', tone: 'accent' },
  applied: { label: 'Applied', tone: 'passed' },
  discarded: { label: 'Discarded', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'failed' },
}

export const isMoving = ({ state }: Pick<ReplayView, 'state'>) =>
  state === 'running' || state === 'applying'

/** What was judged again: a run by its name, an execution, or a period. */
export const scopeWords = ({ scope, run }: Pick<ReplayView, 'scope' | 'run'>): string =>
  scope === 'run' ? (run?.name ?? 'A run') : scope === 'execution' ? 'One execution' : 'A period'

export const policyWords = ({ policy }: Pick<ReplayView, 'policy'>): string =>
  policy ? 'by a draft policy' : 'by the policies in force'
