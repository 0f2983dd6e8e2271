import { Ear, Repeat } from 'lucide-react'

import type { RunView } from '#lib/runs/schema.ts'

const executions = (count: number) => `${count} ${count === 1 ? 'execution' : 'executions'}`

/** What listening found in the run as a whole: unverified words, and one reply to several questions. */
export function ListeningNotice({ run }: { run: RunView }) {
  const { spoken_verified: spoken, same_replies: same = 0 } = run
  const unsure = spoken !== undefined && spoken.no + spoken.differs > 0
  if (!unsure && same === 0) return null
  return (
    <ul className="text-muted-foreground space-y-1 text-xs">
      {same > 0 && (
        <li className="flex items-start gap-2">
          <Repeat className="mt-px size-3.5 shrink-0" aria-hidden />
          <span>
            The same reply came to different questions: {executions(same)} that had passed{' '}
            {same === 1 ? 'is not proven and waits' : 'are not proven and wait'} for a person.
          </span>
        </li>
      )}
      {unsure && (
        <li className="flex items-start gap-2">
          <Ear className="mt-px size-3.5 shrink-0" aria-hidden />
          <span>{spokenText(spoken)}</span>
        </li>
      )}
    </ul>
  )
}

function spokenText({ yes, no, differs }: NonNullable<RunView['spoken_verified']>): string {
  const parts = [
    no > 0 && `the spoken words of ${executions(no)} were not verified`,
    differs > 0 && `in ${executions(differs)} a recogniser heard other words than the reply’s text`,
    yes > 0 && `those of ${executions(yes)} were verified`,
  ].filter((part) => part !== false)
  const all = parts.join('; ')
  const how =
    no > 0 && yes + differs === 0
      ? '. Set ASR_OPENAI_URL to have a recogniser listen to what voice AIs say.'
      : '.'
  return `${all.slice(0, 1).toUpperCase()}${all.slice(1)}${how}`
}
