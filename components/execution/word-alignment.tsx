import { cn } from '#components/ui/cn.ts'
import { Hint } from '#components/ui/hint.client.tsx'
import type { AlignedWord } from '#lib/platform/format/aligned-word.ts'
import { formatShare } from '#lib/platform/format/share.ts'

export type WordAlignmentProps = {
  words: AlignedWord[]
  /** word error rate 0..n, shown beside what the marks mean */
  wer?: number | null
}

const texts: Record<AlignedWord['op'], (word: AlignedWord) => string> = {
  equal: (word) => word.said ?? '',
  substitute: (word) => `“${word.said}” was heard as “${word.heard}”`,
  insert: (word) => `“${word.heard}” was heard but not said`,
  delete: (word) => `“${word.said}” was not heard`,
}

/**
 * Said above heard, word by word. Each kind of error has its own mark besides its hue: a struck word was lost,
 * a plus was added, a wavy line was heard as something else.
 */
export function WordAlignment({ words, wer }: WordAlignmentProps) {
  return (
    <div className="space-y-2">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        <div className="text-muted-foreground grid content-start text-xs leading-6" aria-hidden>
          <span>Said</span>
          <span>Heard</span>
        </div>
        <ol className="flex flex-wrap gap-x-1.5 gap-y-2">
          {words.map((word, index) => (
            <li key={index}>
              <span className="sr-only">{texts[word.op](word)}</span>
              <span className="grid text-sm leading-6" aria-hidden>
                <Word op={word.op} text={word.said} lost={word.op === 'delete'} />
                <Word op={word.op} text={word.heard} lost={false} />
              </span>
            </li>
          ))}
        </ol>
      </div>
      <Legend ops={new Set(words.map(({ op }) => op))} wer={wer ?? null} />
    </div>
  )
}

const looks: Partial<Record<AlignedWord['op'], string>> = {
  substitute: 'bg-invalid-soft text-invalid underline decoration-wavy underline-offset-4',
  insert:
    'bg-running-soft text-running border-running-mark border border-dashed leading-[1.375rem]',
}

function Word({ op, text, lost }: { op: AlignedWord['op']; text: string | null; lost: boolean }) {
  if (text === null)
    return (
      <span className="text-muted-foreground/60 text-center">{op === 'insert' ? '+' : '·'}</span>
    )
  return (
    <span
      className={cn(
        'rounded-sm px-1 text-center',
        lost ? 'bg-failed-soft text-failed line-through decoration-2' : looks[op],
      )}
    >
      {text}
    </span>
  )
}

const meanings = [
  { op: 'substitute', text: 'heard as another' },
  { op: 'delete', text: 'not heard' },
  { op: 'insert', text: 'not said' },
] as const

/** What the marks that are there mean, and the rate they come to; screen readers hear each word's own text. */
function Legend({ ops, wer }: { ops: ReadonlySet<AlignedWord['op']>; wer: number | null }) {
  const shown = meanings.filter(({ op }) => ops.has(op))
  if (shown.length === 0 && wer === null) return null
  return (
    <div className="text-muted-foreground flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      {shown.map(({ op, text }) => (
        <span key={op} aria-hidden>
          <Word op={op} text="word" lost={op === 'delete'} /> {text}
        </span>
      ))}
      {wer !== null && (
        <Hint
          label={`WER ${formatShare(wer)}: what that is`}
          content="WER, the word error rate: words heard as another, not heard, or not said, as a share of the words that were said."
        >
          <span className="text-foreground decoration-muted-foreground font-medium tabular-nums underline decoration-dotted underline-offset-4">
            WER {formatShare(wer)}
          </span>
        </Hint>
      )}
    </div>
  )
}
