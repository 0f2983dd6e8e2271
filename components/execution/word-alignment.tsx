import { cn } from '#components/ui/cn.ts'
import type { AlignedWord } from '#lib/platform/format/aligned-word.ts'

export type WordAlignmentProps = {
  words: AlignedWord[]
  /** word error rate 0..n, shown beside the legend */
  wer?: number | null
  legend?: boolean
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
export function WordAlignment({ words, wer, legend = true }: WordAlignmentProps) {
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
      {legend && <Legend wer={wer ?? null} />}
    </div>
  )
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
        op === 'substitute' &&
          'bg-invalid-soft text-invalid underline decoration-wavy underline-offset-4',
        op === 'insert' &&
          'bg-running-soft text-running border-running-mark border border-dashed leading-[1.375rem]',
        lost && 'bg-failed-soft text-failed line-through decoration-2',
      )}
    >
      {text}
    </span>
  )
}

function Legend({ wer }: { wer: number | null }) {
  return (
    <p
      className="text-muted-foreground flex flex-wrap items-center gap-x-4 gap-y-1 text-xs"
      aria-hidden
    >
      <span>
        <Word op="substitute" text="word" lost={false} /> heard as another
      </span>
      <span>
        <Word op="delete" text="word" lost /> not heard
      </span>
      <span>
        <Word op="insert" text="word" lost={false} /> not said
      </span>
      {wer !== null && (
        <span className="text-foreground font-medium tabular-nums">
          WER {(wer * 100).toFixed(1)} %
        </span>
      )}
    </p>
  )
}
